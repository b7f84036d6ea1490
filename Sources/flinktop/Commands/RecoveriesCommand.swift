import ArgumentParser
import StreamModel

/// `flinktop recoveries JOB`.
struct RecoveriesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recoveries",
    abstract: "What each start and restart of a job took, phase by phase, as text or JSON.",
    discussion: """
      The REST API tells why a job restarted, and of the last restart how long its phases were. The JobManager's log, of which \
      the last 8 MiB are looked through, tells the same of each one, and with Flink's spans (1.19 on, see flinktop spans) what \
      subtasks spent their start with. SOURCE says which of them tells.

      TOTAL is from the failure until the last subtask has its state, DOWN until the job is RUNNING again, INIT the rest, \
      BACK how long before the restore its checkpoint was triggered. Of subtasks' parts the longest is shown, and the mean.

      With --otlp and --watch spans are taken as Flink's OpenTelemetry reporters send them, beside what the log tells.

      With --trace-log a file takes the place of the JobManager's log; without -e nothing else is asked.
      """)

  @OptionGroup var target: JobArgument
  @Option(
    name: .customLong("trace-log"),
    help: ArgumentHelp(
      "A log file of the JobManager's, or - for standard input.", valueName: "path"))
  var traceLog: String?
  @Option(
    name: .customLong("otlp"),
    help: ArgumentHelp(
      "Takes spans there that Flink's OpenTelemetry reporters send over HTTP, with --watch; 127.0.0.1 where no host is given.",
      valueName: "[host]:port"))
  var otlp: ListeningAddress?
  @Option(help: ArgumentHelp("Draws the phases of so many, the newest first.", valueName: "n"))
  var draw = 3
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard traceLog != "" else { throw ValidationError("--trace-log wants a path, or -.") }
    guard target.job != "" else {
      throw ValidationError("JOB wants a name or the beginning of an id.")
    }
    guard (0...1000).contains(draw) else {
      throw ValidationError("--draw wants a number from 0 to 1000.")
    }
    if otlp != nil, traceLog != nil {
      throw ValidationError("--otlp waits for spans that are sent: leave --trace-log out.")
    }
    if otlp != nil, !report.isWatching {
      throw ValidationError("--otlp goes with --watch: spans come when a job has started.")
    }
    if traceLog != nil, report.cluster.endpoint != nil, report.isWatching {
      throw ValidationError("--watch goes with -e or with --trace-log, and not with both.")
    }
    if traceLog == "-", report.isWatching {
      throw ValidationError("--watch wants a file: standard input ends.")
    }
  }

  func run() async throws {
    var trace: RecoveryTrace?
    if let traceLog {
      let file = RecoveryFile(path: traceLog)
      guard report.cluster.endpoint != nil else {
        let width = report.width.width
        guard report.isWatching else {
          return try await file.write(target.job, as: report.format, width: width, drawn: draw)
        }
        return try await file.watch(target.job, as: report.format, width: width, drawn: draw)
      }
      trace = try await file.trace()
    }
    let inbox = try await SpanInbox.opened(at: otlp)
    if let inbox { Console.note("Listening on http://\(inbox.place)/v1/traces (OTLP over HTTP)") }
    try await report.write(
      RecoveriesReport(job: ReportedJob(reference: target.job), trace: trace, drawn: draw),
      spans: inbox?.feed)
  }
}
