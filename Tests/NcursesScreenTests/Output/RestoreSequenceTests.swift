import Testing

@testable import NcursesScreen

@Suite("Restore sequence")
struct RestoreSequenceTests {
  @Test("the sequence undoes every mode in the terminal's own words, without padding")
  func sequence() {
    let capabilities = [
      "rmkx": "<rmkx>", "sgr0": "<sgr0>$<2>\u{F}", "op": "<op>", "cnorm": "<cn$orm$<5/>>",
      "rmcup": "<rmcup>",
    ]
    let bytes = RestoreSequence.make { capabilities[$0] }
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "\u{1B}[?1006l\u{1B}[?1000l\u{1B}[?2004l<rmkx><sgr0>\u{F}<op><cn$orm><rmcup>")
    #expect(RestoreSequence.make { _ in nil }.suffix(2) == [13, 10])
  }
}
