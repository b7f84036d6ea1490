import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

@Suite("Operations")
struct FlinkClientOperationsTests {
  typealias Recording = RecordedAnswersTests.Recording

  private static let old = Capabilities(
    version: "1.13.6", canTriggerCheckpoint: false, canChooseSavepointFormat: false,
    acceptsTriggerID: false, hasAccumulatedTimes: false, allowsCancel: true)
  private static let middle = Capabilities(
    version: "1.15.4", canTriggerCheckpoint: false, canChooseSavepointFormat: true,
    acceptsTriggerID: true, hasAccumulatedTimes: false, allowsCancel: true)
  private static let new = Capabilities(
    version: "2.3.0", canTriggerCheckpoint: true, canChooseSavepointFormat: true,
    acceptsTriggerID: true, hasAccumulatedTimes: true, allowsCancel: true)

  private func request(_ kind: OperationKind, job: String = "j", id: Int = 1) -> OperationRequest {
    let digits = String(id, radix: 16)
    return OperationRequest(
      in: ClusterID("http://lab:8081"),
      id: String(repeating: "0", count: 32 - digits.count) + digits, kind: kind, job: JobID(job),
      jobName: "orders")
  }

  @Test(
    "the request is exactly what the version takes",
    arguments: [
      (
        OperationKind.savepoint(targetDirectory: nil, format: nil), old, "POST /jobs/j/savepoints",
        #"{"cancel-job":false,"target-directory":null}"#
      ),
      (
        .savepoint(targetDirectory: "s3://b/\"x\"", format: .canonical), old,
        "POST /jobs/j/savepoints",
        #"{"cancel-job":false,"target-directory":"s3://b/\"x\""}"#
      ),
      (
        .savepoint(targetDirectory: nil, format: .native), middle, "POST /jobs/j/savepoints",
        #"{"cancel-job":false,"target-directory":null,"formatType":"NATIVE","#
          + #""triggerId":"00000000000000000000000000000001"}"#
      ),
      (
        .savepoint(targetDirectory: nil, format: .native), new, "POST /jobs/j/savepoints",
        #"{"cancel-job":false,"target-directory":null,"formatType":"NATIVE","#
          + #""triggerId":"00000000000000000000000000000001"}"#
      ),
      (
        .stop(drain: false, targetDirectory: nil, format: .canonical), old, "POST /jobs/j/stop",
        #"{"drain":false,"targetDirectory":null}"#
      ),
      (
        .stop(drain: true, targetDirectory: "file:///x", format: .canonical), new,
        "POST /jobs/j/stop",
        #"{"drain":true,"targetDirectory":"file:///x","formatType":"CANONICAL","#
          + #""triggerId":"00000000000000000000000000000001"}"#
      ),
      (
        .checkpoint, new, "POST /jobs/j/checkpoints",
        #"{"checkpointType":"CONFIGURED","triggerId":"00000000000000000000000000000001"}"#
      ),
      (.cancel, old, "PATCH /jobs/j?mode=cancel", nil),
      (.cancel, new, "PATCH /jobs/j?mode=cancel", nil),
    ] as [(OperationKind, Capabilities, String, String?)])
  func bodies(
    kind: OperationKind, capabilities: Capabilities, line: String, body: String?
  ) async throws {
    let transport = ScriptedTransport(status: 202, #"{"request-id":"r"}"#)
    let receipt = try await FlinkClient(transport: transport).trigger(
      request(kind), capabilities: capabilities)
    #expect(receipt.triggerID == (kind == .cancel ? nil : "r"))
    let sent = try #require(transport.asked.first)
    #expect(transport.asked.count == 1)
    #expect("\(sent.method.rawValue) \(sent.path)" == line)
    #expect(sent.body == body.map { .json(Array($0.utf8)) })
  }

  @Test("what was recorded was sent with these very bytes", arguments: recordedVersions)
  func recordedBodies(version: String) throws {
    let transport = try RecordedTransport(version: version)
    let capabilities = version == "1.13.6" ? Self.old : Self.new
    let isNew = version != "1.13.6"
    let kinds: [(String, OperationKind, Int)] = [
      ("sent-savepoint", .savepoint(targetDirectory: nil, format: isNew ? .native : nil), 1),
      (
        "sent-savepoint-failing",
        .savepoint(targetDirectory: "file:///proc/nope", format: .canonical), 2
      ),
      ("sent-stop", .stop(drain: false, targetDirectory: nil, format: .canonical), 4),
      ("sent-checkpoint", .checkpoint, 3),
    ]
    for (file, kind, id) in kinds {
      let body = OperationWire.body(request(kind, id: id), capabilities)
      #expect(try transport.sentBody(file + ".json") == body, "\(file)")
    }
  }

  @Test("a savepoint is followed to its location", arguments: recordedVersions)
  func savepoint(version: String) async throws {
    let recording = try Recording(version)
    let request = request(
      .savepoint(targetDirectory: nil, format: nil), job: try recording.job("straight").text)
    // The recording holds the savepoint, then the one that failed.
    let receipt = try await recording.client.trigger(request, capabilities: Self.old)
    var status = TriggerStatus.inProgress
    while status == .inProgress {
      status = try await recording.client.status(of: receipt, for: request)
    }
    guard case .completed(let location?) = status else { throw SourceError.cancelled }
    #expect(location.hasPrefix("file:/flink/run/\(version)/savepoints/savepoint-"))

    let second = try await recording.client.trigger(request, capabilities: Self.old)
    status = .inProgress
    while status == .inProgress {
      status = try await recording.client.status(of: second, for: request)
    }
    #expect(
      status
        == .failed(cause: "IOException: Failed to create savepoint directory at file:/proc/nope"))
  }

