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
  package var job: JobID? {
    switch self {
    case .capabilities, .overview, .jobs: nil
    case .job(let job), .jobMetrics(let job), .failure(let job), .checkpoints(let job),
      .checkpointConfiguration(let job), .checkpoint(let job, _),
      .checkpointSubtasks(let job, _, _), .load(let job, _), .watermarks(let job, _):
      job
    }
  }
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
