/// Where event time stands still: the topmost vertex whose output watermark does, though what it gets moves.
///
/// Flink tells of a vertex the watermarks it gets, and of a source those it emits, so that a vertex whose input stands still
/// below one whose input moves is held back by the one above it.
struct Standstill: Hashable {
  enum Kind: Hashable {
    /// A source, or a subtask of it, that sends no records.
    case idle
    /// Records come, and the watermark does not move.
    case stalled
    /// The vertex gets watermarks that move and sends none on.
    case keepsBack
  }

  /// At fault.
  var vertex: Vertex
  var kind: Kind
  var since: Timestamp
  /// The subtasks at fault, where the others move; empty where all are, or it is not known which.
  var subtasks: [SubtaskLoad]
  /// The vertices whose watermark stands still, in the order of the graph.
  var stuck: [Vertex]
  /// What is at fault is backpressured, so that it is those below that keep its records and its watermark.
  var isHeldUp: Bool
  /// Records per second that come to the first of them.
  var flow: Rate?

  /// Nil where no watermark stands still while records come.
  init?(of job: JobModel, context: DiagnosisContext) {
    let structure = context.fresh(job.detail)?.vertices ?? []
    stuck = structure.filter { vertex in
      guard let model = job.vertices[vertex.id] else { return false }
      return model.watermarkStuckSince != nil && context.fresh(model.watermarks) != nil
        && !job.isPassed(vertex.id)
    }
    guard var first = stuck.first, let start = job.vertices[first.id]?.watermarkStuckSince else {
      return nil
    }
    since = start
    let byID = Dictionary(structure.map { ($0.id, $0) }) { first, _ in first }
    // Each is read at a time of its own, so that one below may be the first that has stood still for long enough to say so.
    while let upper = first.inputs.lazy.compactMap({ byID[$0.from] }).first(where: {
      !$0.isSource && Self.run(of: $0, asLongAs: start, in: job, context: context) != nil
    }) {
      first = upper
      stuck.removeAll { $0.id == upper.id }
      stuck.insert(upper, at: 0)
    }
    let model = job.vertices[first.id]
    flow = context.fresh(first.isSource ? model?.recordsOut : model?.recordsIn)
    let above = first.inputs.compactMap { byID[$0.from] }
    let known = above.filter { context.fresh(job.vertices[$0.id]?.watermarks) != nil }
    // A source above it that emits nothing: of a union the one that is idle.
    if let (source, standing) = Self.standing(
      among: known, asLongAs: start, in: job, context: context)
    {
      vertex = source
      since = standing
      let rate = context.fresh(job.vertices[source.id]?.recordsOut)?.perSecond
      kind = source.isSource && rate == 0 ? .idle : .stalled
    } else if !above.isEmpty, known.count == above.count,
      known.allSatisfy({ job.vertices[$0.id]?.isWatermarkMoving(at: context.now) == true }),
      above.count == 1, let upper = above.first, !upper.isSource
    {
      vertex = upper
      kind = .keepsBack
    } else {
      vertex = first
      kind = .stalled
    }
    subtasks = Self.subtasks(heldBackAt: vertex, in: job, context: context)
    let held = subtasks.compactMap(\.backpressured)
    let most =
      held.max() ?? context.fresh(job.vertices[vertex.id]?.pressure)?.backpressured
    isHeldUp = most.map { $0.value > context.thresholds.okBackpressure } ?? false
    if vertex.isSource, !subtasks.isEmpty, subtasks.allSatisfy({ $0.recordsOut?.perSecond == 0 }) {
      kind = .idle
    }
    if isHeldUp, kind == .idle { kind = .stalled }
  }

  /// A vertex above whose watermark stands still without records of its own that would say so.
  private static func standing(
    among vertices: [Vertex], asLongAs start: Timestamp, in job: JobModel,
    context: DiagnosisContext
  ) -> (Vertex, Timestamp)? {
    for vertex in vertices where vertex.isSource {
      guard let run = run(of: vertex, asLongAs: start, in: job, context: context) else { continue }
      return (vertex, min(run.since, start))
    }
    return nil
  }

  /// The lowest watermark of a vertex where it has stood still since about `start`, as well as two readings a step apart tell.
  private static func run(
    of vertex: Vertex, asLongAs start: Timestamp, in job: JobModel, context: DiagnosisContext
  ) -> VertexModel.WatermarkRun? {
    guard let model = job.vertices[vertex.id], context.fresh(model.watermarks) != nil,
      let run = model.watermarkRun, case .at = run.lowest, run.reads >= 2,
      run.since.since(start) <= VertexModel.watermarkStep, !job.isPassed(vertex.id)
    else { return nil }
    return run
  }

  /// Those that are furthest behind, where others are ahead of them.
  static func subtasks(
    heldBackAt vertex: Vertex, in job: JobModel, context: DiagnosisContext
  ) -> [SubtaskLoad] {
    guard let model = job.vertices[vertex.id],
      let told = context.fresh(model.subtaskWatermarks)?.bySubtask,
      let lowest = told.values.min(), let highest = told.values.max(), lowest < highest
    else { return [] }
    var limit = lowest
    if case .at(let low) = lowest, case .at(let high) = highest {
      let gap = high.since(low)
      // Where all stopped at once they are a little apart too: none of them has moved on since.
      if let run = model.watermarkRun, run.lowest == lowest, run.highestMoves < 2,
        gap * 4 < context.age(of: run.since)
      {
        return []
      }
      limit = .at(low.advanced(by: gap / 4))
    }
    let loads = context.fresh(model.subtaskLoads)?.loads ?? []
    let behind = told.filter { $0.value <= limit }.keys.sorted().map { index in
      loads.first { $0.index == index } ?? SubtaskLoad(index: index, busy: nil)
    }
    // One that is behind beside one that is idle may move.
    let idle = behind.filter { $0.recordsOut?.perSecond == 0 }
    return vertex.isSource && !idle.isEmpty ? idle : behind
  }

  /// `subtask 2 on tm-3 of Source: clicks`, `Source: clicks`.
  var who: String {
    subtasks.isEmpty ? vertex.shortName : "\(subtasks.names) of \(vertex.shortName)"
  }
}
