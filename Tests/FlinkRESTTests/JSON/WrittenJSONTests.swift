import FlinkREST
import Testing

@testable import ServerAnswers

@Suite("JSON that a person wrote")
struct WrittenJSONTests {
  @Test(
    "is told with the place where it is wrong",
    arguments: [
      (#"{"a": [1, null, "\u00e9"]}"#, nil), ("[]\n", nil), ("3", nil), ("", "it is empty"),
      (" \n", "it is empty"), ("{'a': 1}", "not JSON at line 1, column 2"),
      ("{\n  \"a\": 1,\n  \"é\": x}", "not JSON at line 3, column 8"),
      (#"{"a": 1"#, "it ends in the middle, at line 1, column 8"),
      ("{} {}", "not JSON at line 1, column 4"), ("{\"a\": 1,}", "not JSON at line 1, column 9"),
      (String(repeating: "[", count: 1000), "nested too deeply"),
    ] as [(String, String?)])
  func flaw(text: String, flaw: String?) {
    #expect(WrittenJSON.flaw(in: Array(text.utf8)) == flaw)
  }

  @Test("has to be UTF-8")
  func encoding() {
    #expect(WrittenJSON.flaw(in: [0x22, 0xE9, 0x22]) == "it is not UTF-8")
  }
}
