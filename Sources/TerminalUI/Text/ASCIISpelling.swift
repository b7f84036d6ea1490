/// What stands for a character on a terminal that shows ASCII only.
package enum ASCIISpelling {
  /// One ASCII scalar for one cell: our own signs in the nearest shape, `?` for all else.
  package static func of(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if (0x20...0x7E).contains(scalar.value) { return scalar }
    if let spelling = signs[scalar] { return spelling }
    switch scalar.value {
    case 0x2500...0x257F: return boxLine(scalar)
    case 0x2581...0x2588: return ramp[Int(scalar.value - 0x2581)]
    case 0x2589...0x259F: return "#"
    case 0x2800: return " "
    case 0x2801...0x28FF: return ":"
    default: return "?"
    }
  }

  private static func boxLine(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "─", "━", "┄", "┅", "┈", "┉", "╌", "╍", "═", "╴", "╶", "╸", "╺", "╼", "╾": "-"
    case "│", "┃", "┆", "┇", "┊", "┋", "╎", "╏", "║", "╵", "╷", "╹", "╻", "╽", "╿": "|"
    case "╱": "/"
    case "╲": "\\"
    default: "+"
    }
  }

  private static let ramp: [Unicode.Scalar] = ["_", ".", ":", "-", "=", "+", "*", "#"]

  private static let signs: [Unicode.Scalar: Unicode.Scalar] = [
    "…": "~", "·": ".", "↵": " ", "•": "*", "●": "*", "○": "o", "▲": "^", "△": "^", "▼": "v",
    "▽": "v",
    "▶": ">", "▷": ">", "◀": "<", "◁": "<", "→": ">", "←": "<", "↑": "^", "↓": "v", "✗": "x",
    "✓": "+", "›": ">", "‹": "<", "–": "-", "—": "-", "‘": "'", "’": "'", "“": "\"", "”": "\"",
    "░": "%", "▒": "%", "▓": "#", "×": "x", "≥": ">", "≤": "<",
  ]
}
