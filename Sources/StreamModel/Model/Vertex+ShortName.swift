extension Vertex {
  /// Names that Flink gives where the author gave none.
  private static let generic: Set<String> = [
    "Map", "Flat Map", "Filter", "Process", "KeyedProcess", "Keyed Process", "Co-Map",
    "Co-Flat Map",
    "Co-Process", "Timestamps/Watermarks", "Calc", "ConstraintEnforcer",
    "StreamRecordTimestampInserter",
    "WatermarkAssigner", "Correlate", "MiniBatchAssigner", "DropUpdateBefore", "Unnamed",
  ]

  /// A short name is no longer than so many characters: some operators have nothing but arguments of 100 kB.
  static let longestShortName = 120

  /// The short name of a chain, as Flink prints it: its first operator with a name that says something.
  ///
  /// `Source: orders -> decode -> event time` is `Source: orders`, `Map -> fraud score` is `fraud score`, an operator's
  /// arguments are left out, and what reads or writes a table of SQL is called by the table. Reads the name once, by
  /// bytes: SQL makes chains of 100 kB.
  package static func shortName(of chain: String) -> String {
    var first: Substring?
    var rest = chain[...]
    while let name = nextOperator(&rest) {
      if !generic.contains(kind(of: name)) { return shown(name, of: chain) }
      first = first ?? name
    }
    return shown(first ?? chain[...], of: chain)
  }

  /// True where more than one of its operators has a name that says what it does.
  package var isChain: Bool { chainName != shortName }

  /// `format -> Sink: jdbc orders` for a chain of operators of which more than one says what it does: its parts share one
  /// thread, so that the figures of the vertex are those of all of them. Long ones are cut to their first and last.
  package var chainName: String { Self.chainName(of: name) }

  static func chainName(of chain: String) -> String {
    var names: [String] = []
    var rest = chain[...]
    while names.count < longestChain, let name = nextOperator(&rest) {
      // A branch has no name of its own.
      guard !name.hasPrefix("("), !generic.contains(kind(of: name)) else { continue }
      names.append(withoutArguments(name))
    }
    guard names.count > 1, names.count < longestChain else { return shortName(of: chain) }
    let whole = names.joined(separator: " -> ")
    let text = whole.count <= 60 ? whole : "\(names[0]) -> ... -> \(names[names.count - 1])"
    return Phrase.clipped(text, to: longestShortName)
  }

  /// The operators of a chain of more than one, as Flink names them; nil where it has branches. What only commits when a
  /// checkpoint is done is none of them.
  var operators: [Substring]? {
    var names: [Substring] = []
    var rest = name[...]
    while names.count < Self.longestChain, let name = Self.nextOperator(&rest) {
      if name.hasPrefix("(") { return nil }
      names.append(name)
    }
    while let last = names.last, last == "Global Committer" || last.hasSuffix(": Committer") {
      names.removeLast()
    }
    return names.count > 1 && names.count < Self.longestChain ? names : nil
  }

  /// Operators of a chain that are looked at: SQL makes hundreds.
  private static let longestChain = 64

  private static func shown(_ name: Substring, of chain: String) -> String {
    let short = withoutArguments(name)
    return Phrase.clipped(short.isEmpty ? chain : short, to: longestShortName)
  }

  /// Takes the next operator of the chain's first branch off; an arrow within brackets belongs to an argument or a
  /// branch. Nil at the end.
  private static func nextOperator(_ rest: inout Substring) -> Substring? {
    while !rest.isEmpty {
      let name: Substring
      if let arrow = arrow(in: rest) {
        name = trimmed(rest[..<arrow])
        rest = rest[rest.utf8.index(arrow, offsetBy: 4)...]
      } else {
        name = trimmed(rest)
        rest = rest[rest.endIndex...]
      }
      if !name.isEmpty { return name }
    }
    return nil
  }

  /// Where the next ` -> ` outside of all brackets begins.
  private static func arrow(in text: Substring) -> Substring.Index? {
    let bytes = text.utf8
    var depth = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: " ") where depth <= 0 && bytes[index...].starts(with: " -> ".utf8):
        return index
      default: break
      }
      bytes.formIndex(after: &index)
    }
    return nil
  }

  /// `Calc` of `Calc(select=[id])` and of `Calc[12]`.
  private static func kind(of name: Substring) -> String {
    let end = name.utf8.firstIndex { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "[") }
    return String(trimmed(name[..<(end ?? name.endIndex)]))
  }

  /// Short arguments are part of the name an author chose (`fraud score (slow)`); long ones are Flink's.
  static func withoutArguments(_ name: Substring) -> String {
    if let table = SQLTable(operator: name) { return table.text }
    guard let open = name.utf8.firstIndex(of: UInt8(ascii: "(")),
      name.utf8.last == UInt8(ascii: ")"), name[open...].utf8.count > 24
    else { return String(name) }
    return String(trimmed(name[..<open]))
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}

/// The table that an operator of SQL reads or writes, as its digest has it:
/// `Source: TableSourceScan(table=[[default_catalog, default_database, clicks, watermark=[...], project=[id]]], ...)`,
/// `Sink: Sink(table=[default_catalog.default_database.out], fields=[...])`.
struct SQLTable {
  /// `Source: clicks`.
  let text: String

  init?(operator name: Substring) {
    for role in ["Source: ", "Sink: "] where name.hasPrefix(role) {
      guard let table = role == "Source: " ? Self.scanned(by: name) : Self.written(by: name) else {
        continue
      }
      text = role + table
      return
    }
    return nil
  }

  /// The last part of the table's path; what was pushed down into the scan follows it: `filter=[...]`, `limit=[10]`, of
  /// legacy sources `source: [...]`.
  private static func scanned(by name: Substring) -> String? {
    guard let start = name.firstRange(of: "table=[[")?.upperBound else { return nil }
    var table: Substring?
    for part in parts(of: name[start...]) {
      let isSpecification =
        part.firstRange(of: "=[") != nil || part.firstRange(of: ": [") != nil
      if isSpecification, table != nil { break }
      table = part
    }
    return table.map(String.init)
  }

  private static func written(by name: Substring) -> String? {
    guard let start = name.firstRange(of: "table=[")?.upperBound else { return nil }
    let path = name[start...].prefix { $0 != "]" }
    guard let table = path.split(separator: ".").last, !table.isEmpty else { return nil }
    return String(table)
  }

  /// What commas separate, up to the bracket that ends the list; at most the first few.
  private static func parts(of text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var depth = 0
    var start = text.startIndex
    var index = start
    func part() -> Substring { text[start..<index].drop { $0 == " " } }
    while index < text.endIndex, parts.count < 5 {
      switch text.utf8[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]") where depth == 0: return parts + [part()]
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        parts.append(part())
        start = text.utf8.index(after: index)
      default: break
      }
      text.utf8.formIndex(after: &index)
    }
    return parts
  }
}
