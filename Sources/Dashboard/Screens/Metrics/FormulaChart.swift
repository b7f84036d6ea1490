package import MetricExpressions
import TerminalUI

/// An expression over metrics, as a chart.
package struct FormulaChart: Hashable, Sendable {
  package var name: String?
  package var expression: MetricExpression
  package var limit: FormulaLimit?
  package var isPinned = false
  /// Its series are in the tables too, each in the row of what it is a series of.
  package var isColumn = false

  /// Reads `NAME = EXPRESSION > NUMBER`, of which name and limit may be missing.
  package init(parsing text: String) throws(ExpressionError) {
    var rest = text[...]
    let head = text.prefix { $0 != "(" }
    if let sign = head.firstIndex(of: "=") {
      let name = String(text[..<sign]).trimmingBlanks
      guard !name.isEmpty else { throw ExpressionError("a name is missing before '='", column: 1) }
      self.name = name
      rest = text[text.index(after: sign)...]
    }
    if let end = rest.lastIndex(of: ")"),
      let sign = rest[end...].firstIndex(where: { $0 == ">" || $0 == "<" })
    {
      let number = String(rest[rest.index(after: sign)...]).trimmingBlanks
      guard let value = Double(number), value.isFinite else {
        throw ExpressionError(
          "a number is wanted after '\(rest[sign])'",
          column: text.distance(from: text.startIndex, to: sign) + 2)
      }
      limit = FormulaLimit(isUpper: rest[sign] == ">", value: value)
      rest = rest[..<sign]
    }
    // Columns are those of the whole text.
    let before = text.distance(from: text.startIndex, to: rest.startIndex)
    do {
      expression = try MetricExpression(
        parsing: String(repeating: " ", count: before) + String(rest))
    } catch {
      throw error
    }
  }

  /// It reads as the same again.
  package var text: String {
    (name.map { "\($0) = " } ?? "") + expression.description + (limit.map { " \($0.text)" } ?? "")
  }
}

/// What an expression should stay below, or above.
package struct FormulaLimit: Hashable, Sendable {
  /// True where more than the value is too much, false where less is too little.
  package var isUpper: Bool
  package var value: Double

  /// `> 1000`.
  var text: String {
    let isWhole = value == value.rounded() && value.magnitude < 1e15
    return (isUpper ? "> " : "< ") + (isWhole ? String(Int64(value)) : String(value))
  }

  func isCrossed(by value: Double) -> Bool { isUpper ? value > self.value : value < self.value }
}
