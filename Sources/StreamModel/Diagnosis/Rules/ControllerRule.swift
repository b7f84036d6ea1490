/// The process that knows all jobs: one that collects garbage all the time, or answers late, makes everything late that goes
/// through it, checkpoints among it.
enum ControllerRule {
  static let rule = ClusterRule(
    .jobManager,
    says: "the process that knows all jobs collects garbage 100 ms of each second (note), 200 "
      + "(warning), has filled its metaspace to 95 %, or takes a second to answer (note), 3 (warning); errors "
      + "of the last 10 min in its log (note)",
    source: "its JVM's counters, its answers, its log", needs: [.controller, .controllerErrors]
  ) { findings(in: $0, context: $1) }

  private static func findings(in cluster: ClusterModel, context: DiagnosisContext) -> [Finding] {
    [
      garbage(in: cluster, context: context), slowness(of: cluster, context: context),
      metaspace(in: cluster, context: context), errors(in: cluster, context: context),
    ].compactMap(\.self)
  }

  private static func detail(
    of cluster: ClusterModel, context: DiagnosisContext
  ) -> ControllerDetail? {
    context.fresh(cluster.answers[ControllerQuestion()])
  }

  private static func garbage(in cluster: ClusterModel, context: DiagnosisContext) -> Finding? {
    let limits = context.thresholds
    guard let detail = detail(of: cluster, context: context),
      let time = detail.garbage.timePerSecond, time >= limits.garbageToLookAt,
      let share = Ratio(time.inSeconds)
    else { return nil }
    let name = context.traits.controller
    var sentence = "The \(name) spends \(Phrase.share(share)) of its time collecting garbage"
    if let used = detail.metrics.heap.used, let limit = detail.metrics.heap.limit {
      sentence += ", its heap is \(Phrase.bytes(used)) of \(Phrase.bytes(limit))"
    }
    return Finding(
      rule: .jobManager, severity: time >= limits.garbageToWarn ? .warning : .note,
      sentence: Phrase.sentence(sentence),
      short: "\(name): \(Phrase.share(share)) garbage collection", evidence: .controller,
      advice:
        "Give it more heap (jobmanager.memory.heap.size), or keep fewer ended jobs and less history of checkpoints in it."
    )
  }

  private static func slowness(of cluster: ClusterModel, context: DiagnosisContext) -> Finding? {
    let limits = context.thresholds
    guard let time = cluster.polling.answerTime, time >= limits.slowAnswer else { return nil }
    let words = Phrase.duration(time)
    let name = context.traits.controller
    return Finding(
      rule: .jobManager, severity: time >= limits.slowAnswerToWarn ? .warning : .note,
      sentence: "Half of the answers of the \(name) take \(words) or longer.",
      short: "the \(name) answers in \(words)", evidence: .controller,
      advice:
        "Look at its CPU, its garbage collection and what its threads do, and at what lies between: proxy, network, gateway."
    )
  }

  private static func errors(in cluster: ClusterModel, context: DiagnosisContext) -> Finding? {
    guard let log = cluster.answers[ControllerErrorsQuestion()]?.value else { return nil }
    // Its log goes by its own clock.
    let lately = log.times.map { $0.advanced(by: .zero - cluster.clockOffset) }.filter {
      context.age(of: $0) <= context.thresholds.errorWindow
    }
    guard let first = lately.first, let last = lately.last else { return nil }
    let name = context.traits.controller
    let minutes = context.thresholds.errorWindow.components.seconds / 60
    let count = Phrase.count(lately.count, "error", "errors")
    return Finding(
      rule: .jobManager, severity: .note,
      sentence: Phrase.sentence(
        "The log of the \(name) has \(count) of the last \(minutes) min, "
          + (lately.count > 1 ? "the newest " : "") + "\(context.ago(last)): \(log.newest)"),
      short: "\(count) in the log of the \(name)", evidence: .controller,
      since: Onset(at: first))
  }

  private static func metaspace(in cluster: ClusterModel, context: DiagnosisContext) -> Finding? {
    guard let memory = detail(of: cluster, context: context)?.metrics.metaspace,
      let used = memory.used, let limit = memory.limit,
      let words = MemoryRule.metaspace(
        of: "the \(context.traits.controller)", used: used, limit: limit,
        limits: context.thresholds)
    else { return nil }
    return Finding(
      rule: .jobManager, severity: .warning, sentence: words.sentence, short: words.short,
      evidence: .controller, advice: "Give it more (jobmanager.memory.jvm-metaspace.size).")
  }
}
