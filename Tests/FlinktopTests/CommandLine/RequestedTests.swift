import Foundation
import Testing

extension CommandLineTests {
  /// The options of a command, seen from the cluster's side: an option that is read and then forgotten shows.
  @Suite("What a command's options send to the cluster")
  struct RequestedTests {
    @Test(
      "stop sends whether it drains, and where to",
      arguments: [([], "false"), (["--drain"], "true")]
    )
    func stop(options: [String], drain: String) async throws {
      let simulator = try await SimulatorProcess.start()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let outcome = try await Program.run(
        ["stop", "orders", "--target-directory", "file:/here", "--detach", "-e", proxy.url]
          + options)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(proxy.harmfulRequests.map(\.method) == ["POST"])
      #expect(proxy.sent.contains(#"{"drain":\#(drain),"targetDirectory":"file:/here","#))
    }

    @Test("savepoint sends where to and in which format")
    func savepoint() async throws {
      let simulator = try await SimulatorProcess.start()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let outcome = try await Program.run(
        "savepoint", "orders", "--target-directory", "file:/here", "--format-type", "native",
        "--detach", "-e", proxy.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(proxy.sent.contains(#""target-directory":"file:/here","formatType":"NATIVE""#))
    }

    @Test("what a user is known by goes out, from the file or the variable that has it")
    func authorization() async throws {
      let simulator = try await SimulatorProcess.start()
      let file = Scratch.path("secret.txt")
      try Data("p:w\n".utf8).write(to: URL(fileURLWithPath: file))
      for (options, variables, header) in [
        (["--username", "ops", "--password-file", file], [:], "Basic b3BzOnA6dw=="),
        (["--username", "ops"], ["FLINKTOP_PASSWORD": "p:w"], "Basic b3BzOnA6dw=="),
        (["--bearer-token-file", file], [:], "Bearer p:w"),
        ([], ["FLINKTOP_BEARER_TOKEN": "t0ken"], "Bearer t0ken"),
      ] {
        let proxy = try RequestLogProxy(forwardingTo: simulator.url)
        let outcome = try await Program.run(
          ["savepoint", "no-such-job", "-e", proxy.url] + options, environment: variables)
        #expect(outcome.end == .exited(4))
        #expect(proxy.sent.contains("\r\nAuthorization: \(header)\r\n"), "\(options)")
      }
    }

    @Test("--timeout is how long an answer is waited for")
    func timeout() async throws {
      let faults = Scratch.path("silent.txt")
      try Data("/jobs/overview hang\n".utf8).write(to: URL(fileURLWithPath: faults))
      let simulator = try await SimulatorProcess.start("--faults", faults)
      let outcome = try await Program.run(
        "savepoint", "orders", "--timeout", "700ms", "-e", simulator.url)
      #expect(outcome.end == .exited(3))
      #expect(outcome.standardError.contains("700ms"), "stderr: \(outcome.standardError)")
    }

    @Test("a job that has ended is asked for nothing")
    func endedJob() async throws {
      let simulator = try await SimulatorProcess.start()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let jobs = try await simulator.cluster.jobs()
      let ended = try #require(
        jobs.first { ["FINISHED", "FAILED", "CANCELED"].contains($0.state) })
      let outcome = try await Program.run("savepoint", ended.id, "-e", proxy.url)
      #expect(outcome.end == .exited(1))
      #expect(outcome.complaints.count == 1, "stderr: \(outcome.standardError)")
      #expect(proxy.harmfulRequests.isEmpty)
    }

    @Test("a savepoint that may be another client's is told on stderr, and not given to a script")
    func doubtfulSavepoint() async throws {
      let faults = Scratch.path("lost.txt")
      try Data("POST /jobs/*/savepoints lose-answer\n".utf8)
        .write(to: URL(fileURLWithPath: faults))
      // It takes no trigger id of ours to ask by.
      let simulator = try await SimulatorProcess.start(
        "--flink-version", "1.14", "--faults", faults)
      let job = try await simulator.healthyJob()
      let outcome = try await Program.run(
        "savepoint", job.id, "-e", simulator.url, within: .seconds(60))
      #expect(outcome.end == .exited(1))
      let location = try await simulator.cluster.waitForSavepoint(of: job.id)
      #expect(outcome.standardError.contains(location), "stderr: \(outcome.standardError)")
      #expect(outcome.standardError.contains("it may be this one or another client's"))
      #expect(outcome.standardOutput.isEmpty)
    }

    @Test("each --header goes out with every request")
    func headers() async throws {
      let simulator = try await SimulatorProcess.start()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let outcome = try await Program.run(
        "savepoint", "no-such-job", "--header", "X-Team: ops", "--header", "X-Shift: night", "-e",
        proxy.url)
      #expect(outcome.end == .exited(4))
      let count = proxy.requests.count
      #expect(count > 0)
      for line in ["\r\nX-Team: ops\r\n", "\r\nX-Shift: night\r\n"] {
        #expect(proxy.sent.ranges(of: line).count == count, "\(line)")
      }
    }
  }
}
