/// Rule 1, where rule 2 finds no culprit: backpressure whose cause is not to be seen in the job graph, and
/// vertices whose own subtasks are unequal.
package enum BackpressureRule {
  static let rule = DiagnosisRule(
    .backpressure,
    says: "backpressure whose cause is not to be seen, unequal subtasks",
    source: "the same", needs: [.job, .load, .subtasks], scope: .settled
  ) { findings(in: $0, context: $1) }

  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    let graph = PressureGraph(of: job, context: context)
    return graph.unexplained.map { vertex in
      let share = graph.pressure(of: vertex)?.backpressured.map(Phrase.share) ?? "HIGH"
      let name = vertex.shortName
      return Finding(
        rule: .backpressure, severity: .warning,
        sentence:
          "\(name) is backpressured \(share), yet nothing below it is busy: look at garbage "
          + "collection, the network, or a sink that blocks.",
        short: "\(Phrase.clipped(name, to: 24)) backpressured \(share)", vertices: [vertex.id])
    }
      + graph.undetermined.map { vertex in
        let share = graph.pressure(of: vertex)?.backpressured.map(Phrase.share) ?? "HIGH"
        let name = vertex.shortName
        return Finding(
          rule: .backpressure, severity: .warning,
          sentence: "\(name) is backpressured \(share); what holds it up is not known yet.",
          short: "\(Phrase.clipped(name, to: 24)) backpressured \(share)", vertices: [vertex.id])
      }
      + graph.unequal.map { vertex in
        let pressure = graph.pressure(of: vertex)
        let name = vertex.shortName
        let busy = pressure?.busy.map(Phrase.share) ?? "n/a"
        let backpressured = pressure?.backpressured.map(Phrase.share) ?? "n/a"
        let skew = job.vertices[vertex.id]?.skewPercent.flatMap { Ratio($0 / 100) }
        return Finding(
          rule: .backpressure, severity: .warning,
          sentence:
            "The subtasks of \(name) are unequal"
            + (skew.map { " (skew \(Phrase.share($0)))" } ?? "")
            + ": some are busy \(busy), others backpressured \(backpressured).",
          short: "unequal subtasks: \(Phrase.clipped(name, to: 30))", vertices: [vertex.id])
      }
  }
}
