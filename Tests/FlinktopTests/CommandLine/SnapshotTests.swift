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
