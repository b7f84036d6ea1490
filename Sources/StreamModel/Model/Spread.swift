/// How unevenly a figure lies over subtasks.
package struct Spread: Hashable, Sendable {
  package var least: Double
  package var median: Double
  package var most: Double
  /// Flink's data skew, 0 to 1: the mean distance from the average as a part of the average, at most 1
  /// (`DoubleDataSkew`, 1.19 on).
  package var skew: Double
  /// The part of the sum that the largest has; nil where the sum is 0.
  package var topShare: Double?

  /// Nil without values, or where one is no number.
  package init?(_ values: [Double]) {
    guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    least = sorted[0]
    most = sorted[sorted.count - 1]
    median =
      sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    let sum = values.reduce(0, +)
    let average = sum / Double(values.count)
    let distance = values.reduce(0) { $0 + abs($1 - average) } / Double(values.count)
    skew = average > 0 ? min(1, distance / average) : 0
    topShare = sum > 0 ? most / sum : nil
  }

  /// How many times the median the largest is; nil where the median is 0.
  package var mostOverMedian: Double? { median > 0 ? most / median : nil }
}
