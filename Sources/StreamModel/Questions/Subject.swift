/// What a question, a screen or an action is about.
package enum Subject: Hashable, Sendable {
  case cluster
  case job(JobID)
  case vertex(JobID, VertexID)
  /// From 0.
  case subtask(JobID, VertexID, Int)
  case checkpoint(JobID, CheckpointID)
  case taskManager(TaskManagerID)
  /// What a TaskManager did at a moment, on the JobManager's clock.
  case moment(TaskManagerID, Timestamp)
  /// A thread of a TaskManager, by its name.
  case thread(TaskManagerID, String)
  /// A log file of a TaskManager, by its name.
  case logFile(TaskManagerID, String)

  /// The job that it is, or that it is a part of.
  package var job: JobID? {
    switch self {
    case .cluster, .taskManager, .moment, .thread, .logFile: nil
    case .job(let job), .vertex(let job, _), .subtask(let job, _, _), .checkpoint(let job, _): job
    }
  }
}
