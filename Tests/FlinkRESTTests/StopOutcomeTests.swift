import Foundation
import HTTPTransport
import Monitoring
import StreamModel
import Testing

@testable import FlinkREST
@testable import ServerAnswers

/// A stop whose job fails after its savepoint was made, from Flink's recorded answers to the operation that is shown. The
/// time limit is long, as threads are shared with tests that compute for a minute.
@Suite(.timeLimit(.minutes(10))) struct StopOutcomeTests {
  private func recorded(_ name: String) throws -> String {
    let folder = try #require(Bundle.module.url(forResource: "Recordings", withExtension: nil))
    return try String(
      contentsOf: folder.appending(path: "failed-stops/\(name).json"), encoding: .utf8)
  }

  private func outcome(
    status: String, version: String, paths: [String: String] = [:]
  ) async throws -> (OperationState, sent: Int) {
    let status = try recorded(status)
    let transport = ScriptedTransport { request in
      let path = String(request.path.prefix { $0 != "?" })
      if request.method == .post { return .json(#"{"request-id":"r"}"#, status: 202) }
      if path == "/jobs/j/savepoints/r" { return .json(status) }
      return paths[path].map { .json($0) } ?? .json(#"{"errors":["nope"]}"#, status: 404)
    }
    let capabilities = try Capabilities(
      config: JSONDocument(Array(#"{"flink-version":"\#(version)"}"#.utf8)).root)
    let runner = OperationRunner(
      system: FlinkClient(transport: transport), capabilities: capabilities)
    let operation = await runner.run(
      OperationRequest(
        in: ClusterID("http://lab:8081"), id: "00000000000000000000000000000001",
        kind: .stop(drain: false, targetDirectory: nil, format: nil), job: JobID("j"),
        jobName: "orders"))
    return (operation.state, transport.asked.count { $0.method == .post })
  }

  @Test(
    "the operation has the savepoint's place and the job's own failure",
    arguments: [
      (
        "public-report", "s3://bucket/savepoints/savepoint-0a1b2c-9f8e7d6c5b4a",
        "TaskNotRunningException: Task is not running, but in state FINISHED"
      ),
      (
        "2.3.0-adaptive", "file:/savepoints/savepoint-d03919-8700f7aa9700",
        "IllegalStateException: could not commit transaction to the warehouse"
      ),
      (
        "2.3.0-default", "file:/flink/run/2.3.0/savepoints/savepoint-21a092-9e0f6c7adfc4",
        "IllegalStateException: could not commit transaction to the warehouse"
      ),
    ])
  func named(status: String, location: String, cause: String) async throws {
    let exceptions = try recorded("2.3.0-default-exceptions")
    let (state, sent) = try await outcome(
      status: status, version: "2.3.0", paths: ["/jobs/j/exceptions": exceptions])
    #expect(
      state
        == .failed(
          cause: "the savepoint was made, but the job failed: \(cause)", location: location))
    #expect(sent == 1)
  }

  @Test("where 1.13 does not name the place, the checkpoint statistics do")
  func unnamed() async throws {
    // Half a second after the savepoint was triggered, by the JobManager's clock of then.
    let now: Int64 = 1_795_621_159_602 + 500
    let (state, sent) = try await outcome(
      status: "1.13.6-default", version: "1.13.6",
      paths: [
        "/jobs/j/exceptions": recorded("1.13.6-default-exceptions"),
        "/jobs/j/checkpoints": recorded("1.13.6-default-checkpoints"),
        "/jobs/j": #"{"jid":"j","name":"orders","state":"RUNNING","now":\#(now),"vertices":[]}"#,
      ])
    guard case .failed(let cause, let location) = state else {
      Issue.record("\(state)")
      return
    }
    #expect(location == "file:/flink/run/1.13.6/savepoints/savepoint-2a6139-a60743867097")
    #expect(
      cause.hasPrefix(
        "the savepoint was made, but the job failed: IllegalStateException: could not commit "
          + "transaction to the warehouse. Savepoint 1, triggered "))
    #expect(cause.hasSuffix("most likely this stop's, but the failure does not name it"))
    #expect(sent == 1)
  }
}
