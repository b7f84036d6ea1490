package import StreamModel
package import TerminalUI

/// The table of the containers of topologies, which have hosts and instances in the place of slots and metrics.
package enum ContainerTable {
  package static let table = Table<TaskManagerRow, TaskManagerID>(
    columns: [
      TableColumn(
        TaskManagerTable.byName, ColumnSpec("CONTAINER", minimum: 12, maximum: 16),
        canBeHidden: false, cell: { row, _ in CellText(row.ownName, .title) },
        key: { .text($0.id.text) }),
      TableColumn(
        "topology", ColumnSpec("TOPOLOGY", minimum: 16, maximum: 40), canBeHidden: false,
        cell: { row, _ in CellText(row.topologyName) }, key: { .text($0.topologyName) }),
      TableColumn(
        "host", ColumnSpec("HOST", minimum: 10, maximum: 32),
        cell: { row, _ in row.container?.host.map { CellText($0) } ?? .unknown },
        key: { .text($0.container?.host ?? "") }),
      TableColumn(
        "instances", ColumnSpec("INSTANCES", minimum: 9, alignment: .right),
        cell: { row, _ in
          row.taskManager.assignedTasks.map { CellText(String($0)) } ?? .unknown
        }, key: { .number($0.taskManager.assignedTasks.map(Double.init)) }),
      TableColumn(
        "cpu", ColumnSpec("CPU", minimum: 5, alignment: .right, dropOrder: 2),
        cell: { row, _ in row.container?.cores.map { CellText(Format.cores($0)) } ?? .unknown },
        key: { .number($0.container?.cores) }),
      TableColumn(
        "memory", ColumnSpec("MEMORY", minimum: 8, alignment: .right, dropOrder: 1),
        cell: { row, _ in row.container?.memory.map { .size($0) } ?? .unknown },
        key: { .size($0.container?.memory) }),
      TableColumn(
        "shell", ColumnSpec("SHELL", minimum: 6, alignment: .right, dropOrder: 3),
        cell: { row, _ in
          row.container?.shellPort.map { CellText(String($0)) } ?? .unknown
        }, key: { .number($0.container?.shellPort.map(Double.init)) }),
    ], givenOrder: "as listed", id: \.id,
    searched: { row in
      [row.id.text, row.container?.host ?? ""] + (row.container?.instances ?? [])
    })
}

extension TaskManagerTable {
  /// The table of what runs tasks in a system.
  package static func table(of traits: SystemTraits) -> Table<TaskManagerRow, TaskManagerID> {
    traits.hasTopologies ? ContainerTable.table : table
  }
}

extension TaskManagerRow {
  var container: TopologyContainer? { taskManager.container }
  /// `container_1`: what stands before the id of its topology.
  fileprivate var ownName: String { String(id.text.prefix { $0 != "/" }) }
  /// The last part of its topology's id.
  fileprivate var topologyName: String {
    String(container?.job.text.split(separator: "/").last ?? "")
  }
}

extension Format {
  /// `2.5` of processors.
  static func cores(_ count: Double) -> String {
    let tenths = (count * 10).rounded() / 10
    return tenths == tenths.rounded() && tenths < 1e6 ? "\(Int(tenths))" : "\(tenths)"
  }
}

extension ScreenPicture<TaskManagersScreen> {
  /// How many containers there are of how many topologies, and where: of some the plan may not be known.
  func containersHead(_ all: [TaskManager]) -> [Span] {
    let containers = all.compactMap(\.container)
    let hosts = Set(containers.compactMap(\.host)).count
    let instances = containers.reduce(0) { $0 + $1.instances.count }
    let told = Set(containers.map(\.job)).count
    let topologies = cluster.jobs.count { !$0.state.isTerminal }
    var spans = [
      Span("\(all.count) \(cluster.traits.workers(all.count))", .title),
      Span("   \(instances) instances on \(hosts) host\(hosts == 1 ? "" : "s")", .dim),
    ]
    if told < topologies {
      spans.append(
        Span("   \(told) of \(topologies) topologies tell a plan", .warning))
    }
    return spans
  }

  /// All about one, by the plans.
  func containerLines(_ container: TopologyContainer) -> [(
    label: String, value: String, role: Role
  )] {
    let manager = [
      "stmgr-\(container.number)", container.pid.map { "pid \($0)" },
      container.port.map { "port \($0)" },
    ].compactMap(\.self).joined(separator: ", ")
    let planned = [
      container.cores.map { "\(Format.cores($0)) processors" },
      container.memory.map { "\(Format.bytes(Double($0.bytes))) of memory" },
    ].compactMap(\.self).joined(separator: ", ")
    return [
      ("topology", cluster.job(container.job)?.shownName ?? container.job.text, .text),
      ("host", container.host ?? "-", .text),
      ("stream manager", container.host == nil ? "-" : manager, .text),
      ("shell", container.shellPort.map { "port \($0)" } ?? "-", .text),
      ("folder", container.folder ?? "-", .dim),
      ("planned", planned.isEmpty ? "-" : planned, .text),
      (
        "instances",
        container.instances.isEmpty ? "-" : container.instances.joined(separator: ", "), .text
      ),
    ]
  }
}
