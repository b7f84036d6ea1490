import ServerAnswers
import StreamModel

/// A container as the physical plan (its stream manager) and the packing plan (its resources) tell of it.
struct PlannedContainer: Hashable, Sendable {
  var number: Int
  var host: String?
  var port: Int?
  var pid: Int?
  var shellPort: Int?
  var folder: String?
  var cores: Double?
  var memory: ByteCount?

  private init(number: Int) { self.number = number }

  /// Reads `physical_plan` and `packing_plan` of `/topologies/info`, by number.
  static func all(physical: JSONNode?, packing: JSONNode?) -> [PlannedContainer] {
    var all: [Int: PlannedContainer] = [:]
    func port(_ node: JSONNode, _ key: StaticString) -> Int? {
      node.count(key).flatMap { (1...65535).contains($0) ? $0 : nil }
    }
    if let managers = physical?["stmgrs"] {
      for (key, manager) in managers.members {
        // `stmgr-1` is of container 1.
        guard let number = key.string?.split(separator: "-").last.flatMap({ Int($0) }), number >= 0
        else { continue }
        var container = PlannedContainer(number: number)
        container.host = manager.text("host").flatMap { $0.isEmpty ? nil : $0 }
        container.port = port(manager, "port")
        container.shellPort = port(manager, "shell_port")
        container.pid = manager.count("pid").flatMap { $0 > 0 ? $0 : nil }
        container.folder = manager.text("cwd").flatMap { $0.isEmpty ? nil : $0 }
        all[number] = container
      }
    }
    if let plans = packing?["container_plans"] {
      for plan in plans.elements {
        guard let number = plan.count("id") else { continue }
        var container = all[number] ?? PlannedContainer(number: number)
        let resources = plan["required_resources"]
        container.cores = resources?["cpu"]?.double.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
        container.memory = resources?["ram"]?.double.flatMap {
          (1..<1e18).contains($0) ? ByteCount(bytes: Int64($0)) : nil
        }
        all[number] = container
      }
    }
    return all.values.sorted { $0.number < $1.number }
  }
}

extension TopologyContainer {
  init(_ planned: PlannedContainer, of topology: TopologyName, in plan: TopologyPlan) {
    self.init(job: topology.id, number: planned.number)
    (host, port, pid) = (planned.host, planned.port, planned.pid)
    (shellPort, folder) = (planned.shellPort, planned.folder)
    (cores, memory) = (planned.cores, planned.memory)
    instances = plan.instances.filter { $0.container == planned.number }.map(\.id)
  }
}
