import TerminalUI
import Testing

@testable import flinktop

@Suite("A table in plain text")
struct TextTableTests {
  private let columns = [
    TextColumn("NAME", minimum: 8), TextColumn("N", isRight: true),
    TextColumn("WHERE", minimum: 6, dropOrder: 1), TextColumn("PATH"),
  ]

  private func table(
    _ rows: [[TextCell]], _ columns: Int?, isTerminal: Bool = true, charset: Charset = .unicode
  ) -> [String] {
    let width = TextWidth(columns: columns, isTerminal: isTerminal)
    return TextTable(columns: self.columns, rows: rows, width: width, charset: charset).text
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("a table that fits is as wide as its cells, and no line ends in blanks")
  func fits() {
    #expect(
      table([["orders", "5", "here", "s3://a"], ["x", "12", "", ""]], 80) == [
        "NAME     N  WHERE  PATH", "orders   5  here   s3://a", "x       12",
      ])
  }

  @Test("long names are cut with a sign, the longest first, and what is copied is never cut")
  func cut() {
    let long: TextCell = "insert-into_default_catalog.default_database.sink"
    let row: [TextCell] = [long, "5", "somewhere", "s3://bucket/path"]
    #expect(
      table([row], 50) == [
        "NAME                N  WHERE      PATH",
        "insert-into_defau…  5  somewhere  s3://bucket/path",
      ])
    #expect(table([row], 50, charset: .ascii)[1].hasPrefix("insert-into_defau~  5"))
    // No room at all: on a terminal a column goes, in a pipe none.
    #expect(
      table([row], 30) == ["NAME       N  PATH", "insert-i…  5  s3://bucket/path"])
    #expect(
      table([row], 30, isTerminal: false) == [
        "NAME      N  WHERE   PATH", "insert-…  5  somew…  s3://bucket/path",
      ])
  }

  @Test("--wide cuts nothing")
  func wide() {
    let name = String(repeating: "x", count: 100_000)
    #expect(table([[TextCell(name), "1", "", ""]], nil)[1] == name + "  1")
  }

  @Test("a name of 100 kB takes no more than its column")
  func huge() {
    let name = String(repeating: "列", count: 50_000)
    let lines = table([[TextCell(name), "1", "here", "s3://a"]], 40)
    #expect(lines.allSatisfy { CellWidth.of($0) <= 40 })
  }

  @Test("a name that does not fit is told by its short form, if it has one")
  func short() {
    let cell = TextCell("Source: orders -> decode -> event time", short: "Source: orders")
    #expect(table([[cell, "1", "", ""]], 30)[1] == "Source: orders  1")
    #expect(table([[cell, "1", "", ""]], 80)[1].hasPrefix("Source: orders -> decode"))
    // What the short forms leave is no wide gap.
    #expect(table([[cell, "1", "here", ""]], 30)[0] == "NAME            N  WHERE  PATH")
  }

  @Test("nothing in a cell is obeyed by a terminal")
  func harmless() {
    #expect(!table([["a\u{1B}[2Jb", "1", "", "\u{7}"]], 80).joined().contains("\u{1B}"))
  }
}
