import Foundation
import Glibc
import Testing

extension CommandLineTests {
  @Suite("A waiting command that is interrupted")
  struct InterruptionTests {
    /// A simulated cluster with these faults, a job of it, and a look at what it is asked.
    private struct Scene {
      let simulator: SimulatorProcess
      let proxy: RequestLogProxy
      let job: ClusterREST.Job

      init(_ faults: String) async throws {
        let file = Scratch.path("faults.txt")
        try Data(faults.utf8).write(to: URL(fileURLWithPath: file))
        simulator = try await SimulatorProcess.start("--faults", file)
        job = try await simulator.healthyJob()
        proxy = try RequestLogProxy(forwardingTo: simulator.url)
      }

      /// Waits until the cluster has been asked for something with this in its path.
      func expectRequest(_ method: String, _ part: String) async throws {
        try await eventually("\(method) \(part)") {
          proxy.requests.contains { $0.method == method && $0.target.contains(part) }
        }
      }
    }

    /// Savepoints that are never done, as far as one can see.
    private static let endless = "GET /jobs/*/savepoints/* hang\n"

    @Test(
      "one line says that it goes on, its trigger id and how to ask again",
      arguments: [
        (["savepoint"], SIGINT), (["stop"], SIGTERM), (["stop", "--drain"], SIGHUP),
        (["savepoint"], SIGQUIT),
      ])
    func goesOn(command: [String], signal: Int32) async throws {
      let scene = try await Scene(Self.endless)
      let child = try ChildProcess(
        [Program.path] + command + [scene.job.name, "-e", scene.proxy.url])
      try await scene.expectRequest("GET", "/savepoints/")
      child.send(signal: signal)
      #expect(try await child.waitForEnd(within: .seconds(10)) == .exited(128 + signal))
      #expect(child.standardOutput.isEmpty)
      #expect(!child.standardError.contains("asking on"))
      let said = child.standardError.split(separator: "\n").filter { $0.hasPrefix("flinktop:") }
      #expect(said.count == 1)
      let line = try #require(said.first)
      #expect(line.hasPrefix("flinktop: interrupted: the "))
      let subject = "\(scene.job.name) (\(scene.job.id))"
      #expect(line.contains(" of \(subject) goes on at the cluster, trigger "))
      let asked = scene.proxy.requests.compactMap { request in
        request.target.wholeMatch(of: /.*\/savepoints\/(.*)/)?.1
      }
      let trigger = try #require(asked.first)
      #expect(line.contains("trigger \(trigger); ask for it again with: "))
      #expect(line.contains("flinktop operation \(scene.job.id) \(trigger) "))
      #expect(line.hasSuffix(" -e \(scene.proxy.url)"))
    }

    @Test("the command that it names asks for the outcome")
    func pasted() async throws {
      let scene = try await Scene("GET /jobs/*/savepoints/* hang times=1\n")
      let child = try Program.start("savepoint", scene.job.name, "-e", scene.proxy.url)
      try await scene.expectRequest("GET", "/savepoints/")
      child.send(signal: SIGINT)
      _ = try await child.waitForEnd()
      let command = try #require(child.standardError.split(separator: "with: flinktop ").last)
      let words = command.split(whereSeparator: \.isWhitespace).map(String.init)
      let outcome = try await Program.run(words, within: .seconds(60))
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let location = try await scene.simulator.cluster.waitForSavepoint(of: scene.job.id)
      #expect(outcome.standardOutput == location + "\n")
    }

    @Test("what is being sent is not given up: its trigger id is learned, the document printed")
    func whileSending() async throws {
      let scene = try await Scene("POST /jobs/*/savepoints delay=1s\n" + Self.endless)
      let child = try Program.start(
        "savepoint", scene.job.id, "--format", "json", "-e", scene.proxy.url)
      try await scene.expectRequest("POST", "/savepoints")
      child.send(signal: SIGINT)
      #expect(try await child.waitForEnd(within: .seconds(10)) == .exited(130))
      let document = try JSONValue(parsing: child.standardOutput)
      #expect(document["state"].string == "inProgress")
      let trigger = try #require(document["trigger"].string)
      #expect(trigger.wholeMatch(of: /[0-9a-f]{32}/) != nil)
      #expect(child.standardError.contains("goes on at the cluster, trigger \(trigger);"))
      // It has really gone through.
      _ = try await scene.simulator.cluster.waitForSavepoint(of: scene.job.id)
    }

