/// The characters that lines, sparklines and signs are drawn with: Unicode, or ASCII where the locale or
/// `--ascii` wants it.
package struct Charset: Hashable, Sendable {
  package var isASCII: Bool
  /// Eight rising levels for sparklines and columns.
  package var ramp: [Character]
  /// Box lines: horizontal, vertical, the four corners (clockwise from top left).
  package var horizontal: Character
  package var vertical: Character
  package var corners: [Character]
  /// Shares of a stacked bar: busy, backpressured, idle.
  package var busyFill: Character
  package var backpressuredFill: Character
  package var idleFill: Character
  /// Signs: critical, warning, selected row, live, sort descending and ascending, failed, in progress.
  package var critical: Character
  package var warning: Character
  package var selected: Character
  package var dot: Character
  package var descending: Character
  package var ascending: Character
  package var failed: Character
  package var inProgress: Character
  /// Between a value and what it became; in ASCII a word, because no sign there could not be read as a minus.
  package var arrow: String
  package var separator: Character

  /// Before a figure that is a total, where rates stand.
  package var total: String { isASCII ? "#" : "Σ" }

  /// Before a figure that may be too large.
  package var atMost: String { isASCII ? "<" : "≤" }

  /// For a terminal that shows Unicode.
  package static let unicode = Charset(
    isASCII: false, ramp: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], horizontal: "─", vertical: "│",
    corners: ["╭", "╮", "╯", "╰"], busyFill: "▓", backpressuredFill: "░", idleFill: "·",
    critical: "!", warning: "▲", selected: "▌", dot: "●", descending: "▼", ascending: "▲",
    failed: "✗", inProgress: "○", arrow: "→", separator: "·")

  /// For one that shows ASCII only.
  package static let ascii = Charset(
    isASCII: true, ramp: ["_", ".", ":", "=", "+", "*", "#", "@"], horizontal: "-", vertical: "|",
    corners: ["+", "+", "+", "+"], busyFill: "#", backpressuredFill: "%", idleFill: ".",
    critical: "!", warning: "^", selected: ">", dot: "*", descending: "v", ascending: "^",
    failed: "x", inProgress: "o", arrow: "to", separator: "|")
}
