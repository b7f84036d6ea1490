/// Rule 6, the vertices: watermarks that stand still, lie apart or are at their end too early.
package enum WatermarkRule {
  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    let apart = apart(in: job, context: context)
    return standingStill(in: job, context: context) + (apart.map { [$0] } ?? [])
      + endless(in: job, context: context)
  }

  /// Vertices whose lowest watermark stands still while records come in, in the order of the job graph.
  static func stuck(in job: JobModel, context: DiagnosisContext) -> [Vertex] {
    (context.fresh(job.detail)?.vertices ?? []).filter { vertex in
      guard let model = job.vertices[vertex.id] else { return false }
      return model.watermarkStuckSince != nil && context.fresh(model.watermarks) != nil
    }
  }

  private static func standingStill(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    let stuck = stuck(in: job, context: context)
    guard let first = stuck.first, let model = job.vertices[first.id],
      let since = model.watermarkStuckSince
    else { return [] }
    let lag = context.fresh(job.watermarkLag)
    let flow = context.fresh(first.isSource ? model.recordsOut : model.recordsIn)
    let isCritical = lag.map { $0 >= context.thresholds.highLag } ?? false
    return [
      Finding(
        rule: .lag, severity: isCritical ? .critical : .warning,
        sentence: "The watermark of \(first.shortName) stands still \(context.since(since))"
          + (flow.map { " while \(Phrase.rate($0)) records/s flow" } ?? "")
          + (lag.map { "; lag is \(Phrase.duration($0))" } ?? "") + ".",
        short: "watermark of \(Phrase.clipped(first.shortName, to: 20)) stands still",
        vertices: stuck.map(\.id))
    ]
  }

  /// The first source-side vertex of which one subtask lags far behind the others, or has no watermark at all.
  private static func apart(in job: JobModel, context: DiagnosisContext) -> Finding? {
    let structure = context.fresh(job.detail)?.vertices ?? []
    let sources = Set(structure.filter(\.isSource).map(\.id))
    let graph = PressureGraph(of: job, context: context)
    for vertex in structure where vertex.inputs.allSatisfy({ sources.contains($0.from) }) {
      guard let model = job.vertices[vertex.id], let watermarks = context.fresh(model.watermarks),
        vertex.parallelism ?? 1 > 1, case .at(let highest) = watermarks.highest
      else { continue }
      let name = vertex.shortName
      // What has no input is calm; a subtask that is busy or held up is slow, and no partition of its is idle.
      let isIdle =
        ([vertex]
        + structure.filter { upper in
          vertex.inputs.contains { $0.from == upper.id }
        }).allSatisfy { graph.isCalm($0) == true }
      let short = isIdle ? "idle partition at \(Phrase.clipped(name, to: 28))?" : nil
      switch watermarks.lowest {
      case .at(let lowest):
        let spread = highest.since(lowest)
        guard spread >= context.thresholds.watermarkSpread else { continue }
        let isBehind = (model.watermarkLag?.value ?? .zero) >= context.thresholds.highLag
        let apart = Phrase.duration(spread)
        return Finding(
          rule: .lag, severity: isBehind ? .warning : .note,
          sentence: "Subtasks of \(name) are \(apart) of event time apart: "
            + (isIdle
              ? "an idle or slow partition holds the watermark back (withIdleness helps)."
              : "the slowest one holds the watermark back."),
          short: short ?? "subtasks of \(Phrase.clipped(name, to: 22)) \(apart) apart",
          vertices: [vertex.id])
      case .none:
        // It has been so since the run began: a subtask that has a watermark keeps it.
        guard watermarks.subtasksWithoutWatermark > 0, context.hasSettled(job) else { continue }
        let count = watermarks.subtasksWithoutWatermark
        return Finding(
          rule: .lag, severity: .warning,
          sentence: "\(count) of \(watermarks.subtasks) subtasks of \(name) have no watermark, "
            + "so event time stands still"
            + (isIdle ? ": an idle partition (withIdleness helps)." : "."),
          short: short ?? "no watermark at \(count) of \(Phrase.clipped(name, to: 22))",
          vertices: [vertex.id])
      case .finished:
        continue
      }
    }
    return nil
  }

  /// A vertex whose watermark is at the end of time although a source above it still sends (FLINK-38477).
  private static func endless(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    guard let detail = context.fresh(job.detail), !detail.isBatch,
      let structureAt = job.detail?.receivedAt,
      (job.steadyTime(at: context.now) ?? .zero) >= context.thresholds.endlessWatermark
    else { return [] }
    let structure = detail.vertices
    let isFirstLook =
      job.readings.value.observedSince.map { context.age(of: $0) < context.traits.metricStep }
      ?? true
    let sources = Set(structure.filter(\.isSource).map(\.id))
    var sending: Set<VertexID> = []
    // In topological order, so that what is above a vertex is known when it is reached.
    for vertex in structure {
      let ownRate = context.fresh(job.vertices[vertex.id]?.recordsOut)?.perSecond ?? 0
      let isSending = vertex.isSource && vertex.state == .running && ownRate > 0
      if isSending || vertex.inputs.contains(where: { sending.contains($0.from) }) {
        sending.insert(vertex.id)
      }
    }
    let ended = structure.filter { vertex in
      guard !vertex.isSource, vertex.state == .running, sending.contains(vertex.id),
        let model = job.vertices[vertex.id], let run = model.watermarkRun,
        context.fresh(model.watermarks)?.lowest == .finished
      else { return false }
      // At the end of a job its sources end a moment before the structure says so.
      return isFirstLook || structureAt.since(run.since) > JobModel.graphCached
    }
    guard let first = ended.first else { return [] }
    // Where those above it were not asked, one of them may have been there before.
    let isFirst = first.inputs.allSatisfy { edge in
      sources.contains(edge.from) || context.fresh(job.vertices[edge.from]?.watermarks) != nil
    }
    return [
      Finding(
        rule: .lag, severity: .warning,
        sentence:
          "The watermark \(isFirst ? "of" : "at or above") \(first.shortName) is at the end "
          + "of time though records still come: an input that finished took it there, and joins "
          + "fall silent (FLINK-38477).",
        short: "watermark of \(Phrase.clipped(first.shortName, to: 20)) at its end",
        vertices: ended.map(\.id))
    ]
  }
}
