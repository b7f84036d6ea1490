import Foundation
import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

/// What real clusters said of a stop whose job failed after its savepoint was made, and what public reports have.
@Suite struct FailedStopTests {
  private static let request = OperationRequest(
    in: ClusterID("http://lab:8081"), id: "00000000000000000000000000000001",
    kind: .stop(drain: false, targetDirectory: nil, format: nil), job: JobID("j"), jobName: "orders"
  )

  private static func recorded(_ name: String) throws -> String {
    let folder = try #require(Bundle.module.url(forResource: "Recordings", withExtension: nil))
    return try String(
      contentsOf: folder.appending(path: "failed-stops/\(name).json"), encoding: .utf8)
  }

  private func status(
    _ status: String, exceptions: String? = nil
  ) async throws -> (TriggerStatus, asked: [String]) {
    var paths = ["/jobs/j/savepoints/r": status]
    paths["/jobs/j/exceptions"] = exceptions
    let transport = ScriptedTransport(paths: paths)
    let answer = try await FlinkClient(transport: transport).status(
      of: TriggerReceipt(triggerID: "r"), for: Self.request)
    return (answer, transport.asked.map(\.path))
  }

  private func trace(_ lines: String) -> String {
    #"{"status":{"id":"COMPLETED"},"operation":{"failure-cause":{"stack-trace":"\#(lines)"}}}"#
  }

  @Test(
    "the adaptive scheduler names place and cause among the causes",
    arguments: [
      (
        "2.3.0-adaptive", "file:/savepoints/savepoint-d03919-8700f7aa9700",
        "IllegalStateException: could not commit transaction to the warehouse"
      ),
      (
        "1.20.5-adaptive", "file:/flink/run/1.20.5/savepoints/savepoint-056ba0-a3c032296375",
        "IllegalStateException: could not commit transaction to the warehouse"
      ),
      (
        "public-report", "s3://bucket/savepoints/savepoint-0a1b2c-9f8e7d6c5b4a",
        "TaskNotRunningException: Task is not running, but in state FINISHED"
      ),
    ])
  func adaptive(name: String, location: String, cause: String) async throws {
    let (status, asked) = try await status(Self.recorded(name))
    #expect(
      status
        == .failed(
          cause: "the savepoint was made, but the job failed: \(cause)", location: location))
    #expect(asked == ["/jobs/j/savepoints/r"])
  }

  @Test("the default scheduler leaves the cause to the job's exceptions, where it is looked for")
  func defaultScheduler() async throws {
    let (status, asked) = try await status(
      Self.recorded("2.3.0-default"), exceptions: Self.recorded("2.3.0-default-exceptions"))
    #expect(
      status
        == .failed(
          cause: "the savepoint was made, but the job failed: IllegalStateException: "
            + "could not commit transaction to the warehouse",
          location: "file:/flink/run/2.3.0/savepoints/savepoint-21a092-9e0f6c7adfc4"))
    #expect(asked == ["/jobs/j/savepoints/r", "/jobs/j/exceptions?maxExceptions=5"])
  }

  @Test("1.13 says that there is a savepoint, and not where")
  func old() async throws {
    let (status, _) = try await status(
      Self.recorded("1.13.6-default"), exceptions: Self.recorded("1.13.6-default-exceptions"))
    #expect(
      status
        == .failed(
          cause: "the savepoint was made, but the job failed: IllegalStateException: "
            + "could not commit transaction to the warehouse"))
  }

  @Test(
    "without the exceptions the place is there all the same",
    arguments: [
      nil, "[", "{}", #"{"exceptionHistory":{"entries":[]}}"#,
      // Of a failure long before, and of one that tells nothing of a stop.
      #"{"exceptionHistory":{"entries":[{"stacktrace":"a.B: old","timestamp":1},"#
        + #"{"stacktrace":"a.B: A savepoint has been created at: x","timestamp":90000}]}}"#,
      #"{"exceptionHistory":{"entries":[{"stacktrace":"a.B: other","timestamp":1}]}}"#,
    ] as [String?])
  func noExceptions(exceptions: String?) async throws {
    let (status, _) = try await status(
      Self.recorded("2.3.0-default"), exceptions: exceptions)
    #expect(
      status
        == .failed(
          cause: "the savepoint was made, but the job failed while it stopped: its exceptions say "
            + "why", location: "file:/flink/run/2.3.0/savepoints/savepoint-21a092-9e0f6c7adfc4"))
  }

  @Test(
    "a path may hold what stands around it",
    arguments: [
      "hdfs://nn:8020/my savepoints/a, b: c/savepoint-1", "s3://b/x, but not/savepoint-1",
      "file:/größe/savepoint-1",
    ])
  func paths(path: String) async throws {
    let line = "A savepoint has been created at: \(path), but the corresponding job 1 failed during"
    let (status, _) = try await status(
      trace(#"a.B: c\n\tat a.B.c(B.java:1)\nCaused by: a.D: \#(line)\nCaused by: a.E: lost"#))
    #expect(
      status
        == .failed(cause: "the savepoint was made, but the job failed: E: lost", location: path))
  }

  @Test(
    "a failure that tells of no savepoint has none",
    arguments: [
      "a.CheckpointException: Checkpoint expired before completing.",
      "a.B: A savepoint has been created", "",
    ])
  func none(line: String) async throws {
    let (status, asked) = try await status(trace(line))
    guard case .failed(let cause, nil) = status else {
      Issue.record("\(status)")
      return
    }
    #expect(!cause.contains("was made"))
    #expect(asked.count == 1)
  }
}