  @Test("a stop is followed under savepoints", arguments: recordedVersions)
  func stop(version: String) async throws {
    let recording = try Recording(version)
    let request = request(
      .stop(drain: false, targetDirectory: nil, format: nil),
      job: try recording.job("straight").text)
    let receipt = try await recording.client.trigger(request, capabilities: Self.old)
    var status = TriggerStatus.inProgress
    while status == .inProgress {
      status = try await recording.client.status(of: receipt, for: request)
    }
    guard case .completed(let location?) = status else { throw SourceError.cancelled }
    #expect(location.hasPrefix("file:/flink/run/\(version)/savepoints/savepoint-"))
    #expect(recording.transport.asked.last?.path.contains("/savepoints/") == true)
  }

  @Test("a checkpoint is followed to its number", arguments: ["1.20.5", "2.3.0"])
  func checkpoint(version: String) async throws {
    let recording = try Recording(version)
    let request = request(.checkpoint, job: try recording.job("straight").text)
    let receipt = try await recording.client.trigger(request, capabilities: Self.new)
    var status = TriggerStatus.inProgress
    while status == .inProgress {
      status = try await recording.client.status(of: receipt, for: request)
    }
    #expect(status == .completed(location: "checkpoint 17"))
  }

  @Test("a cancel is accepted, and refused for a job that has ended", arguments: recordedVersions)
  func cancel(version: String) async throws {
    let recording = try Recording(version)
    let flaky = request(.cancel, job: try recording.job("flaky").text)
    #expect(
      try await recording.client.trigger(flaky, capabilities: Self.old)
        == TriggerReceipt(triggerID: nil))
    let finite = request(.cancel, job: try recording.job("finite").text)
    let expected: SourceError =
      recording.isModern
      ? .conflict(
        "Job cancellation failed because the job has already reached another terminal state "
          + "(FINISHED).")
      : .notFound("FlinkJobNotFoundException: Could not find Flink job (\(finite.job?.text ?? ""))")
    await #expect(throws: TriggerError.refused(expected)) {
      try await recording.client.trigger(finite, capabilities: Self.old)
    }
  }

  @Test("1.13 itself refuses a checkpoint on demand, if it is asked all the same")
  func checkpointOn13() async throws {
    let recording = try Recording("1.13.6")
    let request = request(.checkpoint, job: try recording.job("straight").text)
    let path = "POST /jobs/\(request.job?.text ?? "")/checkpoints"
    await #expect(
      throws: TriggerError.refused(.unsupported("this Flink version does not know \(path)"))
    ) {
      try await recording.client.trigger(request, capabilities: Self.new)
    }
  }

  @Test("a trigger that the cluster does not know is unknown", arguments: recordedVersions)
  func unknownTrigger(version: String) async throws {
    let recording = try Recording(version)
    let request = request(
      .savepoint(targetDirectory: nil, format: nil), job: try recording.job("orders").text)
    let receipt = TriggerReceipt(triggerID: String(repeating: "0", count: 32))
    #expect(try await recording.client.status(of: receipt, for: request) == .unknown)
    #expect(
      try await recording.client.status(of: TriggerReceipt(triggerID: nil), for: request)
        == .unknown)
  }
}
