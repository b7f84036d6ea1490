import Foundation
import Testing

extension CommandLineTests {
  @Suite("Snapshots for scripts")
  struct SnapshotTests {
    @Test(
      "a JSON document begins with its schema, the time and the cluster",
      arguments: [["--once"], ["jobs"]])
    func beginning(command: [String]) async throws {
      let simulator = try await SimulatorProcess.start()
      let endpoint = command == ["--once"] ? [simulator.url] : ["--endpoint", simulator.url]
      let outcome = try await Program.run(command + ["--format", "json"] + endpoint)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(
        outcome.standardOutput.contains(
          /^\{\s*"schema"\s*:\s*"flinktop\/1"\s*,\s*"takenAt"\s*:\s*[0-9]{13}\s*,\s*"cluster"\s*:/))
      #expect(outcome.standardError.isEmpty)
      let document = try outcome.json()
      for name in [
        "name", "endpoint", "source", "version", "taskManagers", "slotsTotal", "slotsAvailable",
        "jobsRunning", "jobsFinished", "jobsCancelled", "jobsFailed",
      ] {
        #expect(document["cluster"].has(name), "cluster.\(name) is missing")
      }
    }

    @Test("every job of the cluster is listed with all its members")
    func jobs() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run("--once", "--format", "json", simulator.url)
      let listed = try outcome.json()["jobs"].elements
      let real = try await simulator.cluster.jobs()
      #expect(Set(listed.map { $0["id"].string }) == Set(real.map { $0.id }))
      for job in listed {
        for name in [
          "id", "name", "state", "startTime", "endTime", "durationMs", "tasks", "restarts",
          "recordsInPerSecond", "recordsOutPerSecond", "busiest", "backpressure", "watermarkLagMs",
          "lastCheckpoint",
        ] {
          #expect(job.has(name), "\(name) is missing in \(job)")
        }
      }
    }

    @Test("a snapshot is complete: a healthy job's figures are not null")
    func completeSnapshot() async throws {
      let simulator = try await SimulatorProcess.start()
      let healthy = try await simulator.healthyJob()
      let outcome = try await Program.run("--once", "--format", "json", simulator.url)
      let job = try #require(
        try outcome.json()["jobs"].elements.first { $0["id"].string == healthy.id })
      #expect(job["recordsOutPerSecond"] != .null)
      #expect(job["busiest"] != .null)
      #expect(job["lastCheckpoint"]["id"] != .null)
    }

