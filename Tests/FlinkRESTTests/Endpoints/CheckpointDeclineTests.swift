import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

/// Lines as Flink 1.20.5 and 1.13.6 wrote them, shortened.
@Suite("Why a checkpoint was declined")
struct CheckpointDeclineTests {
  private static let job = JobID("d418264f905f01a14d4f1cfedebfad2a")
  private static let before = "2026-11-21 02:12:14,252 INFO  o.a.f.r.c.CheckpointCoordinator [] - "

  private static func decline(_ number: Int, of job: JobID = job, _ causes: String...) -> String {
    before + "Decline checkpoint \(number) by task 33a38dae_c27dcf7b_0_0 of job \(job.text) at "
      + "127.0.0.1:40333-5e7bfd @ localhost (dataPort=42113).\n"
      + "org.apache.flink.util.SerializedThrowable: org.apache.flink.runtime.checkpoint."
      + "CheckpointException: Asynchronous task checkpoint failed.\n"
      + "\tat org.apache.flink.streaming.runtime.tasks.AsyncCheckpointRunnable.run(A.java:155)\n"
      + causes.map { "Caused by: org.apache.flink.util.SerializedThrowable: \($0)\n\t... 5 more\n" }
      .joined()
  }

  private func newest(_ log: String) -> CheckpointDecline? {
    CheckpointDecline(newestOf: Self.job, in: Array(log.utf8))
  }

  @Test("is the innermost cause below the newest line of the job")
  func cause() {
    let log =
      Self.decline(3, "java.io.IOException: quota exceeded")
      + Self.before + "Completed checkpoint 7 for job x\n"
      + Self.decline(
        8, "java.lang.Exception: Could not materialize checkpoint 8 for operator enrich (2/4)#0.",
        "java.util.concurrent.ExecutionException: java.io.IOException: No space left on device",
        "java.io.IOException: No space left on device")
      + Self.before + "Caused by: nothing of it\n"
      + Self.decline(9, of: JobID("048fd457af0d90aa4cba714ebdfd1211"), "java.io.IOException: other")
    #expect(
      newest(log)
        == CheckpointDecline(
          checkpoint: CheckpointID(8), cause: "IOException: No space left on device"))
  }

  @Test(
    "is not known of a log without one, without its trace, or with bytes that are no text",
    arguments: [
      "", "\n\n", before + "Completed checkpoint 7 for job \(job.text)\n",
      before + "Decline checkpoint 8 by task a of job \(job.text) at x.\n",
      before + "Decline checkpoint 8 by task a of job \(job.text) at x.\n" + before + "On.\n",
      before + "Decline checkpoint x by task a of job \(job.text) at x.\nE: f\n",
      decline(8, of: JobID("0"), "java.io.IOException: other"),
    ])
  func none(log: String) { #expect(newest(log) == nil) }

  @Test("an escape sequence in it is not told")
  func hostile() {
    let cause = newest(Self.decline(8, "java.io.IOException: \u{1B}[2Jgone"))?.cause ?? ""
    #expect(!cause.isEmpty && !cause.contains("\u{1B}"))
  }

  @Test("is read of the end of a log that Flink has not let grow without end")
  func length() async throws {
    func answer(size: Int) async throws -> (CheckpointDecline?, [HTTPRequest]) {
      let transport = ScriptedTransport(paths: [
        "/jobmanager/logs":
          #"{"logs":[{"name":"flink.log","size":\#(size)},{"name":"flink.out","size":99999999}]}"#,
        "/jobmanager/log": Self.decline(8, "java.io.IOException: disk full"),
      ])
      let decline = try await FlinkClient(transport: transport).answer(.checkpointDecline(Self.job))
      return (decline, transport.asked)
    }
    let short = try await answer(size: 134_217_728)
    #expect(short.0?.cause == "IOException: disk full")
    #expect(short.1.map(\.path) == ["/jobmanager/logs", "/jobmanager/log"])
    #expect(short.1.last?.keeps == .tail(2 << 20))
    let long = try await answer(size: 134_217_729)
    #expect(long.0 == nil)
    #expect(long.1.map(\.path) == ["/jobmanager/logs"])
  }
}
