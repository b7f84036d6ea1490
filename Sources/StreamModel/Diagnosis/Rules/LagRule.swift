/// Rule 6, the job as a whole: lag that grows, drains or stands high.
package enum LagRule {
  static let rule = DiagnosisRule(
    .lag,
    says: "lag that grows, with its slope, and a source that sends less than before",
    source: "watermarks, `pendingRecords`",
    needs: [.job, .watermarks, .load, .metricIDs, .metricValues], scope: .settled
  ) { findings(in: $0, context: $1) }

  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    guard let lag = context.fresh(job.watermarkLag) else { return [] }
    let words = Phrase.duration(lag)
    let trend = LagTrend(of: job, context: context)
    // What is pending tells sooner than lag does.
    if trend == nil || trend == .steady, lag > context.thresholds.lagOfNow,
      let reader = slowReader(in: job, context: context), trend == nil || reader.growsForLong
    {
      return [readsTooLittle(reader, lag: words, in: job, context: context)]
    }
    guard let trend else {
      guard lag >= context.thresholds.highLag else { return [] }
      return [
        Finding(
          // Data may be as old as that from the start.
          rule: .lag, severity: .note,
          sentence: "Lag is \(words); whether it grows is not known yet.",
          short: "\(words) behind", evidence: evidence(in: job))
      ]
    }
    switch trend {
    case .growing(let slope, let since):
      // A reading that is a step of the metrics older than it seems looks like that much.
      guard lag > context.thresholds.lagOfNow else { return [] }
      // A watermark that stands still makes lag grow by a second each second; `WatermarkRule` says why.
      guard WatermarkRule.stuck(in: job, context: context).isEmpty else { return [] }
      return [growing(lag, slope: slope, since: since, in: job, context: context)]
    case .draining(let slope):
      let left =
        slope > 0
        ? Duration.milliseconds(Int64(max(0, min(lag.inSeconds / slope, 1e9)) * 1000)) : nil
      return [
        Finding(
          rule: .lag, severity: .note,
          sentence: "Lag drains \(Phrase.decimal(slope))s a second: \(words) now"
            + (left.map { ", none in about \(Phrase.duration($0))." } ?? "."),
          short: "\(words) behind and draining", evidence: evidence(in: job))
      ]
    case .steady:
      guard lag >= context.thresholds.highLag else { return [] }
      return [
        Finding(
          rule: .lag, severity: .note, sentence: "Lag is steady at \(words).",
          short: "\(words) behind, steady", evidence: evidence(in: job))
      ]
    }
  }

  /// True where every source is known to wait for input, or to have read what there is. One that is backpressured sends nothing
  /// either, and one that is busy reads.
  private static func areSourcesCalm(
    _ graph: PressureGraph, in job: JobModel, context: DiagnosisContext
  ) -> Bool {
    let sources = (job.detail?.value.vertices ?? []).filter { $0.isSource && $0.state != .finished }
    return sources.allSatisfy { source in
      graph.isCalm(source) == true
        || SourceBehind(source, in: job, context: context).course == .keepsUp
    }
  }

  private static func growing(
    _ lag: Duration, slope: Double, since: Onset?, in job: JobModel, context: DiagnosisContext
  ) -> Finding {
    let words = Phrase.duration(lag)
    let records = context.fresh(job.recordsIn)
    let onset = since.map { " " + context.since($0.at, orBefore: $0.isFirstSeen) } ?? ""
    let graph = PressureGraph(of: job, context: context)
    if records?.perSecond == 0, areSourcesCalm(graph, in: job, context: context) {
      return Finding(
        rule: .lag, severity: .note,
        sentence: "Lag grows\(onset) to \(words) as no records come in.",
        short: "no records in, \(words) behind", evidence: evidence(in: job), since: since)
    }
    // What is not known to come in may not come in at all, and then nothing is wrong.
    let isCritical = lag >= context.thresholds.highLag && records != nil
    let slower = slowReader(in: job, since: since?.at, context: context)
    let cause = slower.map { source in
      "; \(source.vertex.shortName) reads "
        + (source.before.map {
          "\(Phrase.rate(source.now)) records/s, \(Phrase.rate($0)) before, though nothing holds it up"
        } ?? "too little, though nothing holds it up")
        + SourceBehind(source.vertex, in: job, context: context).words
    }
    return Finding(
      rule: .lag, severity: isCritical ? .critical : .warning,
      sentence: "Lag grows \(Phrase.decimal(slope))s a second\(onset): \(words) now\(cause ?? "").",
      short: "\(words) behind and growing\(onset)",
      vertices: slower.map { [$0.vertex.id] } ?? [],
      evidence: slower.map { .vertex($0.vertex.id) } ?? evidence(in: job),
      advice: slower.map { _ in adviceForReader }, isEffect: slower == nil, since: since)
  }

  /// A source that waits for input although it has more and more to read; before it is known which way lag goes.
  private static func readsTooLittle(
    _ reader: SlowReader, lag: String, in job: JobModel, context: DiagnosisContext
  ) -> Finding {
    Finding(
      rule: .lag, severity: .warning,
      sentence: Phrase.sentence(
        "Lag is \(lag); \(reader.vertex.shortName) reads too little, though nothing holds it up"
          + SourceBehind(reader.vertex, in: job, context: context).words),
      short: "\(lag) behind", vertices: [reader.vertex.id], evidence: .vertex(reader.vertex.id),
      advice: adviceForReader)
  }

  private static let adviceForReader =
    "Look at what it reads from: fewer records come, or its partitions, its fetches or its quota give less."

  /// A source that waits for input and reads too little.
  private struct SlowReader {
    var vertex: Vertex
    var now: Rate
    /// Nil where it is known by what it has to read alone.
    var before: Rate?
    var growsForLong = false
  }

  /// One that sends clearly less than it did before lag began to grow, else one that has more and more to read.
  private static func slowReader(
    in job: JobModel, since: Timestamp? = nil, context: DiagnosisContext
  ) -> SlowReader? {
    // One that is held up now and then reads less for that.
    let graph = PressureGraph(of: job, context: context)
    guard !graph.isAnyHeldUp, areSourcesCalm(graph, in: job, context: context) else { return nil }
    let sources = (job.detail?.value.vertices ?? []).filter(\.isSource)
    let readers = sources.compactMap { vertex in
      context.fresh(job.vertices[vertex.id]?.recordsOut).map { SlowReader(vertex: vertex, now: $0) }
    }
    func part(_ reader: SlowReader) -> Double {
      reader.before.map { reader.now.perSecond / $0.perSecond } ?? 1
    }
    let slower = readers.compactMap { reader -> SlowReader? in
      guard let since, let model = job.vertices[reader.vertex.id],
        let before = before(since, of: model), before.perSecond > 0
      else { return nil }
      return SlowReader(vertex: reader.vertex, now: reader.now, before: before)
    }.filter { part($0) <= context.thresholds.readsLess }
    return slower.min { part($0) < part($1) }
      ?? readers.lazy.compactMap { reader in
        let behind = SourceBehind(reader.vertex, in: job, context: context)
        guard behind.grows else { return nil }
        var reader = reader
        reader.growsForLong = behind.growsForLong
        return reader
      }.first
  }

  /// What a source sent before lag began to grow.
  private static func before(_ since: Timestamp, of model: VertexModel) -> Rate? {
    // The rate steps with the metrics, as lag does: what lies just before is of both.
    let end = since.advanced(by: .zero - .metricStep)
    let samples = model.recordsSeries.samples
    let well = samples.filter { $0.at <= end }
    // A job not followed for long has little of before: what is of both makes the past less, and so claims no more.
    let past = (well.count >= 3 ? well : samples.filter { $0.at <= since }).suffix(12)
      .map(\.value).sorted()
    return past.count >= 3 ? Rate(perSecond: past[past.count / 2]) : nil
  }

  /// The vertex whose lag is the job's.
  private static func evidence(in job: JobModel) -> Evidence {
    let vertices = job.detail?.value.vertices ?? []
    guard let lag = job.watermarkLag?.value else { return .vertices }
    let behind = vertices.first { job.vertices[$0.id]?.watermarkLag?.value == lag }
    return behind.map { .vertex($0.id) } ?? .vertices
  }
}
