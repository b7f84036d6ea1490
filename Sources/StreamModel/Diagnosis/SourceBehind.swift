/// What a source has not read yet, as far as its connector tells.
///
/// Connectors tell it in steps, Kafka's with each batch: that it does not change says nothing, and some batches more or less
/// are no trend.
struct SourceBehind {
  enum Course: Hashable {
    /// It is no more than what the source reads in a moment, or gets less.
    case keepsUp
    case grows
  }

  /// Nil where it is not told, and where what is told does not show it (yet).
  var course: Course?
  /// How long that was followed.
  var span: Duration = .zero
  /// `; 5.2k records pending, 150 more each second`, or nothing where that is not told.
  var words = ""

  var isTold: Bool { !words.isEmpty }
  var grows: Bool { course == .grows }
  /// It was followed over two steps of the metrics: more may come at once, and be read soon.
  var isFollowedForLong: Bool { span >= .metricStep * 1.8 }
  var growsForLong: Bool { grows && isFollowedForLong }

  init(_ source: Vertex, in job: JobModel, context: DiagnosisContext) {
    guard let model = job.vertices[source.id], let now = context.fresh(model.backlog.now) else {
      return
    }
    words = "; " + model.backlog.words(now)
    let limits = context.thresholds
    let start = context.now.advanced(by: .zero - limits.freshFor)
    let readings = model.backlog.readings(since: start)
    guard let first = readings.first, let last = readings.last, readings.count > 1 else { return }
    span = last.at.since(first.at)
    let rate = context.fresh(model.recordsOut)?.perSecond ?? 0
    let growth = (last.count - first.count) / span.inSeconds
    let margin = max(limits.fewPending / span.inSeconds, rate * limits.shareOfReading)
    let isMore = growth >= margin && readings.allSatisfy { $0.count >= first.count }
    let isMuch = now > max(limits.fewPending, rate * limits.momentOfReading)
    if isMore, isMuch { course = .grows }
    if growth <= -margin || !isMore && !isMuch { course = .keepsUp }
    if abs(growth) >= margin {
      words += ", \(Phrase.amount(abs(growth))) \(growth > 0 ? "more" : "fewer") each second"
    }
  }
}
