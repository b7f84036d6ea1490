/// Statistics of a handful of whole numbers, by the method of Commons Math that Flink uses.
struct Percentiles {
  private let sorted: [Int64]

  init(_ values: [Int64]) { sorted = values.sorted() }

  var min: Int64 { sorted.first ?? 0 }
  var max: Int64 { sorted.last ?? 0 }
  var sum: Int64 { sorted.reduce(0, +) }
  var average: Int64 { sorted.isEmpty ? 0 : sum / Int64(sorted.count) }

  /// Between the two neighbours of position `p (n + 1)`; NaN of nothing.
  func percentile(_ percent: Double) -> Double {
    guard let first = sorted.first, let last = sorted.last else { return .nan }
    let position = percent / 100 * Double(sorted.count + 1)
    if position < 1 { return Double(first) }
    if position >= Double(sorted.count) { return Double(last) }
    let index = Int(position)
    let lower = Double(sorted[index - 1])
    return lower + (position - Double(index)) * (Double(sorted[index]) - lower)
  }

  /// As a vertex's `aggregated` lists them.
  func writeQuartiles(to json: inout JSONWriter) {
    json.member("min", min)
    json.member("max", max)
    json.member("avg", average)
    json.member("sum", sum)
    json.member("median", whole(50))
    json.member("p25", whole(25))
    json.member("p75", whole(75))
    json.member("p95", whole(95))
  }

  private func whole(_ percent: Double) -> Int64 {
    sorted.isEmpty ? 0 : Int64(percentile(percent))
  }
}
