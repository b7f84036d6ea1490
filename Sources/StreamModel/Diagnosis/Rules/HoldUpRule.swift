/// The vertices that hold the others of their job up, of a system that counts for how long each does: those are its
/// bottlenecks, whatever the graph.
package enum HoldUpRule {
  static let rule = DiagnosisRule(
    .bottleneck,
    says: "where that is counted, who held the others up for a fifth of the last minute or more",
    source: "stream managers", needs: [.job, .load], scope: .settled
  ) { findings(in: $0, context: $1) }

  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    let vertices = job.detail?.value.vertices ?? []
    let holding = vertices.compactMap {
      vertex -> (vertex: Vertex, load: VertexLoad, share: Ratio)? in
      guard let load = context.fresh(job.vertices[vertex.id]?.load), let share = load.holdsUp,
        share.value >= context.thresholds.holdsUp
      else { return nil }
      return (vertex, load, share)
    }
    return holding.sorted { $0.share.value > $1.share.value }.map { vertex, load, share in
      let name = vertex.shortName
      let busy =
        load.busy.flatMap { Ratio($0.max / 1000) }.map { ", busy \(Phrase.share($0))" } ?? ""
      return Finding(
        rule: .bottleneck, severity: .warning,
        sentence: Phrase.sentence(
          "\(name) is the bottleneck: it held the others up for \(Phrase.share(share)) of the last minute\(busy)"
        ),
        short: "bottleneck: \(Phrase.clipped(name, to: 26)), holds up \(Phrase.share(share))",
        vertices: [vertex.id])
    }
  }
}
