import Testing

extension TerminalTests {
  @Suite("Several clusters in one program")
  struct SeveralClustersTests {
    /// Two simulated clusters behind request logs, with jobs of the same names, in one flinktop.
    private struct Scene {
      let simulators: [SimulatorProcess]
      let proxies: [RequestLogProxy]
      let terminal: TerminalSession

      init() async throws {
        simulators = [
          try await SimulatorProcess.start(seed: 7), try await SimulatorProcess.start(seed: 8),
        ]
        proxies = try simulators.map { try RequestLogProxy(forwardingTo: $0.url) }
        terminal = try await TerminalSession.flinktop(proxies.map(\.url))
      }
    }

    @Test("an action goes to the cluster that is shown, and to no other")
    func actions() async throws {
      let scene = try await Scene()
      let job = try await scene.simulators[1].healthyJob()
      try await scene.terminal.expectRow("1/2")
      try await scene.terminal.press("n")
      try await scene.terminal.expectRow("2/2")
      try await scene.terminal.selectJob(job.name)
      try await scene.terminal.act("s")
      try await scene.terminal.expectRow("cluster", scene.proxies[1].url)
      try await scene.terminal.expectRow("id", job.id)
      try await scene.terminal.confirm()
      // Its outcome is told while the other cluster is shown.
      try await scene.terminal.press("N")
      try await scene.terminal.expectRow("1/2")
      _ = try await scene.simulators[1].cluster.waitForSavepoint(of: job.id)
      try await scene.terminal.expectRow(
        "Savepoint of \(job.name): completed", within: .seconds(30))
      #expect(scene.proxies[1].harmfulRequests.map(\.method) == ["POST"])
      #expect(scene.proxies[0].harmfulRequests.isEmpty)
    }

    @Test("one that is killed is said to be gone while the other goes on, and comes back")
    func killed() async throws {
      let scene = try await Scene()
      try await scene.terminal.press("@")
      try await scene.terminal.expect("both live") { screen in
        screen.rows.count { $0.contains("live") && $0.contains("http://") } == 2
      }
      scene.simulators[1].kill()
      // Of one that is not shown this is known at the next glance.
      try await scene.terminal.expectRow(
        scene.proxies[1].url, "unreachable", within: .seconds(60))
      try await scene.terminal.expectRow(scene.proxies[0].url, "live")
      try await scene.simulators[1].startAgain()
      try await scene.terminal.expect("both live again", within: .seconds(60)) { screen in
        screen.rows.count { $0.contains("live") && $0.contains("http://") } == 2
      }
      try await scene.terminal.press("n")
      try await scene.terminal.expectRow("2/2", "live")
      try await scene.terminal.expect("its jobs") { $0.row(with: "RUNNING") != nil }
    }
  }
}
