import Testing

extension TerminalTests {
  @Suite("Terminal types, colour and ASCII")
  struct AppearanceTests {
    @Test(
      "works on every usual TERM",
      arguments: ["tmux-256color", "screen", "xterm-256color", "linux", "vt100"])
    func terminalTypes(type: String) async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let terminal = try await TerminalSession.flinktop([simulator.url], terminal: type)
      try await terminal.selectJob(job.name)
      try await terminal.press("Enter")
      try await terminal.expect("Vertices")
      try await terminal.press("q", "Escape", "q")
      #expect(try await terminal.expectEnd() == .exited(0))
      #expect(terminal.areSettingsRestored)
    }

    @Test("colour is used where the terminal has it")
    func colour() async throws {
      let simulator = try await SimulatorProcess.start()
      let terminal = try await TerminalSession.flinktop([simulator.url])
      try await visitScreens(terminal)
      #expect(!ColourSequences.found(in: terminal.rawOutput()).isEmpty)
    }

    @Test("NO_COLOR and --no-color give no colour sequence at all", arguments: [true, false])
    func noColour(byEnvironment: Bool) async throws {
      let simulator = try await SimulatorProcess.start()
      let terminal = try await TerminalSession.flinktop(
        byEnvironment ? [simulator.url] : ["--no-color", simulator.url],
        environment: byEnvironment ? ["NO_COLOR": "1"] : [:])
      try await visitScreens(terminal)
      #expect(ColourSequences.found(in: terminal.rawOutput()) == [])
    }

    @Test("--ascii gives only ASCII on every screen")
    func ascii() async throws {
      let simulator = try await SimulatorProcess.start("--jobs", "6")
      let terminal = try await TerminalSession.flinktop(["--ascii", simulator.url])
      try await visitScreens(terminal)
      #expect(strangers(in: terminal.rawOutput()) == [])
    }

    @Test("a locale without UTF-8 gives only ASCII")
    func plainLocale() async throws {
      let simulator = try await SimulatorProcess.start("--jobs", "6")
      let terminal = try await TerminalSession.flinktop(
        [simulator.url], environment: ["LC_ALL": "C"])
      try await visitScreens(terminal)
      #expect(strangers(in: terminal.rawOutput()) == [])
    }

    @Test("t goes through the themes")
    func themes() async throws {
      let simulator = try await SimulatorProcess.start()
      let terminal = try await TerminalSession.flinktop([simulator.url])
      try await terminal.press("t")
      try await terminal.expect("theme")
    }

    /// What is not ASCII.
    private func strangers(in output: String) -> Set<UnicodeScalar> {
      Set(output.unicodeScalars.filter { !$0.isASCII })
    }

    private func visitScreens(_ terminal: TerminalSession) async throws {
      try await terminal.expect("RUNNING")
      try await terminal.press("2")
      try await terminal.expect("Vertices")
      try await terminal.press("3")
      try await terminal.expectRow("checkpoints")
      try await terminal.press("9")
      try await terminal.expect("Operations")
      try await terminal.press("?")
      try await terminal.expect(ScreenText.help)
    }
  }
}
