import HTTPTransport
import Synchronization
import Testing

@testable import flinktop

@Suite("How flinktop api writes an answer")
struct AnswerTextTests {
  /// Split in every place, as the network may split it.
  private func inPieces<T>(
    _ bytes: [UInt8], _ make: () -> T, _ take: (inout T, [UInt8]) -> [UInt8]
  ) -> Set<String> {
    Set(
      (0...bytes.count).map { place in
        var shape = make()
        let text = take(&shape, Array(bytes[..<place])) + take(&shape, Array(bytes[place...]))
        return String(decoding: text, as: UTF8.self)
      })
  }

  @Test("JSON gets a line for each value, wherever it is cut into pieces")
  func indented() {
    let text = #"{"a":[1,{"b":"x,y:{\"}"},[]], "c" : {} ,"d":null}"#
    let lines = """
      {
        "a": [
          1,
          {
            "b": "x,y:{\\"}"
          },
          []
        ],
        "c": {},
        "d": null
      }
      """
    let made = inPieces(Array(text.utf8), IndentedJSON.init) { $0.take($1) }
    #expect(made == [lines])
  }

  @Test("nesting without end does not make lines without end, and closing too often does no harm")
  func deep() {
    var json = IndentedJSON()
    let lines = json.take([UInt8](repeating: UInt8(ascii: "["), count: 10_000))
    #expect(lines.count < 10_000 * 90)
    var other = IndentedJSON()
    #expect(String(decoding: other.take(Array("]]1".utf8)), as: UTF8.self) == "\n]\n]1")
  }

  @Test(
    "nothing that a terminal obeys gets through, wherever it is cut into pieces",
    arguments: [
      ("a\u{1B}[2Jb\u{7}\u{7F}", #"a\x1b[2Jb\x07\x7f"#), ("\u{9B}31m", #"\u009b31m"#),
      ("a\u{202E}b\u{2028}\u{200B}", #"a\u202eb\u2028\u200b"#), ("é 漢 👨‍👩‍👧 \t|", "é 漢 👨‍👩‍👧 \t|"),
      ("a\r\nb\rc", "a\nb\\x0dc"), ("\u{E0001}", #"\ue0001"#),
    ])
  func visible(text: String, shown: String) {
    let made = inPieces(Array(text.utf8), VisibleText.init) { $0.take($1) }
    #expect(made == [shown])
  }

  @Test(
    "bytes that are no UTF-8 are shown as such",
    arguments: [
      ([0x9B, 0x41], #"\x9bA"#), ([0xC3, 0x28], #"\xc3("#), ([0xED, 0xA0, 0x80], #"\xed\xa0\x80"#),
      ([0xF4, 0x90, 0x80, 0x80], #"\xf4\x90\x80\x80"#), ([0xC0, 0x9B], #"\xc0\x9b"#),
      ([0xE2, 0x82], #"\xe2\x82"#), ([0x0D], #"\x0d"#), ([0xFF, 0xC3, 0xA9], #"\xffé"#),
    ] as [([UInt8], String)])
  func invalid(bytes: [UInt8], shown: String) {
    let made = inPieces(bytes, VisibleText.init) { visible, piece in
      visible.take(piece)
    }
    var visible = VisibleText()
    let whole = visible.take(bytes) + visible.end()
    #expect(String(decoding: whole, as: UTF8.self) == shown)
    #expect(made.allSatisfy { shown.hasPrefix($0) })
  }

  /// What a writer makes of an answer in three pieces.
  private func written(
    _ body: String, isTerminal: Bool, includesHead: Bool = false, limit: Int? = nil,
    type: String = "application/json", status: Int = 200, failsAt call: Int = .max
  ) -> (text: String, outcome: AnswerWriter.Outcome) {
    let calls = Mutex<[[UInt8]]>([])
    let writer = AnswerWriter(
      isTerminal: isTerminal, includesHead: includesHead, limit: limit
    ) { bytes in
      calls.withLock { calls in
        guard calls.count < call else { return DescriptorWriter.Failure(code: 32, written: 1) }
        calls.append(bytes)
        return nil
      }
    }
    let sink = writer.sink
    sink.head(AnswerHead(status: status, lines: ["HTTP/1.1 \(status) X", "content-type: \(type)"]))
    let bytes = Array(body.utf8)
    let third = (bytes.count + 2) / 3
    for start in stride(from: 0, to: bytes.count, by: max(1, third)) {
      let isWanted = bytes[start..<min(start + third, bytes.count)].withUnsafeBytes(sink.piece)
      if !isWanted { break }
    }
    writer.end()
    let text = calls.withLock { String(decoding: $0.flatMap(\.self), as: UTF8.self) }
    return (text, writer.outcome)
  }

  @Test("a pipe gets the body as it came")
  func pipe() {
    let body = "{\"a\":\"\u{1B}[31m\"}"
    let (text, outcome) = written(body, isTerminal: false)
    #expect(text == body)
    #expect(outcome.received == body.utf8.count && outcome.written == body.utf8.count)
    #expect(outcome.kept.isEmpty && !outcome.isCut)
  }

  @Test("a terminal gets lines that end, and JSON only where the server says that it is that")
  func terminal() {
    #expect(written("{\"a\":\"\u{1B}\"}", isTerminal: true).text == "{\n  \"a\": \"\\x1b\"\n}\n")
    #expect(written("[1] log\n", isTerminal: true, type: "text/plain").text == "[1] log\n")
    #expect(written("", isTerminal: true).text.isEmpty)
  }

  @Test("the head comes first where it is asked for, and on a terminal it is obeyed by nobody")
  func head() {
    #expect(
      written("{}", isTerminal: false, includesHead: true, type: "a\u{1B}").text
        == "HTTP/1.1 200 X\ncontent-type: a\u{1B}\n\n{}")
    #expect(
      written("{}", isTerminal: true, includesHead: true, type: "a\u{1B}json").text
        == "HTTP/1.1 200 X\ncontent-type: a\\x1bjson\n\n{}\n")
  }

  @Test("no more than the limit is written, and one that is just as long is whole")
  func limit() {
    let (text, outcome) = written("0123456789", isTerminal: false, limit: 5)
    #expect(text == "01234" && outcome.isCut && outcome.received == 5)
    #expect(!written("01234", isTerminal: false, limit: 5).outcome.isCut)
  }

  @Test("what is no 2xx is kept for its reason, and only the beginning of it")
  func kept() {
    #expect(written("why", isTerminal: false, status: 500).outcome.kept == Array("why".utf8))
    let long = String(repeating: "x", count: 1 << 20)
    #expect(written(long, isTerminal: false, status: 500).outcome.kept.count == 256 << 10)
  }

  @Test("nothing is written after a write that failed")
  func lost() {
    let (text, outcome) = written("0123456789ab", isTerminal: false, failsAt: 1)
    #expect(text == "0123" && outcome.written == 5 && outcome.failure?.isReaderGone == true)
    #expect(outcome.received == 8)
  }
}
