/// Whether a terminal's background is dark or light, as far as the terminal tells.
package enum TerminalBackground: Hashable, Sendable {
  case dark, light

  /// By which ink can be read better on it.
  init(_ color: RGB) {
    self =
      color.contrast(with: RGB(0, 0, 0)) > color.contrast(with: RGB(255, 255, 255)) ? .light : .dark
  }

  /// Reads the answer to OSC 11: `rgb:ffff/ffff/ffff`, each part of one to four hexadecimal digits; `rgba:` has a
  /// fourth; some write `#rrggbb`.
  package init?(answer: String) {
    if case .rgb(let red, let green, let blue)? = ThemeColor(answer) {
      self.init(RGB(red, green, blue))
      return
    }
    guard let colon = answer.firstIndex(of: ":"), ["rgb", "rgba"].contains(answer[..<colon]) else {
      return nil
    }
    let parts = answer[answer.index(after: colon)...].split(
      separator: "/", omittingEmptySubsequences: false)
    guard parts.count == (answer.hasPrefix("rgba") ? 4 : 3) else { return nil }
    let values = parts.map { part -> UInt8? in
      guard (1...4).contains(part.count), part.allSatisfy(\.isHexDigit),
        let value = Int(part, radix: 16)
      else { return nil }
      return UInt8(value * 255 / ((1 << (4 * part.count)) - 1))
    }
    guard let red = values[0], let green = values[1], let blue = values[2] else { return nil }
    self.init(RGB(red, green, blue))
  }

  /// Reads `$COLORFGBG`, as rxvt and Konsole set it: numbers of the 16 colours, the background's last (`15;0`).
  package init?(colorFGBG text: String) {
    guard let last = text.split(separator: ";").last, let number = Int(last),
      (0..<16).contains(number)
    else { return nil }
    // Gray (8) counts as dark, as in vim.
    self = number < 7 || number == 8 ? .dark : .light
  }
}
