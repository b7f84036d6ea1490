import Glibc
import Testing

extension TerminalTests {
  @Suite("The terminal is restored on every way out")
  struct RestoreTests {
    @Test("after a key that quits", arguments: ["q", "C-c"])
    func key(key: String) async throws {
      let simulator = try await SimulatorProcess.start()
      let terminal = try await TerminalSession.flinktop([simulator.url])
      try await terminal.press(key)
      let end = try await terminal.expectEnd()
      #expect(end == .exited(0) || end == .killed(signal: SIGINT))
      try await expectRestored(terminal)
    }

    @Test(
      "after a signal",
      arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS])
    func signal(number: Int32) async throws {
      let simulator = try await SimulatorProcess.start()
      let terminal = try await TerminalSession.flinktop([simulator.url])
      terminal.note("signal \(number)")
      kill(try await terminal.pid(), number)
      let end = try await terminal.expectEnd()
      if [SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS].contains(number) {
        #expect(end == .killed(signal: number), "a trap must stay one for whoever started it")
      }
      try await expectRestored(terminal)
    }

    @Test(
      "after any other signal that ends a process",
      arguments: [
        // Not XFSZ, which is ignored: a file that may not grow is told as a failed write.
        SIGFPE, SIGUSR1, SIGUSR2, SIGALRM, SIGSTKFLT, SIGXCPU, SIGVTALRM, SIGPROF, SIGPOLL, SIGPWR,
        SIGSYS, 34, 64,
      ])
    func otherSignal(number: Int32) async throws {
      let session = try PtySession([Program.path, "demo"])
      try await session.expect("RUNNING")
      kill(session.pid, number)
      #expect(try await session.expectEnd(within: .seconds(5)) == .killed(signal: number))
      #expect(session.isRestored)
    }

    @Test("after a crash that Swift's backtracer reports, and the report is there")
    func backtrace() async throws {
      let session = try PtySession(
        [Program.path, "demo"],
        environment: ["SWIFT_BACKTRACE": "enable=yes,color=no,interactive=no"])
      try await session.expect("RUNNING")
      kill(session.pid, SIGSEGV)
      let end = try await session.expectEnd(within: .seconds(120), reading: true)
      #expect(end == .killed(signal: SIGSEGV))
      #expect(session.isRestored)
      #expect(session.text.contains("Program crashed"))
    }

    @Test("with the mouse on and a dialog open")
    func mouseAndDialog() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let terminal = try await TerminalSession.flinktop([simulator.url])
      try await terminal.selectJob(job.name)
      try await terminal.press("m")
      try await eventually("the mouse on") { try await terminal.isMouseOn() }
      try await terminal.act("s")
      try await terminal.expectRow("id", job.id)
      kill(try await terminal.pid(), SIGTERM)
      try await terminal.expectEnd()
      try await expectRestored(terminal)
    }

    @Test("ctrl-z gives the terminal back, and fg draws everything again")
    func suspend() async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let terminal = try await TerminalSession.start(
        ["bash", "--norc", "-i"], environment: ["PS1": "shell: "])
      try await terminal.expect("shell:")
      try await terminal.type("\(Program.path) \(simulator.url)")
      try await terminal.press("Enter")
      try await terminal.expectRow(job.name, "RUNNING")
      try await terminal.press("C-z")
      try await terminal.expect("Stopped", within: .seconds(10))
      #expect(try await !terminal.isAlternateScreenOn())
      try await terminal.type("fg")
      try await terminal.press("Enter")
      try await terminal.expectRow(job.name, "RUNNING")
      try await terminal.press("q")
      try await terminal.expect("shell:")
    }

    @Test("the program ends when its terminal goes away")
    func hangUp() async throws {
      let simulator = try await SimulatorProcess.start()
      let terminal = try await TerminalSession.flinktop([simulator.url])
      let pid = try await terminal.pid()
      terminal.tmux.killServer()
      try await eventually("the end of \(pid)", within: .seconds(5)) {
        !ProcessTable.isRunning(pid)
      }
    }

    private func expectRestored(_ terminal: TerminalSession) async throws {
      try await terminal.check(terminal.areSettingsRestored, "terminal settings are restored")
      let isAlternate = try await terminal.isAlternateScreenOn()
      try await terminal.check(!isAlternate, "the alternate screen is left")
      let isCursorVisible = try await terminal.isCursorVisible()
      try await terminal.check(isCursorVisible, "the cursor is shown")
      let isMouseOn = try await terminal.isMouseOn()
      try await terminal.check(!isMouseOn, "the mouse is given back")
    }
  }
}
