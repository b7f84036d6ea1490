import StreamModel
import Testing

@testable import FlinkREST
@testable import ServerAnswers

@Suite("Reading exceptions")
struct ExceptionsWireTests {
  private func exceptions(_ json: String) throws -> JobExceptions {
    try JobExceptions(exceptions: JSONDocument(Array(json.utf8)).root)
  }

  @Test("without a history the root exception and what failed with it are one entry")
  func old() throws {
    let json = """
      {"root-exception":"a.Root: x\\n\\tat b.C","timestamp":10,"truncated":true,"all-exceptions":[
      {"exception":"a.Other: y","task":"s (1/1)","location":"h1:1","timestamp":11},
      {"exception":"a.Root: x\\n\\tat b.C","task":"t (1/2)","location":"h2:2","timestamp":9}]}
      """
    let other = JobException(
      at: Timestamp(11), name: "a.Other", cause: "Other: y", trace: "a.Other: y", task: "s (1/1)",
      location: "h1:1")
    let root = JobException(
      at: Timestamp(10), name: "a.Root", cause: "Root: x", trace: "a.Root: x\n\tat b.C",
      task: "t (1/2)", location: "h2:2", concurrent: [other])
    #expect(try exceptions(json) == JobExceptions(entries: [root], isTruncated: true))
  }

  @Test("labels, and what is assigned to no TaskManager")
  func entry() throws {
    let json = """
      {"exceptionHistory":{"truncated":false,"entries":[{"stacktrace":"a.X: y","timestamp":-1,
      "failureLabels":{"type":"user","odd":7},"taskName":"t (1/2) - execution #3","location":null,
      "endpoint":"(unassigned)","taskManagerId":"(unassigned)","concurrentExceptions":[7,{}]}]}}
      """
    let entry = JobException(
      at: nil, name: "a.X", cause: "X: y", trace: "a.X: y", task: "t (1/2)",
      labels: ["type": "user"])
    #expect(try exceptions(json).entries == [entry])
  }

  @Test("an entry without a trace is no entry")
  func traceless() {
    #expect(throws: JSONError.self) {
      try exceptions(#"{"exceptionHistory":{"entries":[{"exceptionName":"a.X"}]}}"#)
    }
  }
}
