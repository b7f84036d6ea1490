extension MetricExpression {
  /// The longest text that is read, in characters. Heron's own interface asks for some 300.
  package static let longestText = 4096
  /// The deepest nesting that is read.
  package static let deepest = 100

  /// Reads `SUM(TS(orders, *, numRecordsOut))`. What the tracker takes is taken, but for a text that is empty or a number
  /// alone, at which it fails.
  package init(parsing text: String) throws(ExpressionError) {
    // Counting the characters of a long text is slow.
    guard text.utf8.count <= 4 * Self.longestText, text.count <= Self.longestText else {
      throw ExpressionError(
        "the expression is longer than \(Self.longestText) characters, which is not read")
    }
    var parser = ExpressionParser(Array(text))
    self = try parser.whole()
  }
}

/// Reads an expression from left to right.
///
///     query    := "(" query ")" | number | NAME "(" [query] {"," [query]} ")"
///     number   := what Python's float() takes: 5  -1  1e3  .5  nan  inf
///
/// The arguments of `TS` are three texts as they are; commas only within parentheses.
private struct ExpressionParser {
  /// The names, as they have to be written.
  private static let operators = [
    "TS", "DEFAULT", "SUM", "MAX", "PERCENTILE", "DIVIDE", "MULTIPLY", "SUBTRACT", "RATE",
  ]

  private let text: [Character]
  private var place = 0
  private var depth = 0

  init(_ text: [Character]) { self.text = text }

  /// The column of where it reads now.
  private var column: Int { place + 1 }

  mutating func whole() throws(ExpressionError) -> MetricExpression {
    skipBlanks()
    guard let expression = try argument() else {
      throw ExpressionError("there is no expression", column: column)
    }
    skipBlanks()
    guard place == text.count else {
      throw ExpressionError("'\(text[place])' comes after the end", column: column)
    }
    guard !expression.isConstant else {
      throw ExpressionError(
        "a number alone is no series; SUM(\(expression)) is one", column: expression.column)
    }
    return expression
  }

  /// An expression; nil where there is nothing before the next comma or parenthesis.
  private mutating func argument() throws(ExpressionError) -> MetricExpression? {
    skipBlanks()
    guard place < text.count, text[place] != ",", text[place] != ")" else { return nil }
    depth += 1
    defer { depth -= 1 }
    guard depth <= MetricExpression.deepest else {
      throw ExpressionError(
        "nested deeper than \(MetricExpression.deepest), which is not read", column: column)
    }
    if text[place] == "(" { return try inParentheses() }
    let start = column
    let word = self.word()
    guard place < text.count, text[place] == "(" else {
      guard let number = Self.number(word) else { throw Self.unknown(word, column: start) }
      return MetricExpression(.constant(number), column: start)
    }
    guard Self.operators.contains(word) else { throw Self.unknown(word, column: start) }
    place += 1
    return MetricExpression(try node(word, column: start), column: start)
  }

  /// Parentheses that mean nothing.
  private mutating func inParentheses() throws(ExpressionError) -> MetricExpression? {
    place += 1
    let inner = try argument()
    try close()
    return inner
  }

  /// What stands before the next sign of the language, without blanks at its end.
  private mutating func word() -> String {
    let start = place
    while place < text.count, !["(", ")", ","].contains(text[place]) { place += 1 }
    return Self.trimmed(text[start..<place])
  }

  // MARK: Operators

  private mutating func node(
    _ name: String, column: Int
  ) throws(ExpressionError) -> MetricExpression.Node {
    if name == "TS" { return .series(try selector(column: column)) }
    let places = try arguments()
    let given = places.compactMap(\.expression)
    switch name {
    case "SUM": return .aggregate(.sum, given)
    case "MAX": return .aggregate(.max, given)
    case "PERCENTILE":
      guard let first = places.first?.expression, case .constant(let percent) = first.node else {
        throw ExpressionError(
          "PERCENTILE wants a number from 0 to 100 first", column: places.first?.column ?? column)
      }
      guard let quantile = Quantile(percent: percent) else {
        throw ExpressionError("\(first) is not from 0 to 100", column: first.column)
      }
      return .aggregate(.percentile(quantile), Array(given.dropFirst()))
    case "DEFAULT":
      let (fill, of) = try two(places, of: name, column: column)
      guard case .constant(let value) = fill.node else {
        throw ExpressionError(
          "DEFAULT wants a number first, which fills the gaps", column: fill.column)
      }
      guard !of.isConstant else {
        throw ExpressionError("DEFAULT wants a series second, not a number", column: of.column)
      }
      return .filled(with: value, of)
    case "RATE":
      guard places.count == 1, let of = places[0].expression else {
        throw ExpressionError("RATE wants one argument", column: column)
      }
      guard !of.isConstant else {
        throw ExpressionError("RATE wants a series, not a number", column: of.column)
      }
      return .rate(of)
    default:
      let (left, right) = try two(places, of: name, column: column)
      guard let kind = Arithmetic(rawValue: name) else {
        throw Self.unknown(name, column: column)
      }
      return .arithmetic(kind, left, right)
    }
  }

