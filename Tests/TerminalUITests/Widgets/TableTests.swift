import Testing

@testable import TerminalUI

@Suite("Tables")
struct TableTests {
  private struct Row {
    var name: String
    var figure: Double?
  }

  private static let table = Table<Row, String>(
    columns: [
      TableColumn(
        "name", ColumnSpec("NAME", minimum: 6), canBeHidden: false,
        cell: { row, _ in CellText(row.name, .title) }, key: { .text($0.name) }),
      TableColumn(
        "figure", ColumnSpec("FIGURE", minimum: 6, alignment: .right, dropOrder: 1),
        cell: { row, _ in
          row.figure.map { CellText(Format.count($0), .warning, isBold: true) } ?? .unknown
        }, key: { .number($0.figure) }),
    ], givenOrder: "as listed", id: { $0.name }, searched: { [$0.name] })

  private let rows = [
    Row(name: "b", figure: nil), Row(name: "c", figure: 1), Row(name: "a", figure: 1),
    Row(name: "d", figure: 7),
  ]

  private func order(by name: String?, isReversed: Bool = false, filter: String = "") -> [String] {
    Self.table.arranged(rows, by: name, isReversed: isReversed, filter: filter).order
  }

  @Test("rows come as given, or by a column both ways, and what is not shown comes last")
  func order() {
    #expect(order(by: nil) == ["b", "c", "a", "d"])
    #expect(order(by: nil, isReversed: true) == ["d", "a", "c", "b"])
    #expect(order(by: "name") == ["a", "b", "c", "d"])
    #expect(order(by: "figure") == ["d", "c", "a", "b"])
    #expect(order(by: "figure", isReversed: true) == ["c", "a", "d", "b"])
  }

  @Test("rows that a column does not tell apart go by the tie of their table")
  func ties() {
    var table = Self.table
    table.tie = { $0.name }
    #expect(table.arranged(rows, by: "figure").order == ["d", "a", "c", "b"])
  }

  @Test("in a tree rows are ordered among those of one parent, and a filter keeps all parents")
  func tree() {
    var table = Self.table
    // `ab` is a part of `a`.
    table.parent = { $0.count > 1 ? String($0.dropLast()) : nil }
    let rows = ["b", "ba", "a", "aa", "ab", "abx", "aby"].enumerated().map {
      Row(name: $1, figure: Double($0))
    }
    func order(by name: String?, isReversed: Bool = false, filter: String = "") -> [String] {
      table.arranged(rows, by: name, isReversed: isReversed, filter: filter).order
    }
    #expect(order(by: nil) == ["b", "ba", "a", "aa", "ab", "abx", "aby"])
    #expect(order(by: nil, isReversed: true) == ["a", "ab", "aby", "abx", "aa", "b", "ba"])
    #expect(order(by: "name") == ["a", "aa", "ab", "abx", "aby", "b", "ba"])
    #expect(order(by: "figure") == ["a", "ab", "aby", "abx", "aa", "b", "ba"])
    #expect(order(by: nil, filter: "x") == ["a", "ab", "abx"])
    #expect(table.arranged(rows, by: nil, filter: "x").total == 7)
  }

  @Test("a filter lets through what has all wanted words and none that is unwanted")
  func filter() {
    #expect(order(by: "name", filter: "A") == ["a"])
    #expect(order(by: "name", filter: "!a !b") == ["c", "d"])
    #expect(order(by: nil, filter: "x").isEmpty)
    #expect(Self.table.arranged(rows, by: nil, filter: "a").total == 4)
  }

  @Test("the cursor is on the first row until it is moved, then follows its row")
  func cursor() {
    var state = TableState<String>(sort: "figure")
    state.arrange(rows, in: Self.table)
    #expect(state.cursor == "d")
    state.sort = "name"
    state.arrange(rows, in: Self.table)
    #expect(state.cursor == "a")
    state.take(.move(by: 1))
    state.sort = "figure"
    state.arrange(rows, in: Self.table)
    #expect(state.cursor == "b" && state.row == 3)
    state.arrange(rows.filter { $0.name != "b" }, in: Self.table)
    #expect(state.cursor == "a" && state.row == 2)
  }

  @Test("behind a filter without a match there is no cursor, and its row is found again")
  func hiddenCursor() {
    var state = TableState<String>()
    state.arrange(rows, in: Self.table)
    state.take(.go(to: 2))
    state.take(.filter("x"))
    state.arrange(rows, in: Self.table)
    #expect(state.cursor == nil && state.selected == "a")
    state.take(.filter(""))
    state.arrange(rows, in: Self.table)
    #expect(state.cursor == "a")
    state.take(.filter("x"))
    state.arrange(rows, in: Self.table)
    state.take(.move(by: 1))
    #expect(state.selected == nil)
  }

  @Test("the cursor stops at either end, however far it is sent", arguments: [Int.max, Int.min])
  func ends(step: Int) {
    var state = TableState<String>()
    state.arrange(rows, in: Self.table)
    state.take(.move(by: step))
    #expect(state.row == (step > 0 ? 3 : 0))
  }

  @Test("a mark is set and taken away, and goes on to the next row")
  func marks() {
    var state = TableState<String>()
    state.arrange(rows, in: Self.table)
    state.take(.mark)
    state.take(.mark)
    #expect(state.marked == ["b", "c"] && state.cursor == "a")
    state.take(.go(to: 0))
    state.take(.mark)
    #expect(state.marked == ["c"])
  }

  @Test("head, rows, cursor and marks are drawn, each in its role")
  func drawing() {
    var state = TableState<String>(sort: "figure")
    state.arrange(rows, in: Self.table)
    state.marked = ["c"]
    var frame = Frame(size: Size(columns: 16, rows: 4))
    let placement = Self.table.placement(in: frame.bounds)
    Self.table.draw(state, at: placement, isFocused: true, charset: .ascii, in: &frame) { id in
      rows.first { $0.name == id }
    }
    #expect(
      frame.lines == [" NAME   FIGURE", ">d           7", "+c           1", " a           1"])
    #expect(frame[8, 0].style == Style(.accent, isBold: true))
    #expect(frame[1, 0].style == Style(.tableHead))
    #expect(frame[13, 1].style == Style(.warning, isReversed: true, isBold: true))
    #expect(frame[1, 1].style == Style(.selection, isReversed: true))
    #expect(frame[1, 2].style.role == .marked)
    #expect(frame[1, 3].style == Style(.title))
    #expect(frame[13, 3].style == Style(.warning, isBold: true))
    #expect(placement.position(offset: 0, count: 4)?.text == " 1-3 of 4 ")
  }

  @Test("a cell of the screen is found again as a head or a line of the table")
  func hits() {
    let placement = Self.table.placement(in: Rect(column: 2, row: 3, columns: 16, rows: 4))
    #expect(placement.head(column: 3, row: 3)?.name == "name")
    #expect(placement.head(column: 10, row: 3)?.name == "figure")
    #expect(placement.head(column: 2, row: 3) == nil)
    #expect(placement.head(column: 10, row: 4) == nil)
    #expect(placement.line(column: 2, row: 4) == 0)
    #expect(placement.line(column: 17, row: 6) == 2)
    #expect(placement.line(column: 18, row: 6) == nil)
    #expect(placement.line(column: 5, row: 7) == nil)
  }

  @Test("hidden columns are left out, but for what a row is known by")
  func hidden() {
    let placement = Self.table.placement(
      hiding: ["name", "figure"], in: Rect(column: 0, row: 0, columns: 40, rows: 4))
    #expect(placement.shown.map(\.name) == ["name"])
  }
}
