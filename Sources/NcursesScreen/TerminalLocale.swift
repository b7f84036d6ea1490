import CNcurses
import Glibc

/// What the environment says of the characters that are understood, for text without a screen.
package enum TerminalLocale {
  /// True where the locale's encoding is UTF-8.
  package static var isUnicode: Bool {
    setlocale(LC_CTYPE, "")
    return nc_is_utf8_locale() != 0
  }
}
