import StreamModel
import TerminalUI

/// Busy, backpressured and idle share side by side, in three shades and three colours.
enum PressureBar {
  static func cell(_ pressure: Pressure?, isOld: Bool, width: Int, charset: Charset) -> CellText {
    guard let pressure,
      pressure.busy != nil || pressure.backpressured != nil || pressure.idle != nil
    else { return CellText("") }
    let busy = pressure.busy?.value ?? 0
    let backpressured = pressure.backpressured?.value ?? 0
    // The worst subtask's shares may sum to more than a second (different subtasks): busy and backpressured
    // keep their length, idle is the rest.
    let counts = Bar.cells([busy, backpressured, max(0, 1 - busy - backpressured)], width: width)
    var cell = CellText("")
    let fills = [
      (charset.busyFill, Role.busy), (charset.backpressuredFill, .backpressured),
      (charset.idleFill, .idle),
    ]
    cell.tail = zip(fills, counts).map { fill, count in
      Span(String(repeating: fill.0, count: count), isOld ? .dim : fill.1)
    }
    return cell
  }
}
