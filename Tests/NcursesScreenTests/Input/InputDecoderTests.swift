import TerminalUI
import Testing

@testable import NcursesScreen

@Suite("Decoding input")
struct InputDecoderTests {
  private func events(_ input: String, flushed: Bool = true) -> [Event] {
    var decoder = InputDecoder()
    let events = decoder.feed(Array(input.utf8))
    return flushed ? events + decoder.flush() : events
  }

  @Test(
    "keys of xterm, tmux, screen, the Linux console, rxvt and VT220 are known",
    arguments: [
      ("\u{1B}[A", Key.up), ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}OC", .right),
      ("\u{1B}[D", .left),
      ("\u{1B}[1;5A", .up), ("\u{1B}[a", .up), ("\u{1B}[H", .home), ("\u{1B}OH", .home),
      ("\u{1B}[1~", .home),
      ("\u{1B}[7~", .home), ("\u{1B}[7$", .home), ("\u{1B}[1;2H", .home), ("\u{1B}[F", .end),
      ("\u{1B}[4~", .end),
      ("\u{1B}[8~", .end), ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown),
      ("\u{1B}[6;5~", .pageDown),
      ("\u{1B}[3~", .delete), ("\u{1B}[3;2~", .delete), ("\u{1B}[Z", .backTab),
      ("\u{1B}OP", .function(1)),
      ("\u{1B}[11~", .function(1)), ("\u{1B}[[A", .function(1)), ("\u{1B}[[E", .function(5)),
      ("\u{1B}[15~", .function(5)),
      ("\u{1B}[21~", .function(10)), ("\u{1B}[24~", .function(12)), ("\u{1B}[1;2P", .function(13)),
      ("\u{1B}[15;2~", .function(17)), ("\u{1B}[15;5~", .function(5)), ("\u{1B}OM", .enter),
      ("\r", .enter),
      ("\n", .enter), ("\t", .tab), ("\u{7F}", .backspace), ("\u{8}", .backspace), (" ", .space),
      ("\u{1B}", .escape), ("\u{0}", .control(" ")), ("\u{1}", .control("a")),
      ("\u{C}", .control("l")),
      ("\u{13}", .control("s")), ("\u{1C}", .control("\\")), ("\u{1F}", .control("_")),
      ("q", .character("q")),
      ("~", .character("~")), ("é", .character("é")), ("日", .character("日")),
      ("😀", .character("😀")),
    ])
  func keys(_ input: String, _ key: Key) {
    #expect(events(input) == [.key(key)])
  }

  @Test(
    "a sequence that is none of ours is swallowed whole, never taken for letters",
    arguments: [
      "\u{1B}[I", "\u{1B}[O", "\u{1B}[?62;22c", "\u{1B}[>1;4000;29c", "\u{1B}[12;40R",
      "\u{1B}[27;5;13~", "\u{1B}[97;5u",
      "\u{1B}[2~", "\u{1B}[99~", "\u{1B}[E", "\u{1B}O5A", "\u{1B}Ox", "\u{1B}d", "\u{1B}X",
      "\u{1B}é", "\u{1B}\r",
      "\u{1B}]11;rgb:0000/0000/0000\u{7}", "\u{1B}]52;c;eA==\u{1B}\\", "\u{1B}P>|tmux 3.3a\u{1B}\\",
      "\u{1B}[",
      "\u{1B}[1;", "\u{1B}O", "\u{1B}]unfinished", "\u{1B}[M !!", "\u{1B}[<0;4;2m",
      "\u{1B}[<2;4;2M",
      "\u{1B}[<35;4;2M", "\u{1B}[<64;0;0M", "\u{1B}[<;;M", "\u{85}",
      "\u{1B}[1;99999999999999999999A",
    ])
  func swallowed(_ input: String) {
    #expect(events(input) == [])
    var decoder = InputDecoder()
    _ = decoder.feed(Array(input.utf8))
    _ = decoder.flush()
    #expect(decoder.feed(Array("q".utf8)) == [.key(.character("q"))])
  }

  @Test("bytes that are no UTF-8 are left out")
  func invalid() {
    var decoder = InputDecoder()
    let input: [UInt8] = [
      0xFF, 0x61, 0xC3, 0x62, 0xE2, 0x82, 0x63, 0x9B, 0x41, 0xC0, 0x80, 0xED, 0xA0, 0x80, 0x64,
    ]
    let letters = ["a", "b", "c", "A", "d"].map { Event.key(.character(Character($0))) }
    #expect(decoder.feed(input) + decoder.flush() == letters)
  }

  @Test(
    "what comes byte by byte is the same as what comes at once",
    arguments: [
      "\u{1B}[Aq\u{1B}[1;5B\u{1B}OPé日\u{1B}[<64;3;4M\u{1B}[200~a\u{1B}[A\u{1B}[201~x",
      "\u{1B}[[Ab\u{1B}[7$c",
    ])
  func pieces(_ input: String) {
    var decoder = InputDecoder()
    let pieces = input.utf8.flatMap { decoder.feed([$0]) }
    #expect(pieces == events(input))
    #expect(decoder.pending == .nothing)
  }

  @Test("Esc waits for what may follow, and stands alone when nothing does")
  func escape() {
    var decoder = InputDecoder()
    #expect(decoder.feed([0x1B]) == [])
    #expect(decoder.pending == .sequence)
    #expect(decoder.flush() == [.key(.escape)])
    #expect(decoder.pending == .nothing)
    #expect(events("\u{1B}\u{1B}") == [.key(.escape), .key(.escape)])
    #expect(events("\u{1B}\u{1B}[A") == [.key(.escape), .key(.up)])
  }

  @Test("a paste is one event, whatever is in it")
  func paste() {
    #expect(
      events("\u{1B}[200~s3://sp/x\ny\u{1B}[A\u{1B}[201~q") == [
        .paste("s3://sp/x\ny\u{1B}[A"), .key(.character("q")),
      ])
  }

  @Test("clicks and wheel steps have their cell")
  func mouse() {
    #expect(
      events("\u{1B}[<0;10;5M\u{1B}[<0;10;5m\u{1B}[<64;1;1M\u{1B}[<65;80;24M\u{1B}[<4;2;3M") == [
        .click(column: 9, row: 4), .scroll(lines: -1, column: 0, row: 0),
        .scroll(lines: 1, column: 79, row: 23), .click(column: 1, row: 2),
      ])
  }

  @Test("the terminal's own terminfo entry adds its sequences")
  func terminfo() {
    let own: [(sequence: [UInt8], key: Key)] = [
      (Array("\u{1B}@7".utf8), .end), (Array("k".utf8), .up), ([], .down),
    ]
    var decoder = InputDecoder(sequences: KeySequences(terminfo: own))
    #expect(decoder.feed(Array("\u{1B}@7k".utf8)) == [.key(.end), .key(.character("k"))])
  }

  @Test("random bytes never trap and never hang the decoder")
  func random() {
    var state: UInt64 = 5
    let sequences = KeySequences()
    for _ in 0..<500 {
      var decoder = InputDecoder(sequences: sequences)
      for _ in 0..<20 {
        let bytes = (0..<8).map { _ -> UInt8 in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          let interesting: [UInt8] = [0x1B, 0x5B, 0x3B, 0x4D, 0x3C, 0x7E, 0x32, 0x30]
          let byte = UInt8(truncatingIfNeeded: state >> 33)
          return byte < 160 ? interesting[Int(byte) % interesting.count] : byte
        }
        _ = decoder.feed(bytes)
      }
      _ = decoder.flush()
      #expect(decoder.pending == .nothing)
    }
  }
}
