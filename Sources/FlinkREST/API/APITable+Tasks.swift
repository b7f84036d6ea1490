import HTTPTransport

extension APITable {
  static let vertices = Section(
    "Vertices and subtasks",
    [
      APIEndpoint(
        .get, "/jobs/:jobid/vertices/:vertexid",
        "A vertex with its subtasks: state, host, counters.", screens: ["Job", "Subtasks"],
        commands: ["job", "health", "subtasks"]),
      APIEndpoint(
        .get, "/jobs/:jobid/vertices/:vertexid/accumulators",
        "The accumulators of a vertex.", screens: ["Accumulators"], commands: ["accumulators"]),
      APIEndpoint(
        .get, "/jobs/:jobid/vertices/:vertexid/backpressure",
        "Busy, idle and backpressured share of each subtask.", screens: ["Job", "Subtasks"],
        commands: ["job", "health", "subtasks"]),
      APIEndpoint(
        .get, "/jobs/:jobid/vertices/:vertexid/flamegraph?type&subtaskindex",
        "Samples of stacks; the first answer is empty and starts them.", screens: ["Flame graph"],
        commands: ["flamegraph"]),
      APIEndpoint(
        .get, "/jobs/:jobid/vertices/:vertexid/metrics?get",
        "The ids of metrics, or the values of those asked for, by subtask.",
        screens: ["Job", "Subtasks"],
        commands: ["job", "health", "subtasks", "query"]),
      APIEndpoint(
        .get, "/jobs/:jobid/vertices/:vertexid/jm-operator-metrics?get", since: FlinkRelease(1, 20),
        "Metrics of an operator coordinator on the JobManager.", screens: ["Metrics"]),
      APIEndpoint(
        .get, "/jobs/:jobid/vertices/:vertexid/subtasktimes",
        "When each subtask entered which state.", screens: ["Timeline", "Recoveries"],
        commands: ["timeline", "recoveries"]),
      APIEndpoint(
        .get, "/jobs/:jobid/vertices/:vertexid/taskmanagers",
        "The subtasks of a vertex by TaskManager.",
        screens: ["TaskManager"]),
      APIEndpoint(
        .get, "/jobs/:jobid/vertices/:vertexid/watermarks",
        "The watermark of each subtask; nothing for sources.",
        screens: ["Jobs", "Job", "Checkpoints", "Subtasks", "Wall"],
        commands: ["jobs", "job", "health", "checkpoints", "subtasks"]),
      APIEndpoint(
        .get, "/jobs/:jobid/vertices/:vertexid/subtasks/accumulators",
        "The accumulators of each subtask.",
        screens: ["Accumulators"], commands: ["accumulators"]),
      APIEndpoint(
        .get, "/jobs/:jobid/vertices/:vertexid/subtasks/metrics?get&agg&subtasks",
        "Metrics aggregated over subtasks.",
        screens: ["Jobs", "Job", "Checkpoints", "Metrics", "Wall"],
        commands: ["jobs", "job", "health", "checkpoints", "metrics", "query"]),
      APIEndpoint(
        .get, "/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex",
        "The attempt of a subtask that runs, or ran last.", screens: ["Timeline", "Subtask"],
        commands: ["timeline"]),
      APIEndpoint(
        .get, "/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex/metrics?get",
        "The ids of metrics of a subtask, or the values of those asked for.",
        screens: ["Jobs", "Job", "Checkpoints", "Subtasks", "Metrics", "Wall"],
        commands: ["jobs", "job", "health", "checkpoints", "subtasks", "metrics"]),
      APIEndpoint(
        .get, "/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex/attempts/:attempt",
        "One attempt of a subtask.", screens: ["Timeline", "Subtask"], commands: ["timeline"]),
      APIEndpoint(
        .get,
        "/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex/attempts/:attempt/accumulators",
        "The accumulators of one attempt.", screens: ["Subtask"]),
    ])

  static let taskManagers = Section(
    "TaskManagers",
    [
      APIEndpoint(
        .get, "/taskmanagers",
        "Every TaskManager with slots, memory and heartbeat.",
        screens: ["Metrics", "TaskManagers", "TaskManager", "Logs", "Thread dump", "Profiles"],
        commands: ["job", "health", "metrics", "query", "taskmanagers", "logs", "thread-dump"]),
      APIEndpoint(
        .get, "/taskmanagers/metrics?get&agg&taskmanagers",
        "Metrics aggregated over TaskManagers.", screens: ["Job", "Metrics"],
        commands: ["job", "health"]),
      APIEndpoint(
        .get, "/taskmanagers/:taskmanagerid",
        "A TaskManager with memory, garbage collection and slots.",
        screens: ["TaskManagers", "TaskManager"], commands: ["taskmanagers"]),
      APIEndpoint(
        .get, "/taskmanagers/:taskmanagerid/metrics?get",
        "The ids of metrics, or the values of those asked for.",
        screens: ["Metrics", "TaskManagers", "TaskManager"],
        commands: ["job", "health", "metrics", "query", "taskmanagers"]),
      APIEndpoint(
        .get, "/taskmanagers/:taskmanagerid/thread-dump",
        "Every thread with its stack.",
        screens: ["Thread dump"], commands: ["thread-dump"]),
      APIEndpoint(
        .get, "/taskmanagers/:taskmanagerid/logs",
        "The files in the log folder, with sizes.",
        screens: ["Logs"], commands: ["logs"]),
      APIEndpoint(
        .get, "/taskmanagers/:taskmanagerid/logs/:filename",
        "A file of the log folder, whole.",
        screens: ["Logs"], commands: ["logs"]),
      APIEndpoint(
        .get, "/taskmanagers/:taskmanagerid/log",
        "The log, whole.",
        screens: ["Logs"], commands: ["logs"]),
      APIEndpoint(
        .get, "/taskmanagers/:taskmanagerid/stdout",
        "What was printed to standard output, whole.",
        screens: ["Logs"], commands: ["logs"]),
      APIEndpoint(
        .get, "/taskmanagers/:taskmanagerid/profiler", since: FlinkRelease(1, 19),
        needs: "rest.profiling.enabled",
        "The profiles that were made.", screens: ["Profiles"]),
      APIEndpoint(
        .post, "/taskmanagers/:taskmanagerid/profiler", since: FlinkRelease(1, 19),
        needs: "rest.profiling.enabled",
        "Profiles the TaskManager for a while.", screens: ["Profiles"]),
      APIEndpoint(
        .get, "/taskmanagers/:taskmanagerid/profiler/:filename", since: FlinkRelease(1, 19),
        needs: "rest.profiling.enabled",
        "A profile, as an HTML page.", screens: ["Profiles"]),
    ])
}
