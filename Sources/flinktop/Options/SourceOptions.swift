import ArgumentParser
import HeronTracker

/// The kinds of system that can be watched.
enum WatchedSource: String, ExpressibleByArgument, CaseIterable {
  case flink, heron
  case aliyun
}

/// What kind of system answers at the endpoint, and how much of it is looked at.
struct SourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "flink, heron or aliyun (Alibaba Cloud). Default: heron where a Heron Tracker answers at port 8888, else flink.",
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

  @OptionGroup var alibaba: AlibabaOptions

  func validate() throws {
    if let option = alibaba.givenOption, let source, source != .aliyun {
      throw ValidationError("\(option) is for --source aliyun.")
    }
    if source == .aliyun, let option = scopeOption {
      throw ValidationError("\(option) is for --source heron.")
    }
    guard source == .flink, let option = scopeOption else { return }
    throw ValidationError("\(option) is for --source heron: Flink has no such thing.")
  }

  /// Which topologies are looked at.
  var scope: HeronScope { HeronScope(clusters: clusters, environs: environs, roles: roles) }

  /// The system as far as the command line says it: what only Heron has says it too.
  var named: WatchedSource? {
    source ?? (alibaba.givenOption == nil ? nil : .aliyun) ?? (scopeOption == nil ? nil : .heron)
  }

  private var scopeOption: String? {
    if !clusters.isEmpty { return "--cluster" }
    if !environs.isEmpty { return "--environ" }
    return roles.isEmpty ? nil : "--role"
  }
}
