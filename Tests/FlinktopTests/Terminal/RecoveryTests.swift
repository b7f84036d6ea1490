import Testing

extension TerminalTests {
  @Suite("Lost clusters and the wall")
  struct RecoveryTests {
    @Test("a server that dies is said to be gone, its data stays, and it comes back by itself")
    func serverRestart() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let terminal = try await TerminalSession.flinktop(["--interval", "1s", simulator.url])
      try await terminal.expectRow(job.name, "RUNNING")
      simulator.kill()
      try await terminal.expectNotLive()
      try await terminal.expectRow(job.name)
      try await simulator.startAgain()
      try await terminal.expect("live data again", within: .seconds(60)) { screen in
        screen.shows(ScreenText.live) && !ScreenText.notLive.contains { screen.shows($0) }
      }
    }

    @Test("a cluster that is not there yet is waited for")
    func lateServer() async throws {
      let simulator = try await SimulatorProcess.start()
      simulator.kill()
      let terminal = try await TerminalSession.start(
        [Program.path, "--interval", "1s", simulator.url])
      try await terminal.expectNotLive()
      try await simulator.startAgain()
      try await terminal.expect(ScreenText.live, "RUNNING", within: .seconds(60))
    }

    @Test("the wall says when its data is old, and goes on after a restart")
    func wallThroughRestart() async throws {
      let simulator = try await SimulatorProcess.start()
      let terminal = try await TerminalSession.start(
        [Program.path, "--wall", "--interval", "1s", simulator.url])
      try await terminal.expect("running data") { $0.row(with: "data", " old") != nil }
      simulator.kill()
      try await terminal.expect("loudly old data", within: .seconds(40)) { screen in
        screen.text.contains("DATA")
      }
      try await simulator.startAgain()
      try await terminal.expect("fresh data", within: .seconds(60)) { screen in
        screen.row(with: "data", " old") != nil && !screen.text.contains("DATA")
      }
    }

    @Test("the wall survives being detached and attached at another size")
    func wallAttached() async throws {
      let simulator = try await SimulatorProcess.start()
      let wall = try await TerminalSession.start(
        [Program.path, "--wall", simulator.url], columns: 120, rows: 30)
      try await wall.expect(ScreenText.dataAge)
      for (columns, rows) in [(90, 25), (200, 50)] {
        let visitor = try await TerminalSession.start(
          wall.tmux.attachCommand, columns: columns, rows: rows)
        try await visitor.expect("the wall at \(columns)x\(rows)") { screen in
          screen.shows(ScreenText.dataAge) && screen.rows.count == rows
        }
        let size = try await wall.size()
        #expect(size == (columns, rows))
        try await visitor.press("C-b", "d")
        #expect(try await visitor.expectEnd() == .exited(0))
      }
      let screen = try await wall.expect(ScreenText.dataAge, ScreenText.readOnly)
      #expect(screen.rows.count == 50)
      #expect(wall.end == nil)
    }

    @Test("no key but quit does anything on the wall")
    func wallKeys() async throws {
      let simulator = try await SimulatorProcess.start()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let wall = try await TerminalSession.start([Program.path, "--wall", proxy.url])
      try await wall.expect(ScreenText.dataAge)
      for key in ReadOnlyWalk.keys where !["q", "C-c", "C-z"].contains(key) {
        try await wall.press(key)
      }
      try await proxy.waitForTraffic()
      try await wall.expect(ScreenText.dataAge)
      #expect(proxy.harmfulRequests.isEmpty)
      try await wall.press("q")
      #expect(try await wall.expectEnd() == .exited(0))
    }
  }
}
