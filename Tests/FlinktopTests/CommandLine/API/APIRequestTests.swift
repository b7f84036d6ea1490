import Foundation
import Testing

extension CommandLineTests {
  /// `flinktop api` over real sockets.
  @Suite("Any request")
  struct APIRequestTests {
    @Test("the body comes as it is, and the cluster's prefix and query are kept")
    func body() async throws {
      let body = "{\"a\" : \"\u{1B}[31m\"}"
      let server = try RawServer(body)
      let outcome = try await Program.run(
        "api", "/jobs/metrics?get=a,b&agg=max", "-e", server.url + "/flink/prod", "--header",
        "X-Team: ops")
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(outcome.standardOutput == body && outcome.standardError.isEmpty)
      #expect(
        server.received.hasPrefix("GET /flink/prod/jobs/metrics?get=a,b&agg=max HTTP/1.1\r\n"))
      #expect(server.received.contains("\r\nX-Team: ops\r\n"))
    }

    @Test("--include shows the status line and the headers")
    func head() async throws {
      let server = try RawServer("{}", status: "202 Accepted")
      let outcome = try await Program.run("api", "-i", "/config", "-e", server.url)
      #expect(
        outcome.standardOutput
          == "HTTP/1.1 202 Accepted\nContent-Type: application/json; charset=UTF-8\n"
          + "Content-Length: 2\n\n{}")
      #expect(outcome.end == .exited(0))
    }

    @Test("JSON goes out with the method and type that belong to it")
    func json() async throws {
      let file = Scratch.path("body.json")
      try Data("{\"a\": 1}".utf8).write(to: URL(fileURLWithPath: file))
      for (words, method) in [([], "POST"), (["PUT"], "PUT"), (["DELETE"], "DELETE")] {
        let server = try RawServer("{}")
        let outcome = try await Program.run(
          ["api"] + words + ["/x", "--data", "@" + file, "--yes", "-e", server.url])
        #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
        #expect(server.received.hasPrefix("\(method) /x HTTP/1.1\r\n"))
        #expect(server.received.contains("\r\nContent-Type: application/json\r\n"))
        #expect(server.received.hasSuffix("\r\n\r\n{\"a\": 1}"))
      }
    }

    @Test("a form goes out with its file")
    func form() async throws {
      let file = Scratch.path("job.jar")
      try Data(repeating: 65, count: 3 << 20).write(to: URL(fileURLWithPath: file))
      let server = try RawServer("{\"status\":\"success\"}")
      let outcome = try await Program.run(
        "api", "/jars/upload", "--form", "jarfile=@" + file, "--yes", "-e", server.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let sent = server.received
      #expect(sent.hasPrefix("POST /jars/upload HTTP/1.1\r\n"))
      #expect(sent.contains(#"Content-Disposition: form-data; name="jarfile"; filename=""#))
      #expect(sent.contains("Content-Type: application/java-archive\r\n\r\nAAAA"))
      #expect(sent.utf8.count > 3 << 20)
    }

    @Test(
      "any status but 2xx is exit status 1, with the body and the reason in one line",
      arguments: [
        (
          "500 X", #"{"errors":["Internal server error.","java.lang.Ex: broken\n\tat a.b"]}"#,
          "broken"
        ),
        ("404 X", #"{"errors":["Unable to load requested file /x."]}"#, "does not know GET /jobs"),
        ("503 X", #"{"errors":["Service temporarily unavailable"]}"#, "temporarily unavailable"),
        ("308 X", "gone", "answered 308: GET /jobs: gone"),
        ("401 X", "\u{1B}]0;x\u{7}", "wants a login"),
        ("500 X", "", "no reason given"),
      ])
    func failed(status: String, body: String, reason: String) async throws {
      let server = try RawServer(body, status: status)
      let outcome = try await Program.run("api", "/jobs", "-e", server.url)
      #expect(outcome.end == .exited(1))
      #expect(outcome.standardOutput == body)
      #expect(outcome.errorLines.count == 1, "stderr: \(outcome.standardError)")
      #expect(outcome.standardError.contains(reason), "stderr: \(outcome.standardError)")
      #expect(!outcome.standardError.contains("\u{1B}"))
    }

    @Test("who cannot be reached is exit status 3, and so is half an answer")
    func unreachable() async throws {
      let nobody = try await Program.run(
        "api", "/jobs", "-e", "http://127.0.0.1:\(try Loopback.unusedPort())")
      #expect(nobody.end == .exited(3) && nobody.errorLines.count == 1)
      let server = try RawServer(
        head: "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", piece: Array("half".utf8))
      let half = try await Program.run("api", "/jobs", "-e", server.url)
      #expect(half.end == .exited(3) && half.standardOutput == "half")
      #expect(half.standardError.contains("broke off after 4 bytes"))
    }

    @Test("a request that may have been done and has no answer is told as that")
    func unknownOutcome() async throws {
      let server = try RawServer(head: "")
      let outcome = try await Program.run("api", "POST", "/x", "--yes", "-e", server.url)
      #expect(outcome.end == .exited(1))
      #expect(outcome.standardError.contains("whether POST /x was done is not known"))
    }

    @Test(
      "wrong words are exit status 2, and nothing is sent",
      arguments: [
        ["/jobs/../cluster"], ["jobs"], ["/a", "--data", "{"], ["--list", "/a"],
        ["/a", "--format", "json"], ["/a", "--max-bytes", "0"], [], ["/a", "--form", "x"],
      ])
    func wrong(words: [String]) async throws {
      let server = try RawServer("{}")
      let outcome = try await Program.run(["api", "--yes"] + words + ["-e", server.url])
      #expect(outcome.end == .exited(2))
      #expect(outcome.errorLines.count == 1, "stderr: \(outcome.standardError)")
      #expect(outcome.standardOutput.isEmpty && server.received.isEmpty)
    }

    @Test("a reader that took the beginning and left is no reason for a word")
    func readerHadEnough() async throws {
      let server = try RawServer(
        head: "HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n\r\n",
        piece: Array(String(repeating: "line\n", count: 4000).utf8), times: 1000)
      let outcome = try await Program.run(
        ["api", "/jobmanager/log", "-e", server.url],
        #"set -o pipefail; "$0" "$@" | head -1"#)
      #expect(outcome.standardOutput == "line\n")
      #expect(outcome.end == .exited(1))
      #expect(outcome.standardError.isEmpty)
    }

    @Test("a disk that is full is told")
    func fullDisk() async throws {
      let server = try RawServer("{}")
      let outcome = try await Program.run(["api", "/jobs", "-e", server.url], LostOutput.fullDisk)
      #expect(outcome.end == .exited(1))
      #expect(
        outcome.standardError
          == "flinktop: cannot write to standard output: No space left on device, after 0 bytes; "
          + "the server answered 200\n")
    }

    @Test("--max-bytes ends an answer that is longer, and says so")
    func limit() async throws {
      let server = try RawServer("0123456789")
      let outcome = try await Program.run("api", "/jobs", "--max-bytes", "4", "-e", server.url)
      #expect(outcome.standardOutput == "0123" && outcome.end == .exited(0))
      #expect(outcome.standardError.contains("cut after 4 bytes"))
    }

    @Test("200 MB go through in bounded memory")
    func large() async throws {
      let server = try RawServer(
        head: "HTTP/1.1 200 OK\r\nContent-Length: 209715200\r\n\r\n",
        piece: [UInt8](repeating: 65, count: 1 << 20), times: 200)
      let script = """
        import resource, subprocess, sys
        child = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)
        count = sum(len(piece) for piece in iter(lambda: child.stdout.read(1 << 20), b""))
        print(child.wait(), count, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
        """
      let said = try await ChildProcess.run(
        ["python3", "-c", script, Program.path, "api", "/jobmanager/log", "-e", server.url],
        within: .seconds(120))
      let figures = said.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
      #expect(Array(figures.prefix(2)) == [0, 209_715_200])
      #expect(figures.count == 3 && figures[2] < 80, "\(said)")
    }
  }
}
