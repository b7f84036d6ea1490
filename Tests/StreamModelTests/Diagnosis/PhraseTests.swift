import Testing

@testable import StreamModel

@Suite("Words for figures")
struct PhraseTests {
  @Test(
    "durations have the two units that matter",
    arguments: [
      (Int64(0), "0ms"), (90, "90ms"), (999, "999ms"), (1000, "1s"), (1249, "1.2s"),
      (3000, "3s"), (9949, "9.9s"), (9950, "10s"), (9999, "10s"), (41_900, "41s"),
      (59_999, "59s"), (60_000, "1m 00s"), (125_000, "2m 05s"), (3_599_999, "59m 59s"),
      (7_080_000, "1h 58m"), (86_400_000, "1d 00h"), (273_600_000, "3d 04h"), (-5000, "-5s"),
      (Int64.min, "-106751991167d 07h"),
    ])
  func duration(milliseconds: Int64, expected: String) {
    #expect(Phrase.duration(.milliseconds(milliseconds)) == expected)
  }

  @Test(
    "rates keep three digits",
    arguments: [
      (0.0, "0"), (0.04, "<0.1"), (0.42, "0.4"), (9.94, "9.9"), (9.96, "10"), (812, "812"),
      (999.6, "1.0k"), (12_400, "12.4k"), (221_000, "221k"), (1_240_000, "1.2M"), (3e9, "3.0G"),
      (5e12, "5T"), (1e300, "1000000000000000T"),
    ])
  func rate(perSecond: Double, expected: String) throws {
    #expect(Phrase.rate(try #require(Rate(perSecond: perSecond))) == expected)
  }

  @Test("shares are whole percents", arguments: [(0.0, "0%"), (0.994, "99%"), (0.995, "100%")])
  func share(value: Double, expected: String) throws {
    #expect(Phrase.share(try #require(Ratio(value))) == expected)
  }

  @Test("sentences end with one full stop", arguments: ["a", "a.", "a... ", "a. "])
  func sentence(text: String) {
    #expect(Phrase.sentence(text) == "a.")
  }

  @Test(
    "clipping keeps the length",
    arguments: [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("注文処理", 3, "注文…"), ("a", 0, "…")])
  func clipped(text: String, length: Int, expected: String) {
    #expect(Phrase.clipped(text, to: length) == expected)
  }

  @Test(
    "a sentence ends with one sign",
    arguments: [
      ("Done", "Done."), ("Done..", "Done."), ("Is it? ", "Is it?"), ("Is it?.", "Is it?"),
      ("Stop!", "Stop!"), ("cut…", "cut…"), ("", ""),
    ])
  func sentences(text: String, expected: String) {
    #expect(Phrase.sentence(text) == expected)
    #expect(text.asSentence == expected)
  }

  @Test("times of day are said where they can be, else ages; neither is ever negative")
  func since() {
    let time = Timestamp(milliseconds: 1_000_000)
    let now = Timestamp(milliseconds: 1_725_000)
    #expect(DiagnosisContext(at: now).since(time) == "for 12m 05s")
    #expect(
      DiagnosisContext(at: now, timeOfDay: { _ in "13:58:40" }).since(time) == "since 13:58:40")
    #expect(DiagnosisContext(at: now).ago(time) == "12m 05s ago")
    #expect(DiagnosisContext(at: time).ago(now) == "just now")
  }
}
