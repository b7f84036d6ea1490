import StreamModel
import TerminalUI

/// One subtask of one vertex in one checkpoint, with what is needed to draw it.
struct CheckpointSubtaskRow {
  var subtask: SubtaskCheckpoint
  /// The slowest phase of all subtasks of the vertex.
  var slowest: SlowestPhase?

  fileprivate var isSlowest: Bool { slowest?.subtask == subtask.index }

  fileprivate func duration(of phase: CheckpointPhase) -> Duration? {
    subtask.phases.map { phase.duration(in: $0) }
  }

  fileprivate func cell(of phase: CheckpointPhase) -> CellText {
    guard let duration = duration(of: phase) else { return .unknown }
    let isWorst = isSlowest && slowest?.phase == phase
    return CellText(Format.duration(duration), isWorst ? .warning : .text, isBold: isWorst)
  }

  fileprivate var remark: CellText {
    if subtask.isAborted { return CellText("aborted", .critical) }
    if subtask.phases == nil { return CellText("not acknowledged", .warning) }
    if isSlowest { return CellText("slowest", .warning) }
    return subtask.isUnaligned ? CellText("unaligned", .dim) : CellText("")
  }
}

/// The table of the subtasks of one vertex in one checkpoint: the four phases of each.
enum CheckpointSubtaskTable {
  static let table = Table<CheckpointSubtaskRow, Int>(
    columns: [
      TableColumn(
        "subtask", ColumnSpec("SUBTASK", minimum: 7, alignment: .right), canBeHidden: false,
        cell: { row, _ in CellText(String(row.subtask.index), row.isSlowest ? .warning : .text) },
        key: { .number(Double($0.subtask.index)) }),
      TableColumn(
        "duration", ColumnSpec("DURATION", minimum: 8, alignment: .right),
        cell: { row, _ in .duration(row.subtask.duration) },
        key: { .duration($0.subtask.duration) }),
      phase("startdelay", "START DELAY", minimum: 11, .startDelay),
      phase("alignment", "ALIGNMENT", minimum: 9, .alignment),
      phase("sync", "SYNC", minimum: 7, .sync),
      phase("async", "ASYNC", minimum: 7, .async),
      size("size", "SIZE", dropOrder: 1) { $0.stateSize },
      size("processed", "PROCESSED", dropOrder: 3) { $0.processedData },
      size("persisted", "PERSISTED", dropOrder: 4) { $0.persistedData },
      TableColumn(
        "remark", ColumnSpec("", minimum: 9, maximum: 30, dropOrder: 2),
        cell: { row, _ in row.remark }),
    ], givenOrder: "by subtask", id: { $0.subtask.index },
    searched: { [String($0.subtask.index), $0.remark.text] })

  /// The table; under shorter heads where whole ones leave no room for the four phases.
  static func fitted(width: Int) -> Table<CheckpointSubtaskRow, Int> {
    guard width < 54 else { return table }
    var fitted = table
    fitted.columns = table.columns.compactMap { column in
      guard let title = narrowTitles[column.head.name] else { return nil }
      var column = column
      let isFirst = column.head.name == "subtask"
      column.head.spec = ColumnSpec(
        title, minimum: isFirst ? 4 : 6, alignment: .right,
        dropOrder: column.head.name == "sync" ? 1 : 0)
      return column
    }
    return fitted
  }

  private static let narrowTitles = [
    "subtask": "SUB", "duration": "TOOK", "startdelay": "DELAY", "alignment": "ALIGN",
    "sync": "SYNC", "async": "ASYNC",
  ]

  private static func phase(
    _ name: String, _ title: String, minimum: Int, _ phase: CheckpointPhase
  ) -> TableColumn<CheckpointSubtaskRow> {
    TableColumn(
      name, ColumnSpec(title, minimum: minimum, alignment: .right),
      cell: { row, _ in row.cell(of: phase) }, key: { .duration($0.duration(of: phase)) })
  }

  private static func size(
    _ name: String, _ title: String, dropOrder: Int,
    _ value: @escaping @Sendable (SubtaskCheckpoint) -> ByteCount?
  ) -> TableColumn<CheckpointSubtaskRow> {
    TableColumn(
      name, ColumnSpec(title, minimum: 9, alignment: .right, dropOrder: dropOrder),
      cell: { row, _ in .size(value(row.subtask)) }, key: { .size(value($0.subtask)) })
  }
}

extension JobModel {
  /// The subtasks of a vertex in a checkpoint, by index; nil while they are not known.
  func checkpointSubtaskRows(_ id: CheckpointID, _ vertex: VertexID) -> [CheckpointSubtaskRow]? {
    let part = CheckpointPart(checkpoint: id, vertex: vertex)
    guard let subtasks = checkpointSubtasks[part]?.value else { return nil }
    let slowest = CheckpointPhases.slowest(in: [vertex: subtasks])
    return subtasks.map { CheckpointSubtaskRow(subtask: $0, slowest: slowest) }
  }
}
