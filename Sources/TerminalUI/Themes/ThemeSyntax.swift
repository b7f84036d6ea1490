/// What no theme needs of TOML, and what is looked for because TOMLKit 0.6 ends the whole program there, in release builds
/// too: its parser asserts that a name follows `[`, and that a list holds values.
///
/// Strings end on their line here, so that what is a string and what is not can be told line by line.
enum ThemeSyntax {
  /// The first line with such a thing, from 1, and what is wrong with it.
  static func fault(in lines: [Substring]) -> (line: Int, message: String)? {
    for (index, line) in lines.enumerated() {
      var rest = line.utf8[...]
      if index == 0, rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
      if let message = fault(inLine: rest) { return (index + 1, message) }
    }
    return nil
  }

  private static func fault(inLine line: Substring.UTF8View) -> String? {
    var rest = line.drop(while: \.isBlank)
    if rest.first == UInt8(ascii: "[") {
      rest = rest.dropFirst().drop(while: \.isBlank)
      if rest.first == UInt8(ascii: "[") { rest = rest.dropFirst().drop(while: \.isBlank) }
      guard let first = rest.first, first.beginsKey || first == UInt8(ascii: "]") else {
        return "the name of a table is to follow '['"
      }
    }
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: "#"): return nil
      case UInt8(ascii: "["): return "a theme has no lists"
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if rest.starts(with: [byte, byte, byte]) { return "a string is to end on its line" }
        rest = afterString(rest.dropFirst(), quote: byte)
      default: rest = rest.dropFirst()
      }
    }
    return nil
  }

  /// What follows a string's closing quote; nothing where there is none.
  private static func afterString(
    _ text: Substring.UTF8View, quote: UInt8
  ) -> Substring.UTF8View {
    var rest = text
    while let byte = rest.first, byte != quote {
      let isEscape = byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"")
      rest = rest.dropFirst(isEscape ? 2 : 1)
    }
    return rest.dropFirst()
  }
}

extension UInt8 {
  /// What TOML takes for space within a line.
  fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

  /// Begins a key, bare or in quotes.
  fileprivate var beginsKey: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "\""), UInt8(ascii: "'"):
      true
    default: false
    }
  }
}
