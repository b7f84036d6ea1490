import CNcurses
import TerminalUI

/// The size of the terminal, made usable.
enum TerminalSize {
  // What a line without a size, such as a serial console, is taken for.
  private static let unknown = Size(columns: 80, rows: 24)
  // No screen has more; a wrong answer must not ask for gigabytes.
  private static let largest = Size(columns: 1_000, rows: 500)

  static func current(of options: ScreenOptions) -> Size {
    usable(claimed(by: options) ?? unknown)
  }

  /// Whether the terminal claims a size, or none, that needs no correction.
  static func isSensible(of options: ScreenOptions) -> Bool {
    claimed(by: options).map { usable($0) == $0 } ?? true
  }

  private static func claimed(by options: ScreenOptions) -> Size? {
    for descriptor in [options.output, options.input] {
      let size = nc_terminal_size(descriptor)
      if size.ws_col > 0, size.ws_row > 0 {
        return Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
      }
    }
    return nil
  }

  private static func usable(_ size: Size) -> Size {
    Size(
      columns: min(max(size.columns, 1), largest.columns),
      rows: min(max(size.rows, 1), largest.rows))
  }
}
