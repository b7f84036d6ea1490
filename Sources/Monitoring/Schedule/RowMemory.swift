import StreamModel

/// What is needed of each job that has a row, or is followed though it is not shown, as it was worked out last: whoever
/// looks again, as after each answer, need not work it out anew.
///
/// What a job's questions are, how much they matter and when they are due follows from what is known and remembered of
/// the job, and not from the time. So it holds until something of the job is asked, answered or given up, or a list has
/// another state of it; that is to be told.
struct RowMemory: Sendable {
  /// What a row was worked out for. Which question goes first depends on it.
  enum Place: Hashable, Sendable {
    /// `isTiming` while its metrics are to tell when metrics are fetched.
    case shown(row: Int, isTiming: Bool)
    /// The place among those that are not shown.
    case hidden(Int)

    var isShown: Bool { if case .shown = self { true } else { false } }
  }

  /// What is needed of a job.
  struct Row: Sendable {
    fileprivate var place: Place
    /// The job as it was then.
    fileprivate var job: JobModel
    /// How likely a look into it is to tell more.
    var doubt: Doubt?
    var wishes: [Wish]
    /// When the first of the questions is due that are not under way; nil where none will be before something happens.
    var restsUntil: Duration?

    /// True where nothing of it is due.
    func rests(at now: Duration) -> Bool { restsUntil.map { $0 > now } ?? true }
  }

  /// The most rows that are kept: all that are followed, and those of two large screens.
  private static let capacity = PollMemory.mostHidden + 500

  /// False only in tests, which compare: every row is worked out whenever somebody looks.
  let isInUse: Bool
  /// How often a row was worked out.
  private(set) var workedOut = 0
  private var rows: [JobID: Row] = [:]

  init(isInUse: Bool = true) { self.isInUse = isInUse }

  /// What a job needs; nil where it has to be worked out.
  func row(of job: JobID, at place: Place) -> Row? {
    guard let row = rows[job], row.place == place else { return nil }
    return row
  }

  /// Takes in what was worked out.
  mutating func keep(
    _ wishes: some Collection<Wish>, of job: JobModel, doubt: Doubt?, at place: Place,
    inFlight: [QuestionKey]
  ) {
    workedOut += 1
    guard isInUse else { return }
    // Of jobs that somebody scrolled past.
    if rows.count >= Self.capacity { rows = [:] }
    let restsUntil = wishes.lazy.filter { !inFlight.contains($0.key) }.map(\.dueAt).min()
    rows[job.id] = Row(
      place: place, job: job, doubt: doubt, wishes: Array(wishes), restsUntil: restsUntil)
  }

  /// Something happened to a question about the job.
  mutating func forget(_ job: JobID) { rows[job] = nil }

  /// Something was answered that is about no job, and may have told of any.
  mutating func forgetChanged(in model: ClusterModel) {
    for (id, row) in rows where model.jobsByID[id]?.isAsAsked(row.job) != true { rows[id] = nil }
  }

  mutating func forgetAll() { rows = [:] }
}

extension JobModel {
  /// True where nothing was learnt of the job since it was as `former` that decides what is asked of it. When it was listed
  /// last does not.
  fileprivate func isAsAsked(_ former: JobModel) -> Bool {
    hasSameReadings(as: former) && state == former.state
      && summary.value.endTime == former.summary.value.endTime
  }
}
