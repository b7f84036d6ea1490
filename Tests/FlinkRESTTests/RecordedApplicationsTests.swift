import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

@Suite("Recorded applications, rescale statistics, results and states")
struct RecordedApplicationsTests {
  private static let job = JobID("j")
  private static let application = ApplicationID("a")

  private func client(
    _ version: String, _ path: String, _ file: String
  ) throws -> (FlinkClient, ScriptedTransport) {
    let body = try RecordedTransport(version: version).body(file + ".json")
    let transport = ScriptedTransport(paths: [path: String(decoding: body, as: UTF8.self)])
    return (FlinkClient(transport: transport), transport)
  }

  @Test("applications with their states, times and numbers of jobs")
  func applications() async throws {
    let (client, _) = try client("2.3.0", "/applications/overview", "applications")
    let all = try await client.answer(.applications)
    #expect(all.map(\.state) == [.running, .failed, .finished, .canceled])
    #expect(all.first?.name == "SingleJobApplication(orders)" && all.first?.endTime == nil)
    #expect(all.map(\.jobs) == [[.running: 1], [.failed: 1], [.finished: 1], [.canceled: 1]])
    #expect(all[1].duration == .milliseconds(1238))
  }

  @Test("an application has its jobs, and the times of the states that it was in")
  func application() async throws {
    let (client, _) = try client("2.3.0", "/applications/a", "application")
    let told = try await client.answer(.application(Self.application))
    #expect(told.state == .failed && told.jobs.map(\.name) == ["doomed"])
    #expect(Set(told.times.map(\.state)) == [.created, .running, .failing, .failed])
    #expect(told.times.map(\.at) == told.times.map(\.at).sorted())
    #expect(told.jobs.first?.id.text == told.id.text)
  }

  @Test("what failed in an application has its cause, its trace and its job")
  func failures() async throws {
    let (client, asked) = try client(
      "2.3.0", "/applications/a/exceptions", "application-exceptions")
    let failures = try await client.answer(.applicationFailures(Self.application))
    let failure = try #require(failures.first)
    #expect(failures.count == 1 && failure.job?.text.count == 32 && failure.at != nil)
    #expect(failure.trace.hasPrefix("org.apache.flink.runtime.JobException: Recovery"))
    #expect(!failure.cause.contains("\n") && failure.cause != failure.trace)
    #expect(asked.asked.map(\.path) == ["/applications/a/exceptions"])
  }

  @Test("what an application runs with is told by key")
  func configuration() async throws {
    let (client, _) = try client(
      "2.3.0", "/applications/a/jobmanager/config", "application-config")
    let settings = try await client.answer(.applicationConfiguration(Self.application))
    #expect(settings.map(\.key) == settings.map(\.key).sorted())
    #expect(settings.first { $0.key == "rest.flamegraph.enabled" }?.value == "true")
  }

  @Test("rescales are counted, timed, and follow settings")
  func rescales() async throws {
    let (first, _) = try client("2.3.0", "/jobs/j/rescales/overview", "rescales-overview")
    let overview = try await first.answer(.rescaleOverview(Self.job))
    let counts = RescaleCounts(completed: 3, failed: 0, ignored: 0, inProgress: 0)
    #expect(overview.counts == counts && overview.failed == nil)
    #expect(overview.completed?.cause == "UPDATE_REQUIREMENT")
    let (second, _) = try client("2.3.0", "/jobs/j/rescales/summary", "rescales-summary")
    let summary = try await second.answer(.rescaleSummary(Self.job))
    #expect(summary.counts == counts && summary.completed?.p50 == 2065)
    #expect(summary.completed?.min == 912 && summary.completed?.max == 2293)
    // Zeros that stand for none are none.
    #expect(summary.failed == nil && summary.ignored == nil)
    let (third, _) = try client("2.3.0", "/jobs/j/rescales/config", "rescales-settings")
    let settings = try await third.answer(.rescaleSettings(Self.job))
    #expect(settings.historySize == 10 && settings.executionMode == nil)
    #expect(settings.cooldown == .seconds(1) && settings.submissionWait == .seconds(300))
    #expect(settings.longestDelay == .seconds(6) && settings.failedCheckpoints == 2)
  }

  @Test("accumulators of each subtask, with where it runs", arguments: recordedVersions)
  func accumulators(version: String) async throws {
    let path = "/jobs/j/vertices/v/subtasks/accumulators"
    let (client, asked) = try client(version, path, "accumulators-subtasks")
    let parts = try await client.answer(.subtaskAccumulators(Self.job, VertexID("v")))
    #expect(asked.asked.map(\.path) == [path])
    #expect(parts.map(\.subtask) == [0, 1] && parts.allSatisfy { $0.attempt == 0 })
    #expect(parts.allSatisfy { $0.host?.hasPrefix("localhost") == true })
    #expect(parts.allSatisfy { $0.accumulators.map(\.name) == ["rows"] })
    let sum = parts.compactMap { $0.accumulators.first?.value.flatMap(Int.init) }.reduce(0, +)
    #expect(sum == (version == "1.13.6" ? 82 : 400))
  }

  @Test("results that the cluster keeps, and the state of one job")
  func results() async throws {
    for version in recordedVersions {
      let (client, _) = try client(version, "/datasets", "datasets")
      let sets = try await client.answer(.dataSets)
      #expect(sets.count == (version == "2.3.0" ? 1 : 0))
      #expect(sets.allSatisfy { $0.isComplete == true && $0.id.text.count == 32 })
    }
    let (client, _) = try client("1.20.5", "/jobs/j/status", "job-status")
    #expect(try await client.answer(.jobStatus(Self.job)) == .running)
  }

  @Test("what came later than a release is refused with its version, and not asked")
  func older() async throws {
    let config = #"{"flink-version":"1.20.5","features":{}}"#
    let transport = ScriptedTransport(paths: ["/config": config])
    let client = FlinkClient(transport: transport)
    let capabilities = try await client.answer(.capabilities)
    let reason = "Flink 1.20.5 does not tell: that came with 2.3"
    #expect(capabilities.refusals[.applications] == reason)
    await #expect(throws: SourceError.unsupported(reason)) {
      try await client.answer(.applications)
    }
    #expect(!transport.asked.contains { $0.path.hasPrefix("/applications") })
    #expect(
      capabilities.refusal(of: .cancelApplication(Self.application))?.contains("2.3") == true)
  }
}
