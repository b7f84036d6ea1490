/// Rule 8: workers that spend much of their time collecting garbage. That shows as busy vertices, so it goes before them.
package enum GarbageRule {
  static let rule = DiagnosisRule(
    .garbage,
    says:
      "a JVM that runs its tasks collects garbage 100 ms of each second (note), 200 (warning), 500 (then "
      + "it is why a bottleneck there is slow)",
    source: "its JVM's meter", needs: [.metricValues, .taskManagers], scope: .settled
  ) { findings(in: $0, context: $1) }

  static let advice =
    "Give it more heap (taskmanager.memory.task.heap.size), or look at what objects the operators make and keep."

  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    let limits = context.thresholds
    let (own, others) = readings(of: job, context: context)
    let isStrained = { (reading: GarbageReading) in
      reading.timePerSecond >= limits.garbageToLookAt
    }
    let ours = own.filter(isStrained)
    let strained = ours.isEmpty ? others.filter(isStrained) : ours
    guard let worst = strained.first,
      let share = Ratio(worst.timePerSecond.inSeconds)
    else { return [] }
    let isMuch = worst.timePerSecond >= limits.garbageToWarn && !ours.isEmpty
    let name = Phrase.clipped(worst.worker.shortText, to: 40)
    var sentence =
      "\(name) spends \(Phrase.share(share)) of its time collecting garbage"
    if let used = worst.heapUsed, let most = worst.heapMax {
      sentence += ", its heap is \(Phrase.bytes(used)) of \(Phrase.bytes(most))"
    }
    if ours.isEmpty { sentence += "; whether it runs any of the job's tasks is not known" }
    if strained.count > 1 { sentence += "; \(strained.count - 1) more do so too" }
    return [
      Finding(
        rule: .garbage, severity: isMuch ? .warning : .note, sentence: Phrase.sentence(sentence),
        short: "\(Phrase.clipped(name, to: 26)): \(Phrase.share(share)) garbage collection",
        worker: worst.worker.shortText, evidence: .workers,
        advice: advice)
    ]
  }

  /// What is known of the workers that run tasks of the job, the worst first, and of those that may: where other jobs run beside
  /// it, and it is not known of all its vertices where they are.
  static func readings(
    of job: JobModel, context: DiagnosisContext
  ) -> (own: [GarbageReading], others: [GarbageReading]) {
    if context.overview?.jobsRunning == 1 { return (context.garbage, []) }
    let vertices = (job.detail?.value.vertices ?? []).filter { $0.state == .running }
    let known = vertices.compactMap { job.vertices[$0.id]?.workers }
    let mine = known.reduce(into: Set<TaskManagerID>()) { $0.formUnion($1) }
    let own = context.garbage.filter { mine.contains($0.worker) }
    let isWhole = !vertices.isEmpty && known.count == vertices.count
    return (own, isWhole ? [] : context.garbage.filter { !mine.contains($0.worker) })
  }
}
