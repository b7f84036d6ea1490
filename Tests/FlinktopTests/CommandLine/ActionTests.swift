import Foundation
import Testing

extension CommandLineTests {
  @Suite("Actions for scripts")
  struct ActionTests {
    @Test("savepoint waits for the outcome and prints the location that the cluster has")
    func savepoint() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let outcome = try await Program.run(
        "savepoint", job.name, "--endpoint", simulator.url, within: .seconds(90))
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let location = try await simulator.cluster.waitForSavepoint(of: job.id)
      #expect(outcome.standardOutput.contains(location))
      #expect(try await simulator.cluster.job(job.id).state == "RUNNING")
    }

    @Test("an action's JSON names operation, job, state, location and cause")
    func savepointAsJSON() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let outcome = try await Program.run(
        "savepoint", job.id, "--target-directory", "file:/flink/here", "--format-type", "canonical",
        "--format", "json", "--endpoint", simulator.url, within: .seconds(90))
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let document = try outcome.json()
      #expect(document["operation"].string == "savepoint")
      #expect(document["location"].string?.hasPrefix("file:/flink/here") == true)
      for name in ["job", "state", "cause"] { #expect(document.has(name), "\(name) is missing") }
    }

    @Test(
      "stop ends a job FINISHED and prints the savepoint's location", arguments: [[], ["--drain"]])
    func stop(options: [String]) async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let outcome = try await Program.run(
        ["stop", job.name] + options + ["--endpoint", simulator.url], within: .seconds(90))
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(try await simulator.cluster.job(job.id).state == "FINISHED")
      let location = try await simulator.cluster.waitForSavepoint(of: job.id)
      #expect(outcome.standardOutput.contains(location))
    }

    @Test("a savepoint that is there is printed, though the job did not end as asked")
    func stopThatFailed() async throws {
      let faults = Scratch.path("failed.txt")
      try Data("/jobs/overview state=FAILED skip=1\n".utf8)
        .write(to: URL(fileURLWithPath: faults))
      let simulator = try await SimulatorProcess.start("--faults", faults)
      let outcome = try await Program.run(
        "stop", "payments", "-e", simulator.url, within: .seconds(60))
      #expect(outcome.end == .exited(1))
      #expect(outcome.complaints == ["flinktop: stop of payments: the job ended FAILED"])
      #expect(outcome.standardOutput.contains(/^file:[^\n]+\n$/))
    }

    @Test("cancel wants --yes, and without it asks the cluster for nothing")
    func cancelWithoutYes() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let outcome = try await Program.run("cancel", job.name, "--endpoint", proxy.url)
      #expect(outcome.end == .exited(2))
      #expect(outcome.standardError.contains("--yes"))
      #expect(proxy.harmfulRequests.isEmpty)
    }

    @Test("cancel --yes ends a job CANCELED")
    func cancel() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let outcome = try await Program.run(
        "cancel", job.name, "--yes", "--endpoint", simulator.url, within: .seconds(60))
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(try await simulator.cluster.job(job.id).state == "CANCELED")
    }

    @Test("a savepoint of a job that has ended is exit status 1 with the cause")
    func savepointOfEndedJob() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let first = try await Program.run(
        "cancel", job.id, "--yes", "--endpoint", simulator.url, within: .seconds(60))
      try #require(first.end == .exited(0))
      let outcome = try await Program.run(
        "savepoint", job.id, "--endpoint", simulator.url, within: .seconds(60))
      #expect(outcome.end == .exited(1))
      #expect(outcome.complaints.count == 1, "stderr: \(outcome.standardError)")
    }

    @Test(
      "an unknown job is exit status 4 and nothing is asked for",
      arguments: [["savepoint"], ["stop"], ["cancel", "--yes"]])
    func unknownJob(command: [String]) async throws {
      let simulator = try await SimulatorProcess.start()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let outcome = try await Program.run(command + ["no-such-job", "--endpoint", proxy.url])
      #expect(outcome.end == .exited(4))
      #expect(proxy.harmfulRequests.isEmpty)
    }

    @Test(
      "--read-only refuses, and the cluster is not asked",
      arguments: [["savepoint"], ["stop"], ["stop", "--drain"], ["cancel", "--yes"]])
    func readOnly(command: [String]) async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let outcome = try await Program.run(
        command + [job.name, "--read-only", "--endpoint", proxy.url])
      #expect(outcome.end != .exited(0))
      #expect(outcome.standardError.lowercased().contains("read-only"))
      #expect(proxy.harmfulRequests.isEmpty)
    }

    @Test("a trigger is sent once")
    func oneTrigger() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let outcome = try await Program.run(
        "savepoint", job.name, "--endpoint", proxy.url, within: .seconds(90))
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(proxy.harmfulRequests.map(\.method) == ["POST"])
    }
  }
}
