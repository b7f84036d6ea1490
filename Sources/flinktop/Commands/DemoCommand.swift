import ArgumentParser
import FlinkSimulator
import HTTPTransport

/// `flinktop demo`: the dashboard over a simulated cluster inside the program.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "The dashboard over a simulated cluster: nine jobs that live, no Flink needed.")

  @Option(help: "The same seed gives the same cluster.")
  var seed: UInt64 = 1

  @Option(help: "How often to ask: 500ms, 2s, 1m.")
  var interval = "2s"

  @Flag(name: .customLong("read-only"), help: "Refuse everything that could change the cluster.")
  var isReadOnly = false

  @Flag(name: .customLong("wall"), help: "The wall display.")
  var isWall = false

  @Option(help: "How long the wall shows one job that deserves attention.")
  var rotate = "15s"

  @OptionGroup var source: SimulatedSourceOptions

  @OptionGroup(title: "Display") var display: DisplayOptions

  func run() async throws {
    let interval = try ClusterOptions.pollingInterval(interval)
    let rotation = try ClusterOptions.duration(rotate, option: "--rotate")
    var configuration = SimulationConfiguration.demo(seed: seed)
    // A real cluster's first answers are empty; a demo need not begin so.
    configuration.hasLazyMetrics = false
    if source.isTSP { configuration.version = "1.13.6" }
    let alibaba = source.source == .aliyun ? SimulatedAlibaba() : nil
    let server = SimulatedClusterServer.make(
      configuration, alibaba: alibaba, heron: source.heron)
    let endpoint = try Self.endpoint(at: try await server.start())
    var options = TransportOptions()
    options.isReadOnly = isReadOnly || isWall
    let connection =
      if let alibaba {
        try alibaba.connection(at: endpoint, options: options)
      } else if source.isTSP {
        ClusterConnection(
          tsp: try Self.endpoint(at: try await server.startTSP(source.generation)),
          options: options, flink: endpoint, name: "demo")
      } else if source.heron != nil {
        // Its API server answers at the same address.
        ClusterConnection(simulatedHeron: endpoint, options: options)
      } else {
        ClusterConnection(endpoint: endpoint, options: options, name: "demo")
      }
    try await App.run(
      connections: [connection], interval: interval, display: display,
      wallRotation: isWall ? rotation : nil)
    try await server.stop()
  }

  private static func endpoint(at port: Int) throws(Failure) -> Endpoint {
    do {
      return try Endpoint("http://127.0.0.1:\(port)")
    } catch {
      throw Failure(.operationFailed, error.description)
    }
  }
}
