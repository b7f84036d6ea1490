import Foundation
import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST
@testable import ServerAnswers

@Suite("Job graphs, applications and results: what is sent")
struct JobGraphFormTests {
  private static let folder: String = {
    let folder = NSTemporaryDirectory() + "flinktop-graphs-\(getpid())"
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }()

  private func file(_ name: String, _ bytes: [UInt8]) -> String {
    let path = Self.folder + "/" + name
    _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
    return path
  }

  private func request(_ kind: OperationKind) -> OperationRequest {
    OperationRequest(in: ClusterID("x"), id: "1", kind: kind, about: "x")
  }

  private func capabilities(_ version: String) throws -> Capabilities {
    let config = #"{"flink-version":"\#(version)","features":{}}"#
    return try Capabilities(config: JSONDocument(Array(config.utf8)).root)
  }

  @Test("a graph goes out as a form that names it and its jars, and the answer has the job's id")
  func submission() async throws {
    let graph = file("a \"b\".graph", [0xAC, 0xED, 0, 5])
    let jar = file("classes.jar", Array("PK\u{3}\u{4}".utf8))
    let id = String(repeating: "ab", count: 16)
    let transport = ScriptedTransport(#"{"jobUrl":"/jobs/\#(id)"}"#)
    let receipt = try await FlinkClient(transport: transport).trigger(
      request(.submit(JobSubmission(graph: graph, jars: [jar]))),
      capabilities: capabilities("1.20.5"))
    #expect(receipt.job == JobID(id))
    let sent = try #require(transport.asked.first)
    #expect(sent.method == .post && sent.path == "/jobs")
    guard case .form(let fields)? = sent.body else {
      Issue.record("\(String(describing: sent.body))")
      return
    }
    #expect(
      fields.first
        == .text(
          field: "request",
          #"{"jobGraphFileName":"a \"b\".graph","jobJarFileNames":["classes.jar"],"jobArtifactFileNames":[]}"#
        ))
    #expect(fields.count == 3)
  }

  @Test("what is no graph, is not there, or has a name twice is not sent")
  func flaws() async throws {
    let graph = file("g.graph", [0xAC, 0xED])
    let text = file("t.graph", Array("graph".utf8))
    for (submission, words) in [
      (JobSubmission(graph: text), "is no job graph"),
      (JobSubmission(graph: Self.folder + "/none"), "none"),
      (JobSubmission(graph: graph, jars: [graph]), "the same name"),
      (JobSubmission(graph: graph, jars: [text]), "is no jar"),
    ] {
      let transport = ScriptedTransport("{}")
      await #expect {
        _ = try await FlinkClient(transport: transport).trigger(
          request(.submit(submission)), capabilities: capabilities("2.3.0"))
      } throws: { "\($0)".contains(words) }
      #expect(transport.asked.isEmpty)
    }
  }

  @Test("an application is cancelled and a result deleted by a request without a body")
  func others() async throws {
    for (kind, answer, expected) in [
      (
        OperationKind.cancelApplication(ApplicationID("a1")), "{}",
        "POST /applications/a1/cancel"
      ),
      (
        OperationKind.deleteDataSet(DataSetID("d1")), #"{"request-id":"t1"}"#,
        "DELETE /datasets/d1"
      ),
    ] {
      let transport = ScriptedTransport(answer)
      let receipt = try await FlinkClient(transport: transport).trigger(
        request(kind), capabilities: capabilities("2.3.0"))
      #expect(
        transport.asked.map { "\($0.method.rawValue) \($0.path)" } == [expected])
      #expect(transport.asked.first?.body == nil)
      #expect(receipt.triggerID == (kind.hasTrigger ? "t1" : nil))
    }
  }

  @Test("how a deletion stands is asked under its trigger, and a failure is told by its cause")
  func deletion() async throws {
    let body =
      #"{"status":{"id":"COMPLETED"},"operation":{"failure-cause":{"class":"x","stack-trace":"#
      + #""java.util.concurrent.CompletionException: java.util.concurrent.TimeoutException: timed out\n\tat a.b(C.java:1)\n"}}}"#
    let transport = ScriptedTransport(body)
    let status = try await FlinkClient(transport: transport).status(
      of: TriggerReceipt(triggerID: "t1"), for: request(.deleteDataSet(DataSetID("d1"))))
    #expect(transport.asked.map(\.path) == ["/datasets/delete/t1"])
    guard case .failed(let cause, nil) = status else {
      Issue.record("\(status)")
      return
    }
    #expect(cause.contains("timed out"))
  }
}
