import StreamModel
import TerminalUI

/// One vertex of one checkpoint, with what is needed to draw it.
struct CheckpointVertexRow {
  var part: CheckpointDetail.VertexPart
  var checkpoint: CheckpointID
  var job: JobModel
  var clock: LocalClock
  var now: Timestamp

  var name: String { job.vertex(part.vertex)?.shortName ?? part.vertex.text }

  fileprivate var acknowledged: CellText {
    let isWhole = part.acknowledgedSubtasks == part.subtasks
    return CellText("\(part.acknowledgedSubtasks)/\(part.subtasks)", isWhole ? .text : .warning)
  }

  fileprivate var slowest: CellText {
    let place = JobModel.CheckpointPart(checkpoint: checkpoint, vertex: part.vertex)
    guard let subtasks = job.checkpointSubtasks[place]?.value,
      let slowest = CheckpointPhases.slowest(in: [part.vertex: subtasks])
    else { return CellText("Enter shows subtasks", .dim) }
    return CellText(slowest.text)
  }
}

/// The table of one checkpoint by vertex.
enum CheckpointVertexTable {
  static let table = Table<CheckpointVertexRow, VertexID>(
    columns: [
      TableColumn(
        "name", ColumnSpec("VERTEX", minimum: 16, maximum: 50), canBeHidden: false,
        cell: { row, _ in CellText(row.name, .title) }, key: { .text($0.name.lowercased()) }),
      TableColumn(
        "acked", ColumnSpec("ACKED", minimum: 9, alignment: .right),
        cell: { row, _ in row.acknowledged },
        key: { .number(Double($0.part.acknowledgedSubtasks)) }),
      TableColumn(
        "duration", ColumnSpec("DURATION", minimum: 9, alignment: .right),
        cell: { row, _ in .duration(row.part.duration) }, key: { .duration($0.part.duration) }),
      TableColumn(
        "lastack", ColumnSpec("LAST ACK", minimum: 12, alignment: .right, dropOrder: 3),
        cell: { row, _ in
          row.part.lastAcknowledgedAt.map { CellText(row.clock.brief($0, now: row.now), .dim) }
            ?? .unknown
        }, key: { .time($0.part.lastAcknowledgedAt) }),
      TableColumn(
        "size", ColumnSpec("SIZE", minimum: 9, alignment: .right, dropOrder: 1),
        cell: { row, _ in .size(row.part.stateSize) }, key: { .size($0.part.stateSize) }),
      TableColumn(
        "written", ColumnSpec("WRITTEN", minimum: 9, alignment: .right, dropOrder: 2),
        cell: { row, _ in .size(row.part.checkpointedSize) },
        key: { .size($0.part.checkpointedSize) }),
      TableColumn(
        "slowest", ColumnSpec("SLOWEST SUBTASK", minimum: 22, maximum: 60, dropOrder: 4),
        cell: { row, _ in row.slowest }),
    ], givenOrder: "slowest first", id: { $0.part.vertex },
    searched: { [$0.name, $0.part.vertex.text] })
}

extension ContextReader {
  /// Vertices of a checkpoint: those it waits for, then the one that took longest first.
  func checkpointVertexRows(_ id: CheckpointID, of model: JobModel) -> [CheckpointVertexRow] {
    let parts = model.checkpointDetails[id]?.value.vertices ?? []
    let ordered = parts.sorted { left, right in
      let leftWaits = left.acknowledgedSubtasks < left.subtasks
      let rightWaits = right.acknowledgedSubtasks < right.subtasks
      if leftWaits != rightWaits { return leftWaits }
      if left.duration != right.duration {
        return (left.duration ?? .zero) > (right.duration ?? .zero)
      }
      return left.vertex < right.vertex
    }
    return ordered.map {
      CheckpointVertexRow(part: $0, checkpoint: id, job: model, clock: settings.clock, now: now)
    }
  }
}
