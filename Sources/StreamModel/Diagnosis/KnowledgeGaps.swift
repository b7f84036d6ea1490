/// What must be known of a job before it can be called well, and is not.
struct KnowledgeGaps: Hashable {
  /// Busy and backpressured share of every vertex.
  var metrics = false
  /// Watermarks of a vertex at least, or that it reports none.
  var watermarks = false
  /// Checkpoints, or that there are none.
  var checkpoints = false
  /// `numRestarts`.
  var restarts = false
  /// What failed, of a system whose vertices fail and go on.
  var failures = false
  /// Which way a lag goes that is more than a moment's: it takes some samples.
  var lagTrend = false
  /// Whether a vertex that is busy gets anything done, which two readings of its counters tell. Missed by a final judgement only.
  var progress = false
  /// A checkpoint is under way that takes much longer than they do; what keeps it shows when it is done.
  var checkpointUnderWay = false
  /// A source at its limit told once what it has not read, so that it is not known whether it keeps up.
  var backlog = false
  /// Windows have dropped late records, and it is not told whether they still do.
  var lateRecords = false
  /// Much garbage is collected, and who does is not told yet.
  var garbage = false
  /// Counters were read once only yet: what is said then goes by averages of a minute.
  var awaitsCounters = false
  /// The run is too young to be judged.
  var isTooYoung = false
  /// When the figures held that have grown too old to be judged; nil where there never were any.
  var lastKnownAt: Timestamp?

  var isEmpty: Bool { !isTooYoung && names.isEmpty }

  /// What is missing, in words.
  var names: [String] {
    [
      metrics ? "some vertices" : nil, watermarks ? "watermarks" : nil,
      lagTrend ? "whether lag grows" : nil, backlog ? "whether a source keeps up" : nil,
      progress ? "whether a vertex hangs" : nil,
      checkpoints ? "checkpoints" : nil,
      checkpointUnderWay ? "why a checkpoint takes long" : nil,
      lateRecords ? "whether late records are dropped" : nil,
      garbage ? "who collects garbage" : nil, restarts ? "restarts" : nil,
      failures ? "what failed" : nil,
    ].compactMap(\.self)
  }

  /// True where time brings what is missing, and not only an answer that was none.
  var comesWithTime: Bool {
    isTooYoung || lagTrend || backlog || progress || checkpointUnderWay || lateRecords || garbage
  }

  init(of job: JobModel, context: DiagnosisContext) {
    guard !job.state.isTerminal else { return }
    isTooYoung = !context.hasSettled(job)
    let models = job.vertices
    let structure = context.fresh(job.detail)?.vertices.filter(\.hasMetrics)
    metrics =
      structure?.allSatisfy { vertex in
        let model = models[vertex.id]
        // A vertex that the system tells no share of, as of a spout of Heron's, is told with its rates.
        return context.fresh(model?.pressure) != nil
          || context.traits.tellsRates && context.fresh(model?.load) != nil
      } != true && !context.refused.contains(.load)
    let hasWatermarks = models.values.contains { model in
      context.fresh(model.watermarks) != nil || model.emptyWatermarkAnswers >= 2
    }
    let isBatch = job.detail?.value.isBatch == true
    watermarks = !hasWatermarks && !isBatch && !context.refused.contains(.watermarks)
    if let lag = context.fresh(job.watermarkLag), lag > context.thresholds.lagOfNow, !isBatch {
      switch LagTrend(of: job, context: context) {
      case nil: lagTrend = true
      case .steady: lagTrend = LagTrend.hasLeapt(in: job, context: context)
      case .growing, .draining: break
      }
    }
    awaitsCounters = Self.awaitsCounters(job, context)
    backlog = !isBatch && BottleneckRule.awaitsBacklog(job, context)
    if context.isFinal, let structure {
      progress = structure.contains { vertex in
        Self.mayHang(vertex, models[vertex.id], context: context)
      }
    }
    checkpoints =
      job.isCheckpointingEnabled != false && context.fresh(job.checkpoints?.latest) == nil
      && !context.refused.contains(.checkpoints)
    checkpointUnderWay = job.isCheckpointOverdue
    let start = context.now.advanced(by: .zero - context.thresholds.freshFor)
    lateRecords = models.values.contains { $0.lateRecords.areUntold(since: start) }
    garbage = job.isProcessing && context.awaitsGarbage
    restarts = job.restartCount == nil && !context.refused.contains(.jobMetrics)
    if context.traits.failsInPlace, !context.refused.contains(.exceptions) {
      failures =
        job.failures.map { context.age(of: $0.receivedAt) > context.thresholds.failuresFreshFor }
        ?? true
    }
    if metrics { lastKnownAt = models.values.compactMap { $0.pressure?.receivedAt }.max() }
  }

