import Testing

extension CommandLineTests {
  @Suite("--watch")
  struct WatchTests {
    private func lines(_ child: ChildProcess) -> [JSONValue] {
      // The last one may be half a line.
      child.standardOutput.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .compactMap { try? JSONValue(parsing: String($0)) }
    }

    private func watch(_ words: String...) throws -> ChildProcess {
      try ChildProcess(
        [Program.path] + words + ["--watch", "--interval", "500ms"],
        environment: TestEnvironment.variables)
    }

    @Test("prints a document a line, and says of old ones that the cluster is away")
    func documents() async throws {
      let simulator = try await SimulatorProcess.start()
      let child = try watch("job", "payments", "--format", "json", "-e", simulator.url)
      defer { child.terminate() }
      let first = try await eventually("three documents", within: .seconds(30)) {
        lines(child).count >= 3 ? lines(child) : nil
      }
      let times = first.compactMap { $0["takenAt"].integer }
      #expect(times == times.sorted() && Set(times).count == first.count)
      for document in first {
        #expect(document["job"]["name"].string == "payments")
        #expect(document["cluster"]["connection"].string == "live")
      }
      simulator.kill()
      let away = try await eventually("a document of what was", within: .seconds(30)) {
        lines(child).last { $0["cluster"]["connection"].string == "unreachable" }
      }
      #expect(away["job"]["name"].string == "payments")
      let answered = try #require(away["cluster"]["answeredAt"].integer)
      #expect(answered < away["takenAt"].integer ?? 0)
      try await simulator.startAgain()
      _ = try await eventually("a fresh document", within: .seconds(60)) {
        lines(child).last.flatMap { last in
          last["cluster"]["connection"].string == "live"
            && (last["cluster"]["answeredAt"].integer ?? 0) > answered ? last : nil
        }
      }
    }

    @Test("reports that have questions of their own are watched as well")
    func answers() async throws {
      let simulator = try await SimulatorProcess.start()
      let child = try watch(
        "subtasks", "payments", "ledger", "--format", "json", "-e", simulator.url)
      defer { child.terminate() }
      let rates = try await eventually("busy subtasks", within: .seconds(60)) {
        lines(child).last.flatMap { last in
          let subtasks = last["subtasks"].elements
          let known = subtasks.filter { $0["busyRatio"].number != nil }
          return !subtasks.isEmpty && known.count == subtasks.count ? last : nil
        }
      }
      #expect(rates["vertex"]["name"].string?.contains("ledger") == true)
    }

    @Test("begins with what was asked for, and asks for it anew each time")
    func anew() async throws {
      let simulator = try await SimulatorProcess.start()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      for (words, member) in [
        (["thread-dump", "jobmanager"], "threads"), (["accumulators", "payments"], "accumulators"),
        (["flamegraph", "payments", "ledger"], "samples"),
      ] {
        let child = try ChildProcess(
          [Program.path] + words
            + ["--watch", "--interval", "500ms", "--format", "json", "-e", proxy.url],
          environment: TestEnvironment.variables)
        defer { child.terminate() }
        let documents = try await eventually("three documents of \(words)", within: .seconds(60)) {
          lines(child).count >= 3 ? lines(child) : nil
        }
        #expect(documents.allSatisfy { $0[member] != .null }, "\(words)")
      }
      let dumps = proxy.requests.filter { $0.target == "/jobmanager/thread-dump" }
      #expect(dumps.count >= 3)
    }

    @Test("ends when nobody reads on, and with 4 where there is no such job")
    func ends() async throws {
      let simulator = try await SimulatorProcess.start()
      let away = try watch("jobs", "-e", "http://127.0.0.1:9")
      #expect(try await away.waitForEnd() == .exited(3))
      let none = try watch("job", "nobody", "-e", simulator.url)
      #expect(try await none.waitForEnd() == .exited(4))
      #expect(none.standardOutput.isEmpty && none.standardError.contains("nobody"))
      let piped = try ChildProcess([
        "sh", "-c",
        "\(Program.path) jobs --watch --interval 500ms -e \(simulator.url) | head -1",
      ])
      #expect(try await piped.waitForEnd() == .exited(0))
      #expect(piped.standardOutput.hasPrefix("127.0.0.1:") && piped.standardError.isEmpty)
    }
  }
}
