import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Lines that are short of room")
struct LinePartTests {
  private let parts = [
    LinePart("4 TaskManagers", "TM 4", importance: 2), LinePart("45 of 64 slots", importance: 3),
    LinePart("read-only", importance: 1),
  ]

  @Test(
    "parts get fewer words, then go, the least important first",
    arguments: [
      (80, "4 TaskManagers · 45 of 64 slots · read-only"), (42, "4 TaskManagers · 45 of 64 slots"),
      (28, "TM 4 · 45 of 64 slots"), (20, "45 of 64 slots"), (3, ""),
    ])
  func fitting(width: Int, text: String) {
    #expect(LinePart.line(parts, separator: " · ", width: width) == text)
  }

  @Test(
    "words are whole, and how many there was no room for is told",
    arguments: [
      (30, "orders  payments  audit"), (22, "orders  and 2 more"), (18, "orders  and 2 more"),
      (17, ""), (0, ""),
    ])
  func words(width: Int, text: String) {
    #expect(LinePart.words(["orders", "payments", "audit"], width: width) == text)
  }

  @Test("the foot of the wall is never cut, whatever the width", arguments: 40...140)
  func wallFoot(columns: Int) throws {
    var state = OrdersFixture.state(columns: columns, rows: 24)
    state.showWall(rotation: .seconds(15))
    _ = state.reduce(.tick, at: Fixture.now)
    let lines = state.frame().lines.suffix(2)
    #expect(!lines.contains { $0.contains("…") }, "\(lines)")
    #expect(lines.last?.contains("not judged") == true)
  }

  @Test("the counts above the jobs are never cut", arguments: 40...90)
  func counts(columns: Int) {
    let line = Fixture.state(columns: columns).frame().lines[1]
    #expect(!line.contains("…") && line.contains("ended 2"), "\(line)")
    #expect(line.contains("1 failed") || columns < 50)
  }

  @Test("hints of the filter and the command line are never cut", arguments: 40...140)
  func hints(columns: Int) throws {
    var state = Fixture.state(columns: columns)
    state.press(.character("/"))
    let line = try #require(state.frame().lines.last)
    #expect(line.contains("Enter keep  Esc clear"))
    let wholes = ["!word excludes ", "name, id or state ", "words "]
    #expect(wholes.contains { line.contains($0) }, "\(line)")
    for word in ["", "s", "sort", "theme ", "interval "] {
      state = Fixture.state(columns: columns)
      state.press(.character(":"))
      state.type(word)
      #expect(state.frame().lines.last?.contains("…") == false, "\(word)")
    }
  }

  @Test(
    "the Checkpoints screens cut neither a word nor a column on narrow terminals",
    arguments: 40...60, [[], [Key.enter], [.enter, .enter]])
  func checkpoints(columns: Int, keys: [Key]) {
    var state = OrdersFixture.state(columns: columns, rows: 24)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    state.press(.enter, .character("3"))
    for key in keys { state.press(key) }
    let lines = state.frame().lines
    // What names and paths are cut by is theirs; heads, titles and sums are ours.
    let ours = lines.filter { $0.contains("╭") || $0.contains("VERTEX") || $0.contains("SUB") }
    #expect(!ours.contains { $0.contains("…") }, "\(ours)")
    for line in lines where line.hasPrefix("│") { #expect(line.hasSuffix("│"), "\(line)") }
    #expect(lines[0].contains("orders"))
  }

  @Test("the name of a vertex is said once where it has no longer one")
  func vertexName() {
    var state = OrdersFixture.opened()
    state.job?.pane = .vertices
    state.job?.vertex = OrdersFixture.vertexID(2)
    state.press(.enter)
    #expect(state.job?.isVertexOpen == true)
    let lines = state.frame().lines.filter {
      $0.contains("fraud score") && $0.contains("Esc closes")
    }
    #expect(lines.count == 1)
    let inside = state.frame().lines.contains { line in
      line.split(separator: "│").contains { $0.trimmed == "fraud score" }
    }
    #expect(!inside)
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
