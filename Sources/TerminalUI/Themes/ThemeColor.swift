/// A colour as a theme names it.
package enum ThemeColor: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case terminal
  /// A place in the palette of 256; the first 16 are the terminal's own ANSI colours.
  case palette(UInt8)
  case rgb(red: UInt8, green: UInt8, blue: UInt8)

  /// Reads `default`, an ANSI name (`red`, `bright-blue`, `gray`), a number up to 255, or `#rrggbb`.
  package init?(_ text: String) {
    if text == "default" {
      self = .terminal
    } else if let place = Self.ansiNames.firstIndex(of: text) {
      self = .palette(UInt8(place))
    } else if text == "gray" || text == "grey" {
      self = .palette(8)
    } else if let number = UInt8(text), text.utf8.first != UInt8(ascii: "+") {
      self = .palette(number)
    } else {
      let digits = text.dropFirst()
      guard text.first == "#", digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
        let value = UInt32(digits, radix: 16)
      else { return nil }
      self = .rgb(
        red: UInt8(value >> 16), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
    }
  }

  private static let ansiNames = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "bright-black",
    "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan",
    "bright-white",
  ]

  /// The nearest colour of a terminal with 256 or 16; -1 for its own.
  package func number(colors: Int) -> Int16 {
    switch self {
    case .terminal: -1
    case .palette(let number) where number < 16 || colors >= 256: Int16(number)
    case .palette(let number): Int16(ColorPalette.nearestANSI(to: ColorPalette.color(number)))
    case .rgb(let red, let green, let blue):
      colors >= 256
        ? Int16(ColorPalette.nearest(to: RGB(red, green, blue)))
        : Int16(ColorPalette.nearestANSI(to: RGB(red, green, blue)))
    }
  }
}
