import StreamModel
import Testing

@Suite("A log taken apart into lines")
struct LogTextTests {
  private static let sample = """
    no head yet
    2026-11-21 02:11:40,506 INFO  org.apache.flink.Main [] - started\r
    2026-11-21 02:11:41,000 ERROR a.b.C [] - no rate
    java.lang.IllegalStateException: no rate
    \tat a.b.C.d(C.java:1)
    2026-11-21T02:12:00.250 [WARN] x - slow
    [2026-11-21 02:12:01] no level at all
    DEBUG quick

    """

  private func text(_ string: String, start: Int = 0) -> LogText {
    LogText(bytes: Array(string.utf8), start: start)
  }

  private func string(_ text: LogText, _ line: Int) -> String {
    String(decoding: text.bytes[text.range(line)], as: UTF8.self)
  }

  @Test("an entry has the level of its first line, its stack trace too")
  func levels() {
    let text = text(Self.sample)
    #expect(
      text.lines.map(\.level) == [.none, .info, .error, .error, .error, .warning, .none, .debug])
    #expect(
      text.lines.map(\.isHead) == [false, true, true, false, false, true, true, true])
  }

  @Test("a line ends before what ends it, be that one character or two")
  func ends() {
    let text = text(Self.sample)
    #expect(string(text, 1).hasSuffix("started") && string(text, 2).hasSuffix("no rate"))
    #expect(text.lines.count == 8 && string(text, 7) == "DEBUG quick")
    let unended = self.text("a\n\nb")
    #expect(unended.lines.indices.map { string(unended, $0) } == ["a", "", "b"])
    #expect(self.text("").lines.isEmpty)
  }

  @Test("a line of ten megabytes is in parts that no character is cut between")
  func longLine() throws {
    let text = text(String(repeating: "注文x", count: 1_000_000))
    try #require(text.lines.count > 1000)
    for line in [0, 1, 500, text.lines.count - 1] {
      let range = text.range(line)
      #expect(range.count <= LogText.longestLine && !string(text, line).contains("\u{FFFD}"))
    }
    #expect(text.lines.indices.reduce(0) { $0 + text.range($1).count } == text.bytes.count)
  }

  @Test("bytes that are nothing at all are lines all the same")
  func binary() {
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 8) }
    let text = LogText(bytes: bytes)
    #expect(text.lines.count > 100)
    #expect(text.lines.indices.allSatisfy { text.range($0).count <= LogText.longestLine })
  }

  @Test("where the beginning was not kept, what is left of the first line is not shown")
  func cutFirst() {
    let text = text("tail of a line\nwhole\n", start: 1000)
    #expect(text.lines.count == 1 && string(text, 0) == "whole")
    #expect(text.start == 1015 && text.end == 1021)
    #expect(self.text("one line without an end", start: 10).lines.count == 1)
  }

  @Test("a place in the file leads to the line that it is in, in another piece of it too")
  func places() {
    let whole = text(Self.sample)
    for line in whole.lines.indices { #expect(whole.line(at: whole.place(ofLine: line)) == line) }
    let place = whole.place(ofLine: 5)
    let cut = whole.place(ofLine: 2)
    let later = LogText(bytes: Array(whole.bytes[cut...]), start: cut)
    #expect(string(later, later.line(at: place)) == string(whole, 5))
    #expect(later.line(at: 0) == 0 && later.line(at: 1_000_000) == later.lines.count - 1)
  }

  @Test("times are those of the entry, on the log's own clock")
  func times() {
    let text = text(Self.sample)
    #expect(text.time(ofLine: 0) == nil)
    #expect(text.time(ofLine: 1)?.milliseconds == 1_795_227_100_506)
    #expect(text.time(ofLine: 4)?.milliseconds == 1_795_227_101_000)
    #expect(text.time(ofLine: 5)?.milliseconds == 1_795_227_120_250)
    #expect(text.lastTime?.milliseconds == 1_795_227_121_000)
    #expect(text.line(atOrAfter: Timestamp(milliseconds: 1_795_227_101_001)) == 5)
    #expect(text.line(atOrAfter: Timestamp(milliseconds: 1_795_227_200_000)) == nil)
  }

  @Test("a leap day is a day of its own")
  func leapDay() {
    func day(_ text: String) -> Int64? {
      LogHead.time(in: Array("\(text) 00:00:00".utf8)).map { $0.milliseconds / 86_400_000 }
    }
    #expect(day("1970-01-01") == 0 && day("2024-02-29") == 19_782 && day("2024-03-01") == 19_783)
    #expect(day("2026-13-01") == nil && day("26-01-01") == nil)
  }

  @Test("a search finds every place, without regard to case unless it has capitals")
  func search() {
    let bytes = Array("error Error ERROR errERROR".utf8)
    func places(_ words: String) -> [Int] {
      var found: [Int] = []
      LogSearch(words).forEach(in: bytes, 0..<bytes.count) {
        found.append($0.lowerBound)
        return true
      }
      return found
    }
    #expect(places("error") == [0, 6, 12, 21])
    #expect(places("ERROR") == [12, 21] && places("nothing").isEmpty && places("").isEmpty)
    #expect(!LogSearch("error").isFound(in: bytes, 22..<26))
  }

  @Test("a filter lets lines through that have all words and none of those with a !")
  func filter() {
    let text = text(Self.sample)
    #expect(LogFilter("no").lines(of: text) == [0, 2, 3, 6])
    #expect(LogFilter("no rate !java").lines(of: text) == [2])
    #expect(LogFilter(" ").isEmpty && LogFilter("!").isEmpty)
  }

  @Test("a file that is large is left alone for longer before it is read again")
  func pause() {
    let megabytes = 300 << 20
    #expect(LogText(bytes: [], start: megabytes, readFor: .seconds(1)).pause == .seconds(75))
    #expect(LogText(bytes: [], start: 1000, readFor: .seconds(2)).pause == .seconds(18))
  }

  @Test("a list tells of a file that it was written to, of a process's own by any that it may be")
  func mark() {
    func file(_ name: String, _ size: Int64) -> LogFile {
      LogFile(name: name, size: ByteCount(bytes: size))
    }
    let files = [.own, .ownOutput, file("a.log", 10), file("b.log", 5), file("a.out", 3)]
    #expect(files.mark(of: "a.log") == 10 && files.mark(of: "log") == 15)
    #expect(files.mark(of: "stdout") == 3 && files.mark(of: "c.log") == nil)
    #expect([LogFile.own].mark(of: "log") == nil)
  }
}
