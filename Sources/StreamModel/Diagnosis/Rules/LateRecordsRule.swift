/// Windows that drop records, as they come after the watermark has passed: nothing else tells of them.
package enum LateRecordsRule {
  static let rule = DiagnosisRule(
    .lateRecords,
    says: "windows that drop records: rate and share",
    source: "`numLateRecordsDropped`", needs: [.metricIDs, .metricValues, .load], scope: .settled
  ) { findings(in: $0, context: $1) }

  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    (context.fresh(job.detail)?.vertices ?? []).compactMap { vertex in
      guard let model = job.vertices[vertex.id],
        let rate = context.fresh(model.lateRecords.rate), rate.perSecond > 0
      else { return nil }
      let come = context.fresh(model.recordsIn)?.perSecond
      let share = come.flatMap { $0 > 0 ? Ratio(min(1, rate.perSecond / $0)) : nil }
      let isMuch = (share?.value ?? 1) >= context.thresholds.lateShare
      let name = vertex.shortName
      return Finding(
        rule: .lateRecords, severity: isMuch ? .warning : .note,
        sentence: Phrase.sentence(
          "\(name) drops \(Phrase.rate(rate)) records/s as too late"
            + (share.map { ", \(Phrase.share($0)) of what comes" } ?? "")),
        short: "\(Phrase.clipped(name, to: 26)) drops late records", vertices: [vertex.id],
        advice:
          "Allow more (allowedLateness, a larger bound of out-of-orderness), or send them to a side output."
      )
    }
  }
}
