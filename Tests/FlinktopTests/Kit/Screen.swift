/// What a terminal shows at one moment, one string a row.
struct Screen: Equatable, Sendable, CustomStringConvertible {
  let rows: [String]

  init(capture: String) {
    var rows = capture.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if rows.last == "" { rows.removeLast() }
    self.rows = rows
  }

  var text: String { rows.joined(separator: "\n") }

  /// In a frame, so that a test log shows where the screen ends.
  var description: String {
    rows.map { "| \($0)" }.joined(separator: "\n")
  }

  /// True when the texts stand anywhere, whatever their case.
  func shows(_ texts: String...) -> Bool {
    texts.allSatisfy { text.lowercased().contains($0.lowercased()) }
  }

  /// The first row that holds all of the texts, whatever their case.
  func row(with texts: String...) -> String? {
    rows.first { row in texts.allSatisfy { row.lowercased().contains($0.lowercased()) } }
  }

  var isASCII: Bool { text.utf8.allSatisfy { $0 < 0x80 } }
}

/// Looks for colour in what a program writes to a terminal.
enum ColourSequences {
  /// The SGR sequences that set a foreground or background colour.
  static func found(in output: String) -> [String] {
    output.matches(of: /\u{1b}\[([0-9;:]*)m/).filter { setsColour(String($0.1)) }
      .map { String($0.0.dropFirst()) }
  }

  private static func setsColour(_ parameters: String) -> Bool {
    parameters.split(separator: ";").contains { parameter in
      guard let number = Int(parameter.prefix { $0.isNumber }) else { return false }
      return (30...38).contains(number) || (40...48).contains(number)
        || (90...97).contains(number) || (100...107).contains(number)
    }
  }
}
