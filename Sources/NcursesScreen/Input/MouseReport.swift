import TerminalUI

/// A mouse event in SGR form: `ESC [ < button ; column ; row M`, `m` on release.
struct MouseReport {
  private var button: Int
  private var column: Int
  private var row: Int
  private var isRelease: Bool

  init?(parameters bytes: ArraySlice<UInt8>, final: UInt8) {
    guard let numbers = Token.parameters(bytes), numbers.count == 3, numbers[1] > 0, numbers[2] > 0,
      final == UInt8(ascii: "M") || final == UInt8(ascii: "m")
    else { return nil }
    button = numbers[0]
    column = numbers[1] - 1
    row = numbers[2] - 1
    isRelease = final == UInt8(ascii: "m")
  }

  /// A click of the first button or a step of the wheel; all else is none of ours.
  var event: Event? {
    let modifiers = 4 | 8 | 16
    switch button & ~modifiers {
    case 0 where !isRelease: return .click(column: column, row: row)
    case 64: return .scroll(lines: -1, column: column, row: row)
    case 65: return .scroll(lines: 1, column: column, row: row)
    default: return nil
    }
  }
}
