import ArgumentParser
import CAllocator
import Dashboard
import FlinkTraces
import HTTPTransport
import StreamModel
import TerminalUI

/// `flinktop [ENDPOINT...]`: the dashboard, the wall, or one snapshot.
struct DashboardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "The dashboard (what flinktop does without a subcommand).")

  @Argument(
    help: ArgumentHelp(
      "The cluster's REST endpoint, e.g. http://host:8081; several are watched at once, with the same options.",
      valueName: "endpoint"))
  var endpoints: [String] = []

  @Flag(name: .customLong("wall"), help: "Read-only wall display: problem first, no keys needed.")
  var isWall = false

  @Option(help: "How long the wall shows one job that deserves attention.")
  var rotate = "15s"

  @Flag(name: .customLong("once"), help: "One snapshot to stdout, then exit; needs no terminal.")
  var isOnce = false

  @Option(help: "Format of the snapshot, text or json; implies --once.")
  var format: OutputFormat?

  @Option(
    name: .customLong("otlp"),
    help: ArgumentHelp(
      "Takes spans there that Flink's OpenTelemetry reporters send over HTTP, for Recoveries; 127.0.0.1 where no host is given.",
      valueName: "[host]:port"))
  var otlp: ListeningAddress?

  @OptionGroup var width: WidthOptions
  @OptionGroup var limit: SnapshotLimit

  @OptionGroup(title: "Cluster") var cluster: ClusterOptions
  @OptionGroup(title: "Display") var display: DisplayOptions

  func validate() throws {
    for word in endpoints where !word.isEmpty && word != "localhost" { try validate(word) }
    if otlp != nil, isOnce || format != nil {
      throw ValidationError("--otlp waits for what is sent: a snapshot does not.")
    }
    guard endpoints.count > 1 else { return }
    for (isGiven, option) in [
      (isWall, "--wall"), (isOnce, "--once"), (format != nil, "--format"),
      (cluster.endpoint != nil, "-e"),
    ] where isGiven {
      throw ValidationError("\(option) is for one cluster, and \(endpoints.count) are named.")
    }
  }

  /// A bare word is more likely a mistyped command than a host.
  private func validate(_ word: String) throws {
    if word.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }) {
      throw ValidationError(
        "'\(word)' is no command; if it is a host, write http://\(word):8081")
    }
  }

  /// To be called before anything waits: what runs on goes on in another thread, which would have an arena of its own.
  func keepLittleMemory() {
    if !isOnce, format == nil { allocator_keep_little(1) }
  }

  func run() async throws {
    let inbox = try await SpanInbox.opened(at: otlp)
    do {
      try await watch(inbox?.feed)
    } catch {
      await inbox?.stop()
      throw error
    }
    await inbox?.stop()
  }

  private func watch(_ spans: SpanFeed?) async throws {
    if endpoints.count > 1 { return try await watchSeveral(spans) }
    let connection = try await cluster.connection(
      positional: endpoints.first, forceReadOnly: isWall || isOnce || format != nil, spans: spans)
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
      connections: [connection], interval: interval, display: display,
      wallRotation: isWall ? rotation : nil)
  }

  private func watchSeveral(_ spans: SpanFeed?) async throws {
    var connections: [ClusterConnection] = []
    defer { for connection in connections { connection.close() } }
    for endpoint in endpoints {
      let connection = try await cluster.connection(positional: endpoint, spans: spans)
      guard !connections.contains(where: { $0.identity.id == connection.identity.id }) else {
        throw Failure(.wrongUsage, "\(connection.identity.endpoint) is named twice.")
      }
      connections.append(connection)
    }
    let names = ClusterIdentity.namesApart(connections.map(\.identity))
    for index in connections.indices { connections[index].identity.name = names[index] }
    try await App.run(
      connections: connections, interval: try cluster.pollingInterval(), display: display)
  }
}

extension ClusterIdentity {
  /// A name for each, unlike any other: behind one gateway the paths tell clusters apart.
  static func namesApart(_ clusters: [ClusterIdentity]) -> [String] {
    clusters.map { cluster in
      guard clusters.count(where: { $0.name == cluster.name }) > 1 else { return cluster.name }
      let endpoint = cluster.endpoint
      return endpoint.firstRange(of: "://").map { String(endpoint[$0.upperBound...]) } ?? endpoint
    }
  }
}
