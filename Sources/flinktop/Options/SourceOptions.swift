import ArgumentParser
import HeronTracker

/// The kinds of system that can be watched.
enum WatchedSource: String, ExpressibleByArgument, CaseIterable {
  case flink, heron
}

/// What kind of system answers at the endpoint, and how much of it is looked at.
struct SourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "flink or heron. Default: heron where a Heron Tracker answers at port 8888, else flink.",
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

  func validate() throws {
    guard source == .flink, let option = scopeOption else { return }
    throw ValidationError("\(option) is for --source heron: Flink has no such thing.")
  }

  /// Which topologies are looked at.
  var scope: HeronScope { HeronScope(clusters: clusters, environs: environs, roles: roles) }

  /// The system as far as the command line says it: what only Heron has says it too.
  var named: WatchedSource? { source ?? (scopeOption == nil ? nil : .heron) }

  private var scopeOption: String? {
    if !clusters.isEmpty { return "--cluster" }
    if !environs.isEmpty { return "--environ" }
    return roles.isEmpty ? nil : "--role"
  }
}
