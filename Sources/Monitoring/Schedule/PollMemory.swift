import StreamModel

/// What the schedule remembers from one answer to the next.
struct PollMemory: Sendable {
  /// What it remembers of a job.
  struct Job: Sendable {
    var history: JobHistory
    /// Its sink vertices, the first few; empty until the structure is known.
    var sinks: [VertexID] = []
    /// When the load of any of its vertices was last asked for a row.
    var loadAskedAt: Duration?
  }

  /// What the capabilities were read from; another one wants them read again.
  struct Server: Equatable, Sendable {
    var restartedAt: Timestamp?
    var version: String?
  }

  /// The most jobs that are followed while they are not shown: each keeps its figures and their history, some 50 kB
  /// after a day.
  static let mostHidden = 250

  /// What was asked before so long is forgotten where there is much to remember: what a verdict looks into is asked of other
  /// checkpoints and subtasks all the time.
  static let kept: Duration = .seconds(3600)
  static let muchToRemember = 4000

  var records: [QuestionKey: AskRecord] = [:]
  private var enough = muchToRemember
  /// Jobs to be followed though they are not shown: those that run, and those that were seen to fail.
  private(set) var followed: [JobID] = []
  private(set) var jobs: [JobID: Job] = [:]
  private(set) var server = Server()
  /// Counts the JobManagers seen, by restart or by version.
  private(set) var serverEra = 0

  /// Notes that a question is put.
  mutating func note(_ record: AskRecord, of question: QuestionKey) {
    records[question] = record
    guard records.count > enough else { return }
    records = records.filter { record.askedAt - $0.value.askedAt <= Self.kept }
    enough = max(Self.muchToRemember, 2 * records.count)
  }

  /// Takes in what an answer to `question` changed in the model.
  mutating func observe(_ model: ClusterModel, after question: QuestionKey) {
    observeServer(model)
    if question.kind == .jobs {
      observeAll(of: model)
    } else if question.kind == .taskManagers {
      forgetTaskManagers(in: model)
    } else if let id = question.job, let job = model.jobsByID[id] {
      observe(job)
      if question.kind == .job, let detail = job.detail?.value {
        jobs[id]?.sinks = detail.firstSinks
      }
    }
  }

  private mutating func observeServer(_ model: ClusterModel) {
    let version = model.overview?.value.version
    let seen = Server(restartedAt: model.restartedAt, version: version ?? server.version)
    let isOther =
      seen.restartedAt != server.restartedAt
      || (server.version != nil && seen.version != server.version)
    if isOther { serverEra += 1 }
    server = seen
  }

  private mutating func observe(_ job: JobModel) {
    jobs[job.id, default: Job(history: JobHistory(job))].history.update(job)
  }

  /// Observes all jobs of a list, and follows those that live: in the order of the list, and where there are too many,
  /// those that were looked at before go first. One pass, as there may be ten thousand.
  private mutating func observeAll(of model: ClusterModel) {
    var known: [JobID] = []
    var living: [JobID] = []
    for id in model.jobOrder {
      guard let job = model.jobsByID[id] else { continue }
      observe(job)
      guard
        !job.state.isTerminal
          || (job.state == .failed && (jobs[id]?.history.failureEra ?? 0) > 0)
      else { continue }
      living.append(id)
      if job.isLookedInto { known.append(id) }
    }
    if living.count > Self.mostHidden {
      let isKnown = Set(known)
      let others = living.lazy.filter { !isKnown.contains($0) }.prefix(Self.mostHidden)
      living = Array((known + others).prefix(Self.mostHidden))
    }
    followed = living
    // All that are listed are in it.
    if jobs.count > model.jobsByID.count { forgetUnlisted(in: model) }
  }

  private mutating func forgetUnlisted(in model: ClusterModel) {
    jobs = jobs.filter { model.jobsByID[$0.key] != nil }
    records = records.filter { question, _ in
      question.job.map { model.jobsByID[$0] != nil } ?? true
    }
  }

  private mutating func forgetTaskManagers(in model: ClusterModel) {
    guard let listed = model.answers[.taskManagers]?.value else { return }
    let ids = Set(listed.map(\.id))
    records = records.filter { question, _ in
      question.taskManager.map { ids.contains($0) } ?? true
    }
  }

  mutating func noteLoadAsk(of job: JobID, at now: Duration) { jobs[job]?.loadAskedAt = now }
}

extension JobDetail {
  /// Vertices that nothing leaves and that have metrics, as many as a row asks about.
  var firstSinks: [VertexID] {
    let upstream = Set(vertices.flatMap { $0.inputs.map(\.from) })
    let sinks = vertices.lazy.filter { $0.hasMetrics && !upstream.contains($0.id) }
    return sinks.prefix(PollTimes.rowSinks).map(\.id)
  }
}
