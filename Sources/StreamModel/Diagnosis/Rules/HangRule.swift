/// A vertex of which a subtask is busy all the time while no record goes in or out of any: an endless loop, a call that does
/// not come back, or one record that takes that long.
///
/// It goes by differences of counters (1.16 on), each over a step of the metrics.
package enum HangRule {
  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    let models = job.vertices
    return (context.fresh(job.detail)?.vertices ?? []).compactMap { vertex in
      guard vertex.state == .running, let model = models[vertex.id], let since = model.hangsSince,
        context.fresh(model.counted) != nil, context.age(of: since) >= context.thresholds.hangTime
      else { return nil }
      let isCritical = context.age(of: since) >= context.thresholds.hangUnseen
      let isOne = vertex.parallelism == 1
      return Finding(
        rule: .hang, severity: isCritical ? .critical : .warning,
        sentence: "\(vertex.shortName) hangs \(context.since(since)): "
          + (isOne ? "it is busy" : "a subtask or more are busy")
          + " all the time, and no record goes in or out.",
        short: "\(Phrase.clipped(vertex.shortName, to: 26)) hangs: busy, no records",
        vertices: [vertex.id])
    }
  }

  /// The vertices that hang before what else was found. That they are busy and hold up those above them are effects, and so
  /// are lag and checkpoints that wait: the cause is as bad as they are.
  static func put(
    before others: [Finding], in job: JobModel, context: DiagnosisContext
  ) -> [Finding] {
    var hanging = findings(in: job, context: context)
    guard !hanging.isEmpty else { return others }
    let stuck = Set(hanging.flatMap(\.vertices))
    let worst = others.filter { $0.rule == .lag || $0.rule == .checkpoints }.map(\.severity).max()
    for place in hanging.indices {
      hanging[place].severity = max(hanging[place].severity, worst ?? .well)
    }
    return hanging
      + others.filter { finding in
        (finding.rule != .bottleneck && finding.rule != .backpressure)
          || stuck.isDisjoint(with: finding.vertices)
      }
  }
}
