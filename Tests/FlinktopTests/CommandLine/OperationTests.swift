import Foundation
import Testing

extension CommandLineTests {
  @Suite("Asking for an operation again")
  struct OperationTests {
    /// Asks for something and does not wait; returns the trigger id, which is all of stdout.
    private func trigger(_ command: String..., at url: String) async throws -> String {
      let outcome = try await Program.run(command + ["--detach", "-e", url])
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(outcome.standardError.contains("flinktop operation "))
      let trigger = try #require(outcome.standardOutput.wholeMatch(of: /([0-9a-f]{32})\n/))
      return String(trigger.1)
    }

    @Test("--detach prints the trigger id, and operation waits for the location")
    func savepoint() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let trigger = try await trigger("savepoint", job.name, at: simulator.url)
      let outcome = try await Program.run(
        "operation", job.name, trigger, "--read-only", "-e", simulator.url, within: .seconds(60))
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let location = try await simulator.cluster.waitForSavepoint(of: job.id)
      #expect(outcome.standardOutput == location + "\n")
      #expect(outcome.standardError.contains("the job is RUNNING"))
    }

    @Test("a stop's job is waited for where it is told that it is a stop")
    func stop() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let trigger = try await trigger("stop", job.id, at: simulator.url)
      let outcome = try await Program.run(
        "operation", job.id, trigger, "--kind", "stop", "-e", simulator.url, within: .seconds(60))
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(outcome.standardError.contains("the job is FINISHED"))
      #expect(try await simulator.cluster.job(job.id).state == "FINISHED")
    }

    @Test("a checkpoint is found without saying that it is one; its number has a field of its own")
    func checkpoint() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let trigger = try await trigger("checkpoint", job.id, at: simulator.url)
      let outcome = try await Program.run(
        "operation", job.id, trigger, "--format", "json", "-e", simulator.url, within: .seconds(60))
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let document = try outcome.json()
      #expect(document["operation"].string == "checkpoint")
      #expect(document["state"].string == "completed")
      #expect(document["trigger"].string == trigger)
      #expect(document["location"] == .null)
      let number = try #require(document["checkpoint"].integer)
      let text = try await Program.run("operation", job.id, trigger, "-e", simulator.url)
      #expect(text.standardOutput == "checkpoint \(number)\n")
    }

    @Test("with --detach it is asked once how it stands")
    func askedOnce() async throws {
      let faults = Scratch.path("slow.txt")
      try Data("POST * delay=1ms\n".utf8).write(to: URL(fileURLWithPath: faults))
      let simulator = try await SimulatorProcess.start("--faults", faults)
      let job = try await simulator.healthyJob()
      let trigger = try await trigger("savepoint", job.id, at: simulator.url)
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let outcome = try await Program.run(
        "operation", job.id, trigger, "--detach", "--format", "json", "-e", proxy.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(["inProgress", "completed"].contains(try outcome.json()["state"].string))
      #expect(proxy.requests.count { $0.target.contains("/savepoints/") } == 1)
    }

    @Test("a detached savepoint whose answer was lost can be asked for all the same")
    func lostAnswer() async throws {
      let faults = Scratch.path("lost.txt")
      try Data("POST /jobs/*/savepoints lose-answer\n".utf8)
        .write(to: URL(fileURLWithPath: faults))
      let simulator = try await SimulatorProcess.start("--faults", faults)
      let job = try await simulator.healthyJob()
      let lost = try await Program.run("savepoint", job.id, "--detach", "-e", simulator.url)
      #expect(lost.end == .exited(1))
      #expect(lost.standardOutput.isEmpty)
      let command = try #require(lost.complaints.first?.split(separator: "with: flinktop ").last)
      let outcome = try await Program.run(
        command.split(separator: " ").map(String.init), within: .seconds(60))
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let location = try await simulator.cluster.waitForSavepoint(of: job.id)
      #expect(outcome.standardOutput == location + "\n")
    }

    @Test("an unknown trigger is exit status 4, also of a job that is not listed")
    func unknown() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let nothing = String(repeating: "0", count: 32)
      for reference in [job.name, String(repeating: "F", count: 32)] {
        let outcome = try await Program.run("operation", reference, nothing, "-e", simulator.url)
        #expect(outcome.end == .exited(4))
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.standardError.contains("knows no operation \(nothing)"))
        #expect(outcome.standardError.contains("5 minutes"))
        #expect(outcome.standardError.contains("flinktop checkpoints "))
      }
    }

    @Test(
      "what cannot be a trigger id is wrong usage, and nothing is asked",
      arguments: ["17", "", String(repeating: "g", count: 32), String(repeating: "0", count: 33)])
    func malformed(trigger: String) async throws {
      let simulator = try await SimulatorProcess.start()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let outcome = try await Program.run("operation", "orders", trigger, "-e", proxy.url)
      #expect(outcome.end == .exited(2))
      #expect(outcome.errorLines.count == 1, "stderr: \(outcome.standardError)")
      #expect(proxy.requests.isEmpty)
    }

    @Test("an action's document begins as all do, and has the trigger id of what is detached")
    func documents() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let outcome = try await Program.run(
        "savepoint", job.name, "--detach", "--format", "json", "-e", simulator.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      #expect(
        outcome.standardOutput.contains(
          /^\{"schema":"flinktop\/1","takenAt":[0-9]{13},"cluster":\{"name":/))
      let document = try outcome.json()
      #expect(document["cluster"]["endpoint"].string == simulator.url)
      #expect(document["cluster"]["version"].string == "2.3.0")
      #expect(document["cluster"]["taskManagers"] == .null)
      #expect(document["jobName"].string == job.name)
      #expect(document["state"].string == "inProgress")
      #expect(document["location"] == .null)
      #expect(document["checkpoint"] == .null)
      #expect(document["trigger"].string?.count == 32)
    }

    @Test("a name that is nearly right is suggested, and not taken")
    func nearName() async throws {
      let simulator = try await SimulatorProcess.start()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let outcome = try await Program.run("savepoint", "order", "-e", proxy.url)
      #expect(outcome.end == .exited(4))
      #expect(outcome.standardError.contains("did you mean orders"), "\(outcome.standardError)")
      #expect(proxy.harmfulRequests.isEmpty)
    }
  }
}
