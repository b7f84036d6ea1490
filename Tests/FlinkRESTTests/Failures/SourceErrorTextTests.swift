import StreamModel
import Testing

@Suite("The line of a source error")
struct SourceErrorTextTests {
  @Test(
    "says what failed, on what, and what to do",
    arguments: [
      (
        SourceError.unreachable(reason: "connection refused by localhost:8081"),
        "Cluster not reachable: connection refused by localhost:8081"
      ),
      (
        .timedOut(after: .milliseconds(2500), on: "GET /overview"),
        "No answer to GET /overview within 2.5s: the JobManager is busy or the network slow; "
          + "--timeout waits longer"
      ),
      (
        .timedOut(after: .seconds(5), on: "GET /x"),
        "No answer to GET /x within 5s: the JobManager is busy or the network slow; "
          + "--timeout waits longer"
      ),
      (
        .tls(reason: "self-signed certificate; give its CA by --ca-cert"),
        "TLS failed: self-signed certificate; give its CA by --ca-cert"
      ),
      (
        .redirected(to: "https://x/"),
        "Redirected to https://x/, which is not followed: give that address if it is the cluster's"
      ),
      (
        .unauthorized(isForbidden: false, on: "GET /config"),
        "GET /config wants a login (401): see --username, --bearer-token-file and --client-cert"
      ),
      (
        .unauthorized(isForbidden: true, on: "GET /config"),
        "GET /config is forbidden for this login (403)"
      ),
      (.notFound("Job 1 not found"), "Not found: Job 1 not found"),
      (.conflict("Job is FINISHED"), "Not possible now: Job is FINISHED"),
      (.unavailable("leader election"), "Cluster not ready: leader election"),
      (.server(status: 500, message: "disk full"), "The server answered 500: disk full"),
      (
        .malformed(what: "HTML", on: "GET /config"),
        "Not an answer of Flink to GET /config: HTML"
      ),
      (
        .tooLarge(limit: ByteCount(bytes: 32 << 20), on: "GET /jobs/overview"),
        "The answer to GET /jobs/overview is over 32 MiB, the most that flinktop reads"
      ),
      (.readOnly("POST /jobs/1/stop"), "Refused under --read-only: POST /jobs/1/stop"),
      (.unusable("cannot read a.jar: no such file"), "cannot read a.jar: no such file"),
      (.keyRefused("The key is unknown."), "The key is unknown."),
      (.unsupported("no checkpoints on demand"), "Not supported: no checkpoints on demand"),
      (.cancelled, "Given up: no longer needed"),
    ])
  func lines(error: SourceError, expected: String) {
    #expect(error.description == expected)
  }
}
