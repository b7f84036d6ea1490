import Testing

extension CommandLineTests {
  @Suite("A simulated Heron on the command line")
  struct SimulatedHeronTests {
    @Test("a generation is one of the system that is served")
    func usage() async throws {
      for (words, complaint) in [
        (
          ["simulate", "--generation", "modern"],
          "--generation is for --source tsp and --source heron."
        ),
        (
          ["simulate", "--source", "heron", "--generation", "v19"],
          "--generation v19 is none of --source heron: legacy, modern."
        ),
        (
          ["demo", "--source", "tsp", "--generation", "legacy"],
          "--generation legacy is none of --source tsp: wrapped, bare, v19."
        ),
      ] {
        let outcome = try await Program.run(words)
        #expect(outcome.end == .exited(2), "\(words)")
        #expect(outcome.standardError.contains(complaint), "\(outcome.standardError)")
      }
    }

    @Test(
      "tells topologies, one of them, its exceptions and what an expression comes to",
      arguments: ["legacy", "modern"])
    func reports(generation: String) async throws {
      let heron = try await SimulatorProcess.start("--source", "heron", "--generation", generation)
      let tracker = ["--source", "heron", "-e", heron.url]
      let jobs = try await Program.run(["jobs"] + tracker)
      #expect(jobs.end == .exited(0) && jobs.standardOutput.contains("sessions-eu"))
      #expect(jobs.standardOutput.contains("PAUSED"))
      let job = try await Program.run(["job", "orders"] + tracker)
      let row = try #require(
        job.standardOutput.split(separator: "\n").first { $0.hasPrefix("fraud-score  ") })
      #expect(job.end == .exited(0) && row.contains("RUNNING") && row.contains("%"))
      let exceptions = try await Program.run(["exceptions", "flaky-enrich"] + tracker)
      #expect(exceptions.standardOutput.contains("profile-service:8443: no answer within 5000 ms"))
      let query = try await Program.run(
        ["query", "SUM(TS(orders/fraud-score, *, __execute-count/default))"] + tracker)
      #expect(query.end == .exited(0))
      let values = query.standardOutput.split(separator: "\n").compactMap {
        $0.split(separator: " ").last.flatMap { Int($0) }
      }
      #expect(values.count { $0 > 500_000 } > 5)
    }
  }
}
