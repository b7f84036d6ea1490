import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/vertices/:vid/watermarks`; of a source, a metric of its last operator.
  static let watermarks = Endpoint<WatermarksQuestion>(asks: [
    "/jobs/:job/vertices/:vertex/watermarks", "/jobs/:job/vertices/:vertex/subtasks/metrics?get",
    "/jobs/:job/vertices/:vertex/subtasks/:subtask/metrics",
  ]) {
    (question, client) async throws(SourceError) in
    try await client.watermarks(for: question)
  }
}

extension FlinkClient {
  /// The watermarks of a vertex: of its input, or of a source, which has none, those it emits.
  fileprivate func watermarks(
    for question: WatermarksQuestion
  ) async throws(SourceError) -> VertexWatermarks? {
    let (vertex, job) = (question.vertex, question.job)
    // A source answers `[]`; so does any vertex before its metrics were fetched.
    guard let site = question.site, site.isSource else {
      return try await read(.watermarks(job, vertex), as: VertexWatermarks.init(watermarks:))
    }
    guard let id = try await operatorMetrics(of: vertex, in: job, name: site.name).outputWatermark
    else { return nil }
    return try await aggregate(of: id, vertex, job).map(VertexWatermarks.init(aggregate:))
  }
}

extension Route {
  /// 60 bytes a subtask.
  static func watermarks(_ job: JobID, _ vertex: VertexID) -> Route {
    Route(path: path(job, vertex) + "/watermarks")
  }
}

extension Watermark {
  /// Flink's long: Long.MIN_VALUE before the first watermark, Long.MAX_VALUE after the last.
  init(long: Int64) {
    switch long {
    case Int64.min: self = .none
    case Int64.max: self = .finished
    default: self = .at(Timestamp(milliseconds: long))
    }
  }

  /// The same, as the aggregating routes send it. Times are exact in a double, the two ends only nearly so.
  init(double: Double) {
    switch double {
    case ..<(-9.2e18): self = .none
    case 9.2e18...: self = .finished
    default: self = .at(Timestamp(milliseconds: Int64(double)))
    }
  }
}

extension VertexWatermarks {
  /// Reads `/vertices/:vid/watermarks`; nil where it is empty: of a source, or before the first fetch.
  init?(watermarks: JSONNode) throws(JSONError) {
    var lowest = Int64.max
    var highest = Int64.min
    var subtasks = 0
    var without = 0
    for watermark in try watermarks.requiredElements() {
      let value = try watermark.requiredInt64("value")
      lowest = min(lowest, value)
      highest = max(highest, value)
      subtasks += 1
      if value == Int64.min { without += 1 }
    }
    guard subtasks > 0 else { return nil }
    self.init(
      lowest: Watermark(long: lowest), highest: Watermark(long: highest), subtasks: subtasks,
      subtasksWithoutWatermark: without)
  }

  /// Computes them from one aggregated metric, which says neither how many subtasks it is over nor how many
  /// of them are at Long.MIN_VALUE; both follow from sum and average, as real times vanish beside that.
  init(aggregate: SubtaskAggregate) {
    let lowest = Watermark(double: aggregate.min)
    let highest = Watermark(double: aggregate.max)
    let subtasks = Self.count(aggregate.sum / aggregate.average) ?? 1
    var without = 0
    if lowest == Watermark.none {
      // Where others have finished the two ends cancel out, so all that is known is that there is one.
      let ends = highest == .finished ? 1 : Self.count(aggregate.sum / Double(Int64.min)) ?? 1
      without = min(subtasks, max(1, ends))
    }
    self.init(
      lowest: lowest, highest: highest, subtasks: subtasks, subtasksWithoutWatermark: without)
  }

  private static func count(_ number: Double) -> Int? {
    guard number.isFinite, (0.5..<1e9).contains(number) else { return nil }
    return Int(number.rounded())
  }
}
