import HTTPTransport
import SeededRandom
import StreamModel
import Testing

@testable import FlinkREST

/// Answers to operations, scrambled: what may have been done is never said to be undone.
@Suite("Scrambled answers to operations")
struct ScrambledOperationsTests {
  private static let stop = OperationKind.stop(drain: false, targetDirectory: nil, format: nil)
  private static let savepoint = OperationKind.savepoint(targetDirectory: nil, format: nil)

  private static let capabilities = Capabilities(
    version: "2.3.0", canTriggerCheckpoint: true, canChooseSavepointFormat: true,
    acceptsTriggerID: true, hasAccumulatedTimes: true, allowsCancel: true)

  private func client(_ body: [UInt8], status: Int) -> FlinkClient {
    FlinkClient(
      transport: ScriptedTransport { _ in
        HTTPResponse(
          status: status, contentType: "application/json", location: nil, body: body,
          answerTime: .zero)
      })
  }

  private func request(_ kind: OperationKind) -> OperationRequest {
    OperationRequest(
      in: ClusterID("http://lab:8081"), id: String(repeating: "0", count: 32), kind: kind,
      job: JobID("j"), jobName: "orders")
  }

  @Test(
    "a trigger that was accepted is never called refused or not sent", arguments: recordedVersions,
    [("sent-savepoint", savepoint), ("sent-stop", stop), ("sent-cancel", .cancel)])
  func triggers(version: String, answer: (file: String, kind: OperationKind)) async throws {
    let body = try RecordedTransport(version: version).body(answer.file + ".json")
    var generator = SeededGenerator(seed: 41)
    var (accepted, lost) = (0, 0)
    for _ in 0..<150 {
      let scrambled = body.mutated(using: &generator)
      do throws(TriggerError) {
        let client = client(scrambled, status: 202)
        _ = try await client.trigger(request(answer.kind), capabilities: Self.capabilities)
        accepted += 1
      } catch {
        guard case .answerLost(let reason) = error else {
          Issue.record("\(error) of \(String(decoding: scrambled, as: UTF8.self))")
          continue
        }
        lost += 1
        expectOneLine(reason.description)
      }
    }
    #expect(lost > 10, "\(accepted) accepted, \(lost) lost")
  }

  @Test(
    "a status is told or is an error, on one line", arguments: recordedVersions,
    [
      ("in-progress-savepoint", savepoint), ("outcome-savepoint", savepoint),
      ("outcome-savepoint-failing", savepoint), ("outcome-savepoint-of-finished", savepoint),
      ("in-progress-stop", stop), ("outcome-stop", stop),
    ])
  func statuses(version: String, answer: (file: String, kind: OperationKind)) async throws {
    let body = try RecordedTransport(version: version).body(answer.file + ".json")
    let receipt = TriggerReceipt(triggerID: "t")
    var generator = SeededGenerator(seed: 42)
    var told = 0
    for _ in 0..<100 {
      let client = client(body.mutated(using: &generator), status: 200)
      do throws(SourceError) {
        let status = try await client.status(of: receipt, for: request(answer.kind))
        told += 1
        if case .failed(let cause, _) = status { expectOneLine(cause) }
      } catch {
        expectOneLine(error.description)
      }
    }
    #expect((1..<100).contains(told), "\(told)")
  }

  private func expectOneLine(_ text: String) {
    #expect(
      !text.unicodeScalars.contains { $0.properties.isWhitespace && $0 != " " }, "\(text)")
  }
}
