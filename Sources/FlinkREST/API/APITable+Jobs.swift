import HTTPTransport

extension APITable {
  static let jobs = Section(
    "Jobs",
    [
      APIEndpoint(
        .get, "/jobs",
        "Ids and states of all jobs."),
      APIEndpoint(
        .post, "/jobs",
        "Starts a job graph: a form with the field request and files.",
        commands: ["submit"]),
      APIEndpoint(
        .get, "/jobs/overview",
        "Every job with state, times and tasks.",
        screens: ["all"],
        commands: reportingCommands + jobCommands + ["run", "wait", "submit"]),
      APIEndpoint(
        .get, "/jobs/metrics?get&agg&jobs",
        "Metrics aggregated over jobs."),
      APIEndpoint(
        .get, "/jobs/:jobid",
        "A job with its vertices, their counters and the plan.",
        screens: [
          "Jobs", "Job", "Checkpoints", "Exceptions", "Subtasks", "Metrics", "Health",
          "Flame graph", "Timeline", "Subtask", "Accumulators", "Recoveries", "Wall",
        ],
        commands: [
          "jobs", "job", "health", "checkpoints", "subtasks", "flamegraph", "metrics", "query",
          "timeline",
          "accumulators", "recoveries",
          "stop", "rescale",
        ]),
      APIEndpoint(
        .patch, "/jobs/:jobid?mode",
        "Cancels a job, without a savepoint.",
        screens: ["Jobs", "Job", "Checkpoints", "Exceptions"], commands: ["cancel"]),
      APIEndpoint(
        .get, "/jobs/:jobid/yarn-cancel", acts: true,
        "Cancels a job although it is a GET; PATCH is the better way."),
      APIEndpoint(
        .get, "/jobs/:jobid/yarn-stop", acts: true,
        "Means to stop a job although it is a GET; Flink refuses it."),
      APIEndpoint(
        .get, "/jobs/:jobid/status", since: FlinkRelease(1, 16),
        "The state of a job.", commands: ["wait"]),
      APIEndpoint(
        .get, "/jobs/:jobid/plan",
        "The graph of a job.",
        screens: ["TaskManager"], commands: ["plan"]),
      APIEndpoint(
        .get, "/jobs/:jobid/config",
        "Execution configuration and parameters of a job.", screens: ["Configuration"],
        commands: ["config"]),
      APIEndpoint(
        .get, "/jobs/:jobid/exceptions?maxExceptions&failureLabelFilter",
        "What failed in a job, the newest first.",
        screens: [
          "Jobs", "Job", "Checkpoints", "Exceptions", "Subtasks", "Timeline", "Recoveries", "Wall",
        ],
        commands: [
          "jobs", "job", "health", "checkpoints", "exceptions", "timeline", "recoveries", "stop",
          "operation",
          "run",
          "submit",
        ]),
      APIEndpoint(
        .get, "/jobs/:jobid/accumulators?includeSerializedValue",
        "The accumulators of a job, over all vertices.", screens: ["Accumulators"],
        commands: ["accumulators"]),
      APIEndpoint(
        .get, "/jobs/:jobid/execution-result",
        "Whether a job has ended, and its accumulators.",
        screens: ["Jobs", "Job", "Checkpoints", "Exceptions", "Subtasks", "Jars", "Wall"],
        commands: ["jobs", "job", "health", "run", "submit"]),
      APIEndpoint(
        .get, "/jobs/:jobid/metrics?get",
        "The ids of metrics, or the values of those asked for.",
        screens: ["Jobs", "Job", "Checkpoints", "Exceptions", "Subtasks", "Metrics", "Wall"],
        commands: ["jobs", "job", "health", "checkpoints", "subtasks", "metrics", "query"]),
      APIEndpoint(
        .get, "/jobs/:jobid/jobmanager/config", since: FlinkRelease(1, 16),
        "The configuration of the JobManager that runs the job."),
      APIEndpoint(
        .get, "/jobs/:jobid/jobmanager/environment", since: FlinkRelease(1, 16),
        "The environment of the JobManager that runs the job."),
      APIEndpoint(
        .get, "/jobs/:jobid/jobmanager/log-url", since: FlinkRelease(1, 16),
        "Where the log of its JobManager is shown."),
      APIEndpoint(
        .get, "/jobs/:jobid/taskmanagers/:taskmanagerid/log-url", since: FlinkRelease(1, 16),
        "Where the log of a TaskManager is shown."),
      APIEndpoint(
        .get, "/jobs/:jobid/resource-requirements", since: FlinkRelease(1, 18),
        "Bounds of the parallelism of each vertex (adaptive scheduler).",
        screens: ["Jobs", "Job"], commands: ["rescale"]),
      APIEndpoint(
        .put, "/jobs/:jobid/resource-requirements", since: FlinkRelease(1, 18),
        "Sets these bounds for all vertices: rescales the job.",
        screens: ["Jobs", "Job"], commands: ["rescale"]),
      APIEndpoint(
        .get, "/jobs/:jobid/rescales/overview", since: FlinkRelease(2, 3),
        "How many rescales there were, and the last ones.",
        screens: ["Rescales"], commands: ["rescales"]),
      APIEndpoint(
        .get, "/jobs/:jobid/rescales/history", since: FlinkRelease(2, 3),
        "The rescales of a job (adaptive scheduler).",
        screens: ["Rescales", "Recoveries"], commands: ["rescales", "recoveries"]),
      APIEndpoint(
        .get, "/jobs/:jobid/rescales/details/:rescaleuuid", since: FlinkRelease(2, 3),
        "A rescale, vertex by vertex.", screens: ["Rescales"]),
      APIEndpoint(
        .get, "/jobs/:jobid/rescales/summary", since: FlinkRelease(2, 3),
        "Durations of rescales, in percentiles.",
        screens: ["Rescales"], commands: ["rescales"]),
      APIEndpoint(
        .get, "/jobs/:jobid/rescales/config", since: FlinkRelease(2, 3),
        "The settings that rescales follow.",
        screens: ["Rescales"], commands: ["rescales"]),
      APIEndpoint(
        .patch, "/jobs/:jobid/rescaling?parallelism",
        "Answers 503 in every release: rescaling is disabled."),
      APIEndpoint(
        .get, "/jobs/:jobid/rescaling/:triggerid",
        "Answers 503 in every release."),
      APIEndpoint(
        .patch, "/jobs/:jobid/clientHeartbeat", since: FlinkRelease(1, 17),
        "Tells that the client of an attached job is alive."),
      APIEndpoint(
        .post, "/jobs/:jobid/coordinators/:operatorUid",
        "A message to an operator coordinator, for internal use (up to 1.20 :operatorid)."),
    ])

