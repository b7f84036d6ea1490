import HTTPTransport

extension APITable {
  static let cluster = Section(
    "Cluster",
    [
      APIEndpoint(
        .get, "/config",
        "Version, time zone and features of the cluster or history server.",
        screens: ["all"],
        commands: askingCommands),
      APIEndpoint(
        .get, "/overview",
        "TaskManagers, slots, and how many jobs are in which state.",
        screens: ["all"],
        commands: reportingCommands + ["rescale"]),
      APIEndpoint(
        .delete, "/cluster",
        "Ends the cluster.",
        commands: ["shutdown"]),
      APIEndpoint(
        .get, "/datasets",
        "Results of batch jobs that the cluster keeps for later jobs.",
        commands: ["datasets", "delete-dataset"]),
      APIEndpoint(
        .delete, "/datasets/:datasetid",
        "Deletes such a result; answers an id to ask for the outcome with.",
        commands: ["delete-dataset"]),
      APIEndpoint(
        .get, "/datasets/delete/:triggerid",
        "How the deletion of a result stands.",
        screens: ["Operations"], commands: ["delete-dataset"]),
      APIEndpoint(
        .post, "/savepoint-disposal",
        "Deletes a savepoint; answers an id to ask for the outcome with.",
        screens: ["Operations"], commands: ["dispose"]),
      APIEndpoint(
        .get, "/savepoint-disposal/:triggerid",
        "How the deletion of a savepoint stands.",
        screens: ["Operations"], commands: ["dispose"]),
    ])

  static let jobManager = Section(
    "JobManager",
    [
      APIEndpoint(
        .get, "/jobmanager/config",
        "The configuration that the JobManager runs with.",
        screens: ["all"],
        commands: askingCommands),
      APIEndpoint(
        .get, "/jobmanager/environment", since: FlinkRelease(1, 16),
        "Class path, JVM and its options.",
        screens: ["JobManager"]),
      APIEndpoint(
        .get, "/jobmanager/metrics?get",
        "The ids of metrics, or the values of those asked for.",
        screens: ["Metrics", "JobManager", "Health"], commands: ["health", "metrics", "query"]),
      APIEndpoint(
        .get, "/jobmanager/thread-dump", since: FlinkRelease(1, 15),
        "Every thread with its stack.",
        screens: ["Thread dump"], commands: ["thread-dump"]),
      APIEndpoint(
        .get, "/jobmanager/logs",
        "The files in the log folder, with sizes.",
        screens: ["Logs", "Job", "Health"],
        commands: ["logs", "spans", "checkpoints", "job", "health"]),
      APIEndpoint(
        .get, "/jobmanager/logs/:filename",
        "A file of the log folder, whole.",
        screens: ["Logs"], commands: ["logs", "spans", "checkpoints"]),
      APIEndpoint(
        .get, "/jobmanager/log",
        "The log, whole.",
        screens: ["Logs", "Recoveries", "Job", "Health"],
        commands: ["logs", "spans", "checkpoints", "recoveries", "job", "health"]),
      APIEndpoint(
        .get, "/jobmanager/stdout",
        "What was printed to standard output, whole.",
        screens: ["Logs"], commands: ["logs"]),
      APIEndpoint(
        .get, "/jobmanager/profiler", since: FlinkRelease(1, 19), needs: "rest.profiling.enabled",
        "The profiles that were made.", screens: ["Profiles"]),
      APIEndpoint(
        .post, "/jobmanager/profiler", since: FlinkRelease(1, 19), needs: "rest.profiling.enabled",
        "Profiles the JobManager for a while.", screens: ["Profiles"]),
      APIEndpoint(
        .get, "/jobmanager/profiler/:filename", since: FlinkRelease(1, 19),
        needs: "rest.profiling.enabled",
        "A profile, as an HTML page.", screens: ["Profiles"]),
    ])

  static let jars = Section(
    "Jars",
    [
      APIEndpoint(
        .get, "/jars",
        "The jars that were uploaded, with their entry classes.",
        screens: ["Jars"], commands: ["jars", "plan", "run", "delete-jar"]),
      APIEndpoint(
        .post, "/jars/upload",
        "Uploads a jar as the form field jarfile.",
        screens: ["Jars"], commands: ["upload"]),
      APIEndpoint(
        .delete, "/jars/:jarid",
        "Deletes a jar.",
        screens: ["Jars"], commands: ["delete-jar"]),
      APIEndpoint(
        .get, "/jars/:jarid/plan?program-args&programArg&entry-class&parallelism", acts: true,
        "The plan of a jar's job. Runs the jar's main on the JobManager."),
      APIEndpoint(
        .post, "/jars/:jarid/plan?program-args&programArg&entry-class&parallelism",
        "The same, with arguments in the body.",
        screens: ["Jars"], commands: ["plan"]),
      APIEndpoint(
        .post,
        "/jars/:jarid/run?allowNonRestoredState&savepointPath&program-args&programArg&entry-class&parallelism",
        "Starts the job of a jar.",
        screens: ["Jars"], commands: ["run"]),
      APIEndpoint(
        .post,
        "/jars/:jarid/run-application?allowNonRestoredState&savepointPath&programArg&entry-class&parallelism",
        since: FlinkRelease(2, 3),
        "Starts a jar as an application."),
    ])

  static let applications = Section(
    "Applications",
    [
      APIEndpoint(
        .get, "/applications/overview", since: FlinkRelease(2, 3),
        "Every application with its state.",
        screens: ["Applications"], commands: ["applications", "cancel-application"]),
      APIEndpoint(
        .get, "/applications/:applicationid", since: FlinkRelease(2, 3),
        "An application with its jobs.",
        screens: ["Applications", "Operations"], commands: ["applications", "cancel-application"]),
      APIEndpoint(
        .get, "/applications/:applicationid/exceptions", since: FlinkRelease(2, 3),
        "What failed in an application.",
        screens: ["Applications"], commands: ["applications"]),
      APIEndpoint(
        .get, "/applications/:applicationid/jobmanager/config", since: FlinkRelease(2, 3),
        "The configuration that an application runs with.",
        screens: ["Applications"], commands: ["applications"]),
      APIEndpoint(
        .post, "/applications/:applicationid/cancel", since: FlinkRelease(2, 3),
        "Cancels an application.",
        screens: ["Applications"], commands: ["cancel-application"]),
    ])
}
