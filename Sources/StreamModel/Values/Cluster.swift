/// Which cluster flinktop is looking at, as the user named it.
package struct ClusterIdentity: Hashable, Sendable {
  /// A short name: the context's, else host and port.
  package var name: String
  /// The endpoint for showing: without credentials.
  package var endpoint: String
  /// "flink", "heron", "tsp" or "aliyun".
  package var source: String

  package init(name: String, endpoint: String, source: String) {
    self.name = name
    self.endpoint = endpoint
    self.source = source
  }

  /// What tells it from the other clusters that are watched: no two have one endpoint.
  package var id: ClusterID { ClusterID(endpoint) }
}

/// What the system can show and do, known once its version is (`/config`, with `flink-version` and features).
package struct Capabilities: Hashable, Sendable {
  /// Whose they are.
  package var traits: SystemTraits
  /// As the server spells it: `2.3.0`, `1.20-SNAPSHOT`. Nil until known.
  package var version: String?
  /// `POST /jobs/:id/checkpoints`, 1.17 on.
  package var canTriggerCheckpoint: Bool
  /// `formatType` of a savepoint, 1.15 on.
  package var canChooseSavepointFormat: Bool
  /// `triggerId` in the trigger's body: an operation can be asked about by our own id, 1.15 on.
  package var acceptsTriggerID: Bool
  /// Accumulated busy, idle and backpressured time in `/jobs/:id`, 1.16 on.
  package var hasAccumulatedTimes: Bool
  /// Flame graphs of one subtask, 1.17 on; before, the number of a subtask is overlooked.
  package var hasSubtaskFlameGraphs: Bool
  /// False where the cluster says that its users are not to cancel (`features.web-cancel`; absent in 1.13: true).
  package var allowsCancel: Bool
  /// A running job can be rescaled (`PUT /jobs/:id/resource-requirements`, 1.18 on), if its scheduler can.
  package var canRescale: Bool
  /// It can be said to whom a savepoint belongs that a job is started from, 1.15 on.
  package var takesClaimMode: Bool
  /// False where the cluster takes no jars (`features.web-submit`).
  package var takesJars: Bool
  /// True for a history server (`features.web-history`, 1.16 on): it shows jobs that have ended, from files. It has no
  /// TaskManagers, no metrics, and nothing that could be acted on.
  package var isHistoryServer: Bool
  /// The commit that it was built from, and when: `c0f8d1a @ 2026-06-14T16:29:03+02:00`.
  package var revision: String?
  /// Whether its users may submit jobs and rescale them (`features.web-submit`, `.web-rescale`, the latter 1.18 on).
  package var allowsSubmit: Bool?
  package var allowsRescale: Bool?
  /// `rest.profiling.enabled`, of versions that have a profiler (1.19 on). Nil where the cluster does not tell.
  package var isProfilerOn: Bool?
  /// Where a savepoint goes for which no directory is named (`/jobmanager/config`). Nil where none is set, and where
  /// the cluster does not tell.
  package var defaultSavepointDirectory: String?
  /// Kinds of question that this system in this version can't answer, with the reason in the system's own words. They are
  /// not asked.
  package var refusals: [QuestionKind: String]

  package init(
    version: String?, canTriggerCheckpoint: Bool, canChooseSavepointFormat: Bool,
    acceptsTriggerID: Bool, hasAccumulatedTimes: Bool, allowsCancel: Bool,
    hasSubtaskFlameGraphs: Bool = false, canRescale: Bool = false, takesClaimMode: Bool = false,
    takesJars: Bool = true, isHistoryServer: Bool = false,
    defaultSavepointDirectory: String? = nil,
    refusals: [QuestionKind: String] = [:], traits: SystemTraits = .flink
  ) {
    self.traits = traits
    self.version = version
    self.canTriggerCheckpoint = canTriggerCheckpoint
    self.canChooseSavepointFormat = canChooseSavepointFormat
    self.acceptsTriggerID = acceptsTriggerID
    self.hasAccumulatedTimes = hasAccumulatedTimes
    self.hasSubtaskFlameGraphs = hasSubtaskFlameGraphs
    self.allowsCancel = allowsCancel
    self.canRescale = canRescale
    self.takesClaimMode = takesClaimMode
    self.takesJars = takesJars
    self.isHistoryServer = isHistoryServer
    self.defaultSavepointDirectory = defaultSavepointDirectory
    self.refusals = refusals
  }

  /// Before the first answer: claims nothing.
  package static let unknown = Capabilities(
    version: nil, canTriggerCheckpoint: false, canChooseSavepointFormat: false,
    acceptsTriggerID: false, hasAccumulatedTimes: false, allowsCancel: true)
}

/// TaskManagers that were there and are not, since the last one went.
package struct TaskManagerLoss: Hashable, Sendable {
  /// How many there were before the first of them went.
  package var before: Int
  package var at: Timestamp
}

/// `/overview`: TaskManagers, slots and job counters of the cluster.
package struct ClusterOverview: Hashable, Sendable {
  package var taskManagers: Int
  package var slotsTotal: Int
  package var slotsAvailable: Int
  package var jobsRunning: Int
  package var jobsFinished: Int
  package var jobsCancelled: Int
  package var jobsFailed: Int
  /// `flink-version`; also how a changed JobManager is noticed.
  package var version: String?

  package init(
    taskManagers: Int, slotsTotal: Int, slotsAvailable: Int, jobsRunning: Int, jobsFinished: Int,
    jobsCancelled: Int, jobsFailed: Int, version: String?
  ) {
    self.taskManagers = taskManagers
    self.slotsTotal = slotsTotal
    self.slotsAvailable = slotsAvailable
    self.jobsRunning = jobsRunning
    self.jobsFinished = jobsFinished
    self.jobsCancelled = jobsCancelled
    self.jobsFailed = jobsFailed
    self.version = version
  }
}

/// One job of `/jobs/overview`: cheap, and the authority on a job's state (`/jobs/:id` lags by up to 3 s).
package struct JobSummary: Hashable, Sendable {
  package var id: JobID
  /// As the user named it; may hold anything at all, so it is sanitised where it is drawn.
  package var name: String
  package var state: JobState
  /// False where the system has only listed the job: then `state` is no state, and what it is next is no change.
  package var isStateTold = true
  package var startTime: Timestamp?
  /// Nil while the job has not ended (-1 on the wire).
  package var endTime: Timestamp?
  /// Time since the start, to the end if it ended; nil where the server gave -1.
  package var duration: Duration?
  package var lastModification: Timestamp?
  /// Subtasks by state.
  package var tasks: TaskCounts

  package init(
    id: JobID, name: String, state: JobState, startTime: Timestamp?, endTime: Timestamp?,
    duration: Duration?, lastModification: Timestamp?, tasks: TaskCounts
  ) {
    self.id = id
    self.name = name
    self.state = state
    self.startTime = startTime
    self.endTime = endTime
    self.duration = duration
    self.lastModification = lastModification
    self.tasks = tasks
  }
}
