import Testing

extension TerminalTests {
  @Suite("First screen and sizes")
  struct FirstScreenTests {
    @Test(
      "the Jobs screen shows live data at every size",
      arguments: [(80, 24), (120, 40), (200, 60)])
    func firstScreen(columns: Int, rows: Int) async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let terminal = try await TerminalSession.flinktop(
        [simulator.url], columns: columns, rows: rows)
      let screen = try await terminal.expectRow(job.name, "RUNNING")
      try await terminal.expect("Flink 2.")
      try await terminal.check(
        screen.rows.last { !$0.isEmpty }?.contains(ScreenText.quit) == true,
        "the foot line names the keys")
    }

    @Test("a terminal of 20x5 gets a clear message, and q quits")
    func tooSmall() async throws {
      let simulator = try await SimulatorProcess.start()
      let terminal = try await TerminalSession.start(
        [Program.path, simulator.url], columns: 20, rows: 5)
      try await terminal.expect(ScreenText.tooSmall)
      try await terminal.press("q")
      #expect(try await terminal.expectEnd() == .exited(0))
    }

    @Test("a storm of resizes ends in a whole screen of the last size")
    func resizeStorm() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let terminal = try await TerminalSession.flinktop([simulator.url])
      try await terminal.expectRow(job.name, "RUNNING")
      let sizes = [(20, 5), (200, 60), (1, 1), (80, 24), (10, 50), (300, 10), (61, 16), (2, 2)]
      for round in 0..<4 {
        try await terminal.press(["1", "2", "3", "9"][round])
        for (columns, rows) in sizes { try await terminal.resize(columns: columns, rows: rows) }
      }
      try await terminal.resize(columns: 100, rows: 30)
      // tmux tells the program of a size up to 250 ms later, and on a screen too small to read no key but `q` counts.
      try await terminal.expect("a screen of the last size") {
        $0.rows.count == 30 && $0.shows(ScreenText.live)
      }
      try await terminal.press("1")
      try await terminal.expect("a whole Jobs screen") { screen in
        screen.rows.count == 30 && screen.shows(ScreenText.live)
          && screen.row(with: job.name, "RUNNING") != nil
          && screen.rows[29].contains(ScreenText.quit)
      }
    }

    @Test("the four screens open by digit, each with help of its own")
    func screensAndHelp() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let terminal = try await TerminalSession.flinktop([simulator.url])
      try await terminal.selectJob(job.name)
      for (key, title) in [("1", "Jobs"), ("2", "Job"), ("3", "Checkpoints"), ("9", "Operations")] {
        try await terminal.press(key, "?")
        try await terminal.expectRow(ScreenText.help, title)
        try await terminal.press("Escape")
        try await terminal.expectGone("\(ScreenText.help):")
      }
    }

    @Test("the Job screen has its four panes")
    func jobScreen() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let terminal = try await TerminalSession.flinktop([simulator.url], columns: 200, rows: 60)
      try await terminal.selectJob(job.name)
      try await terminal.press("Enter")
      try await terminal.expect("Vertices", "Graph", "Watermarks", "Checkpoints")
      let vertices = try await simulator.cluster.get("/jobs/\(job.id)")["vertices"].elements
      let name = try #require(vertices.first?["name"].string)
      try await terminal.expect(String(name.prefix(12)))
    }

    @Test(
      "the demo of a Heron opens a topology and what its instances failed of",
      arguments: ["legacy", "modern"])
    func heronDemo(generation: String) async throws {
      let terminal = try await TerminalSession.flinktop(
        ["demo", "--source", "heron", "--generation", generation])
      try await terminal.expectRow("audit-archive", "PAUSED")
      try await terminal.expect("Heron \(generation) tracker")
      try await terminal.selectJob("flaky-enrich")
      try await terminal.press("Enter")
      try await terminal.expect("call-profile")
      try await terminal.press("4")
      try await terminal.expectRow("TimeoutException", "container_")
      try await terminal.press("1", "q")
      #expect(try await terminal.expectEnd() == .exited(0))
    }

    @Test("flinktop demo needs nothing but a terminal")
    func demo() async throws {
      let terminal = try await TerminalSession.flinktop(["demo"])
      try await terminal.expect("RUNNING", "FINISHED")
      try await terminal.press("q")
      #expect(try await terminal.expectEnd() == .exited(0))
    }
  }
}
