import Foundation
import Testing

extension CommandLineTests {
  @Suite("Commands that print answers of their own")
  struct AnswerReportTests {
    @Test("subtasks has the figures of each, rates included, as the cluster has them")
    func subtasks() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let detail = try await Program.run(
        "job", job.id, "--format", "json", "-e", simulator.url)
      let vertex = try #require(try detail.json()["vertices"].elements.last)
      let id = try #require(vertex["id"].string)
      let outcome = try await Program.run(
        "subtasks", job.id, id, "--format", "json", "-e", simulator.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let document = try outcome.json()
      #expect(document["vertex"]["name"] == vertex["name"])
      #expect(document["job"]["id"].string == job.id)
      let subtasks = document["subtasks"].elements
      #expect(Double(subtasks.count) == vertex["parallelism"].number)
      for (index, subtask) in subtasks.enumerated() {
        #expect(subtask["index"].number == Double(index))
        #expect(subtask["state"].string == "RUNNING" && subtask["taskManager"].string != nil)
        #expect(subtask["busyRatio"] != .null && subtask["recordsInPerSecond"] != .null)
        #expect(subtask["watermarkLagMs"] != .null)
      }
      let text = try await Program.run("subtasks", job.id, id, "-e", simulator.url)
      #expect(text.standardOutput.contains("SUBTASK") && text.standardOutput.contains("HOST"))
      #expect(
        text.standardOutput.split(separator: "\n").count { $0.contains("RUNNING") } == subtasks
          .count + 1)
    }

