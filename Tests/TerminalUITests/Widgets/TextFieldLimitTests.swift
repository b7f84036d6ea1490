import Glibc
import SeededRandom
import TerminalUI
import Testing

@Suite("Long text in a field")
struct TextFieldLimitTests {
  private let full = TextField(String(repeating: "x", count: TextField.limit))

  @Test("a field takes 500 characters of a paste and says that there was more")
  func limit() {
    #expect(TextField.limit == 500)
    var field = TextField("ab")
    field.apply(.left)
    #expect(!taken(.insert(String(repeating: "é", count: 20_000)), by: &field))
    #expect(field.text == "a" + String(repeating: "é", count: 498) + "b")
    #expect(field.cursor == 499)
  }

  @Test("what fits exactly is taken whole, and nothing beyond")
  func exact() {
    var field = TextField()
    #expect(taken(.insert(String(repeating: "x", count: 500)), by: &field))
    #expect(!taken(.insert("y"), by: &field))
    #expect(field == full)
    #expect(taken(.deleteBackward, by: &field))
    #expect(taken(.insert("y"), by: &field))
    #expect(field.text.hasSuffix("xy"))
  }

  @Test("a text that a field begins with is held to the same limit")
  func beginning() {
    #expect(TextField(String(repeating: "x", count: 600)) == full)
  }

  @Test("control characters that are left out take no room and are nothing lost")
  func controls() {
    var field = TextField(String(repeating: "x", count: 499))
    #expect(taken(.insert("\u{1}\u{1}\n\u{1}"), by: &field))
    #expect(field.text.hasSuffix("x "))
  }

  @Test("a mark joins the last character of a full field")
  func markAtTheEnd() {
    var field = full
    #expect(taken(.insert("\u{301}"), by: &field))
    #expect(field.text.count == 500)
    #expect(field.text.hasSuffix("x\u{301}"))
    #expect(!taken(.insert("\u{301}y"), by: &field))
    #expect(field.cursor == 500)
  }

  @Test("a character with endless marks keeps a few, pasted or typed")
  func endlessMarks() {
    let marks = String(repeating: "\u{301}", count: 100_000)
    var pasted = TextField()
    #expect(!taken(.insert("e" + marks + "f"), by: &pasted))
    #expect(pasted.text.unicodeScalars.count == 17)
    #expect(pasted.text.hasSuffix("f"))
    var typed = TextField("e")
    for _ in 0..<100 { typed.apply(.insert("\u{301}")) }
    #expect(typed.text.unicodeScalars.count == 16)
    #expect(typed.cursor == 1)
  }

  @Test("the characters of a text are what it is made of, whatever was put together")
  func division() {
    var random = SeededGenerator(seed: 7)
    let parts = [
      "a", " ", "/", "日", "e\u{301}", "\u{301}", "\u{200D}", "👩", "👧", "🇩", "🇪", "क", "\u{94D}",
      "\u{1100}", "\u{1161}", "\u{11A8}", "\u{600}", "👍🏽", String(repeating: "\u{302}", count: 30),
      String(repeating: "\u{600}", count: 20), "👩" + String(repeating: "\u{200D}👧", count: 12),
    ]
    let edits: [TextField.Edit] = [
      .left, .left, .right, .deleteBackward, .deleteForward, .deleteWord, .home, .end,
    ]
    var field = TextField()
    for _ in 0..<3_000 {
      if Int.random(in: 0..<3, using: &random) > 0 {
        field.apply(.insert(parts[Int.random(in: 0..<parts.count, using: &random)]))
      } else {
        field.apply(edits[Int.random(in: 0..<edits.count, using: &random)])
      }
      #expect((0...field.text.count).contains(field.cursor))
      #expect(field.text.count <= TextField.limit)
      #expect(field.text.allSatisfy { $0.unicodeScalars.count <= 16 })
      // As many steps to the right as there are characters, and no more.
      var walk = field
      walk.apply(.end)
      #expect(walk.cursor == field.text.count)
    }
  }

  @Test(
    "the cursor stands behind the text before it, also among wide characters and marks",
    arguments: ["日本語日本語", "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", "👩\u{200D}👧ab日c"])
  func cursorColumn(text: String) {
    for width in 2...14 {
      var field = TextField(text)
      while field.cursor > 0 {
        var frame = Frame(size: Size(columns: 30, rows: 1))
        field.draw(column: 2, row: 0, width: width, isFocused: true, in: &frame)
        let column = frame.cursor?.column ?? -1
        #expect((2..<2 + width).contains(column))
        let before = CellWidth.of(String(text.prefix(field.cursor)))
        if before < width { #expect(column == 2 + before) }
        field.apply(.left)
      }
    }
  }

  @Test("drawing at the end of a full field costs what its text is long, not the square of it")
  func drawingIsLinear() {
    // Measured against itself on this machine: five times the text, less than fifteen times the work. The square
    // would be twenty-five times.
    let short = drawingTime(TextField(String(repeating: "日", count: 100)))
    let long = drawingTime(TextField(String(repeating: "日", count: 500)))
    #expect(long < short * 15, "\(short) \(long)")
  }

  private func taken(_ edit: TextField.Edit, by field: inout TextField) -> Bool {
    field.apply(edit)
  }

  /// Processor time of the quickest of some rounds.
  private func drawingTime(_ field: TextField) -> Double {
    var frame = Frame(size: Size(columns: 40, rows: 1))
    return (0..<5).map { _ in
      let start = ThreadTime.now
      for _ in 0..<40 {
        field.draw(column: 0, row: 0, width: 30, isFocused: true, in: &frame)
      }
      return ThreadTime.now - start
    }.min() ?? 0
  }
}

/// Processor time of this thread in seconds: other processes do not lengthen it.
private enum ThreadTime {
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
