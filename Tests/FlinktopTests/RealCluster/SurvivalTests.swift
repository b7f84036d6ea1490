import Testing

extension RealClusterTests {
  @Suite("Processes that die", .serialized)
  struct SurvivalTests {
    @Test(
      "a TaskManager that dies is noticed, and the job seen to come back",
      arguments: FlinkCluster.versions)
    func taskManager(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let id = try await cluster.running("orders")
      try await cluster.rest.waitForCheckpoint(of: id)
      let terminal = try await cluster.flinktop()
      try await terminal.selectJob("orders")
      try await terminal.expect("1 TaskManager")
      try await cluster.lab("kill-tm")
      try await terminal.expect(
        "the loss", within: .seconds(60)
      ) { screen in
        screen.shows("0 of 1 TaskManager") || screen.row(with: "orders", "RESTARTING") != nil
      }
      try await cluster.lab("tm")
      try await terminal.expect("orders RUNNING on 1 TaskManager", within: .seconds(120)) {
        screen in
        screen.shows("1 TaskManager") && !screen.shows("of 1 TaskManager")
          && screen.row(with: "orders", "RUNNING") != nil
      }
    }

    @Test(
      "a JobManager that dies is said to be gone, the data stays, and it recovers",
      arguments: FlinkCluster.versions)
    func jobManager(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let id = try await cluster.running("orders")
      try await cluster.rest.waitForCheckpoint(of: id)
      let terminal = try await cluster.flinktop()
      try await terminal.selectJob("orders")
      // The age of the last checkpoint, which is what it takes to start the job again.
      try await terminal.expectRow("orders", "RUNNING", " ago")
      try await cluster.lab("kill-jm")
      try await terminal.expectNotLive()
      try await terminal.expectRow("orders")
      try await cluster.lab("start-jm")
      try await terminal.expect("live again", within: .seconds(90)) { screen in
        screen.shows(ScreenText.live) && !ScreenText.notLive.contains { screen.shows($0) }
      }
      // Without high availability the jobs are gone: said by name, and never shown as running or finished.
      try await terminal.expectRow("JobManager was restarted", "gone", "orders")
      try await terminal.expect("orders GONE", within: .seconds(60)) { screen in
        screen.rows.contains { $0.contains("orders") && $0.contains("GONE") }
      }
      try await terminal.expectRow("does not know it any more", "it was RUNNING")
      try await terminal.expectRow("Its last completed checkpoint")
      try await terminal.check(
        try await terminal.screen().row(with: "orders", "FINISHED") == nil,
        "a job that vanished is not called finished")
      _ = try await cluster.running("orders")
      // Not the line above the table, which names the gone "running jobs" for a while yet.
      try await terminal.expect("a new orders RUNNING", within: .seconds(120)) { screen in
        screen.rows.contains { $0.contains("orders") && $0.contains("RUNNING") }
      }
    }

    @Test(
      "two simulated clusters and a real one in one program: each action reaches its own, one dies and comes back",
      arguments: FlinkCluster.versions)
    func threeClusters(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let id = try await cluster.submitCalmJob("of-three")
      let simulators = [
        try await SimulatorProcess.start(seed: 7), try await SimulatorProcess.start(seed: 8),
      ]
      let proxies = try (simulators.map(\.url) + [cluster.url]).map {
        try RequestLogProxy(forwardingTo: $0)
      }
      let simulated = try await simulators[1].healthyJob()
      let terminal = try await TerminalSession.flinktop(proxies.map(\.url))
      // Backwards around the end to the real one.
      try await terminal.expectRow("1/3")
      try await terminal.press("N")
      try await terminal.expectRow("3/3", version)
      try await terminal.selectJob("of-three")
      simulators[0].kill()
      try await terminal.act("s")
      try await terminal.expectRow("cluster", proxies[2].url)
      try await terminal.confirm()
      // The outcome there is told while another cluster is acted on.
      try await terminal.press("N")
      try await terminal.expectRow("2/3")
      try await terminal.selectJob(simulated.name)
      try await terminal.act("s")
      try await terminal.expectRow("cluster", proxies[1].url)
      try await terminal.expectRow("id", simulated.id)
      try await terminal.confirm()
      _ = try await cluster.rest.waitForSavepoint(of: id)
      _ = try await simulators[1].cluster.waitForSavepoint(of: simulated.id)
      #expect(proxies.map { $0.harmfulRequests.map(\.method) } == [[], ["POST"], ["POST"]])
      #expect(try await cluster.rest.job(id).state == "RUNNING")
      try await terminal.press("N")
      try await terminal.expectRow("1/3", "unreachable", within: .seconds(60))
      try await simulators[0].startAgain()
      try await terminal.expectRow("1/3", "live", within: .seconds(60))
      try await terminal.expect("its jobs") { $0.row(with: "RUNNING") != nil }
      try await cluster.cancel(id)
    }
  }
}
