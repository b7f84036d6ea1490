import Testing

extension TerminalTests {
  @Suite("TSP, read-only")
  struct TSPReadOnlyTests {
    @Test("every key, and every acting key on every screen, sends no stop")
    func everyKey() async throws {
      let simulator = try await SimulatorProcess.start("--source", "tsp")
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let terminal = try await ReadOnlyWalk.start(on: proxy.url, options: ["--source", "tsp"])
      try await ReadOnlyWalk.pressKeys(in: terminal)
      try await terminal.press("1")
      try await terminal.expect(ScreenText.live)
      try await proxy.waitForTraffic()
      #expect(proxy.stops.isEmpty && proxy.harmfulRequests.isEmpty)
      #expect(proxy.requests.contains { $0.target.hasSuffix("/status/") })
    }

    @Test("without it the same keys ask first, and send one stop once it is confirmed")
    func confirmed() async throws {
      let simulator = try await SimulatorProcess.start("--source", "tsp")
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let terminal = try await TerminalSession.flinktop(["--source", "tsp", proxy.url])
      try await terminal.selectJob("orders")
      try await terminal.press("X")
      try await terminal.expect("Sends TSP's stop once")
      try await terminal.press("Escape")
      try await terminal.expectGone("Sends TSP's stop once")
      #expect(proxy.stops.isEmpty)
      try await terminal.press("X")
      try await terminal.expect("type cancel and Enter")
      try await terminal.confirm(word: "cancel")
      try await terminal.press("9")
      try await terminal.expectRow("cancel", "orders", ScreenText.completed)
      #expect(proxy.stops == ["/job/orders/stop/"])
    }
  }
}
