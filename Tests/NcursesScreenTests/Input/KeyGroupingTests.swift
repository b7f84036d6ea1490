import TerminalUI
import Testing

@testable import NcursesScreen

@Suite("Keys alone and keys in a heap")
struct KeyGroupingTests {
  private var decoder = InputDecoder()
  private var grouping = KeyGrouping()

  /// What the reader does with a read that comes at a time, in milliseconds.
  private mutating func read(_ text: String, at time: Int, handledAt end: Int? = nil) -> [Event] {
    grouping.noteInput(
      at: .milliseconds(time), isContinuation: decoder.pending != .nothing)
    let decoded = decoder.feed(Array(text.utf8))
    let events = group(decoded)
    grouping.noteHandled(at: .milliseconds(end ?? time))
    return events
  }

  private mutating func flush() -> [Event] {
    let events = decoder.flush()
    return group(events)
  }

  private func group(_ events: [Event]) -> [Event] {
    grouping.group(events, isOnly: decoder.tokenCount == 1 && decoder.pending == .nothing)
  }

  @Test("a key is alone 50 ms after the input before, and not a moment sooner")
  mutating func pauses() {
    #expect(read("s", at: 0) == [.key(.character("s"))])
    #expect(read("y", at: 49) == [.keys([.character("y")])])
    #expect(read("y", at: 99) == [.key(.character("y"))])
  }

  @Test("keys of one read are one event")
  mutating func heap() {
    #expect(read("sy\r", at: 0) == [.keys([.character("s"), .character("y"), .enter])])
    let many = read(String(repeating: "x", count: 4_096), at: 1_000)
    #expect(many == [.keys(Array(repeating: .character("x"), count: 4_096))])
  }

  @Test("pastes, clicks and wheel steps keep their place among the keys")
  mutating func order() {
    #expect(
      read("ab\u{1B}[200~p\u{1B}[201~c\u{1B}[<0;3;2Md\u{1B}[<64;1;1M", at: 0) == [
        .keys([.character("a"), .character("b")]), .paste("p"), .keys([.character("c")]),
        .click(column: 2, row: 1), .keys([.character("d")]), .scroll(lines: -1, column: 0, row: 0),
      ])
  }

  @Test("a key right behind a paste is not alone, in its read or in the next")
  mutating func afterPaste() {
    #expect(read("\u{1B}[200~p\u{1B}[201~\r", at: 0) == [.paste("p"), .keys([.enter])])
    #expect(read("\u{1B}[200~p", at: 1_000) == [])
    #expect(read("\u{1B}[201~y", at: 2_000) == [.paste("p"), .keys([.character("y")])])
    #expect(read("\u{1B}[200~p\u{1B}[201~", at: 3_000) == [.paste("p")])
    #expect(read("y", at: 3_049) == [.keys([.character("y")])])
    #expect(read("y", at: 3_100) == [.key(.character("y"))])
  }

  @Test("the sequence of one key is one key, also where it comes in pieces")
  mutating func sequences() {
    #expect(read("\u{1B}[A", at: 0) == [.key(.up)])
    #expect(read("é", at: 100) == [.key(.character("é"))])
    #expect(read("\u{1B}[", at: 200) == [])
    #expect(read("1;5", at: 210) == [])
    #expect(read("B", at: 220) == [.key(.down)])
    #expect(read("\u{1B}[", at: 230) == [])
    #expect(read("B", at: 300) == [.keys([.down])])
  }

  @Test("Esc that comes by the timer is alone if nothing came with it or before it")
  mutating func escape() {
    #expect(read("\u{1B}", at: 0) == [])
    #expect(flush() == [.key(.escape)])
    #expect(read("q\u{1B}", at: 100) == [.keys([.character("q")])])
    #expect(flush() == [.keys([.escape])])
    #expect(read("\u{1B}", at: 120) == [])
    #expect(flush() == [.keys([.escape])])
  }

  @Test("a key beside something that is no key is not alone")
  mutating func beside() {
    #expect(read("\u{1B}[99~y", at: 0) == [.keys([.character("y")])])
    #expect(read("y\u{1B}[99~", at: 100) == [.keys([.character("y")])])
    #expect(read("y\u{1B}[", at: 200) == [.keys([.character("y")])])
    #expect(read("A", at: 300) == [.keys([.up])])
  }

  @Test("what came while the program was busy with the input before was not pressed alone")
  mutating func busy() {
    #expect(read("s", at: 0, handledAt: 300) == [.key(.character("s"))])
    #expect(read("y", at: 301) == [.keys([.character("y")])])
  }

  @Test("a click is what it is, alone or not")
  mutating func click() {
    #expect(read("\u{1B}[<0;3;2M", at: 0) == [.click(column: 2, row: 1)])
    #expect(read("\u{1B}[<0;3;2M", at: 1) == [.click(column: 2, row: 1)])
  }
}
