import ArgumentParser
import HeronTracker

/// The kinds of system that can be watched.
enum WatchedSource: String, ExpressibleByArgument, CaseIterable {
  case flink, heron, tsp, aliyun
}

/// What kind of system answers at the endpoint, and how much of it is looked at.
struct SourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "flink, heron, tsp or aliyun (Alibaba Cloud). Default: heron where a Heron Tracker answers at port 8888, tsp where one answers at 8080, else flink.",
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

  @Option(
    name: .customLong("api-server"),
    help: ArgumentHelp(
      "Heron: its API server, which kills, activates, deactivates, restarts and updates topologies; its own port is 9000.",
      valueName: "endpoint"))
  var apiServer: String?

  @OptionGroup var alibaba: AlibabaOptions

  func validate() throws {
    let given: [(option: String?, of: WatchedSource, what: String)] = [
      (scopeOption, .heron, ""), (alibaba.givenOption, .aliyun, ""),
      (flink == nil ? nil : "--flink", .tsp, ": it names the Flink behind a TSP"),
      (apiServer == nil ? nil : "--api-server", .heron, ": it names what acts on topologies"),
    ]
    for (option, system, what) in given {
      guard let option, let meant = named, meant != system else { continue }
      throw ValidationError("\(option) is for --source \(system.rawValue)\(what).")
    }
  }

  /// Which topologies are looked at.
  var scope: HeronScope { HeronScope(clusters: clusters, environs: environs, roles: roles) }

  /// The system as far as the command line says it: what only one of them has says it too.
  var named: WatchedSource? {
    if let source { return source }
    if alibaba.givenOption != nil { return .aliyun }
    if scopeOption != nil || apiServer != nil { return .heron }
    return flink != nil ? .tsp : nil
  }

  private var scopeOption: String? {
    if !clusters.isEmpty { return "--cluster" }
    if !environs.isEmpty { return "--environ" }
    return roles.isEmpty ? nil : "--role"
  }
}
