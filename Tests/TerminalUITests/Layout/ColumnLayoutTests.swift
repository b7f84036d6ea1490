import Testing

@testable import TerminalUI

@Suite("Columns, scrolling and wrapping")
struct ColumnLayoutTests {
  private let specs = [
    ColumnSpec("A", minimum: 4, maximum: 10), ColumnSpec("B", minimum: 4, dropOrder: 2),
    ColumnSpec("C", minimum: 4, maximum: 6, dropOrder: 1),
  ]

  @Test("columns leave in their order when room is short")
  func dropping() {
    #expect(ColumnLayout.place(specs, width: 14).map(\.index) == [0, 1, 2])
    #expect(ColumnLayout.place(specs, width: 13).map(\.index) == [0, 2])
    #expect(ColumnLayout.place(specs, width: 8).map(\.index) == [0])
  }

  @Test("flexible columns share the room that is left, up to their maximum")
  func growing() {
    #expect(ColumnLayout.place(specs, width: 17).map(\.width) == [6, 4, 5])
    #expect(ColumnLayout.place(specs, width: 100).map(\.width) == [10, 4, 6])
  }

  @Test("columns never reach past the width while one can leave", arguments: 4...120)
  func fits(width: Int) {
    let placed = ColumnLayout.place(specs, width: width)
    #expect((placed.last.map { $0.column + $0.width } ?? 0) <= max(4, width))
  }

  @Test("the window moves as little as it can")
  func scrolling() {
    #expect(Scrolling.offset(selected: 5, count: 20, height: 10, current: 0) == 0)
    #expect(Scrolling.offset(selected: 10, count: 20, height: 10, current: 0) == 1)
    #expect(Scrolling.offset(selected: 3, count: 20, height: 10, current: 8) == 3)
    #expect(Scrolling.offset(selected: nil, count: 5, height: 10, current: 8) == 0)
    #expect(Scrolling.offset(selected: 0, count: 0, height: 0, current: 3) == 0)
  }

  @Test("sentences break at blanks, long words anywhere, and the last line says that there is more")
  func wrapping() {
    #expect(Wrapping.lines("one two three", width: 7) == ["one two", "three"])
    #expect(Wrapping.lines("abcdefghij", width: 4) == ["abcd", "efgh", "ij"])
    #expect(Wrapping.lines("one two three four", width: 7, limit: 2) == ["one two", "three …"])
    #expect(Wrapping.lines("", width: 7).isEmpty)
    #expect(Wrapping.lines("x", width: 0).isEmpty)
  }
}

@Suite("A line being typed")
struct TextFieldTests {
  @Test("keys edit as in a shell")
  func editing() {
    var field = TextField("s3://sp/orders")
    field.apply(.deleteWord)
    #expect(field.text == "s3://sp/")
    field.apply(.home)
    field.apply(.deleteForward)
    field.apply(.insert("S"))
    #expect(field.text == "S3://sp/")
    #expect(field.cursor == 1)
    field.apply(.clear)
    #expect(field.text.isEmpty)
    field.apply(.deleteBackward)
    #expect(field.text.isEmpty)
  }

  @Test("pasted newlines and control characters do nothing")
  func pasting() {
    var field = TextField()
    field.apply(.insert("a\nb\u{1b}[31mc\t"))
    #expect(field.text == "a b[31mc ")
  }

  @Test(
    "marks and joiners typed one by one never put the cursor outside the text",
    arguments: ["e\u{301}", "\u{301}\u{301}a", "ก็", "हि", "🇩🇪", "👍🏽", "👩\u{200d}👧"])
  func combining(text: String) {
    var field = TextField()
    for scalar in text.unicodeScalars { field.apply(.insert(String(scalar))) }
    #expect(field.cursor <= field.text.count)
    for edit in [TextField.Edit.left, .insert("\u{301}"), .deleteBackward, .deleteForward, .end] {
      field.apply(edit)
      #expect((0...field.text.count).contains(field.cursor))
      var frame = Frame(size: Size(columns: 20, rows: 1))
      field.draw(column: 0, row: 0, width: 10, isFocused: true, in: &frame)
    }
  }

  @Test("the cursor stays visible in a long text", arguments: [2, 5, 10, 40])
  func scrolling(width: Int) {
    var frame = Frame(size: Size(columns: 50, rows: 1))
    TextField(String(repeating: "x", count: 200))
      .draw(column: 3, row: 0, width: width, isFocused: true, in: &frame)
    let column = frame.cursor?.column ?? -1
    #expect(column >= 3 && column < 3 + width)
  }
}
