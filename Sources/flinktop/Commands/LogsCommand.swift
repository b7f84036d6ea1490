import ArgumentParser

/// `flinktop logs jobmanager|TASKMANAGER [FILE]`.
struct LogsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "The end of a log of the JobManager or of a TaskManager.",
    discussion: """
      On a terminal control characters are made visible; into a pipe go the bytes as they are. Flink sends a log whole \
      each time, so that a large one is read again only now and then, and one of more than 1 GiB not at all.
      """)

  @Argument(help: "'jobmanager', or a part of a TaskManager's id that no other has.")
  var process: String
  @Argument(help: "A file as --list has it (default: its own log, whatever that is called).")
  var file: String?
  @Option(name: .customLong("tail"), help: "How many lines.")
  var lineCount = 100
  @Flag(name: .customLong("follow"), help: "Goes on with what is written from now on.")
  var isFollowing = false
  @Flag(name: .customLong("list"), help: "Its files, with sizes and when they were written last.")
  var isList = false
  @OptionGroup(title: "Cluster") var cluster: ClusterOptions

  func validate() throws {
    guard lineCount >= 0 else { throw ValidationError("--tail wants a number of lines.") }
    guard !process.hasPrefix("http://"), !process.hasPrefix("https://") else {
      throw ValidationError(
        "'\(process)' is an endpoint, not a process: \(MisplacedEndpoint.hint)")
    }
    if isList, isFollowing || file != nil {
      throw ValidationError("--list goes with no FILE and not with --follow.")
    }
  }

  func run() async throws {
    let connection = try await cluster.connection(forceReadOnly: true)
    defer { connection.close() }
    let report = try await LogReport(process, of: connection)
    if isList { return await report.writeList() }
    try await report.write(file, lines: lineCount, isFollowing: isFollowing)
  }
}
