import Foundation
import Testing

extension CommandLineTests {
  @Suite("Requests that may act")
  struct APIConfirmationTests {
    private static let acting = [
      ["POST", "/jobs/ab/savepoints"], ["/jobs/ab/stop", "--data", "{}"], ["DELETE", "/cluster"],
      ["PATCH", "/jobs/ab"], ["PUT", "/jobs/ab/resource-requirements", "--data", "{}"],
      ["/jobs/ab/yarn-cancel"], ["/jars/x.jar/plan"], ["/new/in/3.0"], ["/jobs/ab?mode=cancel"],
      ["/jobs/ab/%79arn-cancel"], ["/jars/upload", "--form", "a=b"],
    ]

    @Test("without a terminal they need --yes, and nothing is sent", arguments: acting)
    func needsYes(words: [String]) async throws {
      let server = try RawServer("{}")
      let outcome = try await Program.run(["api"] + words + ["-e", server.url])
      #expect(outcome.end == .exited(2))
      #expect(outcome.errorLines.count == 1, "stderr: \(outcome.standardError)")
      #expect(outcome.standardError.contains(" at \(server.url): "))
      #expect(outcome.standardError.contains("--yes"))
      #expect(server.received.isEmpty)
    }

    @Test("--yes sends them", arguments: acting)
    func yes(words: [String]) async throws {
      let server = try RawServer("{}")
      let outcome = try await Program.run(["api", "--yes"] + words + ["-e", server.url])
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(server.received.contains(" HTTP/1.1\r\n"))
    }

    @Test("read-only refuses them whatever is confirmed, and no request leaves", arguments: acting)
    func readOnly(words: [String]) async throws {
      let server = try RawServer("{}")
      let outcome = try await Program.run(
        ["api", "--yes", "--read-only"] + words + ["-e", server.url])
      #expect(outcome.end == .exited(1))
      #expect(outcome.standardError.contains(" is refused: "))
      #expect(outcome.standardError.contains("read-only"))
      #expect(outcome.standardOutput.isEmpty && server.received.isEmpty)
    }

    @Test("read-only asks for no confirmation of what it refuses")
    func readOnlyBeforeQuestion() async throws {
      let outcome = try await Program.run(
        "api", "DELETE", "/cluster", "--read-only", "-e",
        "http://127.0.0.1:\(try Loopback.unusedPort())")
      #expect(outcome.end == .exited(1))
      #expect(
        outcome.standardError == "flinktop: DELETE /cluster is refused: flinktop runs read-only\n")
    }

    @Test("read-only lets through what changes nothing, without asking")
    func reading() async throws {
      let server = try RawServer("{}")
      let outcome = try await Program.run(
        "api", "/v1/taskmanagers/10.0.0.1:6122-a/thread-dump", "--read-only", "-e", server.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
    }

    @Test(
      "on a terminal they are asked about, and only y is an answer",
      arguments: [("y\n", true), ("yes\n", true), ("n\n", false), ("\n", false), ("\u{4}", false)])
    func asks(answer: String, isSent: Bool) async throws {
      let server = try RawServer("{}")
      let terminal = try PtySession([
        Program.path, "api", "POST", "/jobs/ab/stop?x=1", "-e", server.url,
      ])
      try await terminal.expect("Send it? [y/N] ")
      #expect(
        terminal.text.contains(
          "POST /jobs/ab/stop?x=1 at \(server.url): Stops a job with a savepoint, drained where asked."
        ))
      #expect(server.received.isEmpty)
      try await terminal.type(Array(answer.utf8))
      let end = try await terminal.expectEnd(within: .seconds(30))
      #expect(end == .exited(isSent ? 0 : 1))
      #expect(server.received.isEmpty != isSent)
      #expect(terminal.text.contains("nothing was sent.") != isSent)
    }

    @Test("what was typed before the question is no answer to it")
    func typedAhead() async throws {
      let server = try RawServer("{}")
      let terminal = try PtySession([Program.path, "api", "DELETE", "/cluster", "-e", server.url])
      terminal.typeAhead(Array("y\n".utf8))
      try await terminal.expect("Send it? [y/N] ")
      try await terminal.type(Array("\n".utf8))
      #expect(try await terminal.expectEnd(within: .seconds(30)) == .exited(1))
      #expect(server.received.isEmpty)
    }

    @Test("a terminal gets JSON in lines, and obeys nothing in it")
    func terminal() async throws {
      let server = try RawServer("{\"a\":[\"\u{1B}]0;pwned\u{7}\u{9B}2J\"]}")
      let terminal = try PtySession([Program.path, "api", "/jobs", "-e", server.url])
      #expect(try await terminal.expectEnd(within: .seconds(30)) == .exited(0))
      #expect(
        terminal.text == "{\r\n  \"a\": [\r\n    \"\\x1b]0;pwned\\x07\\u009b2J\"\r\n  ]\r\n}\r\n")
    }

    @Test("ctrl-C while an answer is awaited says that the request may have been done")
    func interrupted() async throws {
      let server = try RawServer(head: "", hangsUp: false)
      let child = try Program.start(
        "api", "POST", "/x", "--yes", "--timeout", "1m", "-e", server.url)
      try await eventually("the request") { server.received.contains("POST /x") }
      child.send(signal: SIGINT)
      #expect(try await child.waitForEnd() == .exited(130))
      #expect(
        child.standardError
          == "flinktop: interrupted: whether POST /x has reached the cluster is not known.\n")
    }
  }
}
