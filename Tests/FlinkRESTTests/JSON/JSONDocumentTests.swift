import StreamModel
import Testing

@testable import FlinkREST
@testable import ServerAnswers

@Suite("A JSON document")
struct JSONDocumentTests {
  @Test("a byte order mark before a document is no reason to refuse it")
  func byteOrderMark() throws {
    #expect(try JSONDocument(Array("\u{FEFF} {\"a\":1}".utf8)).root["a"]?.int64 == 1)
    #expect(throws: JSONError.syntax(offset: 3)) {
      try JSONDocument(Array("\u{FEFF}\u{FEFF}1".utf8))
    }
  }

  @Test("a document that nobody waits for any more is not parsed to its end, nor read to it")
  func cancelled() async throws {
    let text = "[" + String(repeating: #"{"jid":"a"},"#, count: 20_000)
    let bytes = Array((text + "1]").utf8)
    let document = try JSONDocument(bytes)
    let errors = await Task {
      withUnsafeCurrentTask { $0?.cancel() }
      var errors: [JSONError] = []
      do throws(JSONError) { _ = try JSONDocument(Array(text.utf8)) } catch { errors.append(error) }
      do throws(JSONError) { _ = try document.root.requiredList { $0.index } } catch {
        errors.append(error)
      }
      return errors
    }.value
    #expect(errors == [.cancelled, .cancelled])
    #expect(JSONError.cancelled.meaning(on: "GET /jobs/overview") == .cancelled)
  }

  private func root(_ text: String) throws -> JSONNode {
    try JSONDocument(Array(text.utf8)).root
  }

  @Test("members are found by key, whatever stands between them")
  func members() throws {
    let root = try root(#" { "a" : {"x": [1, {"b": 2}]} , "b":"text", "c" : true } "#)
    #expect(root["b"]?.string == "text")
    #expect(root["c"]?.bool == true)
    #expect(root["a"]?["x"]?.elements.compactMap(\.int64) == [1])
    #expect(root["absent"] == nil)
    #expect(root["b"]?["b"] == nil)
  }

  @Test("a member that is null is not there")
  func null() throws {
    #expect(try root(#"{"a":null}"#)["a"] == nil)
  }

  @Test("of two members with the same key the first counts")
  func duplicates() throws {
    #expect(try root(#"{"a":1,"a":2}"#)["a"]?.int64 == 1)
  }

  @Test("a key written with escapes is found")
  func escapedKey() throws {
    #expect(try root(#"{"\u006aid":"x"}"#)["jid"]?.string == "x")
  }

  @Test(
    "strings are decoded",
    arguments: [
      (#""plain""#, "plain"), (#""""#, ""), (#""a\"b\\c\/d""#, "a\"b\\c/d"),
      (#""\b\f\n\r\t""#, "\u{8}\u{C}\n\r\t"), (#""\u20ac \u00e9""#, "€ é"),
      (#""\ud83d\ude00""#, "😀"), (#""\uD83D\uDE00!""#, "😀!"), (#""日本語 €""#, "日本語 €"),
      // A lone half of a surrogate pair is no reason to lose the rest.
      (#""x\ud83dy""#, "x\u{FFFD}y"), (#""x\ud83d\u0041""#, "x\u{FFFD}A"),
      (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"), (#""\u0000""#, "\u{0}"),
    ])
  func strings(text: String, expected: String) throws {
    #expect(try root(text).string == expected)
  }

  @Test("invalid UTF-8 inside a string is shown as such and loses nothing else")
  func invalidUTF8() throws {
    let bytes = Array(#"{"a":""#.utf8) + [0x78, 0xFF, 0x79] + Array(#"","b":1}"#.utf8)
    let root = try JSONDocument(bytes).root
    #expect(root["a"]?.string == "x\u{FFFD}y")
    #expect(root["b"]?.int64 == 1)
  }

  @Test(
    "whole numbers are exact, also where they come as strings or with a fraction of zero",
    arguments: [
      ("0", 0), ("-1", -1), ("9223372036854775807", Int64.max),
      ("-9223372036854775808", Int64.min), ("\"1795227180271\"", 1_795_227_180_271),
      ("1690.0", 1690), ("1e3", 1000), ("9223372036854775808", nil), ("1.5", nil),
      ("\"NaN\"", nil), ("\"\"", nil), ("true", nil), ("[]", nil), ("1e400", nil),
    ] as [(String, Int64?)])
  func integers(text: String, expected: Int64?) throws {
    #expect(try root(text).int64 == expected)
  }

  @Test(
    "numbers are finite or nothing",
    arguments: [
      ("1.5", 1.5), ("-0.0", 0), ("1.795227180271E12", 1.795227180271e12), ("\"2.5\"", 2.5),
      ("\"NaN\"", nil), ("\"Infinity\"", nil), ("\"-Infinity\"", nil), ("1e999", nil),
      ("\"n/a\"", nil), ("false", nil),
    ] as [(String, Double?)])
  func doubles(text: String, expected: Double?) throws {
    #expect(try root(text).double == expected)
  }

  @Test("the members of an object come in its order, with their values")
  func memberOrder() throws {
    let members = try root(#"{"z":1,"a":[2,3],"m":{"x":4}}"#).members
    #expect(members.map { $0.key.string } == ["z", "a", "m"])
    #expect(members.map { $0.value.int64 } == [1, nil, nil])
  }

  @Test("what is missing is named by its path")
  func paths() throws {
    let root = try root(#"{"skip":{"x":[1]},"jobs":[{"jid":"a"},{"jid":7}],"tasks":[]}"#)
    let jobs = Array(try root.requiredElements("jobs"))
    #expect(throws: JSONError.unusable(path: "$.jobs[1].jid", expected: "text")) {
      try jobs[1].requiredString("jid")
    }
    #expect(throws: JSONError.unusable(path: "$.jobs[0].n", expected: "whole number")) {
      try jobs[0].requiredCount("n")
    }
    #expect(throws: JSONError.unusable(path: "$.skip", expected: "list")) {
      try root.requiredElements("skip")
    }
    #expect(throws: JSONError.unusable(path: "$", expected: "list")) {
      try root.requiredElements()
    }
  }

  @Test(
    "what is not JSON is refused",
    arguments: [
      ("", JSONError.endsEarly), (" ", .endsEarly), ("{", .endsEarly), ("[1,", .endsEarly),
      (#"{"a""#, .endsEarly), (#"{"a":"#, .endsEarly), (#""\"#, .endsEarly),
      (#""\u12"#, .endsEarly), ("tru", .endsEarly), ("-", .endsEarly), ("1.", .endsEarly),
      ("1e+", .endsEarly), ("01", .syntax(offset: 1)), ("+1", .syntax(offset: 0)),
      (".5", .syntax(offset: 0)), ("1.x", .syntax(offset: 2)), ("[1 2]", .syntax(offset: 3)),
      ("[1,]", .syntax(offset: 3)), (#"{"a":1,}"#, .syntax(offset: 7)),
      ("{1:2}", .syntax(offset: 1)), (#"{"a" 1}"#, .syntax(offset: 5)),
      ("[1}", .syntax(offset: 2)), ("nil", .syntax(offset: 1)), ("NaN", .syntax(offset: 0)),
      (#""\x""#, .syntax(offset: 2)), (#""\u12G4""#, .syntax(offset: 5)),
      ("\"a\nb\"", .syntax(offset: 2)), ("1 1", .syntax(offset: 2)), ("{}]", .syntax(offset: 2)),
    ])
  func refused(text: String, expected: JSONError) {
    #expect(throws: expected) { try root(text) }
  }

  @Test("depth is bounded")
  func depth() throws {
    let deepest = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    _ = try root(deepest)
    #expect(throws: JSONError.tooDeep) { try root("[" + deepest + "]") }
    #expect(throws: JSONError.tooDeep) { try root(String(repeating: "{\"a\":", count: 100_000)) }
  }

  @Test(
    "text is quoted so that it reads back",
    arguments: ["", "s3://bucket/path", "a\"b\\c", "line\nbreak\t\u{1}", "日本 €😀", "\u{7F}"])
  func quoting(text: String) throws {
    let quoted = JSONText.quoted(text)
    #expect(try root(quoted).string == text)
    #expect(!quoted.utf8.contains { $0 < 0x20 })
  }
}
