import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST
@testable import ServerAnswers

extension Capabilities {
  /// Flink 2.3.
  static let modern = Capabilities(
    version: "2.3.0", canTriggerCheckpoint: true, canChooseSavepointFormat: true,
    acceptsTriggerID: true, hasAccumulatedTimes: true, allowsCancel: true)
}

@Suite("An operation whose answer is not an acceptance")
struct FlinkClientTriggerErrorsTests {
  private let savepoint = OperationRequest(
    in: ClusterID("http://lab:8081"), id: "1", kind: .savepoint(targetDirectory: nil, format: nil),
    job: JobID("j"), jobName: "n")
  private let endpoint = "POST /jobs/j/savepoints"

  /// What sending the savepoint fails with.
  private func failure(_ transport: ScriptedTransport) async -> TriggerError? {
    do throws(TriggerError) {
      _ = try await FlinkClient(transport: transport).trigger(savepoint, capabilities: .modern)
      return nil
    } catch {
      #expect(transport.asked.count == 1)
      return error
    }
  }

  @Test(
    "was not sent where it cannot have got there, and is lost where it can",
    arguments: [
      (TransportError.connectFailed("x"), false), (.tls("x"), false),
      (.failed("x", wasSent: false), false),
      (.timedOut(after: .seconds(1), wasSent: false), false),
      (.timedOut(after: .seconds(1), wasSent: true), true), (.connectionLost("x"), true),
      (.tooLarge(limit: 1), true), (.failed("x", wasSent: true), true),
      (.cancelled(wasSent: true), true),
      (.cancelled(wasSent: false), false),
    ])
  func transportErrors(error: TransportError, isLost: Bool) async {
    let meaning = SourceError(
      error, on: endpoint, at: ScriptedTransport(failing: error).address, hasAnswered: false)
    #expect(
      await failure(ScriptedTransport(failing: error))
        == (isLost ? .answerLost(meaning) : .notSent(meaning)))
  }

  @Test("what --read-only holds back is refused by flinktop itself")
  func readOnly() async {
    #expect(
      await failure(ScriptedTransport(failing: .readOnly("x"))) == .refused(.readOnly("x")))
  }

  @Test(
    "by status: what a proxy answers and a time-out inside Flink may have been accepted",
    arguments: [
      (400, "{}", false), (401, "", false), (403, "", false), (404, "", false),
      (409, "{}", false), (500, #"{"errors":["Internal server error.","a.B: c"]}"#, false),
      (500, #"{"errors":["a.AskTimeoutException: Ask timed out after 10000 ms"]}"#, true),
      (502, "<html>", true), (503, "", true), (504, "", true), (308, "", false),
    ])
  func statuses(status: Int, body: String, isLost: Bool) async throws {
    switch try #require(await failure(ScriptedTransport(status: status, body))) {
    case .answerLost: #expect(isLost)
    case .refused: #expect(!isLost)
    case .notSent: Issue.record("it was answered")
    }
  }

  @Test(
    "a 2xx that is no receipt is not taken for a refusal",
    arguments: [
      ("<html>login</html>", "HTML instead of JSON: is this a proxy or login page?"),
      ("", "the answer ends in the middle"), ("{}", "no text at $.request-id"),
      ("[]", "no text at $.request-id"), (#"{"request-id":7}"#, "no text at $.request-id"),
    ])
  func noReceipt(body: String, what: String) async {
    #expect(
      await failure(ScriptedTransport(status: 202, body))
        == .answerLost(.malformed(what: what, on: endpoint)))
  }

  @Test("a login page is no acceptance of a cancel either")
  func cancelOnLoginPage() async {
    var request = savepoint
    request.kind = .cancel
    let client = FlinkClient(transport: ScriptedTransport(status: 200, "<html>login</html>"))
    await #expect(
      throws: TriggerError.answerLost(
        .malformed(
          what: "HTML instead of JSON: is this a proxy or login page?",
          on: "PATCH /jobs/j"))
    ) {
      try await client.trigger(request, capabilities: .modern)
    }
  }

  @Test(
    "without a directory the line says what to do",
    arguments: ["state.savepoints.dir", "execution.checkpointing.savepoint-dir"])
  func noDirectory(key: String) async {
    let error = """
      org.apache.flink.runtime.rest.handler.RestHandlerException: Config key [\(key)] is not set. \
      Property [target-directory] must be provided.\\n\\tat org.apache.flink.X.y(X.java:1)
      """
    #expect(
      await failure(ScriptedTransport(status: 400, #"{"errors":["\#(error)"]}"#))
        == .refused(
          .server(
            status: 400,
            message: "the cluster has no savepoint directory (\(key) is not set): give one")))
  }

  @Test("what the version cannot do is refused before anything is sent")
  func unsupported() async throws {
    let transport = ScriptedTransport(status: 202, "{}")
    let client = FlinkClient(transport: transport)
    let old = Capabilities(
      version: "1.13.6", canTriggerCheckpoint: false, canChooseSavepointFormat: false,
      acceptsTriggerID: false, hasAccumulatedTimes: false, allowsCancel: true)
    for kind in [
      OperationKind.checkpoint, .savepoint(targetDirectory: nil, format: .native),
      .stop(drain: true, targetDirectory: nil, format: .native),
    ] {
      var request = savepoint
      request.kind = kind
      let text = try #require(old.refusal(of: kind))
      await #expect(throws: TriggerError.refused(.unsupported(text))) {
        try await client.trigger(request, capabilities: old)
      }
    }
    #expect(transport.asked.isEmpty)
  }

  @Test(
    "a status is read for what it says",
    arguments: [
      (#"{"status":{"id":"IN_PROGRESS"},"operation":null}"#, TriggerStatus.inProgress),
      (#"{"status":{"id":"IN_PROGRESS"}}"#, .inProgress),
      (
        #"{"status":{"id":"COMPLETED"},"operation":{"location":"s3://x"}}"#,
        .completed(location: "s3://x")
      ),
      (
        #"{"status":{"id":"COMPLETED"},"operation":{"checkpointId":17}}"#,
        .completed(location: "checkpoint 17")
      ),
      (#"{"status":{"id":"COMPLETED"},"operation":{}}"#, .completed(location: nil)),
      (
        #"{"status":{"id":"COMPLETED"},"operation":{"failure-cause":{"class":"a.b.C","#
          + #""stack-trace":"a.b.C: no"}}}"#, .failed(cause: "C: no")
      ),
      (
        #"{"status":{"id":"COMPLETED"},"operation":{"failure-cause":{"class":"a.b.C"}}}"#,
        .failed(cause: "C")
      ),
      (
        #"{"status":{"id":"COMPLETED"},"operation":{"failure-cause":{}}}"#,
        .failed(cause: "no reason given")
      ),
    ])
  func statusBodies(body: String, expected: TriggerStatus) async throws {
    let client = FlinkClient(transport: ScriptedTransport(body))
    let receipt = TriggerReceipt(triggerID: "r")
    #expect(try await client.status(of: receipt, for: savepoint) == expected)
  }

  @Test("a status that cannot be had is an error, not an outcome")
  func statusErrors() async {
    let receipt = TriggerReceipt(triggerID: "r")
    func failure(_ transport: ScriptedTransport) async -> SourceError? {
      do throws(SourceError) {
        _ = try await FlinkClient(transport: transport).status(of: receipt, for: savepoint)
        return nil
      } catch {
        return error
      }
    }
    let on = "GET /jobs/j/savepoints/r"
    #expect(
      await failure(ScriptedTransport(status: 404, "<html>no backend</html>"))
        == .notFound("\(on), and not as Flink says it: is the address right?"))
    #expect(
      await failure(ScriptedTransport(#"{"status":{"id":"PONDERING"}}"#))
        == .malformed(what: "no known status (PONDERING) at $.status.id", on: on))
    #expect(
      await failure(ScriptedTransport("{}")) == .malformed(what: "no status at $.status", on: on))
    #expect(
      await failure(ScriptedTransport(failing: .connectFailed("down")))
        == .unreachable(reason: "down"))
  }

  @Test("a cancel has no status to ask for")
  func cancelStatus() async {
    var request = savepoint
    request.kind = .cancel
    let transport = ScriptedTransport("{}")
    await #expect(throws: SourceError.self) {
      try await FlinkClient(transport: transport)
        .status(of: TriggerReceipt(triggerID: nil), for: request)
    }
    #expect(transport.asked.isEmpty)
  }
}
