/// Rule 6, the vertices: watermarks that stand still, lie apart or are at their end too early.
package enum WatermarkRule {
  static let rule = DiagnosisRule(
    .lag,
    says:
      "a watermark that stands still for 30 s, at its topmost vertex or subtask; an idle source "
      + "or subtask; watermarks at the end of time",
    source: "watermarks of subtasks, counters",
    needs: [.job, .watermarks, .subtaskWatermarks, .subtasks], scope: .settled
  ) { findings(in: $0, context: $1) }

  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    let standstill = Standstill(of: job, context: context)
    let apart = apart(in: job, context: context)
    return (standstill.map { [finding($0, in: job, context: context)] } ?? [])
      + (apart.map { finding in
        // Said already, and better.
        finding.vertices.first == standstill?.vertex.id ? [] : [finding]
      } ?? []) + endless(in: job, context: context)
  }

  private static func finding(
    _ standstill: Standstill, in job: JobModel, context: DiagnosisContext
  ) -> Finding {
    let lag = context.fresh(job.watermarkLag)
    let isCritical = lag.map { $0 >= context.thresholds.highLag } ?? false
    let isOthersTrouble =
      standstill.subtasks.isEmpty || !job.isForwardedOnly(standstill.vertex.id)
    let name = standstill.vertex.shortName
    let since = context.since(standstill.since)
    let flow = standstill.flow.map { " while \(Phrase.rate($0)) records/s flow" } ?? ""
    let behind = lag.map { "; lag is \(Phrase.duration($0))" } ?? ""
    let first = standstill.stuck.first
    let holds =
      first.map { $0.id == standstill.vertex.id ? "" : ", which holds back \($0.shortName)" } ?? ""
    let sentence: String
    var advice: String?
    switch standstill.kind {
    case .idle:
      sentence =
        "\(standstill.who.capitalizedFirst) is idle: "
        + "no records come from it and its watermark stands still \(since)\(holds)\(behind)"
      advice =
        "withIdleness (SQL: table.exec.source.idle-timeout) lets event time go on without it."
    case .stalled:
      sentence = "The watermark of \(standstill.who) stands still \(since)\(flow)\(holds)\(behind)"
      advice =
        "Look at its timestamps and its watermark strategy, and for partitions without records."
    case .keepsBack:
      sentence =
        "\(name) gets watermarks that move and sends on none that do \(since)\(holds)\(flow)\(behind)"
      advice = "Look for an operator in it that sets its own watermarks or swallows them."
    }
    let one = standstill.subtasks.count == 1 ? standstill.subtasks.first : nil
    var vertices = [standstill.vertex.id]
    for vertex in standstill.stuck where !vertices.contains(vertex.id) {
      vertices.append(vertex.id)
    }
    return Finding(
      rule: .lag, severity: !isOthersTrouble ? .note : isCritical ? .critical : .warning,
      sentence: Phrase.sentence(sentence),
      short: standstill.kind == .idle
        ? "\(Phrase.clipped(name, to: 28)) is idle, event time stands"
        : "watermark of \(Phrase.clipped(name, to: 20)) stands still",
      vertices: vertices, subtask: one?.index, worker: one?.worker, advice: advice,
      isEffect: standstill.isHeldUp, since: Onset(at: standstill.since))
  }

  /// Vertices whose lowest watermark stands still while records come in, in the order of the job graph.
  static func stuck(in job: JobModel, context: DiagnosisContext) -> [Vertex] {
    Standstill(of: job, context: context)?.stuck ?? []
  }

  /// The first source-side vertex of which one subtask lags far behind the others, or has no watermark at all.
  private static func apart(in job: JobModel, context: DiagnosisContext) -> Finding? {
    let structure = context.fresh(job.detail)?.vertices ?? []
    let sources = Set(structure.filter(\.isSource).map(\.id))
    let graph = PressureGraph(of: job, context: context)
    for vertex in structure where vertex.inputs.allSatisfy({ sources.contains($0.from) }) {
      guard let model = job.vertices[vertex.id], let watermarks = context.fresh(model.watermarks),
        vertex.parallelism ?? 1 > 1, case .at(let highest) = watermarks.highest,
        !job.isPassed(vertex.id), !job.isForwardedOnly(vertex.id)
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
        let held = Standstill.subtasks(heldBackAt: vertex, in: job, context: context)
        return Finding(
          rule: .lag, severity: isBehind ? .warning : .note,
          sentence: "Subtasks of \(name) are \(apart) of event time apart: "
            + (isIdle
              ? "an idle or slow partition holds the watermark back\(place(held)) (withIdleness helps)."
              : "the slowest one\(place(held)) holds the watermark back."),
          short: short ?? "subtasks of \(Phrase.clipped(name, to: 22)) \(apart) apart",
          vertices: [vertex.id], subtask: held.count == 1 ? held.first?.index : nil,
          worker: held.count == 1 ? held.first?.worker : nil)
      case .none:
        // It has been so since the run began: a subtask that has a watermark keeps it.
        guard watermarks.subtasksWithoutWatermark > 0, context.hasSettled(job) else { continue }
        let count = watermarks.subtasksWithoutWatermark
        let held = Standstill.subtasks(heldBackAt: vertex, in: job, context: context)
        return Finding(
          rule: .lag, severity: .warning,
          sentence: "\(count) of \(watermarks.subtasks) subtasks of \(name)\(place(held)) have no "
            + "watermark, so event time stands still"
            + (isIdle ? ": an idle partition (withIdleness helps)." : "."),
          short: short ?? "no watermark at \(count) of \(Phrase.clipped(name, to: 22))",
          vertices: [vertex.id], subtask: held.count == 1 ? held.first?.index : nil,
          worker: held.count == 1 ? held.first?.worker : nil,
          since: job.steadySince.map { Onset(at: $0) })
      case .finished:
        continue
      }
    }
    return nil
  }

  /// ` (subtask 2 on tm-3)`.
  private static func place(_ held: [SubtaskLoad]) -> String {
    held.isEmpty ? "" : " (\(held.names))"
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
        vertices: ended.map(\.id),
        since: job.vertices[first.id]?.watermarkRun.map {
          Onset(at: $0.since, isFirstSeen: true)
        })
    ]
  }
}
