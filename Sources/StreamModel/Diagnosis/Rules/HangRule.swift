/// A vertex of which a subtask is busy all the time while no record goes in or out of any: an endless loop, a call that does
/// not come back, or one record that takes that long.
///
/// It goes by differences of counters (1.16 on), each over a step of the metrics.
package enum HangRule {
  static let rule = DiagnosisRule(
    .hang,
    says: "a subtask busy all the time with no record in or out for 20 s; in a chain the operator "
      + "where its record stands",
    source: "counters", needs: [.job, .subtasks, .metricIDs, .metricValues], scope: .processing
  ) { findings(in: $0, context: $1) }

  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    let models = job.vertices
    // A batch job sorts what it has read before it goes on.
    guard job.detail?.value.isBatch != true else { return [] }
    return (context.fresh(job.detail)?.vertices ?? []).compactMap { vertex in
      guard vertex.state == .running, let model = models[vertex.id] else { return nil }
      let stuck = subtasks(of: model, context: context)
      // What all of them together look like, each small thing that many do included, counts where they are not told one by one.
      let isTold = context.fresh(model.subtaskLoads)?.areCounted == true
      let whole = context.fresh(model.counted) == nil || isTold ? nil : model.hangsSince
      guard let since = ([whole].compactMap(\.self) + stuck.map(\.since)).min(),
        context.age(of: since) >= context.thresholds.hangTime
      else { return nil }
      // A window that ends a chain with its sink may fire for long, and what it sends there is not counted.
      let isSink = job.places[vertex.id]?.isSink == true
      let mayFire = isSink && vertex.name.contains("->")
      let isCritical = context.age(of: since) >= context.thresholds.hangUnseen && !mayFire
      let one = stuck.count == 1 ? stuck.first?.load : nil
      let part = (vertex.parallelism == 1 ? 0 : one?.index).flatMap { index in
        model.chainLooks.place(ofHanging: index, isSource: vertex.isSource, since: since)
      }
      return Finding(
        rule: .hang, severity: isCritical ? .critical : .warning,
        sentence: "\(vertex.chainName) hangs \(context.since(since)): "
          + who(stuck.map(\.load), of: vertex)
          + " busy all the time, and no record goes in\(isSink ? "" : " or out")"
          + "\(part?.wordsOfHang ?? "").",
        short: "\(Phrase.clipped(vertex.shortName, to: 26))"
          + (one.map { ", subtask \($0.index)," } ?? "") + " hangs: busy, no records",
        vertices: [vertex.id], subtask: vertex.parallelism == 1 ? nil : one?.index,
        worker: one?.worker,
        advice:
          "A thread dump or the flame graph of that subtask shows the call that does not come back.",
        since: Onset(at: since)
      )
    }
  }

  /// Those that hang long enough, by index.
  private static func subtasks(
    of model: VertexModel, context: DiagnosisContext
  ) -> [(load: SubtaskLoad, since: Timestamp)] {
    (context.fresh(model.subtaskLoads)?.loads ?? []).compactMap { load in
      model.hangingSubtasks[load.index].flatMap { since in
        context.age(of: since) >= context.thresholds.hangTime ? (load, since) : nil
      }
    }
  }

  private static func who(_ stuck: [SubtaskLoad], of vertex: Vertex) -> String {
    if vertex.parallelism == 1 { return "it is" }
    if stuck.isEmpty { return "a subtask or more are" }
    return stuck.names + (stuck.count > 1 ? " are" : " is")
  }
}
