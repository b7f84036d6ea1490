import StreamModel
import TerminalUI

/// Columns that would never show a figure, as the system that is watched tells none.
extension JobTable {
  fileprivate static let columns: [JobFigure: Set<String>] = [
    .tasks: ["tasks"], .restarts: ["restarts"], .load: ["busiest", "busy", "backpressure"],
    .backpressure: ["backpressure"], .lag: ["lag", "lagtrend"],
    .checkpoints: ["checkpoint", "size"],
  ]
}

extension VertexTable {
  fileprivate static let columns: [JobFigure: Set<String>] = [
    .load: ["busy", "backpressure", "bar", "skew"], .backpressure: ["backpressure"],
  ]
}

extension SubtaskTable {
  fileprivate static let columns: [JobFigure: Set<String>] = [
    .load: ["busy", "backpressure", "idle", "bar"], .backpressure: ["backpressure", "idle"],
    .lag: ["lag"],
  ]
}

extension ContextReader {
  private func untold(_ columns: [JobFigure: Set<String>]) -> Set<String> {
    cluster.traits.untold.reduce(into: []) { $0.formUnion(columns[$1] ?? []) }
  }

  /// Columns of jobs that are not shown whatever the user chose.
  var untoldOfJobs: Set<String> { untold(JobTable.columns).union(isHistory ? JobTable.ofNow : []) }

  /// The same of subtasks.
  var untoldOfSubtasks: Set<String> { untold(SubtaskTable.columns) }

  /// The same of vertices.
  var untoldOfVertices: Set<String> {
    untold(VertexTable.columns).union(isHistory ? VertexTable.ofNow : [])
  }
}

extension Table {
  /// The table as one can choose from it.
  func without(_ untold: Set<String>) -> Table {
    guard !untold.isEmpty else { return self }
    var table = self
    table.columns.removeAll { untold.contains($0.head.name) }
    return table
  }
}
