/// Rule 8: workers that spend much of their time collecting garbage. That shows as busy vertices, so it goes before them.
package enum GarbageRule {
  static let rule = DiagnosisRule(
    .garbage,
    says: "a JVM that runs its tasks collects garbage 100 ms of each second (note), 200 (warning)",
    source: "its JVM's meter", needs: [.metricValues, .taskManagers], scope: .settled
  ) { findings(in: $0, context: $1) }

  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    let limits = context.thresholds
    let mine = workers(of: job, context: context)
    let strained = context.garbage.filter {
      $0.timePerSecond >= limits.garbageToLookAt && (mine.isEmpty || mine.contains($0.worker))
    }
    guard let worst = strained.first,
      let share = Ratio(worst.timePerSecond.inSeconds)
    else { return [] }
    let isMuch = worst.timePerSecond >= limits.garbageToWarn
    let name = Phrase.clipped(worst.worker.shortText, to: 40)
    var sentence =
      "\(name) spends \(Phrase.share(share)) of its time collecting garbage"
    if let used = worst.heapUsed, let most = worst.heapMax {
      sentence += ", its heap is \(Phrase.bytes(used)) of \(Phrase.bytes(most))"
    }
    if strained.count > 1 { sentence += "; \(strained.count - 1) more do so too" }
    return [
      Finding(
        rule: .garbage, severity: isMuch ? .warning : .note, sentence: Phrase.sentence(sentence),
        short: "\(Phrase.clipped(name, to: 26)): \(Phrase.share(share)) garbage collection",
        worker: worst.worker.shortText, evidence: .workers,
        advice:
          "Give it more heap (taskmanager.memory.task.heap.size), or look at what objects the operators make and keep."
      )
    ]
  }

  /// Those that run tasks of the job, as far as it is known.
  static func workers(of job: JobModel, context: DiagnosisContext) -> Set<TaskManagerID> {
    var workers: Set<TaskManagerID> = []
    for vertex in job.detail?.value.vertices ?? [] {
      guard let loads = context.fresh(job.vertices[vertex.id]?.subtaskLoads) else { continue }
      workers.formUnion(loads.loads.compactMap(\.taskManager))
    }
    return workers
  }
}
