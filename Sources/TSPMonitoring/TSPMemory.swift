import StreamModel
import Synchronization

/// What the client knows of TSP and its jobs from the answers so far.
final class TSPMemory: Sendable {
  /// How a job stood when it was told last.
  struct Told: Hashable, Sendable {
    var report: JobReport
    var at: Timestamp
  }

  private struct State {
    var version: TSPVersion?
    var versionAskedAt: Timestamp?
    var hasAnswered = false
    /// False once `statusAndMetrics` was not there; nil until it was tried.
    var hasStatusAndMetrics: Bool?
    /// True once exceptions were found under `jobs/` alone.
    var hasExceptionsUnderJobs = false
    var list: JobList?
    var told: [JobUUID: Told] = [:]
    var askedAt: [JobUUID: Timestamp] = [:]
    var budget = StatusBudget()
    var stops: [JobUUID: StoppedRun] = [:]
  }

  private let state = Mutex(State())

  // MARK: The server

  /// The version is asked again so often: another one has other routes.
  private static let versionAge: Duration = .seconds(60)

  /// True once a TSP answered, so that silence means that it is busy.
  var hasAnswered: Bool { state.withLock { $0.hasAnswered } }

  var version: TSPVersion? { state.withLock { $0.version } }

  func noteAnswer() { state.withLock { $0.hasAnswered = true } }

  /// It did not answer: who does next may be another version.
  func noteSilence() { state.withLock { $0.versionAskedAt = nil } }

  /// True where the version is to be asked for (again); then it counts as asked for.
  func beginVersion(at now: Timestamp) -> Bool {
    state.withLock { state in
      if let asked = state.versionAskedAt, now.since(asked) < Self.versionAge, asked <= now {
        return false
      }
      state.versionAskedAt = now
      return true
    }
  }

  /// What was learned of routes is forgotten where it is another version than before.
  func note(_ version: TSPVersion, at now: Timestamp) {
    state.withLock { state in
      if state.version != version {
        state.hasStatusAndMetrics = nil
        state.hasExceptionsUnderJobs = false
      }
      state.version = version
      state.versionAskedAt = now
    }
  }

  var hasStatusAndMetrics: Bool? {
    get { state.withLock { $0.hasStatusAndMetrics } }
    set { state.withLock { $0.hasStatusAndMetrics = newValue } }
  }

  var hasExceptionsUnderJobs: Bool {
    get { state.withLock { $0.hasExceptionsUnderJobs } }
    set { state.withLock { $0.hasExceptionsUnderJobs = newValue } }
  }

  // MARK: Jobs

  /// The list as it was told last; nil before.
  var list: JobList? { state.withLock { $0.list } }

  /// Takes in a list, and forgets jobs that are not in it.
  func note(_ list: JobList, at now: Timestamp) {
    let listed = Set(list.runs.map(\.uuid))
    state.withLock { state in
      state.list = list
      state.told = state.told.filter { listed.contains($0.key) }
      state.askedAt = state.askedAt.filter { listed.contains($0.key) }
      state.stops = state.stops.filter { !$0.value.isOver(at: now) }
    }
  }

  /// Takes in how a job stands.
  func note(_ report: JobReport, of job: JobUUID, at now: Timestamp) {
    state.withLock { state in
      state.told[job] = Told(report: report, at: now)
      state.askedAt[job] = now
      if let ended = report.state, ended.isTerminal, state.stops[job]?.jid == report.jid {
        state.stops[job]?.noteEnd(at: now)
      }
    }
  }

  func told(of job: JobUUID) -> Told? { state.withLock { $0.told[job] } }

  /// Nothing is asked about a job sooner than this after the last time.
  private static let statusAge: Duration = .seconds(1)

  /// Jobs whose state is to be asked for now, as far as the budget reaches: those that were stopped, those that were never
  /// told of, those that were told of longest ago. One whose run has ended changes no more.
  func statusesDue(
    of list: JobList, at now: Timestamp, where isUntold: (JobUUID) -> Bool
  ) -> [JobUUID] {
    state.withLock { state in
      let due = list.jobs.filter { run in
        guard run.uuid.refusal == nil, isUntold(run.uuid) else { return false }
        if state.stops[run.uuid] != nil { return true }
        if let askedAt = state.askedAt[run.uuid],
          (Duration.zero..<Self.statusAge).contains(now.since(askedAt))
        {
          return false
        }
        guard let told = state.told[run.uuid] else { return true }
        return told.report.jid != run.jid || told.report.state?.isTerminal != true
      }
      let room = state.budget.room(at: now)
      let never = Timestamp(milliseconds: .min)
      let first = due.map(\.uuid).sorted { left, right in
        let stopped = (state.stops[left] != nil, state.stops[right] != nil)
        if stopped.0 != stopped.1 { return stopped.0 }
        return (state.askedAt[left] ?? never) < (state.askedAt[right] ?? never)
      }.prefix(room)
      return Array(first)
    }
  }

  /// One of them is asked for.
  func beginStatus(of job: JobUUID, at now: Timestamp) {
    state.withLock { state in
      state.askedAt[job] = now
      state.budget.take()
    }
  }

  // MARK: Stops

  /// A stop of this run was taken.
  func noteStop(of job: JobUUID, run jid: JobID?, at now: Timestamp) {
    state.withLock { $0.stops[job] = StoppedRun(jid: jid, at: now) }
  }

  var stops: [JobUUID: StoppedRun] { state.withLock { $0.stops } }

  /// The end of a stopped run was seen elsewhere than in a report: in Flink's own list.
  func noteEnd(ofStopped job: JobUUID, at now: Timestamp) {
    state.withLock { $0.stops[job]?.noteEnd(at: now) }
  }
}

/// A run that TSP was told to stop, until its end has been seen.
struct StoppedRun: Hashable, Sendable {
  /// Flink's id of it; nil from v19 on.
  var jid: JobID?
  var at: Timestamp
  private var endedAt: Timestamp?

  /// Whoever waits for the end has seen it by then.
  private static let keptAfterEnd: Duration = .seconds(10)
  private static let keptAtMost: Duration = .seconds(3600)

  init(jid: JobID?, at: Timestamp) {
    self.jid = jid
    self.at = at
  }

  mutating func noteEnd(at now: Timestamp) { endedAt = endedAt ?? now }

  func isOver(at now: Timestamp) -> Bool {
    endedAt.map { now.since($0) > Self.keptAfterEnd } ?? (now.since(at) > Self.keptAtMost)
  }
}

/// How many states may be asked for with a list of jobs: TSP tells one at a time, and asks its Flink twice for each.
struct StatusBudget: Hashable, Sendable {
  private static let most = 60.0
  private static let perSecond = 4.0

  private var left = Self.most
  private var refilledAt: Timestamp?

  mutating func room(at now: Timestamp) -> Int {
    // A clock that was set back gives nothing.
    let passed = refilledAt.map { max(.zero, now.since($0)) } ?? .zero
    refilledAt = now
    left = min(Self.most, left + passed.inSeconds * Self.perSecond)
    // Two lists at a time may take more than there is.
    return max(0, Int(left))
  }

  mutating func take() { left -= 1 }
}
