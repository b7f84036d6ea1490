import FoundationEssentials

/// OSC 52: the terminal puts a text on the clipboard of the machine it runs on, which may be far from ours.
enum Clipboard {
  /// Terminals refuse more: 100,000 bytes with the text in base64.
  static let limit = 74_994

  /// What asks the terminal for it; nil where the text is too long.
  static func sequence(copying text: String) -> String? {
    guard text.utf8.count <= limit else { return nil }
    return "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{7}"
  }
}
