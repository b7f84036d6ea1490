import StreamModel
import TerminalUI

extension DashboardState {
  /// Vertices of a checkpoint, the one that took longest first.
  func vertexOrder(_ detail: CheckpointDetail, in model: JobModel) -> [VertexID] {
    detail.vertices.sorted { left, right in
      let leftWaits = left.acknowledgedSubtasks < left.subtasks
      let rightWaits = right.acknowledgedSubtasks < right.subtasks
      if leftWaits != rightWaits { return leftWaits }
      if left.duration != right.duration {
        return (left.duration ?? .zero) > (right.duration ?? .zero)
      }
      return left.vertex < right.vertex
    }.map(\.vertex)
  }

  /// One checkpoint by vertex.
  func drawCheckpointVertices(
    _ id: CheckpointID, _ screen: CheckpointsScreenState, _ model: JobModel, frame: inout Frame
  ) {
    let inside = drawCheckpointBox(
      id, model, title: "By vertex", remark: "slowest first", frame: &frame)
    guard let detail = model.checkpointDetails[id]?.value else {
      let error = cluster.failing[.checkpoint(model.id, id)]
      drawReason(error?.description ?? "Waiting for the details.", in: inside, frame: &frame)
      return
    }
    let specs = [
      ColumnSpec("VERTEX", minimum: 16, maximum: 50),
      ColumnSpec("ACKED", minimum: 9, alignment: .right),
      ColumnSpec("DURATION", minimum: 9, alignment: .right),
      ColumnSpec("LAST ACK", minimum: 12, alignment: .right, dropOrder: 3),
      ColumnSpec("SIZE", minimum: 9, alignment: .right, dropOrder: 1),
      ColumnSpec("WRITTEN", minimum: 9, alignment: .right, dropOrder: 2),
      ColumnSpec("SLOWEST SUBTASK", minimum: 22, maximum: 60, dropOrder: 4),
    ]
    let placed = ColumnLayout.place(specs, width: inside.columns - 2)
    for column in placed {
      drawHead(
        specs[column.index], column, isSorted: false, isReversed: false, origin: inside.column + 1,
        row: inside.row, in: &frame)
    }
    let order = vertexOrder(detail, in: model)
    let rows = inside.rows - 1
    let offset = screen.vertexOffset
    for (line, vertex) in order.dropFirst(offset).prefix(rows).enumerated() {
      guard let share = detail.vertices.first(where: { $0.vertex == vertex }) else { continue }
      let row = inside.row + 1 + line
      for column in placed {
        drawCell(
          shareCell(share, column: column.index, checkpoint: id, model), specs[column.index],
          column, origin: inside.column + 1, row: row, in: &frame)
      }
      if vertex == screen.vertex {
        select(
          Rect(column: inside.column, row: row, columns: inside.columns, rows: 1), in: &frame)
      }
    }
    drawMore(count: order.count, offset: offset, rows: rows, inside, in: &frame)
  }

  private func shareCell(
    _ share: CheckpointDetail.VertexPart, column: Int, checkpoint: CheckpointID, _ model: JobModel
  ) -> CellText {
    switch column {
    case 0: return CellText(model.vertex(share.vertex)?.shortName ?? share.vertex.text, .title)
    case 1:
      let isWhole = share.acknowledgedSubtasks == share.subtasks
      return CellText("\(share.acknowledgedSubtasks)/\(share.subtasks)", isWhole ? .text : .warning)
    case 2: return share.duration.map { CellText(Format.duration($0)) } ?? .unknown
    case 3:
      return share.lastAcknowledgedAt.map { CellText(settings.clock.brief($0, now: now), .dim) }
        ?? .unknown
    case 4: return share.stateSize.map { CellText(Format.bytes(Double($0.bytes))) } ?? .unknown
    case 5:
      return share.checkpointedSize.map { CellText(Format.bytes(Double($0.bytes))) } ?? .unknown
    default:
      let part = JobModel.CheckpointPart(checkpoint: checkpoint, vertex: share.vertex)
      guard let subtasks = model.checkpointSubtasks[part]?.value,
        let slowest = CheckpointPhases.slowest(in: [share.vertex: subtasks])
      else { return CellText("Enter shows subtasks", .dim) }
      return CellText(phaseText(slowest), .text)
    }
  }

  /// `subtask 2: start delay 38s of 40s`.
  func phaseText(_ slowest: SlowestPhase) -> String {
    "subtask \(slowest.subtask): \(slowest.phase.rawValue) \(Format.duration(slowest.duration))"
      + " of \(Format.duration(slowest.subtaskDuration))"
  }

  /// What is known of the slowest phase of a whole checkpoint, from the vertices asked about so far.
  func slowestPhase(of id: CheckpointID, in model: JobModel) -> String? {
    let parts = model.checkpointSubtasks(of: id)
    guard !parts.isEmpty, let slowest = CheckpointPhases.slowest(in: parts) else { return nil }
    let name = model.vertex(slowest.vertex)?.shortName ?? slowest.vertex.text
    return "\(name), \(phaseText(slowest))"
  }

