import ArgumentParser
import FlinkSimulator

/// `flinktop simulate`: a simulated cluster for tests and trials, on loopback.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Serve a simulated cluster on 127.0.0.1: the demo's, or one of any size.")

  @Option(help: "The port; 0 takes a free one. Default: 8081, of a TSP 8080, of Heron 8888.")
  var port: Int?

  @OptionGroup var source: SimulatedSourceOptions

  @Flag(name: .customLong("xml"), help: "Of aliyun: answers in XML instead of JSON.")
  var writesXML = false

  @Option(help: "Serve this many generated jobs instead of the demo's.")
  var jobs: Int?

  @Option(help: "How many of them are running (default: all).")
  var running: Int?

  @Option(help: "Vertices of each generated job.")
  var vertices = 6

  @Option(help: "Parallelism of the generated jobs.")
  var parallelism = 4

  @Option(help: "The same seed gives the same cluster.")
  var seed: UInt64 = 1

  @Option(
    name: .customLong("flink-version"),
    help:
      "Which Flink it answers like: 1.13 to 1.20, 2.0 to 2.3. Default: 2.3.0, behind a TSP 1.13.6."
  )
  var givenVersion: String?

  private var flinkVersion: String { givenVersion ?? (source.isTSP ? "1.13.6" : "2.3.0") }

  @Flag(name: .customLong("hostile-names"), help: "Jobs whose names try to break the screen.")
  var hasHostileNames = false

  @Option(help: "A file of faults, one a line: PATH ACTION, such as '/jobs/overview delay=2s'.")
  var faults: String?

  func validate() throws {
    if writesXML, source.source != .aliyun {
      throw ValidationError("--xml is for --source aliyun.")
    }
    if let port, !(0...65_535).contains(port) {
      throw ValidationError("--port is between 0 and 65535, not \(port).")
    }
    for (option, value) in [("--jobs", jobs), ("--running", running)] {
      guard value ?? 0 >= 0 else { throw ValidationError("\(option) is not negative.") }
    }
    guard SimulationConfiguration.canPlay(flinkVersion) else {
      let versions = SimulationConfiguration.releases.joined(separator: ", ")
      throw ValidationError(
        "--flink-version \(flinkVersion) is none it can play: \(versions), or one of them with a patch (1.20.5)."
      )
    }
    guard vertices >= 1, parallelism >= 1 else {
      throw ValidationError("--vertices and --parallelism are at least 1.")
    }
  }

  func run() async throws {
    var configuration: SimulationConfiguration
    if let jobs {
      configuration = SimulationConfiguration(
        seed: seed, jobs: jobs, runningJobs: running, vertices: vertices, parallelism: parallelism)
    } else {
      configuration = hasHostileNames ? .hostileNames(seed: seed) : .demo(seed: seed)
    }
    configuration.version = flinkVersion
    let alibaba = source.source == .aliyun ? SimulatedAlibaba(writesXML: writesXML) : nil
    let server = try SimulatedClusterServer.make(
      configuration, alibaba: alibaba, heron: source.heron, faults: readFaults())
    let port = port ?? (source.isTSP ? 8080 : source.heron == nil ? 8081 : 8888)
    var bound = port
    let line: String
    do {
      if source.isTSP {
        let behind = try await server.start()
        bound = try await server.startTSP(source.generation, port: port)
        line =
          "Simulated TSP on http://127.0.0.1:\(bound), its Flink on http://127.0.0.1:\(behind)"
      } else {
        bound = try await server.start(port: port)
        line =
          source.heron.map {
            "Simulated \($0.rawValue) Heron Tracker and API server on http://127.0.0.1:\(bound)"
          } ?? "Simulated cluster on http://127.0.0.1:\(bound)"
      }
    } catch {
      throw Failure(.operationFailed, "Cannot listen on 127.0.0.1:\(port): is the port taken?")
    }
    if let alibaba { Console.note(alibaba.invitation(port: bound)) }
    // Whoever waits for this line would wait for ever where it is lost.
    guard Console.output("\(line)  (ctrl-c ends it)") else { return }
    try await Task.sleep(for: .seconds(Int64.max / 4))
  }

  private func readFaults() throws(Failure) -> SimulatedFaults {
    guard let faults else { return .none }
    guard let text = TextFile.read(faults) else {
      throw Failure(.wrongUsage, "--faults: cannot read \(faults).")
    }
    do {
      return try SimulatedFaults(parsing: text)
    } catch {
      throw Failure(.wrongUsage, "\(faults):\(error.line): \(error.reason)")
    }
  }
}

/// A simulated cluster that begins now.
enum SimulatedClusterServer {
  static func make(
    _ configuration: SimulationConfiguration, alibaba: SimulatedAlibaba? = nil,
    heron: HeronGeneration? = nil, faults: SimulatedFaults = .none
  ) -> SimulatorServer {
    let cluster = SimulatedCluster(
      configuration: configuration, startedAt: SimulationClock.wall.now)
    return SimulatorServer(cluster, alibaba: alibaba, heron: heron, faults: faults)
  }
}
