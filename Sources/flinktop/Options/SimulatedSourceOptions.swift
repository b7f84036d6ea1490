import ArgumentParser
import FlinkSimulator

/// The systems whose API a simulated cluster serves.
enum SimulatedSource: String, ExpressibleByArgument, CaseIterable {
  case flink, tsp, aliyun
}

extension TSPGeneration: ExpressibleByArgument {}

/// What a simulated cluster is served as. Shared by `demo` and `simulate`.
struct SimulatedSourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What its API is: flink, tsp or aliyun (Alibaba Cloud), which checks signatures.",
      valueName: "system"))
  var source = SimulatedSource.flink

  @Option(
    name: .customLong("generation"),
    help: ArgumentHelp(
      "TSP: wrapped (0.12), bare (0.16 to 18, the default) or v19.", valueName: "generation"))
  private var givenGeneration: TSPGeneration?

  func validate() throws {
    guard givenGeneration != nil, source != .tsp else { return }
    throw ValidationError("--generation is for --source tsp.")
  }

  var isTSP: Bool { source == .tsp }
  var generation: TSPGeneration { givenGeneration ?? .bare }
}
