import ArgumentParser
import Dashboard
import StreamModel

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
      SubtasksReport(
        vertex: ReportedVertex(job: ReportedJob(reference: target.job), reference: vertex)))
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

extension FlameGraph.Threads: ExpressibleByArgument {}

/// `flinktop flamegraph JOB VERTEX`.
struct FlameGraphCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flamegraph",
    abstract: "Where the threads of a vertex are, by samples of their stacks, as text or JSON.",
    discussion: "The cluster takes some seconds to sample. It needs rest.flamegraph.enabled: true.")

  @OptionGroup var target: JobArgument
  @Argument(help: "A vertex id, or a unique part of a vertex's name.")
  var vertex: String
  @Option(help: "Which threads: full (all), on_cpu or off_cpu (those that wait).")
  var threads = FlameGraph.Threads.full
  @Option(help: "One subtask alone, from 0 (1.17 on).")
  var subtask: Int?
  @Flag(help: "One line a stack, with its samples, as flamegraph.pl reads it.")
  var folded = false
  @OptionGroup var report: ReportOptions

  func validate() throws {
    if let subtask, subtask < 0 { throw ValidationError("--subtask wants a number from 0 on.") }
    if folded, report.format == .json {
      throw ValidationError("--folded is a text of its own: leave --format json out.")
    }
  }

  func run() async throws {
    try await report.write(
      FlameGraphReport(
        vertex: ReportedVertex(job: ReportedJob(reference: target.job), reference: vertex),
        threads: threads, subtask: subtask, isFolded: folded))
  }
}

/// `flinktop thread-dump jobmanager|TASKMANAGER`.
struct ThreadDumpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "thread-dump",
    abstract: "What each thread of the JobManager or of a TaskManager does, as text or JSON.",
    discussion: "Those of tasks come first, and among them those that another thread holds up.")

  @Argument(help: "'jobmanager', or a part of a TaskManager's id that no other has.")
  var process: String
  @Flag(name: .customLong("grouped"), help: "Threads that do the same as one, with their number.")
  var isGrouped = false
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await report.write(
      ThreadDumpReport(process: ReportedProcess(reference: process), isGrouped: isGrouped))
  }
}

/// `flinktop config [JOB]`.
struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "What is set of the cluster, or of one job, as text or JSON.",
    discussion: "What is secret by its name is left out, also where Flink would tell it.")

  @Argument(help: "A job by name or the beginning of its id; without it the cluster.")
  var job: String?
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await report.write(ConfigReport(job: job.map { ReportedJob(reference: $0) }))
  }
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
  @Option(
    parsing: .unconditional,
    help: "Also what they stood at, since so long ago: -15m. Of a system that keeps it (aliyun).")
  var from: String?
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
    if isList, from != nil { throw ValidationError("--list tells no values: leave out --from.") }
  }

  func run() async throws {
    try await report.write(
      MetricsReport(
        subject: subject, ids: ids, vertex: vertex, subtask: subtask, isList: isList,
        past: try from.map(Self.past)))
  }

  /// Reads `--from`.
  private static func past(_ from: String) throws(Failure) -> Duration {
    let text = from.hasPrefix("-") ? String(from.dropFirst()) : from
    guard let length = DurationText.parse(text), length >= .seconds(1), length <= .seconds(86_400)
    else {
      throw Failure(
        .wrongUsage,
        "--from wants how far back, such as -15m, a day at most, not '\(from.cutForSentence)'.")
    }
    return length
  }
}