  /// The box below what is said of one checkpoint as a whole.
  func checkpointBox(_ id: CheckpointID, of model: JobModel) -> Rect {
    let body = ScreenLayout(size).body
    return body.inset(top: checkpointHead(id, of: model).count)
  }

  private func drawCheckpointBox(
    _ id: CheckpointID, _ model: JobModel, title: String, remark: String, frame: inout Frame
  ) -> Rect {
    let body = ScreenLayout(size).body
    for (index, line) in checkpointHead(id, of: model).enumerated() {
      frame.put(
        line, column: 1, row: body.row + index, limit: size.columns - 2, charset: settings.charset)
    }
    return Box.draw(
      checkpointBox(id, of: model), title: title, remark: remark, isFocused: true,
      charset: settings.charset, in: &frame)
  }

  /// The lines above the table: what it was, how long it took, what was slowest, where it lies.
  private func checkpointHead(_ id: CheckpointID, of model: JobModel) -> [[Span]] {
    guard let entry = model.knownCheckpoint(id) else { return [] }
    let status = checkpointStatus(entry, of: model)
    let kind = entry.isSavepoint ? "Savepoint" : "Checkpoint"
    var spans = [
      Span("\(kind) \(id.number) ", .title, isBold: true),
      Span(status.text, status.role, isBold: true),
      Span("  triggered \(settings.clock.brief(entry.triggeredAt, now: now))"),
    ]
    if let duration = model.duration(of: entry, at: knownAt), status.text != "unfinished" {
      let word = entry.status == .inProgress ? "for" : "took"
      spans.append(Span("  \(word) \(Format.duration(duration))"))
    }
    if let size = entry.stateSize { spans.append(Span("  \(Format.bytes(Double(size.bytes)))")) }
    if let type = entry.type { spans.append(Span("  \(type.lowercased())", .dim)) }
    if let format = entry.savepointFormat { spans.append(Span(" \(format.lowercased())", .dim)) }
    var sentences: [(String, Role)] = []
    let slowest = slowestPhase(of: id, in: model)
    if case .completed = entry.status {
      if let slowest { sentences.append(("Slowest: \(slowest).", .text)) }
      if let path = entry.restorePath {
        sentences.append((path, .dim))
      } else if entry.isDiscarded {
        sentences.append(("Its files were discarded since: it can't be restored from.", .dim))
      } else if entry.isInJobManagerOnly {
        sentences.append(
          (
            "It lies in the JobManager's memory, and can't be restored from once that is gone.",
            .warning
          ))
      }
    } else {
      if case .failed(let cause?) = entry.status {
        sentences.append(("Failed: \(cause)", .critical))
      }
      if entry.status == .inProgress {
        let isWhole = entry.acknowledgedSubtasks >= entry.subtasks
        let count =
          isWhole
          ? "All \(entry.subtasks)" : "\(entry.acknowledgedSubtasks) of \(entry.subtasks)"
        sentences.append(("\(count) subtasks have acknowledged.", .accent))
      }
      let missing = missingSubtasks(of: id, in: model)
      if let missing { sentences.append(("Not acknowledged: \(missing).", .warning)) }
      if let slowest {
        sentences.append(("Slowest\(missing == nil ? "" : " of the others"): \(slowest).", .text))
      }
    }
    let lines = sentences.flatMap { text, role in
      Wrapping.lines(
        text, width: size.columns - 2, limit: 2, isASCII: settings.charset.isASCII
      ).map { [Span($0, role)] }
    }
    return [spans.whole(width: size.columns - 2)]
      + lines.prefix(max(0, ScreenLayout(size).body.rows - 8))
  }

  /// `balky state 1 of 2 (subtask 0)`: what the checkpoint waits or waited for, from the sources on; nil where that
  /// is not known.
  private func missingSubtasks(of id: CheckpointID, in model: JobModel) -> String? {
    let parts = model.checkpointDetails[id]?.value.vertices ?? []
    let subtasks = model.checkpointSubtasks(of: id)
    let missing = (model.detail?.value.vertices ?? []).compactMap { vertex -> String? in
      guard let part = parts.first(where: { $0.vertex == vertex.id }),
        part.acknowledgedSubtasks < part.subtasks
      else { return nil }
      // The list of subtasks knows of answers that came too late for the count.
      let indices = subtasks[vertex.id]?.filter { $0.acknowledgedAt == nil }.map(\.index)
      let count = indices?.count ?? part.subtasks - part.acknowledgedSubtasks
      let names = (indices ?? []).map(String.init).joined(separator: ", ")
      let which = (1...8).contains(indices?.count ?? 0) ? " (subtask \(names))" : ""
      return count > 0 ? "\(vertex.shortName) \(count) of \(part.subtasks)\(which)" : nil
    }
    guard !missing.isEmpty else { return nil }
    let rest = missing.count > 4 ? ", and \(missing.count - 4) more vertices" : ""
    return missing.prefix(4).joined(separator: ", ") + rest
  }

