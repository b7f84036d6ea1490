import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

@Suite("Recorded times, attempts and accumulators")
struct RecordedTimesTests {
  private static let job = JobID("j")
  private static let vertex = VertexID("v")
  private static let path = "/jobs/j/vertices/v"

  private func client(
    _ version: String, _ path: String, _ file: String
  ) throws -> (FlinkClient, ScriptedTransport) {
    let body = try RecordedTransport(version: version).body(file + ".json")
    let transport = ScriptedTransport(paths: [path: String(decoding: body, as: UTF8.self)])
    return (FlinkClient(transport: transport), transport)
  }

  @Test("when each subtask entered which state, and those it never was in are left out")
  func times() async throws {
    for version in recordedVersions {
      let (client, transport) = try client(
        version, Self.path + "/subtasktimes", "subtasktimes-failed")
      let times = try await client.answer(.subtaskTimes(Self.job, Self.vertex))
      #expect(transport.asked.map(\.path) == [Self.path + "/subtasktimes"])
      #expect(times.map(\.index) == Array(times.indices))
      let failed = try #require(times.first { $0.states.state == .failed })
      #expect(
        failed.states.entries.map(\.state)
          == [.created, .scheduled, .deploying, .initializing, .running, .failed])
      #expect(failed.states.entries.allSatisfy { $0.at.milliseconds > 1_795_000_000_000 })
      #expect(failed.host?.hasPrefix("localhost") == true)
      let end = try #require(failed.states.end)
      let lasted = end.since(try #require(failed.states.start))
      #expect((.seconds(30)...(.seconds(31))).contains(lasted))
    }
  }

