import TerminalUI

extension TableState {
  /// `/orders 2 of 40 · ` in front of what else a box says of its list; empty where all rows are shown.
  func filterRemark(_ charset: Charset) -> String {
    guard !filter.isEmpty else { return "" }
    let text = CellWidth.truncate(filter, to: 20, isASCII: charset.isASCII)
    return "/\(text) \(order.count) of \(total) \(charset.separator) "
  }
}
