import SeededRandom
import Testing

@testable import TerminalUI

@Suite("Cell widths")
struct CellWidthTests {
  @Test(
    "text is as wide as its glyphs",
    arguments: [
      ("", 0), ("orders", 6), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한글", 4), ("ｆ", 2), ("ﾊ", 1),
      ("😀", 2),
      ("❤", 1), ("─│█▁", 4), ("⣿", 1), ("α±§", 3), ("שלום", 4), ("ไทย", 3), ("กำ", 2),
      ("\u{3000}", 2),
    ])
  func widths(_ text: String, _ width: Int) {
    #expect(CellWidth.of(text) == width)
    #expect(CellWidth.of(text[...]) == width)
  }

  @Test(
    "text is cut by cells and says so",
    arguments: [
      ("orders", 6, "orders"), ("orders", 5, "orde…"), ("orders", 1, "…"), ("orders", 0, ""),
      ("orders", -1, ""),
      ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 2, "…"), ("日本語", 1, "…"),
      ("a日", 2, "a…"), ("日a", 2, "…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
      ("a\u{1B}b", 3, "a·b"), ("", 3, ""),
      ("ab\u{200B}", 2, "ab"),
    ])
  func truncation(_ text: String, _ limit: Int, _ expected: String) {
    #expect(CellWidth.truncate(text, to: limit) == expected)
  }

  @Test("the sign of a cut is ASCII where it has to be")
  func asciiTruncation() {
    #expect(CellWidth.truncate("orders", to: 4, isASCII: true) == "ord~")
  }

  @Test("a cut text is never wider than asked")
  func neverWider() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<2000 {
      let text = HostileText.random(30, using: &generator)
      let width = Int.random(in: 0...40, using: &generator)
      #expect(CellWidth.of(CellWidth.truncate(text, to: width)) <= width)
    }
  }
}
