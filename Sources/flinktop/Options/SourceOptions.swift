import ArgumentParser
import HeronTracker

/// The kinds of system that can be watched.
enum WatchedSource: String, ExpressibleByArgument, CaseIterable {
  case flink, heron, tsp
}

/// What kind of system answers at the endpoint, and how much of it is looked at.
struct SourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "flink, heron or tsp. Default: heron where a Heron Tracker answers at port 8888, tsp where one answers at 8080, else flink.",
      valueName: "system"))
  var source: WatchedSource?

  @Option(
    name: .customLong("cluster"),
    help: "Heron: only topologies of this cluster. Repeatable, as the next two.")
  var clusters: [String] = []

  @Option(name: .customLong("environ"), help: "Heron: only topologies of this environment.")
  var environs: [String] = []

  @Option(name: .customLong("role"), help: "Heron: only topologies that this role runs.")
  var roles: [String] = []

  @Option(
    name: .customLong("flink"),
    help: ArgumentHelp(
      "TSP: the Flink behind it, which is asked for what TSP does not tell, and for nothing that acts.",
      valueName: "endpoint"))
  var flink: String?

  func validate() throws {
    if let source, source != .tsp, flink != nil {
      throw ValidationError("--flink is for --source tsp: it names the Flink behind a TSP.")
    }
    guard let option = scopeOption, source == .flink || source == .tsp || flink != nil else {
      return
    }
    let name = source == .flink ? "Flink" : "TSP"
    throw ValidationError("\(option) is for --source heron: \(name) has no such thing.")
  }

  /// Which topologies are looked at.
  var scope: HeronScope { HeronScope(clusters: clusters, environs: environs, roles: roles) }

  /// The system as far as the command line says it: what only one of them has says it too.
  var named: WatchedSource? {
    source ?? (scopeOption != nil ? .heron : flink != nil ? .tsp : nil)
  }

  private var scopeOption: String? {
    if !clusters.isEmpty { return "--cluster" }
    if !environs.isEmpty { return "--environ" }
    return roles.isEmpty ? nil : "--role"
  }
}
