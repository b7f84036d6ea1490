import ArgumentParser

/// `flinktop exceptions JOB`.
struct ExceptionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exceptions",
    abstract: "What failed in a job, by cause, and the whole traces, as text or JSON.")

  @OptionGroup var target: JobArgument
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await report.write(ExceptionsReport(job: ReportedJob(reference: target.job)))
  }
}

/// `flinktop subtasks JOB VERTEX`.
struct SubtasksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "subtasks",
    abstract: "The subtasks of a vertex: load, records, watermark, host, as text or JSON.",
    discussion:
      "Rates need two steps of Flink's counters, which are 10 s apart: it takes some 15 s.")

  @OptionGroup var target: JobArgument
  @Argument(help: "A vertex id, or a unique part of a vertex's name.")
  var vertex: String
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await report.write(
      SubtasksReport(job: ReportedJob(reference: target.job), vertex: vertex))
  }
}

/// `flinktop taskmanagers [TASKMANAGER]`.
struct TaskManagersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "taskmanagers",
    abstract: "The TaskManagers: slots, memory, garbage collection, as text or JSON.",
    discussion:
      "GC is a rate, which needs two steps of the metrics, 10 s apart: it takes some 15 s.")

  @Argument(help: "A part of an id; without it all of them.")
  var taskManager: String?
  @OptionGroup var report: ReportOptions

  func run() async throws { try await report.write(TaskManagersReport(wanted: taskManager)) }
}

/// `flinktop metrics JOB|jobmanager|TASKMANAGER [ID...]`.
struct MetricsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    abstract: "Metrics of a job, a vertex, a subtask, the JobManager or a TaskManager.",
    discussion:
      "Of a vertex each metric is told over its subtasks: sum, max, mean and min. Values are up to 10 s old."
  )

  @Argument(
    help: ArgumentHelp(
      "A job's id, unique prefix of one or name; 'jobmanager'; or a part of a TaskManager's id.",
      valueName: "job|jobmanager|taskmanager"))
  var subject: String
  @Argument(help: "Ids of metrics, whole; without any all of them.")
  var ids: [String] = []
  @Option(help: "Of a vertex of the job: its id, or a unique part of its name.")
  var vertex: String?
  @Option(help: "Of one subtask of the vertex, from 0 on.")
  var subtask: Int?
  @Flag(name: .customLong("list"), help: "Which metrics there are, without values.")
  var isList = false
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard !subject.hasPrefix("http://"), !subject.hasPrefix("https://") else {
      throw ValidationError("'\(subject)' is an endpoint, not a job: \(MisplacedEndpoint.hint)")
    }
    if let subtask {
      guard vertex != nil else { throw ValidationError("--subtask goes with --vertex.") }
      guard subtask >= 0 else { throw ValidationError("Subtasks are counted from 0 on.") }
    }
    if isList, !ids.isEmpty { throw ValidationError("--list goes with no ID.") }
  }

  func run() async throws {
    try await report.write(
      MetricsReport(subject: subject, ids: ids, vertex: vertex, subtask: subtask, isList: isList))
  }
}
