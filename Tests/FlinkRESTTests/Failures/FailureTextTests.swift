import StreamModel
import Testing

@testable import FlinkREST
@testable import ServerAnswers

@Suite("The useful line of a failure")
struct FailureTextTests {
  @Test(
    "is the last cause, else the first line, without packages and wrappers",
    arguments: [
      // Recorded: a savepoint into an impossible directory, 1.13.6.
      (
        """
        java.util.concurrent.CompletionException: java.util.concurrent.CompletionException: \
        org.apache.flink.runtime.checkpoint.CheckpointException: Trigger checkpoint failure.
        \tat org.apache.flink.runtime.jobmaster.JobMaster.lambda$triggerSavepoint$4(JobMaster.java:749)
        Caused by: java.util.concurrent.CompletionException: \
        org.apache.flink.runtime.checkpoint.CheckpointException: Trigger checkpoint failure.
        \t... 10 more
        Caused by: java.io.IOException: Failed to create savepoint directory at file:/proc/nope
        \t... 8 more

        """, "IOException: Failed to create savepoint directory at file:/proc/nope"
      ),
      // Recorded: a savepoint of a job that is restarting, 1.13.6.
      (
        """
        java.util.concurrent.CompletionException: java.util.concurrent.CompletionException: \
        org.apache.flink.runtime.checkpoint.CheckpointException: Checkpoint triggering task \
        Source: payments (1/2) of job 1f is not being executed at the moment.
        \tat org.apache.flink.runtime.scheduler.SchedulerBase.lambda$0(SchedulerBase.java:1)
        """,
        "CheckpointException: Checkpoint triggering task Source: payments (1/2) of job 1f is not "
          + "being executed at the moment."
      ),
      // Recorded: a task's own exception, whose message goes on over two lines.
      (
        """
        org.apache.flink.runtime.JobException: Recovery is suppressed by NoRestartBackoffTimeStrategy
        \tat org.apache.flink.runtime.executiongraph.Handler.handle(Handler.java:138)
        Caused by: java.lang.IllegalArgumentException: row 57: unknown currency "XXX" €
        \tsecond line
        \tat lab.Finite$Count.map(Finite.java:42)
        """, "IllegalArgumentException: row 57: unknown currency \"XXX\" €"
      ),
      // Recorded: an unknown job.
      (
        """
        org.apache.flink.runtime.rest.handler.RestHandlerException: Job could not be found.
        \tat org.apache.flink.runtime.rest.handler.X.y(X.java:1)
        """, "Job could not be found."
      ),
      // Recorded: Flink's own frame around an exception.
      (
        """
        <Exception on server side:
        java.lang.IllegalStateException: Flink does not support triggering incremental checkpoint.
        \tat org.apache.flink.X.y(X.java:1)

        End of exception on server side>
        """, "IllegalStateException: Flink does not support triggering incremental checkpoint."
      ),
      ("Unable to load requested file /nope.", "Unable to load requested file /nope."),
      ("Internal server error.", "Internal server error."),
      ("", ""),
      ("\n \n", ""),
    ])
  func usefulLine(trace: String, expected: String) {
    #expect(FailureText.usefulLine(of: trace) == expected)
  }

  @Test("of a suppressed exception the cause is not the cause")
  func suppressed() {
    let trace = """
      a.b.First: main
      \tat a.b.C.d(C.java:1)
      \tSuppressed: a.b.Second: closing
      \tCaused by: a.b.Third: of the closing
      """
    #expect(FailureText.usefulLine(of: trace) == "First: main")
  }

  @Test("a cause without a message says where it was thrown")
  func withoutMessage() {
    let trace = """
      org.apache.flink.X: y
      Caused by: java.lang.NullPointerException
      \tat lab.jobs.Orders$Decode.map(Orders.java:42)
      \tat org.apache.flink.Z.w(Z.java:1)
      """
    let expected = "NullPointerException at Orders$Decode.map(Orders.java:42)"
    #expect(FailureText.usefulLine(of: trace) == expected)
    #expect(FailureText.usefulLine(of: "java.lang.OutOfMemoryError") == "OutOfMemoryError")
    let wrapper = "java.util.concurrent.ExecutionException"
    #expect(FailureText.usefulLine(of: wrapper) == "ExecutionException")
  }

  @Test(
    "only what is a class name with a package is taken for one",
    arguments: [
      ("Source: payments: late", "Source: payments: late"),
      ("file:/tmp/x.Y: gone", "file:/tmp/x.Y: gone"),
      ("host.example: connect timed out", "host.example: connect timed out"),
      ("a.b.Outer$Inner: text", "Inner: text"),
      ("a.B: c.D: e.F: text", "F: text"),
      ("a.b.Known: java.util.concurrent.CompletionException: text", "Known: text"),
    ])
  func classNames(line: String, expected: String) {
    #expect(FailureText.usefulLine(of: line) == expected)
  }

  @Test("of Flink's errors the first that says something counts")
  func errors() {
    let detail = "<Exception on server side:\njava.io.IOException: disk full\n"
    #expect(
      FailureText.usefulLine(ofErrors: ["Internal server error.", detail])
        == "IOException: disk full")
    #expect(
      FailureText.usefulLine(ofErrors: ["Internal server error."]) == "Internal server error.")
    #expect(FailureText.usefulLine(ofErrors: []) == nil)
    #expect(FailureText.usefulLine(ofErrors: [""]) == nil)
  }

  @Test("a line is one line, without anything that moves a cursor or hides")
  func hostileText() {
    let hostile = "a\u{1B}[31mred\u{7}\r\n\tb\u{202E}c\u{2028}d\u{0}\u{9B}e  f\u{200B}"
    #expect(FailureText.oneLine(hostile) == "a [31mred bc d e f")
    #expect(FailureText.usefulLine(of: "\u{1B}]0;x\u{7}y") == "]0;x y")
  }

  @Test("a line has 300 characters at most")
  func length() {
    let long = FailureText.usefulLine(of: "a.B: " + String(repeating: "é", count: 1000))
    #expect(long.count == 300)
    #expect(long.hasSuffix("…"))
    #expect(FailureText.oneLine(String(repeating: "x", count: 300)).hasSuffix("x"))
  }

  @Test("recorded failures of savepoints read as one line", arguments: recordedVersions)
  func recorded(version: String) throws {
    let transport = try RecordedTransport(version: version)
    func cause(_ file: String) throws -> String {
      let status = try TriggerStatus(status: JSONDocument(try transport.body(file)).root)
      guard case .failed(let cause, _) = status else { return "\(status)" }
      return cause
    }
    #expect(
      try cause("outcome-savepoint-failing.json")
        == "IOException: Failed to create savepoint directory at file:/proc/nope")
    #expect(
      try cause("outcome-savepoint-of-finished.json").hasPrefix("FlinkJobNotFoundException: Could"))
  }
}
