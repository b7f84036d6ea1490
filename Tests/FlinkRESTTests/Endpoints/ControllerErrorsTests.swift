import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

/// Lines as Flink 2.3.0 writes them, shortened. The file was last written at 02:20:00 UTC, by a clock two hours ahead.
@Suite("Errors in the JobManager's log")
struct ControllerErrorsTests {
  private static let changedAt = Timestamp(milliseconds: 1_795_227_600_000)
  private static let last =
    "2026-11-21 04:19:59,900 INFO  o.a.f.r.c.CheckpointCoordinator [] - On.\n"
  private static let fatal =
    "2026-11-21 04:12:14,252 ERROR o.a.f.r.entrypoint.ClusterEntrypoint [] - Fatal error occurred in the cluster entrypoint.\n"
    + "java.util.concurrent.CompletionException: java.lang.IllegalStateException: x\n\tat a.b.C.d(C.java:1)\n"
    + "Caused by: java.lang.OutOfMemoryError: Metaspace\n\t... 3 more\n"
  private static let ofRequest =
    "2026-11-21 04:13:00,000 ERROR org.apache.flink.runtime.rest.handler.job.JobDetailsHandler [] - Exception occurred in REST handler: Job not found\n"

  private func errors(_ log: String) -> LogErrors? {
    LogErrors(in: LogText(bytes: Array(log.utf8)), changedAt: Self.changedAt)
  }

  @Test("are told with their time and the cause behind them, but not those that requests make")
  func found() throws {
    let found = try #require(errors(Self.fatal + Self.fatal + Self.ofRequest + Self.last))
    let at = Self.changedAt.advanced(by: .milliseconds(-465_748))
    #expect(found.times == [at, at])
    #expect(
      found.newest
        == "Fatal error occurred in the cluster entrypoint: OutOfMemoryError: Metaspace")
  }

  @Test(
    "are none in a log without one; of one without times nothing is known",
    arguments: [(last, false), ("", true), ("ERROR of a pattern without time\n", true)])
  func none(log: String, isUnknown: Bool) {
    #expect(errors(log).map(\.times) == (isUnknown ? nil : []))
  }

  @Test("an escape sequence in one is not told")
  func hostile() {
    let newest = errors("2026-11-21 04:19:59,900 ERROR x [] - \u{1B}[2Jgone\n")?.newest ?? ""
    #expect(!newest.isEmpty && !newest.contains("\u{1B}"))
  }

  @Test("are read of a short log with a date only")
  func length() async throws {
    func answer(_ file: String) async throws -> (LogErrors?, [String]) {
      let transport = ScriptedTransport(paths: [
        "/jobmanager/logs": #"{"logs":[\#(file)]}"#, "/jobmanager/log": Self.fatal + Self.last,
      ])
      let errors = try await FlinkClient(transport: transport).answer(.controllerErrors)
      return (errors, transport.asked.map(\.path))
    }
    let short = try await answer(
      #"{"name":"flink.log","size":900,"mtime":\#(Self.changedAt.milliseconds)}"#)
    #expect(short.0?.times.count == 1)
    #expect(short.1 == ["/jobmanager/logs", "/jobmanager/log"])
    let long = try await answer(
      #"{"name":"flink.log","size":33554433,"mtime":\#(Self.changedAt.milliseconds)}"#)
    #expect(long.0 == nil && long.1 == ["/jobmanager/logs"])
    #expect(try await answer(#"{"name":"flink.log","size":900}"#).0 == nil)
    #expect(try await answer("").0 == nil)
  }
}
