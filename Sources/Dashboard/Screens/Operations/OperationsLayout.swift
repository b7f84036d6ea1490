import TerminalUI

/// The Operations screen: one list.
struct OperationsLayout {
  /// With its frame.
  var box: Rect
  var table: TableLayout

  init(_ size: Size) {
    box = ScreenLayout(size).body
    table = TableLayout(in: box.inset(left: 1, top: 1, right: 1, bottom: 1))
  }
}
