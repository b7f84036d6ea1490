import StreamModel
import Testing

@testable import FlinkREST

@Suite("Recorded exceptions")
struct RecordedExceptionsTests {
  private func exceptions(of job: String, in version: String) async throws -> JobExceptions {
    let body = try RecordedTransport(version: version).body("exceptions-\(job).json")
    let transport = ScriptedTransport(String(decoding: body, as: UTF8.self))
    return try await FlinkClient(transport: transport).answer(.exceptions(JobID("j")))
  }

  @Test("are newest first, each with its cause, task and place", arguments: recordedVersions)
  func history(version: String) async throws {
    let recording = try RecordedTransport(version: version)
    let answer = try await FlinkClient(transport: recording)
      .answer(.exceptions(recording.job("history")))
    #expect(!answer.isTruncated)
    let times: [String: [Int64]] = [
      "1.13.6": [1_795_227_232_705, 1_795_227_196_566, 1_795_227_160_271],
      "1.20.5": [1_795_227_231_362, 1_795_227_195_137, 1_795_227_158_892],
      "2.3.0": [1_795_227_233_665, 1_795_227_197_469, 1_795_227_161_152],
    ]
    #expect(answer.entries.compactMap(\.at?.milliseconds) == times[version])
    for entry in answer.entries {
      #expect(entry.name == "java.lang.IllegalStateException")
      #expect(entry.cause == "SocketTimeoutException: gateway.example: connect timed out")
      #expect(entry.trace.hasPrefix("java.lang.IllegalStateException: payment "))
      #expect(entry.trace.contains("\n\tat lab.Flaky$Bomb.map(Flaky.java:40)\n"))
      #expect(entry.task?.hasSuffix("(1/2)") == true)
      #expect(entry.location?.hasPrefix("localhost:") == true)
      #expect(entry.labels.isEmpty)
      #expect(entry.concurrent.isEmpty)
      #expect(entry.origin == entry)
    }
    let managers: [String: String] = [
      "1.20.5": "127.0.0.1:40333-5e7bfd", "2.3.0": "127.0.0.1:43173-501cfc",
    ]
    #expect(answer.entries[0].taskManager == managers[version].map(TaskManagerID.init))
  }

  @Test("where the job failed for good the task is among the others", arguments: recordedVersions)
  func fatal(version: String) async throws {
    let answer = try await exceptions(of: "doomed", in: version)
    let entry = try #require(answer.entries.first)
    #expect(answer.entries.count == 1)
    #expect(entry.name == "org.apache.flink.runtime.JobException")
    #expect(entry.cause.hasPrefix("IllegalArgumentException: row "))
    #expect(entry.task == nil)
    #expect(entry.concurrent.count == 1)
    #expect(entry.origin.task?.hasSuffix("(2/2)") == true)
    #expect(entry.origin.name == "java.lang.IllegalArgumentException")
    #expect(entry.origin.cause == entry.cause)
  }

  @Test("a job that never failed has none", arguments: recordedVersions)
  func none(version: String) async throws {
    let answer = try await exceptions(of: "orders", in: version)
    #expect(answer == JobExceptions(entries: [], isTruncated: false))
  }

  @Test("what was left out is told; in 1.13 the last one is there before the history has it")
  func truncated() async throws {
    #expect(try await exceptions(of: "flaky", in: "2.3.0").isTruncated)
    #expect(try await exceptions(of: "flaky", in: "1.20.5").isTruncated)
    let old = try await exceptions(of: "flaky", in: "1.13.6")
    #expect(old.entries.compactMap(\.at?.milliseconds) == [1_795_233_345_701, 1_795_233_309_514])
    #expect(old.entries[0].task == "call gateway -> Sink: ledger (1/2)")
    #expect(old.entries[0].task == old.entries[1].task)
    #expect(old.entries[0].location == old.entries[1].location)
    #expect(old.entries[0].cause == old.entries[1].cause)
    #expect(old.entries[0].name == old.entries[1].name)
  }
}
