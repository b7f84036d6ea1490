package import TerminalUI

extension DashboardState {
  /// The whole screen as it should stand now. Pure: the same state gives the same frame.
  package func frame() -> Frame {
    var frame = Frame(size: size)
    guard isLargeEnough else {
      drawTooSmall(in: &frame)
      return frame
    }
    guard !isBare else {
      visits.top.draw(in: context, frame: &frame)
      return frame
    }
    drawHeader(in: &frame)
    visits.top.draw(in: context, frame: &frame)
    drawFooter(in: &frame)
    drawOverlay(in: &frame)
    return frame
  }

  private func drawTooSmall(in frame: inout Frame) {
    let smallest = ScreenLayout.smallest
    let lines = Wrapping.lines(
      "flinktop needs \(smallest.columns)x\(smallest.rows), this is \(size.columns)x\(size.rows). q quits.",
      width: size.columns, limit: size.rows, isASCII: settings.charset.isASCII)
    for (row, line) in lines.enumerated() {
      frame.put(line, column: 0, row: row, style: Style(.warning))
    }
  }
}
