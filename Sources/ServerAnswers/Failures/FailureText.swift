/// Makes one line for a person out of what a Java server says when something failed.
package enum FailureText {
  /// Longer lines are cut; nobody reads further.
  private static let maxLength = 300

  /// Classes that only wrap a cause or carry an HTTP status: their name says nothing.
  private static let wrappers: Set<Substring> = [
    "CompletionException", "ExecutionException", "RestHandlerException", "SerializedThrowable",
  ]

  /// Classes whose message is the name of a class.
  private static let namingClasses: Set<Substring> = [
    "ClassNotFoundException", "NoClassDefFoundError",
  ]

  /// The one useful line of a stack trace: its last `Caused by:`, else its first line, without packages.
  ///
  /// A cause without a message is followed by the place where it was thrown.
  package static func usefulLine(of trace: String) -> String {
    let lines = trace.utf8.split(separator: UInt8(ascii: "\n")).map { Substring($0) }
    // Flink wraps what goes through its own exception mapper in "<Exception on server side:".
    let first = lines.firstIndex { !$0.hasPrefix("<Exception on server side") && !isBlank($0) }
    // A `Caused by:` that is indented belongs to a suppressed exception.
    let cause = lines.lastIndex { $0.hasPrefix(causePrefix) } ?? first
    guard let cause else { return "" }
    var line = lines[cause]
    if line.hasPrefix(causePrefix) { line = line.dropFirst(causePrefix.count) }
    let (name, message) = withoutPackages(clean(line)[...])
    guard let name else { return cut(String(message)) }
    guard message.isEmpty else { return cut(name + ": " + message) }
    guard cause + 1 < lines.count, let frame = frame(lines[cause + 1]) else { return cut(name) }
    return cut(name + " at " + frame)
  }

  /// The one useful line of Flink's `{"errors": [...]}`, whose first element may be just
  /// "Internal server error.". Nil where there is none.
  package static func usefulLine(ofErrors errors: [String]) -> String? {
    let lines = errors.map(usefulLine(of:)).filter { !$0.isEmpty }
    return lines.first { $0 != "Internal server error." } ?? lines.first
  }

  /// One line: white space collapsed, control and invisible characters gone, at most 300 characters.
  package static func oneLine(_ text: String) -> String { cut(clean(text[...])) }

  private static let causePrefix = "Caused by: "

  private static func isBlank(_ line: Substring) -> Bool {
    line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }

  /// The simple name of the innermost leading exception class that says something, and what follows it.
  private static func withoutPackages(_ line: Substring) -> (name: String?, message: Substring) {
    var name: Substring?
    var rest = line
    while let (next, message) = leadingClass(rest) {
      // What follows is the class that is missing, and no other failure.
      if Self.namingClasses.contains(next) { return (String(next), message) }
      if name.map(wrappers.contains) ?? true || !wrappers.contains(next) { name = next }
      rest = message
    }
    if let found = name, wrappers.contains(found), !rest.isEmpty { name = nil }
    return (name.map(String.init), rest)
  }

  /// Splits `org.apache.flink.CheckpointException: message` into `CheckpointException` and `message`.
  ///
  /// Nil where the line does not begin with a class name that has a package, which is how a class is told
  /// from any other word before a colon.
  private static func leadingClass(_ line: Substring) -> (Substring, Substring)? {
    let end = line.utf8.firstIndex { !isPartOfName($0) } ?? line.endIndex
    let name = line[..<end]
    guard let dot = name.lastIndex(of: ".") else { return nil }
    // `Outer$Inner` is known by its inner name.
    let simple = name[dot...].lastIndex(of: "$") ?? dot
    let simpleName = name[name.index(after: simple)...]
    guard let initial = simpleName.utf8.first,
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(initial)
    else { return nil }
    let rest = line[end...]
    if rest.isEmpty { return (simpleName, rest) }
    guard rest.hasPrefix(":") else { return nil }
    return (simpleName, rest.dropFirst().drop { $0 == " " })
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// `Orders.map(Orders.java:42)` of `\tat lab.jobs.Orders.map(Orders.java:42)`.
  private static func frame(_ line: Substring) -> String? {
    let line = clean(line)
    guard line.hasPrefix("at "), let parenthesis = line.firstIndex(of: "(") else { return nil }
    let place = line[..<parenthesis].dropFirst(3).split(separator: ".").suffix(2)
    return place.joined(separator: ".") + line[parenthesis...]
  }

  /// White space collapsed, and no character that moves a cursor or hides.
  private static func clean(_ line: Substring) -> String {
    var clean = String.UnicodeScalarView()
    var needsSpace = false
    for scalar in line.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator:
        needsSpace = !clean.isEmpty
      case .format, .privateUse, .surrogate:
        continue
      default:
        if needsSpace { clean.append(" ") }
        needsSpace = false
        clean.append(scalar)
      }
    }
    return String(clean)
  }

  private static func cut(_ line: String) -> String {
    line.count <= maxLength ? line : line.prefix(maxLength - 1) + "…"
  }
}
