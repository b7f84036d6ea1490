import SeededRandom

/// Names as the worst of servers sends them.
enum HostileText {
  private static let pieces: [String] = [
    "a", "orders", " ", "\t", "\n", "\r\n", "\u{0}", "\u{7}", "\u{8}", "\u{1B}[31m",
    "\u{1B}]0;owned\u{7}",
    "\u{1B}", "\u{7F}", "\u{85}", "\u{9B}2J", "\u{202E}", "\u{2066}", "\u{2069}", "\u{200E}",
    "\u{200F}",
    "\u{61C}", "\u{2028}", "\u{2029}", "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{AD}", "\u{FE0F}",
    "\u{301}",
    "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", "\u{20E3}", "1\u{FE0F}\u{20E3}", "日本", "한글",
    "\u{1112}\u{1161}\u{11AB}",
    "ｆｕｌｌ", "\u{3000}", "😀", "👩🏽‍🚀", "👨‍👩‍👧‍👦", "❤️‍🔥", "🇩🇪", "🇩", "🏴\u{E0067}\u{E0062}\u{E007F}", "\u{E0041}",
    "\u{1F3FD}", "שלום", "مرحبا", "हिन्दी", "ไทย", "\u{E000}", "\u{FFFF}", "\u{10FFFF}", "\u{378}",
    "\u{FFF9}",
    "\u{1160}", "\u{115F}", "\u{3164}", "─│█▁⣿",
  ]

  /// A text of up to `maximum` pieces or single scalars.
  static func random(_ maximum: Int, using generator: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...maximum, using: &generator) {
      if Int.random(in: 0..<4, using: &generator) > 0 {
        text += pieces.randomElement(using: &generator) ?? ""
      } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator)) {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// Whether a cell may hold a scalar: it neither steers the terminal nor lacks a width.
  static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isDefaultIgnorableCodePoint { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      return false
    default: return true
    }
  }
}
