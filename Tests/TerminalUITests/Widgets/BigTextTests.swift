import TerminalUI
import Testing

@Suite("Big letters")
struct BigTextTests {
  @Test("letters are three half-block lines high")
  func letters() {
    #expect(
      BigText.lines("Hi", columns: 20, charset: .unicode) == ["█ █ ▀█▀", "█▀█  █ ", "▀ ▀ ▀▀▀"])
  }

  @Test("what does not fit is cut at a letter, what has no shape stays text")
  func cutting() {
    #expect(BigText.lines("orders", columns: 8, charset: .unicode).map(\.count) == [7, 7, 7])
    #expect(BigText.lines("注文", columns: 8, charset: .unicode) == ["注文"])
    #expect(BigText.lines("A", columns: 8, charset: .ascii).count == 5)
  }

  @Test("a text that is cut ends in an ellipsis, and none is wider than asked")
  func cut() {
    #expect(
      BigText.lines("ab", columns: 7, charset: .unicode)
        != BigText.lines("abc", columns: 7, charset: .unicode))
    #expect(
      BigText.lines("abc", columns: 7, charset: .unicode) == ["▄▀▄    ", "█▀█    ", "▀ ▀ ▀ ▀"])
    for columns in 0...40 {
      for line in BigText.lines("ledger-migration", columns: columns, charset: .unicode) {
        #expect(CellWidth.of(line) <= columns)
      }
    }
  }
}
