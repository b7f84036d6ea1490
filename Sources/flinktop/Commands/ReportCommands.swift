import ArgumentParser

/// `flinktop jobs`: the same as `--once`.
struct JobsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jobs", abstract: "Every job, worst first, as text or JSON.")

  @Option(help: "text or json.")
  var format = OutputFormat.text
  @OptionGroup(title: "Cluster") var cluster: ClusterOptions

  func run() async throws {
    let connection = try cluster.connection(forceReadOnly: true)
    defer { connection.close() }
    try await SnapshotReport(connection: connection, interval: cluster.pollingInterval())
      .jobs(format)
  }
}

/// `flinktop job JOB`.
struct JobCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "job", abstract: "One job: verdict and vertices, as text or JSON.")

  @Argument(help: "A job id, a unique prefix of one, or a unique name.")
  var job: String
  @Option(help: "text or json.")
  var format = OutputFormat.text
  @OptionGroup(title: "Cluster") var cluster: ClusterOptions

  func run() async throws {
    let connection = try cluster.connection(forceReadOnly: true)
    defer { connection.close() }
    try await SnapshotReport(connection: connection, interval: cluster.pollingInterval())
      .job(job, format)
  }
}

/// `flinktop checkpoints JOB`.
struct CheckpointsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoints", abstract: "The checkpoints of one job, as text or JSON.")

  @Argument(help: "A job id, a unique prefix of one, or a unique name.")
  var job: String
  @Option(help: "text or json.")
  var format = OutputFormat.text
  @OptionGroup(title: "Cluster") var cluster: ClusterOptions

  func run() async throws {
    let connection = try cluster.connection(forceReadOnly: true)
    defer { connection.close() }
    try await SnapshotReport(connection: connection, interval: cluster.pollingInterval())
      .checkpoints(job, format)
  }
}