    @Test("where no answer comes it is said that nothing is known, with an id to ask by")
    func notKnown() async throws {
      let scene = try await Scene("POST /jobs/*/savepoints hang\n")
      let child = try Program.start(
        "savepoint", scene.job.id, "--format", "json", "-e", scene.proxy.url)
      try await scene.expectRequest("POST", "/savepoints")
      child.send(signal: SIGINT)
      #expect(try await child.waitForEnd(within: .seconds(10)) == .exited(130))
      let document = try JSONValue(parsing: child.standardOutput)
      #expect(document["state"].string == "uncertain")
      let trigger = try #require(document["trigger"].string)
      #expect(
        child.standardError.contains("trigger \(trigger) has reached the cluster is not known"))
      #expect(child.standardError.contains("flinktop operation \(scene.job.id) \(trigger) -e "))
    }

    @Test("the second signal ends it without waiting for an answer")
    func twice() async throws {
      let scene = try await Scene("POST /jobs/*/savepoints hang\n")
      let child = try Program.start("savepoint", scene.job.id, "-e", scene.proxy.url)
      try await scene.expectRequest("POST", "/savepoints")
      let start = ContinuousClock.now
      // Two that come together are one to the system, so the key is pressed until it works.
      try await eventually("the end of the program") {
        child.send(signal: SIGINT)
        return child.reap() != nil
      }
      #expect(child.reap() == .exited(130))
      #expect(ContinuousClock.now - start < .milliseconds(1800))
      #expect(child.standardError.contains("has reached the cluster is not known"))
    }

    @Test("a stop's savepoint that is there already is printed, though its job was not waited for")
    func whileStopping() async throws {
      let scene = try await Scene("/jobs/overview state=RUNNING\n")
      let child = try Program.start("stop", scene.job.id, "-e", scene.proxy.url)
      try await eventually("a look at the job after its savepoint") {
        scene.proxy.requests.count { $0.target.hasPrefix("/jobs/overview") } > 1
      }
      child.send(signal: SIGINT)
      #expect(try await child.waitForEnd(within: .seconds(10)) == .exited(130))
      let location = try await scene.simulator.cluster.waitForSavepoint(of: scene.job.id)
      #expect(child.standardOutput == location + "\n")
      #expect(child.standardError.contains("goes on at the cluster, trigger "))
    }

    @Test("a cluster that has gone away meanwhile is not said to go on")
    func unreachable() async throws {
      let scene = try await Scene(Self.endless)
      let child = try Program.start("savepoint", scene.job.id, "-e", scene.proxy.url)
      try await scene.expectRequest("GET", "/savepoints/")
      scene.simulator.kill()
      try await eventually("the word that it does not answer") {
        child.standardError.contains("asking on")
      }
      child.send(signal: SIGTERM)
      #expect(try await child.waitForEnd(within: .seconds(10)) == .exited(143))
      #expect(child.standardError.contains("does not answer now, trigger "))
    }

    @Test("before anything is sent it says so")
    func nothingSent() async throws {
      let scene = try await Scene("/config hang\n")
      let child = try Program.start("cancel", "--yes", scene.job.id, "-e", scene.proxy.url)
      try await scene.expectRequest("GET", "/config")
      child.send(signal: SIGTERM)
      #expect(try await child.waitForEnd(within: .seconds(5)) == .exited(143))
      #expect(child.standardError == "flinktop: interrupted: nothing was sent.\n")
      #expect(scene.proxy.harmfulRequests.isEmpty)
    }

    @Test("nohup's SIGHUP does not end the waiting")
    func nohup() async throws {
      let scene = try await Scene("GET /jobs/*/savepoints/* delay=1s times=1\n")
      let child = try ChildProcess(
        ["nohup", Program.path, "savepoint", scene.job.id, "-e", scene.proxy.url])
      try await scene.expectRequest("GET", "/savepoints/")
      child.send(signal: SIGHUP)
      #expect(try await child.waitForEnd(within: .seconds(60)) == .exited(0))
      #expect(child.standardOutput.contains("/"))
    }

    @Test("the end of its terminal ends it")
    func hangUp() async throws {
      let scene = try await Scene(Self.endless)
      let terminal = try await TerminalSession.start(
        [Program.path, "savepoint", scene.job.id, "-e", scene.proxy.url])
      try await scene.expectRequest("GET", "/savepoints/")
      let pid = try await terminal.pid()
      try await terminal.tmux.run("kill-server")
      try await eventually("the end of the program", within: .seconds(10)) {
        !ProcessTable.isRunning(pid)
      }
    }
  }
}
