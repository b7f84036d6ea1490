import Testing

@testable import TerminalUI

@Suite("Changes between frames")
struct FrameChangesTests {
  private func frame(_ rows: String...) -> Frame {
    var frame = Frame(size: Size(columns: 8, rows: rows.count))
    for (row, text) in rows.enumerated() { frame.put(text, column: 0, row: row) }
    return frame
  }

  @Test("a frame that is the same changes nothing")
  func same() {
    #expect(frame("orders", "日e\u{301}").changes(from: frame("orders", "日e\u{301}")) == [])
  }

  @Test("only rows that differ change, from the first to the last cell that does")
  func rows() {
    let changes = frame("orders", "12.4k", "ab").changes(from: frame("orders", "12.9k", "ab"))
    #expect(changes == [CellRun(row: 1, columns: 3..<4)])
  }

  @Test("a change takes whole wide characters of the old frame and the new")
  func wide() {
    #expect(frame("a本c").changes(from: frame("abcc")) == [CellRun(row: 0, columns: 1..<3)])
    #expect(frame("abcc").changes(from: frame("a本c")) == [CellRun(row: 0, columns: 1..<3)])
  }

  @Test("a mark or a style alone is a change")
  func subtle() {
    #expect(frame("e\u{301}").changes(from: frame("e")) == [CellRun(row: 0, columns: 0..<1)])
    var styled = frame("ab")
    styled.restyle(Rect(column: 1, row: 0, columns: 1, rows: 1)) { $0.role = .critical }
    #expect(styled.changes(from: frame("ab")) == [CellRun(row: 0, columns: 1..<2)])
  }

  @Test("without a former frame, or with one of another size, everything changes")
  func all() {
    #expect(frame("a", "b").changes(from: nil).count == 2)
    #expect(frame("a", "b").changes(from: frame("a")).map(\.columns) == [0..<8, 0..<8])
  }
}
