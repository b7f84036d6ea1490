/// What a source has not read yet, as far as its connector tells.
struct SourceBehind {
  var isTold: Bool { !words.isEmpty }
  /// It did so over two steps of the metrics.
  var grewForLong = false
  /// True where it gets more and is worth a second of reading at least; nil where that is not told (yet).
  var isGrowing: Bool?
  /// `; 5.2k records pending, 150 more each second`, or nothing where that is not told.
  var words = ""

  init(_ source: Vertex, in job: JobModel, context: DiagnosisContext) {
    guard let model = job.vertices[source.id], let now = context.fresh(model.backlog.now) else {
      return
    }
    words = "; " + model.backlog.words(now)
    let limit = context.now.advanced(by: .zero - context.thresholds.freshFor)
    guard let growth = model.backlog.growth(since: limit) else { return }
    let second = context.fresh(model.recordsOut)?.perSecond ?? 0
    let isMore = growth.perSecond > 0 && now >= max(1, second)
    isGrowing = isMore
    grewForLong = isMore && growth.readings > 2
    if growth.perSecond >= 0.5 {
      words += ", \(Phrase.amount(growth.perSecond)) more each second"
    }
  }
}
