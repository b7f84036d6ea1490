package import HTTPTransport

extension HarmlessRoutes {
  /// What flinktop asks of Flink without changing anything, 1.13 to 2.3.
  package static let flink = HarmlessRoutes([
    "/config", "/overview", "/jobmanager/config", "/jobs/overview", "/jobs/:job",
    "/jobs/:job/metrics?get", "/jobs/:job/exceptions?maxExceptions", "/jobs/:job/checkpoints",
    "/jobs/:job/checkpoints/config", "/jobs/:job/checkpoints/details/:checkpoint",
    "/jobs/:job/checkpoints/details/:checkpoint/subtasks/:vertex",
    "/jobs/:job/vertices/:vertex/subtasks/metrics?get",
    "/jobs/:job/vertices/:vertex/subtasks/:subtask/metrics",
    "/jobs/:job/vertices/:vertex/watermarks",
    // The outcome of what was triggered before, by whomever.
    "/jobs/:job/savepoints/:trigger", "/jobs/:job/checkpoints/:trigger",
  ])
}
