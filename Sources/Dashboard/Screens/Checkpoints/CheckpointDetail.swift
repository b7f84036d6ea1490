import StreamModel
import TerminalUI

extension ScreenPicture<CheckpointsScreen> {
  /// One checkpoint by vertex.
  func drawVertices(_ id: CheckpointID, _ model: JobModel, frame: inout Frame) {
    let inside = drawBox(
      id, model, title: "By vertex",
      remark: screen.vertices.filterRemark(settings.charset)
        + CheckpointVertexTable.table.orderWords(screen.vertices.sort), frame: &frame)
    guard model.checkpointDetails[id] != nil else {
      let error = cluster.failing[.checkpoint(model.id, id)]
      drawReason(error.map(text) ?? "Waiting for the details.", in: inside, frame: &frame)
      return
    }
    let table = screen.vertices
    if table.order.isEmpty, !table.filter.isEmpty {
      drawReason(noMatchText("vertex", table.filter), in: inside, frame: &frame)
      return
    }
    let rows = checkpointVertexRows(id, of: model)
    let placement = CheckpointVertexTable.table.placement(hiding: table.hidden, in: inside)
    CheckpointVertexTable.table.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { vertex in rows.first { $0.part.vertex == vertex } }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
  }

  /// The box below what is said of one checkpoint as a whole.
  func box(of id: CheckpointID, of model: JobModel) -> Rect {
    let body = ScreenLayout(size).body
    return body.inset(top: head(id, of: model).count)
  }

  private func drawBox(
    _ id: CheckpointID, _ model: JobModel, title: String, remark: String, frame: inout Frame
  ) -> Rect {
    let body = ScreenLayout(size).body
    for (index, line) in head(id, of: model).enumerated() {
      frame.put(
        line, column: 1, row: body.row + index, limit: size.columns - 2, charset: settings.charset)
    }
    return Box.draw(
      box(of: id, of: model), title: title, remark: remark, isFocused: true,
      charset: settings.charset, in: &frame)
  }

  /// The lines above the table: what it was, how long it took, what was slowest, where it lies.
  private func head(_ id: CheckpointID, of model: JobModel) -> [[Span]] {
    guard let entry = model.knownCheckpoint(id) else { return [] }
    let row = checkpointRow(entry, of: model)
    let status = row.status
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
    let slowest = model.slowestPhase(of: id)
    if case .completed = entry.status {
      if let slowest { sentences.append(("Slowest: \(slowest).", .text)) }
      if let path = entry.restorePath {
        sentences.append((path, .dim))
      } else if entry.isDiscarded {
        sentences.append(("Its files were discarded since: it can't be restored from.", .dim))
      } else if entry.isUnlisted {
        sentences.append(
          (
            "\(cluster.traits.shortName) lists it no more: its files may have been discarded since.",
            .dim
          ))
      } else if entry.isInJobManagerOnly {
        sentences.append(
          (
            "It lies in the \(cluster.traits.controller)'s memory, and can't be restored from once that is gone.",
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
    if let told = row.spanSentence { sentences.append((told, .dim)) }
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
  func drawSubtasks(
    _ id: CheckpointID, _ vertex: VertexID, _ model: JobModel, frame: inout Frame
  ) {
    let name = model.vertex(vertex)?.shortName ?? vertex.text
    let inside = drawBox(
      id, model, title: name,
      remark: screen.subtasks.filterRemark(settings.charset)
        + CheckpointSubtaskTable.table.orderWords(screen.subtasks.sort), frame: &frame)
    guard let rows = model.checkpointSubtaskRows(id, vertex) else {
      let error = cluster.failing[.checkpointSubtasks(model.id, id, vertex)]
      drawReason(error.map(text) ?? "Waiting for the subtasks.", in: inside, frame: &frame)
      return
    }
    let table = screen.subtasks
    if table.order.isEmpty, !table.filter.isEmpty {
      drawReason(noMatchText("subtask", table.filter), in: inside, frame: &frame)
      return
    }
    let columns = CheckpointSubtaskTable.fitted(width: inside.columns - 2)
    let placement = columns.placement(hiding: table.hidden, in: inside)
    columns.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { index in rows.first { $0.subtask.index == index } }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
  }
}
