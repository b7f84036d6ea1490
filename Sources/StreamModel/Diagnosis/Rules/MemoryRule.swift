/// Parts of the memory of workers that run tasks of the job, beside their heap: a full metaspace ends the process, too few
/// network buffers slow it down. That managed memory is all taken is no fault: state backends reserve it.
package enum MemoryRule {
  static let rule = DiagnosisRule(
    .memory,
    says: "a JVM that runs its tasks has filled its metaspace to 95 %, or its tasks want more "
      + "network buffers than there are (note)",
    source: "the metrics of the JVM and its network (1.20 on)",
    needs: [.metricValues, .taskManagers],
    scope: .settled
  ) { findings(in: $0, context: $1) }

  private static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    let readings = GarbageRule.readings(of: job, context: context).own
    return [
      metaspace(of: readings, context: context), network(of: readings, context: context),
    ].compactMap(\.self)
  }

  private static func metaspace(
    of readings: [GarbageReading], context: DiagnosisContext
  ) -> Finding? {
    let full = readings.max { ($0.metaspaceShare ?? 0) < ($1.metaspaceShare ?? 0) }
    guard let full, let used = full.metaspaceUsed, let limit = full.metaspaceMax,
      let words = metaspace(
        of: Phrase.clipped(full.worker.shortText, to: 40), used: used, limit: limit,
        limits: context.thresholds)
    else { return nil }
    return Finding(
      rule: .memory, severity: .warning, sentence: words.sentence, short: words.short,
      worker: full.worker.shortText, evidence: .workers,
      advice:
        "Each restart loads the job's classes anew: look for what keeps the old ones (threads, statics, drivers), or give it more (taskmanager.memory.jvm-metaspace.size)."
    )
  }

  /// Nil while there is room.
  static func metaspace(
    of process: String, used: ByteCount, limit: ByteCount, limits: DiagnosisThresholds
  ) -> (sentence: String, short: String)? {
    guard limit.bytes > 0, let share = Ratio(Double(used.bytes) / Double(limit.bytes)),
      share.value >= limits.fullMetaspace
    else { return nil }
    return (
      "The metaspace of \(process) holds \(Phrase.bytes(used)) of \(Phrase.bytes(limit)): when it is full the process ends.",
      "metaspace of \(Phrase.clipped(process, to: 26)) \(Phrase.share(share)) full"
    )
  }

  private static func network(
    of readings: [GarbageReading], context: DiagnosisContext
  ) -> Finding? {
    let most = readings.max { ($0.networkDemand ?? 0) < ($1.networkDemand ?? 0) }
    guard let most, let demand = most.networkDemand, demand > context.thresholds.networkDemand
    else { return nil }
    let name = Phrase.clipped(most.worker.shortText, to: 40)
    let words = "\(Phrase.percent(demand))"
    return Finding(
      rule: .memory, severity: .note,
      sentence: "The tasks on \(name) want \(words) of the network buffers there are.",
      short: "\(Phrase.clipped(name, to: 26)): \(words) of the network buffers wanted",
      worker: most.worker.shortText, evidence: .workers,
      advice:
        "Give the network more memory (taskmanager.memory.network.fraction), or run fewer and less parallel exchanges in one process."
    )
  }
}
