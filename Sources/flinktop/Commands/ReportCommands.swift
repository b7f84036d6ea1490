import ArgumentParser

/// How long a snapshot may take.
struct SnapshotLimit: ParsableArguments {
  @Option(
    help: "The longest a snapshot may take; what is not known by then is shown as unknown (exit 3)."
  )
  var within = "1m"

  /// The limit as a duration.
  func duration() throws(Failure) -> Duration {
    try ClusterOptions.duration(within, option: "--within")
  }
}

/// How wide the text of a snapshot is.
struct WidthOptions: ParsableArguments {
  @Flag(
    name: .customLong("wide"),
    help: "Names and columns in full, however wide (else the terminal's width, 120 in a pipe).")
  var isWide = false

  /// The width of what goes to stdout.
  var width: TextWidth { isWide ? .unlimited : Console.width }
}

/// What the commands that print a snapshot share.
struct ReportOptions: ParsableArguments {
  @Option(help: "text or json.")
  var format = OutputFormat.text
  @Flag(
    name: .customLong("watch"),
    help: "Print it anew each --interval until ctrl-C: of JSON a document a line.")
  var isWatching = false
  @OptionGroup var width: WidthOptions
  @OptionGroup var limit: SnapshotLimit
  @OptionGroup(title: "Cluster") var cluster: ClusterOptions

  /// Takes a snapshot of what `subject` needs and prints it.
  func write(_ subject: SnapshotReport.Subject) async throws {
    try await withReport { report in
      if isWatching {
        try await report.watch(subject, as: format)
      } else {
        try await report.write(subject, as: format)
      }
    }
  }

  /// Connects to the cluster for one report.
  func withReport(_ body: (SnapshotReport) async throws -> Void) async throws {
    let connection = try await cluster.connection(forceReadOnly: true)
    defer { connection.close() }
    try await body(
      SnapshotReport(
        connection: connection, interval: try cluster.pollingInterval(),
        limit: try limit.duration(), width: width.width))
  }
}

/// The job that a command is about.
struct JobArgument: ParsableArguments {
  @Argument(help: "A job id, a unique prefix of one, or a unique name.")
  var job: String

  func validate() throws { try Self.checkNoEndpoint(job) }

  /// Complains of an endpoint where a job belongs.
  static func checkNoEndpoint(_ job: String) throws {
    guard job.hasPrefix("http://") || job.hasPrefix("https://") else { return }
    throw ValidationError("'\(job)' is an endpoint, not a job: \(MisplacedEndpoint.hint)")
  }
}

/// A URL where none belongs: the dashboard takes one, so people try.
enum MisplacedEndpoint {
  static let hint = "the cluster is given with -e URL."

  /// What to add to ArgumentParser's complaint about an argument too many.
  static func hint(for complaint: String) -> String? {
    complaint.contains("nexpected argument") && complaint.contains("://") ? hint : nil
  }
}

/// `flinktop jobs`: the same as `--once`.
struct JobsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jobs", abstract: "Every job, worst first, as text or JSON.")

  @OptionGroup var report: ReportOptions

  func run() async throws { try await report.write(.jobs) }
}

/// `flinktop job JOB`.
struct JobCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "job", abstract: "One job: verdict and vertices, as text or JSON.")

  @OptionGroup var target: JobArgument
  @OptionGroup var report: ReportOptions

  func run() async throws { try await report.write(.job(target.job)) }
}

/// `flinktop checkpoints JOB`.
struct CheckpointsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoints", abstract: "The checkpoints of one job, as text or JSON.",
    discussion: """
      Flink lists the last ten (web.checkpoints.history). With --all those are there too that Flink's spans in the JobManager's \
      log tell of (see flinktop spans); where they lie, and why one failed, a span does not tell.
      """)

  @OptionGroup var target: JobArgument
  @Flag(
    name: .customLong("all"), help: "Also those that only spans in the JobManager's log tell of.")
  var isAll = false
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard isAll, report.isWatching else { return }
    throw ValidationError("--all reads the whole log once: leave --watch out.")
  }

  func run() async throws {
    guard isAll else { return try await report.write(.checkpoints(target.job)) }
    try await report.writeAllCheckpoints(of: target.job)
  }
}