    @Test("the text snapshot names every plainly named job and has no escape sequence")
    func text() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run("--once", simulator.url)
      #expect(outcome.end == .exited(0))
      for job in try await simulator.cluster.jobs() where job.hasPlainName {
        #expect(outcome.standardOutput.contains(job.name), "\(job.name) is missing")
      }
      #expect(!outcome.standardOutput.contains("\u{1b}"))
    }

    @Test("--format is for a snapshot, with --once or without")
    func formatImpliesOnce() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run("--format", "json", simulator.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(!(try outcome.json()["jobs"].elements.isEmpty))
    }

    @Test(
      "the text snapshot says by a sign what is wrong, and how many checkpoints failed since the last",
      arguments: [("C.UTF-8", "▲", "✗"), ("C", "^", "x")])
    func signs(locale: String, warning: String, failed: String) async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run("--once", simulator.url, environment: ["LC_ALL": locale])
      let lines = outcome.standardOutput.split(separator: "\n")
      let sync = try #require(lines.first { $0.contains("ledger-sync") })
      #expect(sync.hasPrefix("!  ledger-sync"))
      #expect(sync.contains(" ago took "))
      #expect(sync.contains(try Regex(" \(failed)[0-9]+ ")))
      #expect(lines.contains { $0.hasPrefix("\(warning)  orders") })
      #expect(outcome.standardOutput.allSatisfy { locale != "C" || $0.isASCII })
    }

    @Test("a slow cluster is said to be slow, and what is known in time is printed as not all")
    func slowCluster() async throws {
      let faults = Scratch.path("slow.txt")
      try Data("* delay=1500ms\n".utf8).write(to: URL(fileURLWithPath: faults))
      let simulator = try await SimulatorProcess.start("--faults", faults)
      let outcome = try await Program.run("--once", "--within", "7s", simulator.url)
      #expect(outcome.end == .exited(3))
      #expect(outcome.standardOutput.contains("orders"))
      let said = outcome.errorLines
      #expect(said.count == 2, "stderr: \(outcome.standardError)")
      #expect(said.first?.contains(/slow, [0-9]+ of at least [0-9]+ answers after 5s/) == true)
      #expect(said.last?.contains(/This is not all: [0-9]+ of at least [0-9]+ .* 7s/) == true)
      let job = try await Program.run(
        "job", "orders", "--within", "6s", "--format", "json", "-e", simulator.url)
      #expect(job.end == .exited(3))
      #expect(try job.json()["job"]["name"].string == "orders")
      #expect(try job.json()["job"]["watermarkLagMs"] == .null)
    }

    @Test("a cluster that does not list its jobs in time is exit status 3 and nothing on stdout")
    func silentCluster() async throws {
      let faults = Scratch.path("silent.txt")
      try Data("/jobs/overview hang\n".utf8).write(to: URL(fileURLWithPath: faults))
      let simulator = try await SimulatorProcess.start("--faults", faults)
      let outcome = try await Program.run("jobs", "--within", "1s", "-e", simulator.url)
      #expect(outcome.end == .exited(3))
      #expect(outcome.standardOutput.isEmpty)
      #expect(outcome.complaints.count == 1)
      #expect(outcome.standardError.contains("has not listed its jobs within 1s (--within)"))
    }

    @Test("a wrong path is told from a Flink that lacks something")
    func wrongPath() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run("--once", simulator.url + "/flink")
      #expect(outcome.end == .exited(3))
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.standardError.contains(simulator.url + "/flink/jobs/overview answers 404"))
    }

    @Test("a job is found by name, by id and by the beginning of its id")
    func references() async throws {
      let simulator = try await SimulatorProcess.start()
      let healthy = try await simulator.healthyJob()
      for reference in [healthy.name, healthy.id, String(healthy.id.prefix(12))] {
        let outcome = try await Program.run(
          "job", reference, "--format", "json", "--endpoint", simulator.url)
        #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
        #expect(try outcome.json()["job"]["id"].string == healthy.id)
      }
    }

    @Test("a job's document has its vertices, connected as in the cluster's plan")
    func vertices() async throws {
      let simulator = try await SimulatorProcess.start()
      let healthy = try await simulator.healthyJob()
      let outcome = try await Program.run(
        "job", healthy.id, "--format", "json", "--endpoint", simulator.url)
      let vertices = try outcome.json()["vertices"].elements
      let real = try await simulator.cluster.get("/jobs/\(healthy.id)")
      #expect(
        Set(vertices.map { $0["id"].string })
          == Set(real["vertices"].elements.map { $0["id"].string }))
      for node in real["plan"]["nodes"].elements {
        let vertex = vertices.first { $0["id"] == node["id"] } ?? .null
        #expect(
          Set(vertex["inputs"].elements.map(\.string))
            == Set(node["inputs"].elements.map { $0["id"].string }))
      }
    }

    @Test("a job's checkpoints come with counts and summary")
    func checkpoints() async throws {
      let simulator = try await SimulatorProcess.start()
      let healthy = try await simulator.healthyJob()
      let outcome = try await Program.run(
        "checkpoints", healthy.name, "--format", "json", "--endpoint", simulator.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let document = try outcome.json()
      #expect(document["counts"] != .null)
      #expect(document["summary"] != .null)
      #expect(!document["checkpoints"].elements.isEmpty)
    }

    @Test(
      "an unknown job is exit status 4 and one line on stderr", arguments: ["job", "checkpoints"])
    func unknownJob(command: String) async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run(command, "no-such-job", "--endpoint", simulator.url)
      #expect(outcome.end == .exited(4))
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.standardError.contains("no-such-job"))
    }

    @Test("the cluster can be named by the environment")
    func endpointFromEnvironment() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run(
        "jobs", "--format", "json", environment: ["FLINKTOP_ENDPOINT": simulator.url])
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(try outcome.json()["cluster"]["endpoint"].string?.contains(simulator.url) == true)
    }
  }
}