  /// True where it is not told yet whether a vertex hangs: sources are never said to (`noteHang`), nor are vertices without
  /// accumulated times (before 1.16).
  private static func mayHang(
    _ vertex: Vertex, _ model: VertexModel?, context: DiagnosisContext
  ) -> Bool {
    guard vertex.state == .running, !vertex.inputs.isEmpty, vertex.counters.busyTime != nil else {
      return false
    }
    guard context.fresh(model?.counted) != nil else { return true }
    return model?.hangsSince.map { context.age(of: $0) < context.thresholds.hangTime } ?? false
  }

  /// Some vertices have counters, and none of them is known to have counted yet. A batch job's are of what runs just now.
  private static func awaitsCounters(_ job: JobModel, _ context: DiagnosisContext) -> Bool {
    guard job.isProcessing, job.detail?.value.isBatch != true else { return false }
    let counting = job.detail?.value.vertices.filter {
      $0.state == .running && $0.counters.busyTime != nil
    }
    guard let counting, !counting.isEmpty else { return false }
    return !counting.contains { context.fresh(job.vertices[$0.id]?.counted) != nil }
  }

  /// Said where there is no finding.
  func summary(of job: JobModel, context: DiagnosisContext) -> String {
    switch job.state {
    case .finished: return ended("Finished", job, context)
    case .canceled: return ended("Cancelled", job, context)
    case .failed: return ended("Failed", job, context)
    default: break
    }
    guard job.isProcessing else { return "The job is not running." }
    if isEmpty { return well(job, context) }
    guard let steady = job.steadyTime(at: context.now) else { return Self.starting(job) }
    if isTooYoung {
      return "Running for \(Phrase.duration(steady)), too short to be judged."
    }
    if let frozen = job.readings.value.frozenSince {
      return
        "Its \(context.traits.workers(2)) have sent no new figures \(context.since(frozen))."
    }
    if metrics {
      guard let lastKnownAt else { return "Metrics are being asked for." }
      if context.age(of: lastKnownAt) > VertexModel.freshFor {
        return "The figures are from \(context.ago(lastKnownAt)); nothing newer is known."
      }
    }
    return "Nothing wrong so far; not known yet: " + names.joined(separator: ", ") + "."
  }

  private static func starting(_ job: JobModel) -> String {
    let tasks = job.summary.value.tasks
    guard tasks.isTold else { return "It is not known whether its tasks run." }
    guard tasks.total > 0 else { return "It has no tasks yet." }
    return "\(tasks[.running]) of \(tasks.total) tasks are running."
  }

  private func ended(_ word: String, _ job: JobModel, _ context: DiagnosisContext) -> String {
    let when = job.stateSince.map { " " + context.ago($0) } ?? ""
    let duration = job.summary.value.duration.map { " after " + Phrase.duration($0) } ?? ""
    return word + when + duration + "."
  }

  private func well(_ job: JobModel, _ context: DiagnosisContext) -> String {
    var figures: [String] = []
    if let records = context.fresh(job.recordsIn) {
      figures.append("\(Phrase.rate(records)) records/s in")
    }
    if let share = context.fresh(job.busiest), let vertex = job.vertex(share.vertex) {
      figures.append("busiest \(vertex.shortName) \(Phrase.share(share.ratio))")
    }
    if let lag = context.fresh(job.watermarkLag) {
      figures.append("lag \(job.isLagExact ? "" : "at most ")\(Phrase.duration(lag))")
    }
    if let age = job.lastCompletedCheckpointAge(at: context.now) {
      figures.append("last checkpoint \(Phrase.duration(age)) ago")
    } else if job.isCheckpointingEnabled == false {
      figures.append("no checkpoints")
    }
    // A job that may be overloaded without anybody telling is not called well, nor one that only averages of a minute tell of.
    let word =
      if context.refused.contains(.load) {
        "Nothing wrong as far as \(context.traits.shortName) tells"
      } else if awaitsCounters {
        "Nothing wrong at first sight"
      } else { "All well" }
    return figures.isEmpty ? "\(word)." : "\(word): " + figures.joined(separator: ", ") + "."
  }
}
