/// Rule 2: the vertex that is busy while those above it are backpressured, and the source that cannot read
/// faster.
package enum BottleneckRule {
  static let rule = DiagnosisRule(
    .bottleneck,
    says: "busy 90 % below one that is backpressured 50 %: all subtasks, a hot key (its subtasks "
      + "get 1.5 times the records of the others), slow ones (they do not, and the others may "
      + "wait for their barriers), or a slow host (all that run there, none elsewhere); in a chain the "
      + "operator where records stand; a source at its limit while lag or what is pending grows",
    source: "counters of subtasks and operators, else gauges; `pendingRecords`",
    needs: [.job, .load, .subtasks, .watermarks, .metricIDs, .metricValues],
    scope: .settled
  ) { findings(in: $0, context: $1) }

  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    let graph = PressureGraph(of: job, context: context)
    let bottlenecks = graph.bottlenecks
    if bottlenecks.isEmpty { return sourceBound(graph, in: job, context: context) }
    return bottlenecks.map { finding($0, in: job, graph: graph, context: context) }
  }

  private static func finding(
    _ bottleneck: PressureGraph.Bottleneck, in job: JobModel, graph: PressureGraph,
    context: DiagnosisContext
  ) -> Finding {
    let vertex = bottleneck.vertex
    let name = vertex.shortName
    let busy = bottleneck.pressure.busy.map(Phrase.share) ?? "n/a"
    let hot = hotSubtasks(of: vertex, in: job, context: context)
    let garbage = GarbageStrain(on: vertex, hot, in: job, context: context)
    var sentence: String
    if bottleneck.isCertain {
      sentence = vertex.chainName
      sentence +=
        garbage.flatMap(\.cause).map { " works slowly, \($0): " } ?? " is the bottleneck: "
      sentence +=
        hot?.words(of: vertex, context: context, isExplained: garbage?.isCause == true)
        ?? "busy \(busy)" + gaugedSubtasks(of: vertex, in: job, context: context)
    } else {
      sentence =
        "\(name) is probably the bottleneck: busy \(busy) on average over its "
        + (vertex.parallelism.map { "\($0) " } ?? "") + "subtasks"
      sentence += garbage.flatMap(\.cause).map { ", " + $0 } ?? ""
    }
    let heldUp = graph.heldUp(by: vertex)
    if heldUp.count == 1, let upper = heldUp.first,
      let share = graph.pressure(of: upper)?.backpressured
    {
      sentence += "; \(upper.shortName) above it is backpressured \(Phrase.share(share))"
    } else if !heldUp.isEmpty {
      sentence += "; \(heldUp.count) vertices above it are backpressured"
    }
    if graph.holdsItselfUp(vertex), let share = graph.pressure(of: vertex)?.backpressured {
      sentence += "; its other subtasks wait for that, backpressured up to \(Phrase.share(share))"
    }
    // Where a thread was met tells nothing while its JVM stands.
    let part =
      garbage?.cause == nil ? place(in: vertex, of: hot, in: job, context: context) : nil
    sentence += (part?.words ?? "") + (garbage?.aside ?? "")
    let one = hot.flatMap { $0.hot.count == 1 && $0.count > 1 ? $0.hot.first : nil }
    let worker =
      one?.worker ?? (hot?.cause == .slowWorker ? hot?.hot.first?.worker : nil)
      ?? (garbage?.isCause == true ? garbage?.worker : nil)
    return Finding(
      rule: .bottleneck, severity: .warning, sentence: Phrase.sentence(sentence),
      short: "\(kind(garbage)): \(Phrase.clipped(name, to: 26))"
        + (one.map { ", subtask \($0.index)" } ?? "") + ", busy \(busy)"
        + (bottleneck.isCertain ? "" : " on average"), vertices: [vertex.id],
      subtask: one?.index, worker: worker,
      advice: garbage?.cause.map { _ in GarbageRule.advice }
        ?? advice(for: hot?.cause, of: vertex, isPartKnown: part != nil, context: context),
      isEffect: garbage?.cause != nil)
  }

  private static func kind(_ garbage: GarbageStrain?) -> String {
    garbage?.cause == nil ? "bottleneck" : "slow by garbage"
  }

  /// Which part of a chain takes the time.
  private static func place(
    in vertex: Vertex, of hot: HotSubtasks?, in job: JobModel, context: DiagnosisContext
  ) -> ChainLooks.Place? {
    let alone = vertex.parallelism == 1 ? [0] : []
    return job.vertices[vertex.id]?.chainLooks.place(
      of: hot?.hot.map(\.index) ?? alone, isSource: vertex.isSource,
      since: context.now.advanced(by: .zero - context.thresholds.freshFor))
  }

  private static func advice(
    for cause: HotSubtasks.Cause?, of vertex: Vertex, isPartKnown: Bool, context: DiagnosisContext
  ) -> String {
    let worker = context.traits.workers(1)
    return switch cause {
    case .hotKey:
      "Spread the key: aggregate before keyBy, or salt it; more subtasks do not help one key."
    case .slow:
      "Look at that subtask's \(worker): its CPU, disk, garbage collection, and what it calls."
    case .slowWorker:
      "Look at that \(worker)'s machine: CPU, disk, neighbours, garbage collection."
    case .all, .unknown, nil:
      vertex.isChain && !isPartKnown
        ? "Its flame graph tells which part of the chain takes the time; then a higher parallelism, or disableChaining()."
        : "Its flame graph tells what takes the time; a higher parallelism helps where the work can be divided."
    }
  }

  /// Which subtasks are at their limit, where counters tell of each.
  private static func hotSubtasks(
    of vertex: Vertex, in job: JobModel, context: DiagnosisContext
  ) -> HotSubtasks? {
    context.fresh(job.vertices[vertex.id]?.subtaskLoads).flatMap {
      HotSubtasks($0, isSource: vertex.isSource, limits: context.thresholds)
    }
  }

  /// `, 1 of 4 subtasks hot (skew 61%)`, as far as minimum, maximum and sum over the subtasks tell.
  private static func gaugedSubtasks(
    of vertex: Vertex, in job: JobModel, context: DiagnosisContext
  ) -> String {
    guard let parallelism = vertex.parallelism, parallelism > 1,
      let model = job.vertices[vertex.id],
      let busy = context.fresh(model.load)?.busy
    else { return "" }
    let full = context.thresholds.fullyBusy * 1000
    guard busy.max >= full else { return "" }
    if busy.min >= full { return ", all \(parallelism) subtasks hot" }
    let most = max(1, min(parallelism - 1, Int(min(busy.sum / full, 1e9))))
    let words = most == 1 ? ", 1" : ", at most \(most)"
    let skew = model.skewPercent.flatMap { $0 >= 10 ? Ratio($0 / 100) : nil }
    return "\(words) of \(parallelism) subtasks hot"
      + (skew.map { " (skew \(Phrase.share($0)))" } ?? "")
  }

  /// A source at its limit with nothing backpressured below it, while lag or what it has not read yet grows, or lag is high and
  /// may grow.
  private static func sourceBound(
    _ graph: PressureGraph, in job: JobModel, context: DiagnosisContext
  ) -> [Finding] {
    let sources = graph.busySources
    guard !sources.isEmpty, job.detail?.value.isBatch != true else { return [] }
    let trend = LagTrend(of: job, context: context)
    let lag = context.fresh(job.watermarkLag)
    let isBehind = lag.map { $0 > context.thresholds.lagOfNow }
    return sources.compactMap { source in
      let behind = SourceBehind(source, in: job, context: context)
      // Whatever lag does, it is not this one that makes it.
      if behind.course == .keepsUp { return nil }
      let ending: String
      switch trend {
      case .growing: ending = "while lag grows, and nothing is backpressured"
      case .draining: return nil
      case .steady where !(behind.growsForLong && isBehind == true): return nil
      case nil where isBehind == false && !behind.growsForLong: return nil
      case .steady, nil:
        if behind.growsForLong || behind.grows && isBehind == true {
          ending = "and nothing is backpressured"
        } else if let lag {
          ending =
            "and lag is \(Phrase.duration(lag)), while nothing is backpressured; whether lag grows is "
            + "not known yet"
        } else {
          return hasNoEventTime(job, context) ? untold(source, behind, graph, in: job) : nil
        }
      }
      return bound(source, ending + behind.words, graph, in: job, context: context)
    }
  }

  private static func bound(
    _ source: Vertex, _ ending: String, _ graph: PressureGraph, in job: JobModel,
    context: DiagnosisContext
  ) -> Finding {
    let busy = graph.pressure(of: source)?.busy.map(Phrase.share) ?? "n/a"
    let hot = hotSubtasks(of: source, in: job, context: context)
    let garbage = GarbageStrain(on: source, hot, in: job, context: context)
    let part =
      garbage?.cause == nil ? place(in: source, of: hot, in: job, context: context) : nil
    let cause = garbage.flatMap(\.cause).map { ", \($0)" } ?? ""
    return Finding(
      rule: .bottleneck, severity: .warning,
      sentence: Phrase.sentence(
        "\(source.chainName) reads no faster\(cause): busy \(busy) \(ending)"
          + (part?.words ?? "") + (garbage?.aside ?? "")),
      short: "\(kind(garbage)): \(Phrase.clipped(source.shortName, to: 26)), busy \(busy)",
      vertices: [source.id],
      advice: garbage?.cause.map { _ in GarbageRule.advice }
        ?? advice(for: .all, of: source, isPartKnown: part != nil, context: context),
      isEffect: garbage?.cause != nil)
  }

  /// True where a source at its limit of a job without event time has told what it has not read yet, and not for long.
  static func awaitsBacklog(_ job: JobModel, _ context: DiagnosisContext) -> Bool {
    let told = job.vertices.values.count { context.fresh($0.backlog.now) != nil }
    guard told > 0, told <= ClusterModel.mostSources, context.fresh(job.watermarkLag) == nil else {
      return false
    }
    return PressureGraph(of: job, context: context).busySources.contains { source in
      let behind = SourceBehind(source, in: job, context: context)
      return behind.isTold && behind.course != .keepsUp && !behind.isFollowedForLong
    }
  }

  /// True where no vertex has a watermark, and some were asked.
  private static func hasNoEventTime(_ job: JobModel, _ context: DiagnosisContext) -> Bool {
    let told = job.vertices.values.compactMap { context.fresh($0.watermarks) }
    return told.isEmpty
      ? job.vertices.values.contains { $0.emptyWatermarkAnswers >= 2 }
      : told.allSatisfy { $0.highest == .none }
  }

  /// One at its limit in a job without event time: nothing tells whether it falls behind.
  private static func untold(
    _ source: Vertex, _ behind: SourceBehind, _ graph: PressureGraph, in job: JobModel
  ) -> Finding {
    let busy = graph.pressure(of: source)?.busy.map(Phrase.share) ?? "n/a"
    let look =
      job.vertices[source.id]?.backlog.isThere == false
      ? "Its connector tells no pendingRecords: look at the lag of its consumer group"
      : "Look at its pendingRecords or the lag of its consumer group"
    return Finding(
      rule: .bottleneck, severity: .note,
      sentence: Phrase.sentence(
        "\(source.chainName) is busy \(busy) while nothing is backpressured: whether it keeps up is "
          + "not told, as the job has no event time\(behind.words)"),
      short: "\(Phrase.clipped(source.shortName, to: 26)) busy \(busy)", vertices: [source.id],
      advice: look + "; a source that makes its own records is always busy.")
  }
}
