import StreamModel
import Testing

@testable import FlinkREST
@testable import ServerAnswers

@Suite("Reading the last failure")
struct FailureWireTests {
  private func failure(_ json: String) throws -> JobFailure? {
    try JobFailure(exceptions: JSONDocument(Array(json.utf8)).root)
  }

  @Test("of history and root exception the later one counts")
  func later() throws {
    func cause(root: Int, entry: Int) throws -> String? {
      try failure(
        """
        {"root-exception":"a.Root: x","timestamp":\(root),"all-exceptions":[],
        "exceptionHistory":{"entries":[{"stacktrace":"a.Entry: y","timestamp":\(entry)}]}}
        """)?.cause
    }
    #expect(try cause(root: 10, entry: 9) == "Root: x")
    #expect(try cause(root: 9, entry: 10) == "Entry: y")
    #expect(try cause(root: 10, entry: 10) == "Entry: y")
  }

  @Test("the root exception stands in where the history is still empty")
  func rootOnly() throws {
    let json = """
      {"root-exception":"a.Root: x","timestamp":10,"exceptionHistory":{"entries":[]},
      "all-exceptions":[{"task":"t (1/2)","location":"(unassigned)"}]}
      """
    #expect(
      try failure(json)
        == JobFailure(cause: "Root: x", at: Timestamp(10), task: "t (1/2)", location: nil))
  }

  @Test("a job that never failed has none")
  func none() throws {
    #expect(try failure(#"{"exceptionHistory":{"entries":[]}}"#) == nil)
    #expect(try failure(#"{"root-exception":null,"all-exceptions":[],"truncated":false}"#) == nil)
  }
}