  @Test(
    "of an attempt the durations of its states give the same times", arguments: recordedVersions)
  func attempt(version: String) async throws {
    let (current, _) = try client(version, Self.path + "/subtasks/0", "subtask-failed")
    let subtask = try #require(
      try await current.answer(.subtask(Self.job, Self.vertex, 0)).subtasks.first)
    #expect(subtask.attempt == 2 && subtask.state == .failed && subtask.otherAttempts.isEmpty)
    let (times, _) = try client(version, Self.path + "/subtasktimes", "subtasktimes-failed")
    let told = try #require(try await times.answer(.subtaskTimes(Self.job, Self.vertex)).first)
    let derived = StateTimes(attempt: subtask)
    guard version != "1.13.6" else {
      // It tells no durations.
      #expect(derived.entries.map(\.state) == [.running, .failed])
      #expect(derived.entries.first?.at == told.states.start && derived.end == told.states.end)
      return
    }
    #expect(derived == told.states)
  }

  @Test("an attempt that is over has its own path", arguments: recordedVersions)
  func formerAttempt(version: String) async throws {
    let path = Self.path + "/subtasks/0/attempts/1"
    let (client, transport) = try client(version, path, "attempt-failed")
    let attempt = try await client.answer(.attempt(Self.job, Self.vertex, 0, attempt: 1))
    #expect(transport.asked.map(\.path) == [path])
    #expect(attempt.state == .failed && attempt.attempt == 0 && attempt.endTime != nil)
    #expect(attempt.counters.recordsIn == (version == "2.3.0" ? 601 : attempt.counters.recordsIn))
  }

  @Test("attempts that run beside it are told with it (1.16 on)")
  func others() async throws {
    func subtask(_ attempt: Int, _ rest: String) -> String {
      """
      {"subtask":3,"status":"RUNNING","attempt":\(attempt),"endpoint":"h:\(attempt)","start-time":5000,
      "end-time":-1,"duration":7,"metrics":{},"taskmanager-id":"t\(attempt)"\(rest)}
      """
    }
    let body = subtask(0, #","other-concurrent-attempts":[\#(subtask(1, "")),{"a":1}]"#)
    let transport = ScriptedTransport(paths: [Self.path + "/subtasks/3": body])
    let told = try await FlinkClient(transport: transport)
      .answer(.subtask(Self.job, Self.vertex, 3)).subtasks
    #expect(told.first?.otherAttempts.map(\.attempt) == [1])
    #expect(told.first?.otherAttempts.first?.taskManager?.text == "t1")
  }

  @Test("accumulators of a job with what Java made of them, and those of a vertex")
  func accumulators() async throws {
    for version in recordedVersions {
      let rows = version == "1.13.6" ? "82" : "400"
      let (ofJob, asked) = try client(version, "/jobs/j/accumulators", "accumulators-serialized")
      let told = try await ofJob.answer(.accumulators(.job(Self.job), isSerialized: true))
      #expect(told.map(\.name) == ["rows"] && told.first?.type == "IntCounter")
      #expect(told.first?.value == rows && told.first?.serialized?.hasPrefix("rO0AB") == true)
      #expect(asked.asked.map(\.path) == ["/jobs/j/accumulators?includeSerializedValue=true"])
      let (ofVertex, _) = try client(version, Self.path + "/accumulators", "accumulators-vertex")
      let part = try await ofVertex.answer(.accumulators(.vertex(Self.job, Self.vertex)))
      #expect(part == [Accumulator(name: "rows", type: "IntCounter", value: rows)])
    }
  }

  @Test("rescales with their causes, newest first, and one of them vertex by vertex")
  func rescales() async throws {
    let (history, _) = try client("2.3.0", "/jobs/j/rescales/history", "rescales")
    let records = try await history.answer(.rescales(Self.job))
    #expect(records.map(\.cause) == ["UPDATE_REQUIREMENT", "INITIAL_SCHEDULE"])
    #expect(records.map(\.duration) == [.milliseconds(1156), .milliseconds(460)])
    #expect(records.allSatisfy { $0.outcome == "COMPLETED" && $0.reason == "SUCCEEDED" })
    let id = try #require(records.first?.id)
    let (details, _) = try client("2.3.0", "/jobs/j/rescales/details/\(id)", "rescale")
    let detail = try await details.answer(RescaleQuestion(Self.job, id, isOver: true))
    #expect(detail.record == records.first && detail.vertices.count == 5)
    let source = try #require(detail.vertices.first { $0.name.hasPrefix("Source: orders") })
    #expect(source.before == 4 && source.after == 2 && source.desired == 2)
    #expect(detail.phases.map(\.name).contains("Restarting"))
    #expect(detail.phases.first?.duration == .milliseconds(9272))
  }

  @Test(
    "a job under another scheduler says why it has no rescales, and older versions are not asked")
  func noRescales() async throws {
    let body = try RecordedTransport(version: "2.3.0").body("error-rescales.json")
    let transport = ScriptedTransport(status: 404, String(decoding: body, as: UTF8.self))
    await #expect {
      _ = try await FlinkClient(transport: transport).answer(.rescales(Self.job))
    } throws: {
      "\($0)"
        == "Not supported: of this job no rescales are kept: its scheduler is not the adaptive one, or "
        + "web.adaptive-scheduler.rescale-history.size is 0"
    }
    let fixed = ScriptedTransport(
      status: 404,
      #"{"errors":["org.apache.flink.runtime.rest.handler.RestHandlerException: AdaptiveScheduler is not enabled for this job (048fd457af0d90aa4cba714ebdfd1211).\n\tat a.B.c(B.java:82)"]}"#
    )
    await #expect {
      _ = try await FlinkClient(transport: fixed).answer(.rescaleSettings(Self.job))
    } throws: { "\($0)".contains("the scheduler of this job is not the adaptive one") }
    let capabilities = Capabilities(
      version: "1.20.5", canTriggerCheckpoint: true, canChooseSavepointFormat: true,
      acceptsTriggerID: true, hasAccumulatedTimes: true, allowsCancel: true)
    let refusals = Endpoints.refusals(at: capabilities)
    #expect(refusals[.rescales] == "Flink 1.20.5 does not tell: that came with 2.3")
    #expect(refusals[.rescale] != nil && refusals[.subtaskTimes] == nil)
  }
}