  /// One vertex of one checkpoint by subtask: the four phases of each.
  func drawCheckpointSubtasks(
    _ id: CheckpointID, _ vertex: VertexID, _ screen: CheckpointsScreenState, _ model: JobModel,
    frame: inout Frame
  ) {
    let name = model.vertex(vertex)?.shortName ?? vertex.text
    let inside = drawCheckpointBox(id, model, title: name, remark: "by subtask", frame: &frame)
    let part = JobModel.CheckpointPart(checkpoint: id, vertex: vertex)
    guard let subtasks = model.checkpointSubtasks[part]?.value else {
      let error = cluster.failing[.checkpointSubtasks(model.id, id, vertex)]
      drawReason(error?.description ?? "Waiting for the subtasks.", in: inside, frame: &frame)
      return
    }
    let table = SubtaskPhasesTable(
      subtasks: subtasks, slowest: CheckpointPhases.slowest(in: [vertex: subtasks]))
    let specs = SubtaskPhasesTable.specs(width: inside.columns - 2)
    let placed = ColumnLayout.place(specs, width: inside.columns - 2)
    for column in placed {
      drawHead(
        specs[column.index], column, isSorted: false, isReversed: false,
        origin: inside.column + 1, row: inside.row, in: &frame)
    }
    let rows = inside.rows - 1
    let offset = min(screen.subtaskOffset, max(0, subtasks.count - rows))
    for (line, subtask) in subtasks.dropFirst(offset).prefix(rows).enumerated() {
      for column in placed {
        drawCell(
          table.cell(subtask, column: column.index), specs[column.index], column,
          origin: inside.column + 1, row: inside.row + 1 + line, in: &frame)
      }
    }
    drawMore(count: subtasks.count, offset: offset, rows: rows, inside, in: &frame)
  }
}

/// The subtasks of one vertex in one checkpoint as a table.
struct SubtaskPhasesTable {
  /// The columns; under shorter heads where whole ones leave no room for the four phases.
  static func specs(width: Int) -> [ColumnSpec] { width < 54 ? narrowSpecs : wideSpecs }

  private static let narrowSpecs = [
    ColumnSpec("SUB", minimum: 4, alignment: .right),
    ColumnSpec("TOOK", minimum: 6, alignment: .right),
    ColumnSpec("DELAY", minimum: 6, alignment: .right),
    ColumnSpec("ALIGN", minimum: 6, alignment: .right),
    ColumnSpec("SYNC", minimum: 6, alignment: .right, dropOrder: 1),
    ColumnSpec("ASYNC", minimum: 6, alignment: .right),
  ]

  private static let wideSpecs = [
    ColumnSpec("SUBTASK", minimum: 7, alignment: .right),
    ColumnSpec("DURATION", minimum: 8, alignment: .right),
    ColumnSpec("START DELAY", minimum: 11, alignment: .right),
    ColumnSpec("ALIGNMENT", minimum: 9, alignment: .right),
    ColumnSpec("SYNC", minimum: 7, alignment: .right),
    ColumnSpec("ASYNC", minimum: 7, alignment: .right),
    ColumnSpec("SIZE", minimum: 9, alignment: .right, dropOrder: 1),
    ColumnSpec("PROCESSED", minimum: 9, alignment: .right, dropOrder: 3),
    ColumnSpec("PERSISTED", minimum: 9, alignment: .right, dropOrder: 4),
    ColumnSpec("", minimum: 9, maximum: 30, dropOrder: 2),
  ]

  var subtasks: [SubtaskCheckpoint]
  var slowest: SlowestPhase?

  /// What a column shows for a subtask.
  func cell(_ subtask: SubtaskCheckpoint, column: Int) -> CellText {
    let isSlowest = slowest?.subtask == subtask.index
    func phase(_ duration: Duration?, _ phase: CheckpointPhase) -> CellText {
      guard let duration else { return .unknown }
      let isWorst = isSlowest && slowest?.phase == phase
      return CellText(Format.duration(duration), isWorst ? .warning : .text, isBold: isWorst)
    }
    func size(_ count: ByteCount?) -> CellText {
      count.map { CellText(Format.bytes(Double($0.bytes))) } ?? .unknown
    }
    switch column {
    case 0: return CellText(String(subtask.index), isSlowest ? .warning : .text)
    case 1: return subtask.duration.map { CellText(Format.duration($0)) } ?? .unknown
    case 2: return phase(subtask.phases?.startDelay, .startDelay)
    case 3: return phase(subtask.phases?.alignment, .alignment)
    case 4: return phase(subtask.phases?.sync, .sync)
    case 5: return phase(subtask.phases?.async, .async)
    case 6: return size(subtask.stateSize)
    case 7: return size(subtask.processedData)
    case 8: return size(subtask.persistedData)
    default:
      if subtask.isAborted { return CellText("aborted", .critical) }
      if subtask.phases == nil { return CellText("not acknowledged", .warning) }
      if isSlowest { return CellText("slowest", .warning) }
      return subtask.isUnaligned ? CellText("unaligned", .dim) : CellText("")
    }
  }
}
