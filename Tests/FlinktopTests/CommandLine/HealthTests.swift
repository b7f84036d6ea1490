import Testing

extension CommandLineTests {
  @Suite("flinktop health")
  struct HealthTests {
    private func health(_ words: String...) async throws -> Program.Outcome {
      try await Program.run(["health"] + words, within: .seconds(90))
    }

    @Test("is exit status 1 where something is critical, and has every job, the worst first")
    func cluster() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await health("--within", "9s", "--format", "json", "-e", simulator.url)
      #expect(outcome.end == .exited(1) && outcome.standardError.isEmpty, "\(outcome)")
      let document = try outcome.json()
      let jobs = document["jobs"].elements
      let real = Set(try await simulator.cluster.jobs().map { $0.id })
      #expect(Set(jobs.compactMap { $0["id"].string }) == real)
      #expect(document["health"]["severity"].string == "critical")
      let order = ["critical", "warning", "note", "well"]
      let places = jobs.map { order.firstIndex(of: $0["verdict"]["severity"].string ?? "") ?? 9 }
      #expect(places == places.sorted() && places.first == 0)
      let critical = jobs.flatMap { $0["verdict"]["findings"].elements }
        .filter { $0["severity"].string == "critical" }
      #expect(document["health"]["critical"].integer == critical.count)
    }

    @Test(
      "of a job that is well is 0, once its counters were read twice; before, too little is known")
    func well() async throws {
      let simulator = try await SimulatorProcess.start()
      async let soon = health("payments", "--within", "3s", "-e", simulator.url)
      let late = try await health("payments", "--fail-on", "warning", "-e", simulator.url)
      #expect(late.end == .exited(0) && late.standardError.isEmpty, "\(late)")
      #expect(late.standardOutput.contains("   payments  All well: "))
      let early = try await soon
      #expect(early.end == .exited(3))
      #expect(
        early.standardOutput.contains(
          "?  payments  Nothing wrong so far; not known yet: whether a vertex hangs."))
      #expect(
        early.errorLines == [
          "flinktop: Too little is known within 3s to judge payments (whether a vertex hangs); "
            + "--within waits longer."
        ])
    }

    @Test("warnings are failures where it is said so, and once they are there end a watch")
    func warnings() async throws {
      let simulator = try await SimulatorProcess.start()
      async let watched = health(
        "orders", "--watch", "--interval", "500ms", "--fail-on", "warning", "--format", "json",
        "-e", simulator.url)
      async let strict = health(
        "orders", "--fail-on", "warning", "--within", "9s", "-e", simulator.url)
      let (now, seen) = try await (strict, watched)
      #expect(now.end == .exited(1) && now.standardOutput.contains("▲  orders"), "\(now)")
      #expect(seen.end == .exited(1) && seen.standardError.isEmpty)
      let last = try #require(seen.standardOutput.split(separator: "\n").last)
      let document = try JSONValue(parsing: String(last))
      #expect(document["jobs"].elements.first?["verdict"]["severity"].string == "warning")
    }

    @Test("watched without a name, the one job that lives is looked into, of several none")
    func only() async throws {
      func requests(jobs: String, until what: String, _ count: Int) async throws -> [String] {
        let simulator = try await SimulatorProcess.start("--jobs", jobs)
        let proxy = try RequestLogProxy(forwardingTo: simulator.url)
        let child = try ChildProcess(
          [Program.path, "health", "--watch", "--interval", "500ms", "-e", proxy.url],
          environment: TestEnvironment.variables)
        defer { child.terminate() }
        return try await eventually("\(count) of \(what)", within: .seconds(60)) {
          let targets = proxy.requests.map(\.target)
          return targets.count { $0.contains(what) } >= count ? targets : nil
        }
      }
      async let several = requests(jobs: "3", until: "/watermarks", 9)
      _ = try await requests(jobs: "1", until: "/taskmanagers/metrics", 1)
      #expect(try await !several.contains { $0.contains("/taskmanagers/metrics") })
    }

    @Test("a job that is not there is 4, a cluster that is not 3, a level that is none 2")
    func refusals() async throws {
      let simulator = try await SimulatorProcess.start()
      let unknown = try await health("nobody", "-e", simulator.url)
      #expect(unknown.end == .exited(4) && unknown.errorLines.count == 1)
      #expect(unknown.standardOutput.isEmpty)
      let away = try await health("-e", "http://127.0.0.1:9")
      #expect(away.end == .exited(3) && away.errorLines.count == 1)
      let level = try await health("--fail-on", "note")
      #expect(level.end == .exited(2))
      let misplaced = try await health("http://127.0.0.1:9")
      #expect(misplaced.end == .exited(2) && misplaced.standardError.contains("-e URL"))
    }
  }
}