    @Test("a vertex that is none, or more than one, is said so with those that there are")
    func vertices() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let none = try await Program.run("subtasks", job.id, "nosuchvertex", "-e", simulator.url)
      #expect(none.end == .exited(4) && none.standardOutput.isEmpty)
      #expect(none.standardError.contains("No vertex of this job is called 'nosuchvertex'"))
      let many = try await Program.run("subtasks", job.id, "e", "-e", simulator.url)
      #expect(many.end == .exited(2) && many.standardError.contains("'e' means"))
      let job404 = try await Program.run("subtasks", "nosuchjob", "e", "-e", simulator.url)
      #expect(job404.end == .exited(4))
    }

    @Test(
      "what goes between two answers is not found",
      arguments: [["exceptions"], ["subtasks", "ledger"]])
    func goes(words: [String]) async throws {
      let faults = Scratch.path("gone.txt")
      try Data("/jobs/*/exceptions status=404\n/jobs/*/vertices/* status=404\n".utf8).write(
        to: URL(fileURLWithPath: faults))
      let simulator = try await SimulatorProcess.start("--faults", faults)
      let outcome = try await Program.run(
        [words[0], "payments"] + words.dropFirst() + ["-e", simulator.url])
      #expect(outcome.end == .exited(4) && outcome.standardOutput.isEmpty)
      #expect(outcome.standardError.contains("Not found"))
    }

    @Test("cut short, it prints what is known and says that rates are not")
    func cutShort() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run(
        "subtasks", "payments", "ledger", "--within", "3s", "--format", "json", "-e", simulator.url)
      #expect(outcome.end == .exited(3))
      #expect(outcome.standardError.contains("rates can't be measured within 3s"))
      #expect(try outcome.json()["subtasks"].elements.first?["state"].string == "RUNNING")
    }

    @Test("exceptions has every failure that the cluster tells, and its whole trace")
    func exceptions() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run(
        "exceptions", "flaky-enrich", "--format", "json", "-e", simulator.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let exceptions = try outcome.json()["exceptions"].elements
      let first = try #require(exceptions.first)
      #expect(first["at"].number != nil && first["task"].string != nil)
      let trace = try #require(first["trace"].string)
      #expect(trace.contains("\n\tat "))
      let text = try await Program.run("exceptions", "flaky-enrich", "-e", simulator.url)
      #expect(text.standardOutput.contains("TIMES"))
      for line in trace.split(separator: "\n") {
        #expect(text.standardOutput.contains(line.replacing("\t", with: "    ")), "\(line)")
      }
      #expect(!text.standardOutput.contains("\u{1b}"))
    }

    @Test("thread-dump has each thread with its calls, or those that do the same as one")
    func threadDump() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run(
        "thread-dump", "jobmanager", "--format", "json", "-e", simulator.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let threads = try outcome.json()["threads"].elements
      #expect(threads.count == 13)
      let blocked = try #require(threads.first)
      #expect(blocked["state"].string == "BLOCKED")
      #expect(blocked["heldBy"].string == "Flink-DispatcherRestEndpoint-thread-2")
      #expect(blocked["stack"].elements.count == 2)
      let grouped = try await Program.run(
        "thread-dump", "10.42.1.11", "--grouped", "-e", simulator.url)
      #expect(grouped.standardOutput.contains("8 x \"flink-taskexecutor-io-thread-*\"  WAITING"))
      #expect(grouped.standardOutput.contains("    at java.lang.Thread.run(Thread.java:840)"))
      let none = try await Program.run("thread-dump", "nosuch", "-e", simulator.url)
      #expect(none.end == .exited(4) && none.standardError.contains("'nosuch'"))
      let many = try await Program.run("thread-dump", "10.42", "-e", simulator.url)
      #expect(many.end == .exited(2) && many.standardError.contains("type more of the id"))
    }

    @Test("a job's own name goes before a part of a jar's, whose plan would run it")
    func planOfJob() async throws {
      let simulator = try await SimulatorProcess.start()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let job = try await Program.run("plan", "orders", "-e", proxy.url)
      #expect(job.end == .exited(0) && job.standardOutput.contains("orders"))
      #expect(!proxy.requests.contains { $0.method == "POST" })
      let jar = try await Program.run("plan", "orders-1.4.0.jar", "-e", proxy.url)
      #expect(jar.end == .exited(0))
      #expect(proxy.requests.contains { $0.method == "POST" })
    }

    @Test("timeline has the job, its vertices, and the subtasks and attempts that are asked for")
    func timeline() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run(
        "timeline", "payments", "--vertex", "ledger", "--subtask", "0", "--format", "json", "-e",
        simulator.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let things = try outcome.json()["timeline"].elements
      let kinds = things.compactMap { $0["kind"].string }
      #expect(kinds.first == "job" && Set(kinds) == ["job", "vertex", "subtask", "attempt"])
      let subtask = try #require(things.first { $0["kind"].string == "subtask" })
      #expect(subtask["state"].string == "RUNNING" && subtask["durationMs"].number != nil)
      #expect((subtask["times"]["running"].number ?? 0) > 1_000_000_000_000)
      let text = try await Program.run("timeline", "payments", "-e", simulator.url)
      #expect(text.standardOutput.contains("DURATION") && !text.standardOutput.contains("1970"))
      let none = try await Program.run(
        "timeline", "payments", "--vertex", "ledger", "--subtask", "4000", "-e", simulator.url)
      #expect(none.end == .exited(4))
    }

    @Test("accumulators are those of the job, or of a vertex")
    func accumulators() async throws {
      let simulator = try await SimulatorProcess.start()
      for part in [[], ["--vertex", "ledger"]] {
        let outcome = try await Program.run(
          ["accumulators", "payments", "--format", "json", "-e", simulator.url] + part)
        #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
        let accumulators = try outcome.json()["accumulators"].elements
        #expect(accumulators.first?["name"].string == "records-seen")
        #expect(accumulators.first?["value"].string != nil)
      }
      let text = try await Program.run("accumulators", "payments", "-e", simulator.url)
      #expect(text.standardOutput.contains("records-seen  LongCounter"))
      let wrong = try await Program.run("accumulators", "payments", "--serialized")
      #expect(wrong.end == .exited(2))
    }

    @Test("config has what is set of the cluster or of a job, without what is secret")
    func config() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run("config", "--format", "json", "-e", simulator.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let settings = try outcome.json()["configuration"]
      #expect(settings["fs.azure.sharedkey"].string == "******")
      #expect(settings["security.kerberos.login.keytab"].string == "/etc/flink.keytab")
      let text = try await Program.run("config", "-e", simulator.url)
      #expect(text.standardOutput.contains("jobmanager.memory.process.size"))
      #expect(text.standardOutput.contains("  1600m"))
      #expect(!text.standardOutput.contains("c2VjcmV0"))
      let job = try await Program.run(
        "config", "payments", "--format", "json", "-e", simulator.url)
      let ofJob = try job.json()
      #expect(ofJob["job"]["name"].string == "payments")
      #expect(ofJob["configuration"]["restartStrategy"].string != nil)
      let none = try await Program.run("config", "nosuchjob", "-e", simulator.url)
      #expect(none.end == .exited(4))
    }

    @Test("taskmanagers has those of the list, one of them, or says that there is no such one")
    func taskManagers() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run("taskmanagers", "--format", "json", "-e", simulator.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let all = try outcome.json()["taskManagers"].elements
      #expect(all.count > 1)
      for manager in all {
        #expect(manager["heap"]["usedBytes"].number != nil && manager["slots"].number != nil)
        #expect(manager["garbageCollectionMsPerSecond"].number != nil)
      }
      let id = try #require(all.last?["id"].string)
      let one = try await Program.run("taskmanagers", id, "--format", "json", "-e", simulator.url)
      #expect(try one.json()["taskManagers"].elements.map { $0["id"].string } == [id])
      let none = try await Program.run("taskmanagers", "nosuch", "-e", simulator.url)
      #expect(none.end == .exited(4) && none.standardError.contains("'nosuch'"))
    }
  }
}