  static let checkpoints = Section(
    "Checkpoints and savepoints",
    [
      APIEndpoint(
        .get, "/jobs/:jobid/checkpoints",
        "Counts, summary and the latest checkpoints of a job.",
        screens: ["Jobs", "Job", "Checkpoints", "Exceptions", "Subtasks", "Recoveries", "Wall"],
        commands: [
          "jobs", "job", "health", "checkpoints", "savepoint", "stop", "checkpoint", "recoveries",
        ]),
      APIEndpoint(
        .post, "/jobs/:jobid/checkpoints", since: FlinkRelease(1, 17),
        "Takes a checkpoint; answers an id to ask for the outcome with.",
        screens: ["Jobs", "Job", "Checkpoints", "Exceptions"], commands: ["checkpoint"]),
      APIEndpoint(
        .get, "/jobs/:jobid/checkpoints/:triggerid", since: FlinkRelease(1, 17),
        "How a checkpoint that was asked for stands.",
        screens: ["Operations"], commands: ["checkpoint", "operation"]),
      APIEndpoint(
        .get, "/jobs/:jobid/checkpoints/config",
        "Interval, time-out, storage and mode of checkpoints.",
        screens: ["Job", "Checkpoints", "Exceptions", "Subtasks"],
        commands: ["jobs", "job", "health", "checkpoints"]),
      APIEndpoint(
        .get, "/jobs/:jobid/checkpoints/details/:checkpointid",
        "A checkpoint, vertex by vertex.",
        screens: ["Job", "Checkpoints"], commands: ["job", "health"]),
      APIEndpoint(
        .get, "/jobs/:jobid/checkpoints/details/:checkpointid/subtasks/:vertexid",
        "A checkpoint of one vertex, subtask by subtask.",
        screens: ["Job", "Checkpoints"], commands: ["job", "health"]),
      APIEndpoint(
        .post, "/jobs/:jobid/savepoints",
        "Takes a savepoint, and cancels the job then where asked.",
        screens: ["Jobs", "Job", "Checkpoints", "Exceptions"], commands: ["savepoint"]),
      APIEndpoint(
        .post, "/jobs/:jobid/stop",
        "Stops a job with a savepoint, drained where asked.",
        screens: ["Jobs", "Job", "Checkpoints", "Exceptions"], commands: ["stop"]),
      APIEndpoint(
        .get, "/jobs/:jobid/savepoints/:triggerid",
        "How a savepoint or stop that was asked for stands.",
        screens: ["Operations"], commands: ["savepoint", "stop", "operation"]),
    ])
}
