import ArgumentParser
import FlinkSimulator

/// The systems whose API a simulated cluster serves.
enum SimulatedSource: String, ExpressibleByArgument, CaseIterable {
  case flink, heron, tsp, aliyun
}

/// What a simulated cluster is served as. Shared by `demo` and `simulate`.
struct SimulatedSourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What its API is: flink, heron (a tracker, and an API server at the same port), tsp or aliyun (Alibaba Cloud), which checks signatures.",
      valueName: "system"))
  var source = SimulatedSource.flink

  @Option(
    name: .customLong("generation"),
    help: ArgumentHelp(
      "TSP: wrapped (0.12), bare (0.16 to 18, the default) or v19. Heron: legacy (to 0.20.4) or modern (0.20.5 on, the default).",
      valueName: "generation"))
  private var givenGeneration: String?

  func validate() throws {
    guard let givenGeneration else { return }
    let known: [String]
    switch source {
    case .tsp: known = TSPGeneration.allCases.map(\.rawValue)
    case .heron: known = HeronGeneration.allCases.map(\.rawValue)
    case .flink, .aliyun:
      throw ValidationError("--generation is for --source tsp and --source heron.")
    }
    guard known.contains(givenGeneration) else {
      throw ValidationError(
        "--generation \(givenGeneration) is none of --source \(source.rawValue): \(known.joined(separator: ", "))."
      )
    }
  }

  var isTSP: Bool { source == .tsp }
  var generation: TSPGeneration { givenGeneration.flatMap(TSPGeneration.init) ?? .bare }

  /// Nil where the cluster is served as something else.
  var heron: HeronGeneration? {
    guard source == .heron else { return nil }
    return givenGeneration.flatMap(HeronGeneration.init) ?? .modern
  }
}
