import ArgumentParser
import FlinkTraces
import StreamModel

/// `flinktop spans (--trace-log PATH|- | --otlp ADDRESS | -e URL)`.
struct SpansCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spans",
    abstract:
      "What checkpoints and starts of jobs cost, by the spans that Flink reports to its log.",
    discussion: """
      Flink reports them (1.19 on) with traces.reporter.slf4j.factory.class: \
      org.apache.flink.traces.slf4j.Slf4jTraceReporterFactory in its configuration. They are read from the JobManager's \
      log: a file, or what the REST API sends of it, where only the last 8 MiB are looked through. They come in the order \
      of the log, which is that of their ends.

      With --otlp they are taken as Flink's OpenTelemetry reporters send them (2.2 on over HTTP; traces.reporter.NAME.exporter.protocol: \
      HTTP and .endpoint: http://HOST:PORT/v1/traces), with the events of 2.x (/v1/logs), until the program is interrupted.
      """)

  @Option(
    name: .customLong("trace-log"),
    help: ArgumentHelp(
      "A log file of the JobManager's, or - for standard input.", valueName: "path"))
  var traceLog: String?
  @Option(
    name: .customLong("otlp"),
    help: ArgumentHelp(
      "Listens there for what Flink's OpenTelemetry reporters send over HTTP; 127.0.0.1 where no host is given.",
      valueName: "[host]:port"))
  var otlp: ListeningAddress?
  @Flag(
    name: .customLong("follow"),
    help: "Goes on with what is written from now on, also when the file is rotated.")
  var isFollowing = false
  @Option(help: "Of one job alone: its name, or the beginning of its id.")
  var job: String?
  @Option(help: "Of one checkpoint, and of starts from it.")
  var checkpoint: Int64?
  @Option(help: "text or json.")
  var format = OutputFormat.text
  @OptionGroup var width: WidthOptions
  @OptionGroup var limit: SnapshotLimit
  @OptionGroup(title: "Cluster") var cluster: ClusterOptions

  func validate() throws {
    if traceLog != nil, cluster.endpoint != nil {
      throw ValidationError("--trace-log reads a file: leave -e out.")
    }
    if otlp != nil, traceLog != nil || cluster.endpoint != nil {
      throw ValidationError("--otlp waits for what is sent: leave --trace-log and -e out.")
    }
    guard traceLog != "" else { throw ValidationError("--trace-log wants a path, or -.") }
    guard job != "" else { throw ValidationError("--job wants a name or the beginning of an id.") }
    if let checkpoint, checkpoint < 0 {
      throw ValidationError("--checkpoint wants the number of a checkpoint.")
    }
  }

  func run() async throws {
    let report = SpanReport(
      format: format, isFollowing: isFollowing || otlp != nil,
      filter: SpanFilter(job: job, checkpoint: checkpoint.map { CheckpointID($0) }),
      width: width.width)
    if let otlp { return try await report.write(receivedAt: otlp) }
    if let traceLog { return try await report.write(file: traceLog) }
    let connection = try await cluster.connection(forceReadOnly: true)
    defer { connection.close() }
    try await report.write(
      logOf: connection, interval: try cluster.pollingInterval(), limit: try limit.duration())
  }
}
