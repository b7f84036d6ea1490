/// A line of a list of faults that cannot be read.
package struct FaultSyntaxError: Error, Hashable, Sendable {
  /// From 1.
  package var line: Int
  package var reason: String

  package init(line: Int, reason: String) {
    self.line = line
    self.reason = reason
  }
}

extension SimulatedFaults {
  /// Reads a list of faults, one a line; `#` begins a comment.
  ///
  ///     [METHOD] PATH ACTION [skip=N] [times=N] [after=2s] [for=30s]
  ///     jobmanager restart [after=60s] [for=5s]
  ///
  /// ACTION is one of `delay=2s`, `status=503`, `redirect=URL`, `redirect-308=URL`, `html`, `half`, `empty`,
  /// `huge=20MB`, `state=NAME`, `without=MEMBER`, `hang`, `drop`, `lose-answer`.
  package init(parsing text: String) throws(FaultSyntaxError) {
    self.init(rules: [])
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" || $0 == "\r" }
      guard !words.isEmpty else { continue }
      do {
        try add(words)
      } catch {
        throw FaultSyntaxError(line: index + 1, reason: error.reason)
      }
    }
  }

  private struct Unreadable: Error {
    var reason: String
  }

  private mutating func add(_ words: [Substring]) throws(Unreadable) {
    if words.first == "jobmanager", words.count > 1, words[1] == "restart" {
      var rule = FaultRule("*", .drop)
      try Self.read(options: words.dropFirst(2), into: &rule)
      let outage = rule.until.map { $0 - rule.from } ?? .seconds(5)
      return restarts.append(JobManagerRestart(after: rule.from, outage: outage))
    }
    var rest = words[...]
    let hasMethod = rest.first.map { $0.allSatisfy(\.isUppercase) } ?? false
    let method = hasMethod ? rest.popFirst().map(String.init) : nil
    guard let path = rest.popFirst(), path.hasPrefix("/") || path.hasPrefix("*") else {
      throw Unreadable(reason: "a path is expected, such as /jobs/overview or *")
    }
    guard let action = rest.popFirst() else {
      throw Unreadable(reason: "an action is expected after \(path), such as delay=2s")
    }
    var rule = FaultRule(String(path), try Self.action(action), method: method)
    try Self.read(options: rest, into: &rule)
    rules.append(rule)
  }

  private static func action(_ word: Substring) throws(Unreadable) -> FaultAction {
    let (name, value) = split(word)
    switch (name, value) {
    case ("html", nil): return .html
    case ("half", nil): return .half
    case ("empty", nil): return .empty
    case ("hang", nil): return .hang
    case ("drop", nil): return .drop
    case ("lose-answer", nil): return .loseAnswer
    case ("delay", let value?): return .delay(try duration(value))
    case ("status", let value?):
      let status = try number(value)
      guard (100...599).contains(status) else {
        throw Unreadable(reason: "\(value) is no status of HTTP")
      }
      return .status(status)
    case ("redirect", let value?): return .redirect(status: 301, to: String(value))
    case ("redirect-308", let value?): return .redirect(status: 308, to: String(value))
    case ("huge", let value?): return .oversized(bytes: try size(value))
    case ("state", let value?): return .unknownState(String(value))
    case ("without", let value?): return .missing(member: String(value))
    default: throw Unreadable(reason: "\(word) is no action")
    }
  }

  private static func read(options: ArraySlice<Substring>, into rule: inout FaultRule)
    throws(Unreadable)
  {
    var length: Duration?
    for option in options {
      let (name, value) = split(option)
      switch (name, value) {
      case ("skip", let value?): rule.skipping = try number(value)
      case ("times", let value?): rule.times = try number(value)
      case ("after", let value?): rule.from = try duration(value)
      case ("for", let value?): length = try duration(value)
      default: throw Unreadable(reason: "\(option) is no option")
      }
    }
    rule.until = length.map { rule.from + $0 }
  }

  // MARK: Values

  private static func split(_ word: Substring) -> (name: Substring, value: Substring?) {
    guard let sign = word.firstIndex(of: "=") else { return (word, nil) }
    return (word[..<sign], word[word.index(after: sign)...])
  }

  private static func number(_ text: Substring) throws(Unreadable) -> Int {
    guard let number = Int(text), number >= 0 else {
      throw Unreadable(reason: "\(text) is no number")
    }
    return number
  }

  private static func duration(_ text: Substring) throws(Unreadable) -> Duration {
    let digits = text.prefix { $0.isNumber }
    guard let count = Int(digits) else { throw Unreadable(reason: "\(text) is no duration") }
    switch text.dropFirst(digits.count) {
    case "ms": return .milliseconds(count)
    case "s": return .seconds(count)
    case "m": return .minutes(count)
    default: throw Unreadable(reason: "\(text) is no duration; 500ms, 2s and 1m are")
    }
  }

  private static func size(_ text: Substring) throws(Unreadable) -> Int {
    let digits = text.prefix { $0.isNumber }
    guard let count = Int(digits) else { throw Unreadable(reason: "\(text) is no size") }
    switch text.dropFirst(digits.count) {
    case "", "B": return count
    case "kB": return count * 1000
    case "MB": return count * 1_000_000
    default: throw Unreadable(reason: "\(text) is no size; 800kB and 20MB are")
    }
  }
}
