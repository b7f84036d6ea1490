/// What can be asked of a monitored system. One question costs a fixed, small number of requests.
///
/// Two equal questions are never under way at once, and a question is what demand, schedule, answer and age
/// are keyed by.
package enum Question: Hashable, Sendable {
  /// Version and capabilities (`/config`).
  case capabilities
  /// Slots and TaskManagers (`/overview`).
  case overview
  /// Every job (`/jobs/overview`).
  case jobs
  /// Structure and counters of one job (`/jobs/:id`).
  case job(JobID)
  /// Restarts (`/jobs/:id/metrics`).
  case jobMetrics(JobID)
  /// The last failure (`/jobs/:id/exceptions?maxExceptions=1`).
  case failure(JobID)
  /// Checkpoint counts, summary and history (`/jobs/:id/checkpoints`).
  case checkpoints(JobID)
  /// `/jobs/:id/checkpoints/config`.
  case checkpointConfiguration(JobID)
  /// `/jobs/:id/checkpoints/details/:cid`.
  case checkpoint(JobID, CheckpointID)
  /// `/jobs/:id/checkpoints/details/:cid/subtasks/:vid`.
  case checkpointSubtasks(JobID, CheckpointID, VertexID)
  /// Busy, backpressured and idle time and rates over the subtasks of a vertex.
  case load(JobID, VertexID)
  /// Watermarks of a vertex; of a source, those it emits.
  case watermarks(JobID, VertexID)

  /// The job it is about, where it is about one.
  package var job: JobID? { subject.job }
}

/// What came back. The case names the same thing as the question; ids are in the question.
package enum Answer: Sendable {
  case capabilities(Capabilities)
  case overview(ClusterOverview)
  case jobs([JobSummary])
  case job(JobDetail)
  /// Nil where the system has no metrics for the job now (restarting, ended, first request after a pause).
  case jobMetrics(JobMetrics?)
  /// Nil where the job never failed.
  case failure(JobFailure?)
  case checkpoints(CheckpointStatistics)
  case checkpointConfiguration(CheckpointConfiguration)
  case checkpoint(CheckpointDetail)
  case checkpointSubtasks([SubtaskCheckpoint])
  /// Nil where the metrics were not there (yet): ask again.
  case load(VertexLoad?)
  /// Nil where the vertex reports no watermarks (a source, or not fetched yet).
  case watermarks(VertexWatermarks?)
}

extension Question {
  /// What is said of all questions of its kind.
  package var kind: QuestionKind {
    switch self {
    case .capabilities: .capabilities
    case .overview: .overview
    case .jobs: .jobs
    case .job: .job
    case .jobMetrics: .jobMetrics
    case .failure: .failure
    case .checkpoints: .checkpoints
    case .checkpointConfiguration: .checkpointConfiguration
    case .checkpoint: .checkpoint
    case .checkpointSubtasks: .checkpointSubtasks
    case .load: .load
    case .watermarks: .watermarks
    }
  }

  /// What it is about.
  package var subject: Subject {
    switch self {
    case .capabilities, .overview, .jobs: .cluster
    case .job(let job), .jobMetrics(let job), .failure(let job), .checkpoints(let job),
      .checkpointConfiguration(let job):
      .job(job)
    case .checkpoint(let job, let id), .checkpointSubtasks(let job, let id, _):
      .checkpoint(job, id)
    case .load(let job, let vertex), .watermarks(let job, let vertex): .vertex(job, vertex)
    }
  }

  /// What tells it from others of its kind about the same subject.
  package var detail: String {
    if case .checkpointSubtasks(_, _, let vertex) = self { return vertex.text }
    return ""
  }
}

extension QuestionKind {
  package static let capabilities = QuestionKind("capabilities", cadence: .whenChanged)
  package static let overview = QuestionKind("overview", cadence: .eachTick, isRefreshable: true)
  package static let jobs = QuestionKind("jobs", cadence: .eachTick, isRefreshable: true)
  /// The execution graph is cached for 3 s at the server, and its counters step once in 10 s.
  package static let job = QuestionKind(
    "job",
    cadence: .repeated(open: .seconds(3), row: .seconds(10), hidden: .seconds(52)),
    isMetricBacked: true, isRefreshable: true)
  /// Restarts are told by the state and by checkpoints as well.
  package static let jobMetrics = QuestionKind(
    "job-metrics",
    cadence: .repeated(open: .seconds(10), row: .seconds(15), hidden: .seconds(180)),
    isMetricBacked: true)
  package static let failure = QuestionKind(
    "failure", cadence: .whenChanged, isRefreshable: true)
  /// The statistics are cached for 3 s at the server.
  package static let checkpoints = QuestionKind(
    "checkpoints",
    cadence: .repeated(open: .seconds(3), row: .seconds(10), hidden: .seconds(52)),
    absence: .ofTheJobOrItsCheckpoints, isRefreshable: true)
  package static let checkpointConfiguration = QuestionKind(
    "checkpoint-configuration", cadence: .whenChanged, absence: .ofTheJobOrItsCheckpoints)
  package static let checkpoint = QuestionKind(
    "checkpoint", cadence: .repeated(open: .seconds(3)), absence: .ofTheThing, isRefreshable: true)
  package static let checkpointSubtasks = QuestionKind(
    "checkpoint-subtasks", cadence: .repeated(open: .seconds(3)), absence: .ofTheThing,
    isRefreshable: true)
  /// Of a row, the worst subtask of the busiest vertex, where accumulated times tell which one that is.
  package static let load = QuestionKind(
    "load", cadence: .repeated(open: .seconds(10), row: .seconds(20), hidden: .seconds(52)),
    isMetricBacked: true)
  package static let watermarks = QuestionKind(
    "watermarks", cadence: .repeated(open: .seconds(10), row: .seconds(15), hidden: .seconds(52)),
    isMetricBacked: true)
}
