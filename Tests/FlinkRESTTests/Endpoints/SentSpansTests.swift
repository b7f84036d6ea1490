import FlinkREST
import FlinkTraces
import HTTPTransport
import StreamModel
import Testing

@Suite("Recoveries from spans that are sent")
struct SentSpansTests {
  private static let job = "c6395212923439f845bfd69afb2029f0"

  private func feed(_ spans: [TraceSpan]) -> SpanFeed { SpanFeed { spans } }

  private static let start: TraceSpan = {
    var attributes = SpanAttributes()
    attributes.append("jobId", .text(job))
    attributes.append("status", .text("COMPLETED"))
    return TraceSpan(
      scope: "a", name: "JobInitialization", start: Timestamp(milliseconds: 1_700_000_000_000),
      end: Timestamp(milliseconds: 1_700_000_000_250), attributes: attributes)
  }()

  private func trace(_ transport: ScriptedTransport, _ spans: SpanFeed?) async throws
    -> RecoveryTrace
  {
    try await FlinkClient(transport: transport, spans: spans).answer(.recoveryTrace(edition: 7))
  }

  @Test("are told of where the JobManager gives no log, and its log is none where none came")
  func withoutLog() async throws {
    let told = try await trace(ScriptedTransport(paths: [:]), feed([Self.start]))
    #expect(told.spanCount == 1 && told.awaitsSpans && told.edition == 7)
    let recovery = try #require(told.jobs[JobID(Self.job)]?.recoveries.first)
    #expect(recovery.endedAt?.value.milliseconds == 1_700_000_000_250)
    await #expect(throws: SourceError.self) {
      try await trace(ScriptedTransport(paths: [:]), feed([]))
    }
    await #expect(throws: SourceError.self) { try await trace(ScriptedTransport(paths: [:]), nil) }
  }

  @Test("do not stand for a JobManager that does not answer")
  func unreachable() async {
    let transport = ScriptedTransport(failing: .connectFailed("refused"))
    await #expect(throws: SourceError.self) { try await trace(transport, feed([Self.start])) }
  }

  @Test("are read beside the log")
  func withLog() async throws {
    let transport = ScriptedTransport(paths: ["/jobmanager/log": "nothing of a job\n"])
    let told = try await trace(transport, feed([Self.start]))
    #expect(told.spanCount == 1 && told.end > 0)
    let without = try await trace(transport, nil)
    #expect(without.spanCount == 0 && !without.awaitsSpans)
  }
}
