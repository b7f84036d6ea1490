import Foundation
import Testing

extension CommandLineTests {
  @Suite("TSP on the command line")
  struct TSPSourceTests {
    @Test("what only one system has goes with no other")
    func usage() async throws {
      for (words, complaint) in [
        (["jobs", "--source", "flink", "--flink", "http://x:1"], "--flink is for --source tsp"),
        (["jobs", "--source", "tsp", "--role", "x"], "--role is for --source heron"),
        (["simulate", "--generation", "v19"], "--generation is for --source tsp"),
        (["jobs", "--source", "tsp", "--flink", "ftp://x"], "--flink: "),
      ] {
        let outcome = try await Program.run(words)
        #expect(outcome.end == .exited(2), "\(words)")
        #expect(outcome.standardError.contains(complaint), "\(outcome.standardError)")
      }
    }

    @Test(
      "tells jobs, a job, its exceptions and its metrics", arguments: ["wrapped", "bare", "v19"])
    func reports(generation: String) async throws {
      let tsp = try await SimulatorProcess.start("--source", "tsp", "--generation", generation)
      let cluster = ["--source", "tsp", "-e", tsp.url]
      let jobs = try await Program.run(["jobs"] + cluster)
      #expect(jobs.end == .exited(0) && jobs.standardOutput.contains("orders"))
      #expect(!jobs.standardOutput.contains("It has no tasks yet"))
      let job = try await Program.run(["job", "orders"] + cluster)
      #expect(job.end == .exited(0))
      let isV19 = generation == "v19"
      #expect(
        job.standardOutput.contains(
          isV19 ? "Not provided by TSP 19.7.2: vertices." : "convert currency"))
      let exceptions = try await Program.run(["exceptions", "orders"] + cluster)
      #expect(exceptions.end == .exited(1) && exceptions.errorLines.count == 1)
      #expect(
        exceptions.standardError.contains(
          isV19 ? "Not provided by TSP 19.7.2: exceptions." : "None is reported, or TSP could not"))
      let rows = ["wrapped": "numRecordsRead", "bare": "0.write-records", "v19": "rowsRead"]
      let name = try #require(rows[generation])
      // Figures of the simulated Flink are there once they were asked for.
      let value = try await eventually("rows", within: .seconds(30)) {
        let metrics = try await Program.run(["metrics", "orders", name] + cluster)
        return metrics.standardOutput.split(separator: "\n").last { $0.hasPrefix(name) }
      }
      #expect(Int(value.split(separator: " ").last ?? "") ?? 0 > 1000)
      let query = try await Program.run(["query", "TS(orders, *, \(name))"] + cluster)
      #expect(query.end == .exited(0) && query.standardOutput.contains("orders"))
    }

    @Test(
      "what it can't do is one line and status 1",
      arguments: [
        ["checkpoints", "orders"], ["taskmanagers"], ["config", "orders"], ["savepoint", "orders"],
        ["checkpoint", "orders"], ["stop", "orders", "--drain"], ["api", "/jobs"],
        ["metrics", "orders", "--vertex", "fraud score"], ["subtasks", "orders", "fraud score"],
      ])
    func refusals(words: [String]) async throws {
      let tsp = try await SimulatorProcess.start("--source", "tsp")
      let proxy = try RequestLogProxy(forwardingTo: tsp.url)
      let outcome = try await Program.run(words + ["--source", "tsp", "-e", proxy.url])
      #expect(outcome.end == .exited(1), "\(outcome.standardError)")
      #expect(outcome.complaints.count == 1 && outcome.errorLines.count == 1)
      #expect(proxy.stops.isEmpty)
    }

    @Test("a stop wants to be confirmed, is sent once, and ends with the job's own status")
    func stop() async throws {
      let tsp = try await SimulatorProcess.start("--source", "tsp")
      let proxy = try RequestLogProxy(forwardingTo: tsp.url)
      let cluster = ["--source", "tsp", "-e", proxy.url]
      for words in [["stop", "orders"], ["cancel", "orders"]] {
        let outcome = try await Program.run(words + cluster)
        #expect(outcome.end == .exited(2) && outcome.standardError.contains("--yes"))
      }
      let refused = try await Program.run(["stop", "orders", "--yes", "--read-only"] + cluster)
      #expect(refused.end == .exited(1))
      #expect(proxy.stops.isEmpty)
      let outcome = try await Program.run(["stop", "orders", "--yes"] + cluster)
      #expect(outcome.end == .exited(0), "\(outcome.standardError)")
      #expect(outcome.standardError.contains("the job is CANCELED"))
      #expect(proxy.stops == ["/job/orders/stop/"])
    }

    @Test("no command sends a stop under read-only")
    func readOnly() async throws {
      let tsp = try await SimulatorProcess.start("--source", "tsp")
      let proxy = try RequestLogProxy(forwardingTo: tsp.url)
      let job = "orders"
      let commands = [
        ["jobs"], ["job", job], ["exceptions", job], ["metrics", job], ["checkpoints", job],
        ["stop", job, "--yes"], ["stop", job, "--drain"], ["cancel", job, "--yes"],
        ["savepoint", job], ["checkpoint", job], ["--once"], ["--format", "json"],
        ["query", "TS(orders, *, 0.write-records)"], ["timeline", job], ["config", job],
        ["taskmanagers"], ["jars"], ["rescales", job],
        ["shutdown", "--yes"], ["rescale", job, "fraud score=2"],
      ]
      for command in commands {
        _ = try await Program.run(command + ["--read-only", "--source", "tsp", "-e", proxy.url])
      }
      #expect(proxy.stops.isEmpty)
      #expect(proxy.harmfulRequests.isEmpty)
      #expect(proxy.requests.count { $0.target == "/job/orders/status/" } > 2)
    }

    @Test("the Flink behind it opens a job's vertices, and is only read")
    func flinkBehind() async throws {
      let flink = try await SimulatorProcess.start("--flink-version", "1.13.6")
      let proxy = try RequestLogProxy(forwardingTo: flink.url)
      let tsp = try await SimulatorProcess.start("--source", "tsp")
      // One world, as both were made from one seed.
      let outcome = try await Program.run(
        "subtasks", "orders", "fraud score", "--source", "tsp", "-e", tsp.url, "--flink", proxy.url)
      #expect(outcome.end == .exited(0), "\(outcome.standardError)")
      #expect(outcome.standardOutput.contains("SUBTASK"))
      #expect(proxy.harmfulRequests.isEmpty && proxy.requests.count > 1)
    }
  }
}

extension RequestLogProxy {
  /// What a TSP would take for its stop, whatever the method.
  var stops: [String] { requests.map(\.target).filter { $0.lowercased().contains("stop") } }
}
