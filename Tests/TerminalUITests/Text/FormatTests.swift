import Testing

@testable import TerminalUI

@Suite("Numbers as people read them")
struct FormatTests {
  @Test(
    "counts are short and keep their order of magnitude",
    arguments: [
      (0.0, "0"), (0.04, "0"), (0.4, "0.4"), (3, "3"), (3.25, "3.3"), (9.96, "10"), (812, "812"),
      (999.4, "999"), (999.6, "1.0k"), (12_400, "12.4k"), (221_000, "221k"), (999_600, "1.0M"),
      (1_250_000, "1.3M"), (4.2e9, "4.2G"), (7e15, "7.0P"), (.nan, "-"), (.infinity, "-"),
    ])
  func counts(value: Double, text: String) { #expect(Format.count(value) == text) }

  @Test("no count up to a quadrillion is wider than six cells")
  func countWidth() {
    var value = 0.01
    while value < 1e15 {
      #expect(Format.count(value).count <= 6, "\(value)")
      value *= 1.37
    }
  }

  @Test(
    "sizes are in binary units",
    arguments: [
      (0.0, "0 B"), (645, "645 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (12_400, "12.1 KiB"),
      (356_515_840, "340 MiB"), (3.65e9, "3.4 GiB"), (1.1e12, "1.0 TiB"),
    ])
  func sizes(value: Double, text: String) { #expect(Format.bytes(value) == text) }

  @Test(
    "durations are precise while they are short",
    arguments: [
      (0, "0ms"), (90, "90ms"), (999, "999ms"), (1000, "1.0s"), (14_230, "14.2s"), (41_300, "41s"),
      (59_949, "60s"), (59_950, "1m 00s"), (125_000, "2m 05s"), (7_860_000, "2h 11m"),
      (273_600_000, "3d 04h"), (-1500, "-1.5s"),
    ])
  func durations(milliseconds: Int, text: String) {
    #expect(Format.duration(.milliseconds(milliseconds)) == text)
  }

  @Test(
    "ages have no fractions and are never negative",
    arguments: [(-5, "0s"), (0, "0s"), (59, "59s"), (60, "1m 00s"), (86_400 * 412, "412d")])
  func ages(seconds: Int, text: String) { #expect(Format.age(.seconds(seconds)) == text) }

  @Test(
    "configured times have no fractions, and Java's longest is none",
    arguments: [
      (500, "500ms"), (2000, "2s"), (600_000, "10m"), (90_000, "1m 30s"), (7_200_000, "2h"),
      (Int64.max, "none"),
    ])
  func intervals(milliseconds: Int64, text: String) {
    #expect(Format.interval(.milliseconds(milliseconds)) == text)
  }

  @Test("no number of seconds is too odd to be shown", arguments: [-1e300, -2, 0.5, 1e17, 1e300])
  func oddSeconds(seconds: Double) {
    #expect(!Format.duration(seconds: seconds).isEmpty)
  }

  @Test(
    "a share above nothing is at least one per cent",
    arguments: [(0.0, "0%"), (0.001, "1%"), (0.494, "49%"), (0.999, "100%"), (1, "100%")])
  func percents(share: Double, text: String) { #expect(Format.percent(share) == text) }
}
