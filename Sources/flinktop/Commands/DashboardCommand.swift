import ArgumentParser
import Dashboard
import HTTPTransport
import StreamModel
import TerminalUI

/// `flinktop [ENDPOINT]`: the dashboard, the wall, or one snapshot.
struct DashboardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "The dashboard (what flinktop does without a subcommand).")

  @Argument(
    help: ArgumentHelp(
      "The cluster's REST endpoint, e.g. http://host:8081.", valueName: "endpoint"))
  var endpointArgument: String?

  @Flag(name: .customLong("wall"), help: "Read-only wall display: problem first, no keys needed.")
  var isWall = false

  @Option(help: "How long the wall shows one job that deserves attention.")
  var rotate = "15s"

  @Flag(name: .customLong("once"), help: "One snapshot to stdout, then exit; needs no terminal.")
  var isOnce = false

  @Option(help: "Format of the snapshot, text or json; implies --once.")
  var format: OutputFormat?

  @OptionGroup var width: WidthOptions
  @OptionGroup var limit: SnapshotLimit

  @OptionGroup(title: "Cluster") var cluster: ClusterOptions
  @OptionGroup(title: "Display") var display: DisplayOptions

  func validate() throws {
    guard let word = endpointArgument, !word.isEmpty, word != "localhost" else { return }
    // A bare word is more likely a mistyped command than a host.
    if word.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }) {
      throw ValidationError(
        "'\(word)' is no command; if it is a host, write http://\(word):8081")
    }
  }

  func run() async throws {
    let connection = try cluster.connection(
      positional: endpointArgument, forceReadOnly: isWall || isOnce || format != nil)
    defer { connection.close() }
    let interval = try cluster.pollingInterval()
    if isOnce || format != nil {
      var report = SnapshotReport(
        connection: connection, interval: interval, limit: try limit.duration(),
        width: width.width)
      if display.isASCII { report.charset = .ascii }
      try await report.write(.jobs, as: format ?? .text)
      return
    }
    let rotation = try ClusterOptions.duration(rotate, option: "--rotate")
    try await App.run(
      connection: connection, interval: interval, display: display,
      wallRotation: isWall ? rotation : nil)
  }
}
