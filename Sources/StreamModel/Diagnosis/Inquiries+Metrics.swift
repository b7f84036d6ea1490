extension ClusterModel {
  /// Chains at their limit of which it is followed where records stand.
  private static let mostChains = 2
  /// Their subtasks and the ids of their counters: one request, as they should be of one moment.
  private static let mostThreads = 8
  private static let mostBytes = 2500
  /// Sources that are followed for what they have not read, at a time: of more in turn.
  static let mostSources = 3

  /// What the operators have taken of chains of which a subtask is busy all the time, or hangs.
  func chainInquiries(for job: JobModel) -> [Inquiry] {
    let chains = (job.detail?.value.vertices ?? []).filter { vertex in
      vertex.state == .running && vertex.operators != nil
        && job.vertices[vertex.id]?.isAtLimit(alone: vertex.parallelism == 1) == true
    }.prefix(Self.mostChains)
    let steps = job.readings.value.meter.steps
    return chains.flatMap { vertex -> [Inquiry] in
      let names = listing(of: vertex, in: job)
      guard let operators = chainOperators(of: vertex.id, in: job.id) else { return names }
      let bytes = operators.metrics.reduce(0) { $0 + $1.utf8.count + 6 }
      guard bytes <= Self.mostBytes else { return [] }
      let most = min(Self.mostThreads, Self.mostBytes / bytes)
      let counters = job.busiestSubtasks(of: vertex, most: most).flatMap { subtask in
        operators.metrics.map { "\(subtask).\($0)" }
      }
      let values = MetricValuesQuestion(.subtasks(job.id, vertex.id), counters)
      return names + [Inquiry(question: values, era: steps)]
    }
  }

  /// Which metrics a vertex has: once a run. Of a source until its backlog is among them, as connectors may have it only once they
  /// have read something. One rule for all who need them, as of one question only one era can hold.
  private func listing(of vertex: Vertex, in job: JobModel) -> [Inquiry] {
    let ids = MetricIDsQuestion(.vertex(job.id, vertex.id))
    guard vertex.isSource else { return [Inquiry(question: ids, era: job.era)] }
    let isTold = answers[ids]?.value.contains { $0.hasSuffix(SourceBacklog.pending) } ?? false
    return isTold ? [] : [Inquiry(question: ids, era: job.readings.value.meter.steps / 6)]
  }

  /// What sources have not read yet, where one is at its limit or sends less than before, or the job is behind.
  func backlogInquiries(for job: JobModel) -> [Inquiry] {
    let isBehind = (job.watermarkLag?.value ?? .zero) > DiagnosisThresholds.standard.lagOfNow
    let sources = (job.detail?.value.vertices ?? []).filter { vertex in
      vertex.isSource && vertex.hasMetrics
        && (isBehind
          || job.vertices[vertex.id].map { $0.isAtLimit(alone: true) || $0.sendsLess } == true)
    }
    let steps = job.readings.value.meter.steps
    return sources.turn(steps, of: Self.mostSources).flatMap { vertex -> [Inquiry] in
      let source = MetricSource.vertex(job.id, vertex.id)
      let told = SourceBacklog.metrics(among: answers[.metricIDs(source)]?.value ?? [])
      let values = Inquiry(question: MetricValuesQuestion(source, told), era: steps)
      return listing(of: vertex, in: job) + (told.isEmpty ? [] : [values])
    }
  }
}

extension JobModel {
  /// Another one in each run: what there is to ask about may have changed.
  var era: Int { Int((steadySince?.milliseconds ?? 0) / 10_000) }

  /// Subtasks whose counters are worth reading: all where they are few, else those at their limit first, by index, so that they
  /// are the same ones from step to step.
  fileprivate func busiestSubtasks(of vertex: Vertex, most: Int) -> [Int] {
    let count = vertex.parallelism ?? 0
    guard count > most else { return Array(0..<count) }
    let hot = vertices[vertex.id]?.subtaskLoads?.value.atLimit ?? []
    guard hot.count < most else { return Array(hot.prefix(most)) }
    let others = (0..<count).lazy.filter { !hot.contains($0) }
    return (hot + others.prefix(most - hot.count)).sorted()
  }
}

extension VertexModel {
  /// True where it sends clearly fewer records than it did in the last two minutes.
  fileprivate var sendsLess: Bool {
    let samples = recordsSeries.samples.suffix(13).map(\.value)
    guard samples.count > 3, let last = samples.last else { return false }
    let past = samples.dropLast().sorted()
    return last <= past[past.count / 2] * DiagnosisThresholds.standard.readsLess
  }

  /// True where a subtask is busy all the time: by its own counters, and before any counters were read twice by Flink's gauges.
  /// What is told of the vertex is told of its subtask where that is `alone`, or where it is enough to know that of any.
  fileprivate func isAtLimit(alone: Bool) -> Bool {
    let ofVertex = alone ? pressure?.value.busy : nil
    let gauged = averagePressure == nil ? load?.value.worstSubtask?.busy : nil
    let busy = subtaskLoads?.value.worst?.busy ?? ofVertex ?? gauged
    return hangsSince != nil || !hangingSubtasks.isEmpty
      || (busy?.value ?? 0) >= DiagnosisThresholds.standard.nearlyFullyBusy
  }
}
