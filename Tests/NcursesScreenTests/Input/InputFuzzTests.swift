import Glibc
import SeededRandom
import TerminalUI
import Testing

@testable import NcursesScreen

@Suite("Any input at all", .timeLimit(.minutes(1)))
struct InputFuzzTests {
  private static let megabyte = 1_000_000

  @Test("the same bytes give the same events, however they are cut", arguments: 1...40)
  func chunks(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let input = Self.junk(count: 3_000, using: &random)
    let whole = Self.events([input])
    for _ in 0..<4 {
      var chunks: [[UInt8]] = []
      var place = 0
      while place < input.count {
        let count = min(input.count - place, Int.random(in: 1...60, using: &random))
        chunks.append(Array(input[place..<place + count]))
        place += count
      }
      #expect(Self.events(chunks) == whole)
    }
  }

  @Test("nothing of a bracketed paste becomes a key, wherever it stalls", arguments: 1...40)
  func pastes(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var decoder = InputDecoder()
    var events = decoder.feed(PasteBuffer.startMarker)
    for _ in 0..<20 {
      // Without Esc, which ends it: by the end marker, or pressed alone behind a stall.
      let text = Self.junk(count: Int.random(in: 1...200, using: &random), using: &random)
      events += decoder.feed(text.filter { $0 != 0x1B })
      if Int.random(in: 0..<3, using: &random) == 0, decoder.pending == .paste {
        events += decoder.flush()
      }
    }
    events += decoder.feed(PasteBuffer.endMarker)
    #expect(
      events.allSatisfy {
        if case .paste = $0 { true } else { false }
      })
    #expect(decoder.pending == .nothing)
  }

  @Test("a megabyte pasted is one event, and without brackets one key for each character")
  func megabyte() {
    let text = [UInt8](repeating: UInt8(ascii: "x"), count: Self.megabyte)
    let reads = stride(from: 0, to: text.count, by: 4_096).map {
      text[$0..<min($0 + 4_096, text.count)]
    }
    var decoder = InputDecoder()
    var events = decoder.feed(PasteBuffer.startMarker)
    for read in reads { events += decoder.feed(read) }
    events += decoder.feed(PasteBuffer.endMarker)
    #expect(events == [.paste(String(repeating: "x", count: 65_536))])
    #expect(reads.reduce(0) { count, read in count + decoder.feed(read).count } == Self.megabyte)
  }

  /// Byte by byte is the worst way in which it can come.
  @Test(
    "what has no end costs no more than a few times what letters cost",
    arguments: [
      "\u{1B}]0123456789", "\u{1B}[0;1;2;3;4;5;6;7;8;9", "\u{1B}P0123456789\u{1B}", "\u{1B}",
      "\u{1B}\u{1B}[", "\u{1B}[200~012345678901234567890", "\u{1B}[M", "\u{1B}O0123456789",
    ])
  func endless(beginning: String) {
    let parts = Array(beginning.utf8)
    // The beginning once, then its last bytes over and over, and all of it over and over.
    let tail = Array(parts.suffix(max(1, parts.count - 6)))
    let inputs = [
      parts + (0..<20_000).map { tail[$0 % tail.count] },
      (0..<20_000).map { parts[$0 % parts.count] },
    ]
    let letters = Self.time(of: [UInt8](repeating: UInt8(ascii: "x"), count: 20_000))
    for input in inputs {
      let time = Self.time(of: input)
      #expect(time < letters * 10, "\(time) against \(letters)")
    }
  }

  /// Processor time of this thread, so that other processes do not count; the better of two.
  private static func time(of input: [UInt8]) -> Double {
    (0..<2).map { _ in
      var decoder = InputDecoder()
      let start = threadTime
      for byte in input { _ = decoder.feed(CollectionOfOne(byte)) }
      return threadTime - start
    }.min() ?? 0
  }

  private static var threadTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func events(_ chunks: [[UInt8]]) -> [Event] {
    var decoder = InputDecoder()
    var events: [Event] = []
    for chunk in chunks { events += decoder.feed(chunk) }
    return events + decoder.flush()
  }

  /// Keys, sequences whole and broken, pastes with and without an end, and bytes that are no text.
  private static func junk(count: Int, using random: inout SeededGenerator) -> [UInt8] {
    let parts: [[UInt8]] =
      [
        "\u{1B}", "\u{1B}[", "\u{1B}[A", "\u{1B}[1;5", "\u{1B}O", "\u{1B}]52;c;", "\u{7}",
        "\u{1B}\\",
        "\u{1B}[<0;10;5M", "\u{1B}[M", "\u{1B}[200~", "\u{1B}[201~", "\u{1B}[20", "1~", "q", "y",
        "\r",
        "é", "日", "😀", "e\u{301}", "\u{1B}P", "[", ";", "~", "0",
      ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x82], [0x9B], [0xED, 0xA0, 0x80], [0]]
    var bytes: [UInt8] = []
    while bytes.count < count {
      bytes +=
        Int.random(in: 0..<8, using: &random) == 0
        ? [UInt8.random(in: 0...255, using: &random)]
        : parts[Int.random(in: 0..<parts.count, using: &random)]
    }
    return bytes
  }
}
