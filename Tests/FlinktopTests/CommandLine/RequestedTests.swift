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
