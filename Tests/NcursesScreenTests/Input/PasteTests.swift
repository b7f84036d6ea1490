import TerminalUI
import Testing

@testable import NcursesScreen

@Suite("Bracketed paste")
struct PasteTests {
  private var decoder = InputDecoder()
  private let start = "\u{1B}[200~"
  private let end = "\u{1B}[201~"

  private mutating func feed(_ text: String) -> [Event] { decoder.feed(Array(text.utf8)) }

  @Test("of a huge paste the beginning is kept, and nothing of it becomes a key")
  mutating func huge() {
    let text = String(repeating: "x", count: 1_000_000)
    #expect(feed(start + text + end + "q") == [.paste(String(text.prefix(65_536))), q])
  }

  @Test("a huge paste is not cut inside of a character")
  mutating func hugeWide() {
    let text = "x" + String(repeating: "日", count: 40_000)
    #expect(feed(start + text + end) == [.paste("x" + String(repeating: "日", count: 21_845))])
  }

  @Test("a paste whose line stalls is handed out, and its rest is a paste, never keys")
  mutating func stalled() {
    #expect(feed(start + "s3://sp/") == [])
    #expect(decoder.pending == .paste)
    #expect(decoder.flush() == [.paste("s3://sp/")])
    #expect(decoder.pending == .overduePaste)
    #expect(feed("y\ry") == [])
    #expect(decoder.pending == .paste)
    #expect(feed("X" + end) == [.paste("y\ryX")])
    #expect(decoder.pending == .nothing)
    #expect(feed("q") == [q])
  }

  @Test("an end marker is known also where the line stalled inside of it", arguments: 1..<6)
  mutating func stalledMarker(length: Int) {
    #expect(feed(start + "abc" + end.prefix(length)) == [])
    #expect(decoder.flush() == [.paste("abc")])
    #expect(feed(end.dropFirst(length) + "q") == [q])
  }

  @Test("what only began like an end marker is text")
  mutating func noMarker() {
    #expect(
      feed(start + "a\u{1B}[20x\u{1B}\u{1B}[201\u{1B}[201~") == [
        .paste("a\u{1B}[20x\u{1B}\u{1B}[201")
      ])
  }

  @Test("a stalled paste is handed out in whole characters")
  mutating func stalledCharacter() {
    let bytes = Array((start + "a日b" + end).utf8)
    #expect(decoder.feed(bytes[..<9]) == [])
    #expect(decoder.flush() == [.paste("a")])
    #expect(decoder.feed(bytes[9...]) == [.paste("日b")])
  }

  @Test("all parts of a stalled paste together are held to the limit")
  mutating func stalledHuge() {
    let text = String(repeating: "x", count: 60_000)
    _ = feed(start + text)
    #expect(decoder.flush() == [.paste(text)])
    #expect(feed(text + end) == [.paste(String(repeating: "x", count: 5_536))])
  }

  @Test("a paste that begins proves that the end of an overdue one was lost")
  mutating func nextPaste() {
    _ = feed(start + "one")
    #expect(decoder.flush() == [.paste("one")])
    #expect(feed("rest" + start + "two" + end + "q") == [.paste("rest"), .paste("two"), q])
  }

  @Test("a start marker inside of a paste that is not overdue is text")
  mutating func nestedStart() {
    #expect(feed(start + "a" + start + "b" + end) == [.paste("a" + start + "b")])
  }

  @Test("Esc with nothing behind it ends an overdue paste, however often it is pressed")
  mutating func escape() {
    _ = feed(start + "one")
    _ = decoder.flush()
    #expect(feed("lost?") == [])
    #expect(feed("\u{1B}") == [])
    #expect(decoder.pending == .escapeFromPaste)
    #expect(feed("\u{1B}") == [])
    #expect(decoder.pending == .escapeFromPaste)
    #expect(decoder.flush().last == .key(.escape))
    #expect(decoder.pending == .nothing)
    #expect(feed("q") == [q])
  }

  @Test("an Esc that comes with text, or before the paste is overdue, does not end it")
  mutating func otherEscapes() {
    #expect(feed(start) == [])
    #expect(feed("\u{1B}") == [])
    #expect(decoder.pending == .paste)
    _ = decoder.flush()
    #expect(decoder.pending == .overduePaste)
    #expect(feed("x\u{1B}") == [])
    #expect(decoder.pending == .paste)
    #expect(decoder.flush() == [.paste("\u{1B}x")])
    #expect(feed("\u{1B}[201") == [])
    #expect(feed("~q") == [.paste("\u{1B}"), q])
  }

  @Test("after a long silence an overdue paste is given up")
  mutating func silence() {
    _ = feed(start + "one")
    #expect(decoder.flush() == [.paste("one")])
    #expect(decoder.flush() == [])
    #expect(decoder.pending == .nothing)
    #expect(feed("q") == [q])
  }

  @Test("an empty paste is one, the mere end of an overdue one is none")
  mutating func empty() {
    #expect(feed(start + end) == [.paste("")])
    _ = feed(start)
    #expect(decoder.flush() == [])
    #expect(feed(end) == [])
  }

  private var q: Event { .key(.character("q")) }
}
