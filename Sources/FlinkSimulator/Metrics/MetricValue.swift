/// The value of a metric. On the wire a text, in aggregates a number.
enum MetricValue: Hashable, Sendable {
  case integer(Int64)
  case real(Double)
  case text(String)

  var wireText: String {
    switch self {
    case .integer(let value): String(value)
    case .real(let value): JavaNumber.text(value)
    case .text(let value): value
    }
  }

  /// Nil of what is not a number.
  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    case .text: nil
    }
  }
}
