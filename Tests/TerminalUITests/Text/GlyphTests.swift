import SeededRandom
import Testing

@testable import TerminalUI

@Suite("Glyphs")
struct GlyphTests {
  private func shown(_ text: String) -> String {
    SafeText.plain(text)
  }

  @Test(
    "what would steer the terminal is shown as a sign",
    arguments: [
      ("\u{1B}[31mred", "·[31mred"), ("bell\u{7}", "bell·"), ("\u{9B}2J", "·2J"), ("a\u{7F}", "a·"),
      ("\u{202E}sredro", "·sredro"), ("\u{2066}x\u{2069}", "·x·"),
      ("\u{200E}\u{200F}\u{61C}", "···"),
      ("\u{1B}]52;c;eA==\u{7}", "·]52;c;eA==·"),
    ])
  func controls(_ text: String, _ expected: String) {
    #expect(shown(text) == expected)
  }

  @Test(
    "a line break is one visible sign and a tab one blank",
    arguments: [
      ("INSERT INTO a\nSELECT 1", "INSERT INTO a↵SELECT 1"), ("a\r\nb", "a↵b"), ("a\n\rb", "a↵↵b"),
      ("a\u{2028}b\u{2029}c\u{85}d", "a↵b↵c↵d"), ("a\tb", "a b"), ("a\u{A0}b\u{2003}c", "a b c"),
    ])
  func lineBreaks(_ text: String, _ expected: String) {
    #expect(shown(text) == expected)
  }

  @Test(
    "a sequence on which terminals differ is reduced to the part on which they agree",
    arguments: [
      ("👨‍👩‍👧‍👦!", "👨!", 3), ("👩🏽‍🚀", "👩", 2), ("❤️‍🔥", "❤", 1), ("🇩🇪", "DE", 2), ("1\u{FE0F}\u{20E3}", "1", 1),
      ("⌚\u{FE0E}", "⌚", 2), ("🏴\u{E0067}\u{E0062}\u{E007F}", "🏴", 2), ("\u{1F3FD}", "\u{FFFD}", 1),
      ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1161}", "\u{D55C}\u{AC00}", 4),
      ("می\u{200C}خواهم", "میخواهم", 7),
    ])
  func sequences(_ text: String, _ expected: String, _ width: Int) {
    #expect(shown(text) == expected)
    #expect(CellWidth.of(text) == width)
  }

  @Test(
    "characters without an agreed shape become one replacement sign",
    arguments: ["\u{E000}", "\u{FFFF}", "\u{10FFFE}", "\u{378}", "\u{1160}", "\u{11A8}"])
  func unshowable(_ text: String) {
    #expect(shown(text) == "\u{FFFD}")
  }

  @Test(
    "what has no shape takes no cell",
    arguments: [
      "\u{200B}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{AD}", "\u{FE0F}", "\u{E0041}", "\u{3164}",
      "\u{115F}", "\u{301}",
    ])
  func invisible(_ text: String) {
    #expect(Array(Glyph.Sequence(text)).isEmpty)
  }

  @Test("at most four marks stay on a base")
  func marks() {
    let text = "e" + String(repeating: "\u{301}", count: 400) + "x"
    let glyphs = Array(Glyph.Sequence(text))
    #expect(glyphs.map(\.scalar) == ["e", "x"])
    #expect(glyphs[0].marks.count == Glyph.maximumMarks)
  }

  @Test("making text safe twice changes nothing more")
  func idempotent() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      let once = shown(HostileText.random(20, using: &generator))
      #expect(shown(once) == once)
    }
  }

  @Test("no glyph holds a control, format or unassigned scalar")
  func safety() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for glyph in Glyph.Sequence("a" + String(scalar)) {
        guard (1...2).contains(glyph.width),
          ([glyph.scalar] + glyph.marks).allSatisfy(HostileText.isSafe)
        else {
          Issue.record("U+\(String(value, radix: 16)) gives \(glyph)")
          return
        }
      }
    }
  }
}
