extension CheckpointView {
  /// `/jobs/:id/checkpoints/details/:cid`
  func detailsAnswer(_ id: Int64) throws(Refusal) -> [UInt8] {
    let record = try checkpoint(id)
    var json = JSONWriter(capacity: 400 + 320 * plan.vertices.count)
    json.object { write(record, details: true, to: &$0) }
    return json.bytes
  }

  func write(_ record: CheckpointRecord, details: Bool, to json: inout JSONWriter) {
    let sum = acknowledgements(of: record)
    json.member(dialect.checkpointClass, record.status.className)
    json.member("id", record.id)
    json.member("status", record.status.name)
    json.member("is_savepoint", record.isSavepoint)
    if dialect.hasSavepointFormat {
      if case .savepoint(let format, _, _) = record.kind {
        json.member("savepointFormat", format.rawValue)
      } else {
        json.null("savepointFormat")
      }
    }
    json.member("trigger_timestamp", record.triggeredAt.epochMilliseconds)
    writeFigures(sum, duration: duration(of: record, sum), to: &json)
    writeType(record, to: &json)
    json.object("tasks") { json in
      guard details else { return }
      for index in plan.vertices.indices {
        json.object(named: plan.vertices[index].id) { writeTask(record, index, to: &$0) }
      }
    }
    switch record.status {
    case .inProgress: break
    case .completed(let path, let isDiscarded):
      json.member("external_path", path)
      json.member("discarded", isDiscarded)
    case .failed(let message):
      json.member("failure_timestamp", record.endedAt?.epochMilliseconds ?? -1)
      json.member("failure_message", message)
    }
  }

  /// What a checkpoint as a whole and each vertex of it have in common.
  private func writeFigures(
    _ sum: Acknowledgements, duration: Int64, to json: inout JSONWriter
  ) {
    json.member("latest_ack_timestamp", sum.latest?.epochMilliseconds ?? -1)
    if dialect.hasCheckpointedSize { json.member("checkpointed_size", sum.checkpointedSize) }
    json.member("state_size", sum.stateSize)
    json.member("end_to_end_duration", duration)
    json.member("alignment_buffered", 0)
    json.member("processed_data", sum.processedData)
    json.member("persisted_data", sum.persistedData)
    json.member("num_subtasks", sum.subtasks)
    json.member("num_acknowledged_subtasks", sum.acknowledged)
  }

  private func writeTask(_ record: CheckpointRecord, _ index: Int, to json: inout JSONWriter) {
    let sum = record.acknowledgements(in: plan, vertex: index, by: seenAt)
    json.member("id", record.id)
    json.member("status", record.status.name)
    writeFigures(
      sum, duration: sum.latest?.milliseconds(since: record.triggeredAt) ?? -1, to: &json)
  }

  // MARK: Its subtasks

  /// `/jobs/:id/checkpoints/details/:cid/subtasks/:vid`
  func subtasksAnswer(_ id: Int64, vertex: String) throws(Refusal) -> [UInt8] {
    let record = try checkpoint(id)
    guard let index = plan.vertexIndex(of: vertex) else {
      throw Refusal.handler(
        404, "There is no checkpointing statistics for operator \(vertex).")
    }
    let subtasks = SubtaskCheckpoints(record: record, plan: plan, vertex: index, by: seenAt)
    var json = JSONWriter(capacity: 2000 + 340 * subtasks.all.count)
    json.object { json in
      writeTask(record, index, to: &json)
      json.object("summary") { writeSummary(of: subtasks, to: &$0) }
      json.array("subtasks") { json in
        for (number, subtask) in subtasks.all.enumerated() {
          json.object { write(subtask, number, to: &$0) }
        }
      }
    }
    return json.bytes
  }

  private func writeSummary(of subtasks: SubtaskCheckpoints, to json: inout JSONWriter) {
    let done = subtasks.all.compactMap { $0 }
    if dialect.hasCheckpointedSize {
      writeRange(done.map(\.checkpointedSize), named: "checkpointed_size", to: &json)
    }
    writeRange(done.map(\.stateSize), named: "state_size", to: &json)
    writeRange(done.map(\.timing.total), named: "end_to_end_duration", to: &json)
    json.object("checkpoint_duration") { json in
      writeRange(done.map(\.timing.sync), named: "sync", to: &json)
      writeRange(done.map(\.timing.asynchronous), named: "async", to: &json)
    }
    json.object("alignment") { json in
      writeRange([], named: "buffered", isNumeric: true, to: &json)
      writeRange(done.map(\.processedData), named: "processed", to: &json)
      writeRange(done.map(\.persistedData), named: "persisted", to: &json)
      writeRange(done.map(\.timing.alignment), named: "duration", to: &json)
    }
    writeRange(done.map(\.timing.startDelay), named: "start_delay", to: &json)
  }

  /// Over subtasks Flink has no percentiles, and says so with "NaN" (but for the one that is always 0).
  private func writeRange(
    _ values: [Int64], named name: StaticString, isNumeric: Bool = false, to json: inout JSONWriter
  ) {
    let range = Percentiles(values)
    json.object(name) { json in
      json.member("min", range.min)
      json.member("max", range.max)
      json.member("avg", range.average)
      guard dialect.hasPercentiles else { return }
      for percentile in ["p50", "p90", "p95", "p99", "p999"] as [StaticString] {
        json.member(percentile, isNumeric ? 0 : Double.nan)
      }
    }
  }

  private func write(
    _ subtask: SubtaskCheckpoints.Acknowledged?, _ number: Int, to json: inout JSONWriter
  ) {
    json.member(dialect.checkpointClass, subtask == nil ? "pending" : "completed")
    json.member("index", number)
    guard let subtask else { return json.member("status", "pending_or_failed") }
    json.member("ack_timestamp", subtask.at.epochMilliseconds)
    json.member("end_to_end_duration", subtask.timing.total)
    if dialect.hasCheckpointedSize { json.member("checkpointed_size", subtask.checkpointedSize) }
    json.member("state_size", subtask.stateSize)
    json.object("checkpoint") { json in
      json.member("sync", subtask.timing.sync)
      json.member("async", subtask.timing.asynchronous)
    }
    json.object("alignment") { json in
      json.member("buffered", 0)
      json.member("processed", subtask.processedData)
      json.member("persisted", subtask.persistedData)
      json.member("duration", subtask.timing.alignment)
    }
    json.member("start_delay", subtask.timing.startDelay)
    json.member("unaligned_checkpoint", subtask.isUnaligned)
    json.member("aborted", false)
    json.member("status", "completed")
  }
}
