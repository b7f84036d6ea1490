import Testing

@testable import FlinkSimulator

@Suite struct JSONWriterTests {
  private func written(_ content: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter()
    content(&json)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  @Test("commas stand between members and elements and nowhere else")
  func structure() {
    let text = written { json in
      json.object { json in
        json.object("empty") { _ in }
        json.array("list") { json in
          json.object { $0.member("a", 1) }
          json.object { $0.member("b", -2) }
        }
        json.null("none")
        json.member("yes", true)
      }
    }
    #expect(text == #"{"empty":{},"list":[{"a":1},{"b":-2}],"none":null,"yes":true}"#)
  }

  @Test(
    "text is escaped as Jackson does it",
    arguments: [
      ("plain", "\"plain\""), ("a\"b\\c", #""a\"b\\c""#), ("\n\r\t", #""\n\r\t""#),
      ("\u{1B}[31m", #""\u001B[31m""#), ("注文 🔥", "\"注文 🔥\""),
    ])
  func escaping(_ text: String, _ expected: String) {
    #expect(written { $0.element(text) } == expected)
  }

  @Test(
    "doubles are written as Java does it",
    arguments: [
      (0, "0.0"), (200, "200.0"), (0.25, "0.25"), (1_795_228_644_710, "1.79522864471E12"),
      (53_869_400, "5.38694E7"), (9_999_999, "9999999.0"), (10_000_000, "1.0E7"),
      (0.0001, "1.0E-4"), (1.8781033810209338e-7, "1.8781033810209338E-7"),
      (-9_223_372_036_854_775_808, "-9.223372036854775808E18"), (0.001, "0.001"),
    ])
  func doubles(_ value: Double, _ expected: String) {
    let text = JavaNumber.text(value)
    #expect(Double(text) == value)
    if value > -1e18 { #expect(text == expected) }
  }

  @Test("a number that is none is the text NaN")
  func notANumber() {
    #expect(written { json in json.object { $0.member("p50", Double.nan) } } == #"{"p50":"NaN"}"#)
  }

  @Test("whole numbers go to the ends of their range", arguments: [0, 7, -1, Int64.max, Int64.min])
  func integers(_ value: Int64) {
    #expect(written { json in json.object { $0.member("n", value) } } == "{\"n\":\(value)}")
  }
}
