import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Figures by their age")
struct OldFiguresTests {
  /// The Job screen of `orders`, its figures some seconds old.
  private func job(age seconds: Int) -> DashboardState {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    state.press(.enter)
    _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(seconds)))
    return state
  }

  /// The role that a text ends in, where it stands first.
  private func role(of text: String, in frame: Frame) -> Role? {
    for (row, line) in frame.lines.enumerated().dropFirst(3) {
      guard let range = line.range(of: text) else { continue }
      let column = line.distance(from: line.startIndex, to: range.upperBound) - 1
      return frame[column, row].style.role
    }
    return nil
  }

  @Test("shares, rates and watermarks are dim once they are old, and gone once they say nothing")
  func ages() {
    for (text, current) in [(" 90%", Role.backpressured), ("-  12.0k", .text), ("2m 03s", .text)] {
      #expect(role(of: text, in: job(age: 0).frame()) == current, "\(text)")
      #expect(role(of: text, in: job(age: 60).frame()) == .dim, "\(text)")
      #expect(role(of: text, in: job(age: 200).frame()) == nil, "\(text)")
    }
  }
}

extension String {
  fileprivate func range(of text: String) -> Range<String.Index>? { ranges(of: text).first }
}