  private func two(
    _ places: [Argument], of name: String, column: Int
  ) throws(ExpressionError) -> (MetricExpression, MetricExpression) {
    guard places.count == 2 else {
      throw ExpressionError("\(name) wants two arguments", column: column)
    }
    guard let first = places[0].expression, let second = places[1].expression else {
      let empty = places.first { $0.expression == nil }
      throw ExpressionError("an argument is missing", column: empty?.column ?? column)
    }
    return (first, second)
  }

  /// One between commas; empty ones are there, and mean nothing to SUM and MAX.
  private struct Argument {
    var expression: MetricExpression?
    var column: Int
  }

  /// Those of an operator, with the parenthesis that ends them.
  private mutating func arguments() throws(ExpressionError) -> [Argument] {
    var arguments: [Argument] = []
    while true {
      skipBlanks()
      let start = column
      let expression = try argument()
      arguments.append(Argument(expression: expression, column: start))
      skipBlanks()
      guard place < text.count, text[place] == "," else { break }
      place += 1
    }
    try close()
    return arguments
  }

  // MARK: TS

  private mutating func selector(column: Int) throws(ExpressionError) -> SeriesSelector {
    var parts: [(text: String, column: Int)] = []
    var start = place
    var open = 0
    func end(_ parts: inout [(text: String, column: Int)], _ place: Int) {
      let blanks = text[start..<place].prefix(while: \.isWhitespace).count
      parts.append((Self.trimmed(text[start..<place]), start + blanks + 1))
    }
    while place < text.count {
      switch text[place] {
      case "(": open += 1
      case ")" where open > 0: open -= 1
      case ")":
        end(&parts, place)
        place += 1
        return try Self.selector(parts, column: column)
      case "," where open == 0:
        end(&parts, place)
        start = place + 1
      default: break
      }
      place += 1
    }
    throw ExpressionError("expected ')'", column: self.column)
  }

  private static func selector(
    _ parts: [(text: String, column: Int)], column: Int
  ) throws(ExpressionError) -> SeriesSelector {
    guard parts.count == 3 else {
      throw ExpressionError(
        "TS wants three arguments: a component, an instance or *, and a metric", column: column)
    }
    for (part, what) in zip(parts, ["component", "instance", "metric"]) where part.text.isEmpty {
      throw ExpressionError("the \(what) is missing", column: part.column)
    }
    return SeriesSelector(
      component: parts[0].text, instance: parts[1].text == "*" ? nil : parts[1].text,
      metric: parts[2].text)
  }

  // MARK: Parts

  private mutating func close() throws(ExpressionError) {
    skipBlanks()
    guard place < text.count, text[place] == ")" else {
      let found = place < text.count ? ", not '\(text[place])'" : ""
      throw ExpressionError("expected ')'\(found)", column: column)
    }
    place += 1
  }

  private mutating func skipBlanks() {
    while place < text.count, text[place].isWhitespace { place += 1 }
  }

  private static func trimmed(_ text: ArraySlice<Character>) -> String {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  private static func unknown(_ word: String, column: Int) -> ExpressionError {
    let shown = word.count > 40 ? word.prefix(40) + "..." : word[...]
    if operators.contains(word) {
      return ExpressionError("expected '(' after \(word)", column: column + word.count)
    }
    if let meant = operators.first(where: { $0 == word.uppercased() }) {
      return ExpressionError("'\(shown)' is written \(meant)", column: column)
    }
    return ExpressionError(
      "'\(shown)' is neither a number nor one of \(operators.joined(separator: " "))",
      column: column)
  }

  /// What Python's `float()` takes. Swift's own reading takes hexadecimal ones besides, and no `1_000`.
  private static func number(_ word: String) -> Double? {
    let lower = word.lowercased()
    let magnitude = lower.drop { $0 == "+" || $0 == "-" }
    guard lower.utf8.count - magnitude.utf8.count <= 1 else { return nil }
    if ["inf", "infinity", "nan"].contains(magnitude) { return Double(lower) }
    let signs = Array(magnitude.utf8)
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard signs.contains(where: digits.contains) else { return nil }
    for (index, sign) in signs.enumerated() {
      switch sign {
      case digits, UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "+"), UInt8(ascii: "-"):
        continue
      // Between two digits only.
      case UInt8(ascii: "_")
      where index > 0 && index + 1 < signs.count && digits.contains(signs[index - 1])
        && digits.contains(signs[index + 1]):
        continue
      default: return nil
      }
    }
    return Double(lower.filter { $0 != "_" })
  }
}
