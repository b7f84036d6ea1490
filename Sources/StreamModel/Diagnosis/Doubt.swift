/// Why a look into a job that is not open may tell more than what is asked of every job; the least telling first.
package enum Doubt: Int, Comparable, Sendable {
  /// Tasks that do not start, or a checkpoint that failed or takes long: who is late is told in its parts.
  case parts
  /// A vertex is held up somewhat.
  case pressed
  /// A subtask may be at its limit.
  case busy
  /// One subtask may hold back the watermarks of the others.
  case heldBack
  /// A vertex is held up by one below it for most of the time, or hangs.
  case heldUp

  package static func < (left: Doubt, right: Doubt) -> Bool { left.rawValue < right.rawValue }
}

extension JobModel {
  /// Nil where a look would tell nothing more, as far as is known.
  package var doubt: Doubt? {
    guard isProcessing else { return nil }
    let limits = DiagnosisThresholds.standard
    let heldUp = mostHeldUp
    if heldUp >= limits.highBackpressure
      || vertices.values.contains(where: { $0.hangsSince != nil })
    {
      return .heldUp
    }
    if has({ $1.isHeldBackBySome && ($0.parallelism ?? 1) > 1 }) { return .heldBack }
    if has({ $1.mayBeAtLimit }) { return .busy }
    if heldUp >= limits.okBackpressure { return .pressed }
    return startInquiries.isEmpty && checkpointInquiries.isEmpty ? nil : .parts
  }

  private func has(_ isSo: (Vertex, VertexModel) -> Bool) -> Bool {
    detail?.value.vertices.contains { vertex in
      vertices[vertex.id].map { isSo(vertex, $0) } ?? false
    } ?? false
  }
}

extension VertexModel {
  /// A subtask of it is busy all the time by its counters, or may be by what is told of the vertex: an average, or the most of
  /// Flink's gauges.
  fileprivate var mayBeAtLimit: Bool {
    let told = [pressure?.value.busy, load?.value.worstSubtask?.busy].compactMap(\.self).max()
    let busy = subtaskLoads?.value.worst?.busy ?? told
    return (busy?.value ?? 0) >= DiagnosisThresholds.standard.nearlyFullyBusy
  }
}
