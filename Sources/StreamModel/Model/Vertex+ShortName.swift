extension Vertex {
  /// The chain's first operator with a name that says something: `Source: orders -> decode -> event time` is
  /// `Source: orders`, `Map -> fraud score` is `fraud score`, and an operator's arguments are left out.
  package var shortName: String { Self.shortName(of: name) }

  /// Names that Flink gives where the author gave none.
  private static let generic: Set<String> = [
    "Map", "Flat Map", "Filter", "Process", "KeyedProcess", "Keyed Process", "Co-Map",
    "Co-Flat Map",
    "Co-Process", "Timestamps/Watermarks", "Calc", "ConstraintEnforcer",
    "StreamRecordTimestampInserter",
    "WatermarkAssigner", "Correlate", "MiniBatchAssigner", "DropUpdateBefore", "Unnamed",
  ]

  /// The short name of a chain, as Flink prints it.
  package static func shortName(of chain: String) -> String {
    let operators = split(chain)
    let named = operators.first { !generic.contains(kind(of: $0)) } ?? operators.first
    let short = withoutArguments(named ?? chain)
    return short.isEmpty ? chain : short
  }

  /// The operators of the chain's first branch; an arrow within brackets belongs to an argument or a branch.
  private static func split(_ chain: String) -> [String] {
    var operators: [String] = []
    var current = ""
    var depth = 0
    for character in chain {
      switch character {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      default: break
      }
      current.append(character)
      if depth <= 0, current.hasSuffix(" -> ") {
        operators.append(trimmed(String(current.dropLast(4))))
        current = ""
      }
    }
    operators.append(trimmed(current))
    return operators.filter { !$0.isEmpty }
  }

  /// `Calc` of `Calc(select=[id])` and of `Calc[12]`.
  private static func kind(of name: String) -> String {
    trimmed(String(name.prefix { $0 != "(" && $0 != "[" }))
  }

  /// Short arguments are part of the name an author chose (`fraud score (slow)`); long ones are Flink's.
  private static func withoutArguments(_ name: String) -> String {
    if let table = tableName(in: name) { return "Source: " + table }
    guard let open = name.firstIndex(of: "("), name.hasSuffix(")"),
      name.distance(from: open, to: name.endIndex) > 24
    else { return name }
    return trimmed(String(name[..<open]))
  }

  /// `orders` of `Source: TableSourceScan(table=[[default_catalog, default_database, orders]], fields=...)`.
  private static func tableName(in name: String) -> String? {
    let mark = "table=[["
    guard name.hasPrefix("Source: "), let start = position(of: mark, in: name) else { return nil }
    let path = name[start...].prefix { $0 != "]" }
    return path.split(separator: ",").last.map { trimmed(String($0)) }
  }

  private static func position(of mark: String, in text: String) -> String.Index? {
    var index = text.startIndex
    while index < text.endIndex {
      if text[index...].hasPrefix(mark) { return text.index(index, offsetBy: mark.count) }
      index = text.index(after: index)
    }
    return nil
  }

  private static func trimmed(_ text: String) -> String {
    var slice = text[...]
    while slice.first?.isWhitespace == true { slice.removeFirst() }
    while slice.last?.isWhitespace == true { slice.removeLast() }
    return String(slice)
  }
}
