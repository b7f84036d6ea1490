/// How things stand between flinktop and the cluster.
package enum Connection: Hashable, Sendable {
  /// Nothing has been answered yet.
  case connecting
  /// The last tick was answered.
  case live
  /// The essential questions are answered, another kind fails; says which.
  case degraded(SourceError)
  /// No answer since that moment, but the failure may be passing.
  case stale(since: Timestamp, SourceError)
  /// Failing for so long, or so plainly, that nobody should wait for it. `since` nil: never was there.
  case unreachable(since: Timestamp?, SourceError)

  /// Why, where something is wrong.
  package var error: SourceError? {
    switch self {
    case .connecting, .live: nil
    case .degraded(let error), .stale(_, let error), .unreachable(_, let error): error
    }
  }
}

/// What the header says about polling itself.
package struct PollingFigures: Hashable, Sendable {
  /// Requests per second over the last 10 s.
  package var requestsPerSecond: Double?
  /// Median answer time of the last answers.
  package var answerTime: Duration?
  /// The interval in force, stretched where answers are slow.
  package var interval: Duration
  /// The interval asked for.
  package var configuredInterval: Duration
  /// When the next try is due, while failing.
  package var nextTryAt: Timestamp?

  package init(
    requestsPerSecond: Double? = nil, answerTime: Duration? = nil, interval: Duration,
    configuredInterval: Duration, nextTryAt: Timestamp? = nil
  ) {
    self.requestsPerSecond = requestsPerSecond
    self.answerTime = answerTime
    self.interval = interval
    self.configuredInterval = configuredInterval
    self.nextTryAt = nextTryAt
  }
}

/// A job that was listed and is not any more.
package struct VanishedJob: Sendable {
  package var job: JobModel
  /// When it was first missing.
  package var at: Timestamp
  /// A second list did not have it either.
  var isConfirmed = false

  init(job: JobModel, at: Timestamp) {
    self.job = job
    self.at = at
  }
}

/// The model of one cluster: what panes read. A value; the monitor makes a new one from each answer.
package struct ClusterModel: Sendable {
  package var identity: ClusterIdentity
  package var capabilities: Capabilities = .unknown
  package var overview: Observed<ClusterOverview>?
  package var connection: Connection = .connecting
  package var polling: PollingFigures
  /// Last time anything was answered.
  package var lastAnswerAt: Timestamp?
  /// The job list is known (it may be empty).
  package var jobsReceivedAt: Timestamp?
  /// In the server's order.
  package internal(set) var jobOrder: [JobID] = []
  package internal(set) var jobsByID: [JobID: JobModel] = [:]
  /// The JobManager's clock minus ours, from `now` in `/jobs/:id`; zero until known.
  package var clockOffset: Duration = .zero
  /// When the JobManager was last seen to be another one: live jobs are not listed any more, or have started anew, or
  /// the count of ended jobs or the version is another's.
  package var restartedAt: Timestamp?
  /// The last time before that the old one answered: it was restarted between the two.
  package internal(set) var restartedAfter: Timestamp?
  /// Nil while as many TaskManagers are there as ever were.
  package internal(set) var taskManagerLoss: TaskManagerLoss?
  /// How much of their time the JVMs of the workers spend collecting garbage, where a verdict asked.
  package internal(set) var garbage = GarbageWatch()
  /// TaskManagers that were listed and are not any more, with when they were first missing; the last hundred.
  package internal(set) var departed: [TaskManagerID: Timestamp] = [:]
  /// Jobs that were there and have vanished from the list, with when; bounded, newest last. Kept so that an open
  /// screen can say so and keep its last data.
  package internal(set) var vanished: [VanishedJob] = []
  /// Questions that fail at present, with the reason; cleared by an answer. A listed job that is not found is
  /// none of them: the next list will tell.
  package internal(set) var failing: [QuestionKey: SourceError] = [:]
  /// How much of a long answer has come so far, for those under way.
  package var arrived: [QuestionKey: ByteCount] = [:]
  /// Answers that are kept as they came, for the screens that asked.
  package var answers = AnswerStore()
  /// What the metrics stood at that screens follow.
  package internal(set) var metricTracks = MetricTracks()

  /// Jobs that had ended, as the overview before the last one counted them.
  var endedBefore: Int?
  /// When the list before the last one came.
  var lastListAt: Timestamp?
  /// When the last list came that had some of the jobs that are all missing now.
  var missingAfter: Timestamp?
  /// The last list had none of the jobs that were alive before.
  var areAllMissing = false
  /// How many jobs have a checkpoint log.
  var checkpointLogs = 0
  var metricPulse: MetricPulse
  var clockComparison = ClockComparison()

  package init(
    identity: ClusterIdentity, interval: Duration, traits: SystemTraits = .flink
  ) {
    self.identity = identity
    capabilities.traits = traits
    capabilities.refusals = traits.refusals
    metricPulse = MetricPulse(step: traits.metricStep)
    polling = PollingFigures(interval: interval, configuredInterval: interval)
  }

  /// What the system is called and how it behaves.
  package var traits: SystemTraits { capabilities.traits }

  /// True once it is known when the JobManager fetches metrics, so that lags are exact.
  package var areFetchesTimed: Bool { metricPulse.isTimed }

  /// Jobs in the server's order.
  package var jobs: [JobModel] { jobOrder.compactMap { jobsByID[$0] } }

  /// A job that is listed, else one that vanished.
  package func job(_ id: JobID) -> JobModel? {
    jobsByID[id] ?? vanished.last { $0.job.id == id }?.job
  }

  /// When `id` vanished from the list while it was alive; nil for one that is listed or had ended, and until a second
  /// list is without it too.
  package func lostAt(_ id: JobID) -> Timestamp? {
    guard jobsByID[id] == nil, let gone = vanished.last(where: { $0.job.id == id }) else {
      return nil
    }
    return gone.isConfirmed && !gone.job.state.isTerminal ? gone.at : nil
  }

  /// Jobs that were alive when they vanished from the list, for an hour, whatever is listed under their names since.
  package func lostJobs(at now: Timestamp) -> [JobModel] {
    vanished.filter {
      !$0.job.state.isTerminal && jobsByID[$0.job.id] == nil
        && now.since($0.at) <= Self.lostShownFor
    }.map(\.job)
  }

  /// When `id` vanished from the list; nil while it is listed.
  package func vanishedAt(_ id: JobID) -> Timestamp? {
    jobsByID[id] == nil ? vanished.last { $0.job.id == id }?.at : nil
  }
}
