import Foundation
import Glibc
import Testing

extension TerminalTests {
  @Suite("Job control")
  struct JobControlTests {
    private func shell() async throws -> TerminalSession {
      let terminal = try await TerminalSession.start(
        ["bash", "--norc", "-i"], environment: ["PS1": "shell: "])
      try await terminal.expect("shell:")
      return terminal
    }

    private func run(_ command: String, in terminal: TerminalSession) async throws {
      try await terminal.type(command)
      try await terminal.press("Enter")
    }

    @Test("started in the background it stops before it changes anything, and fg shows it")
    func background() async throws {
      let terminal = try await shell()
      try await run("\(Program.path) demo &", in: terminal)
      try await terminal.expect("[1]")
      try await eventually("a stop") {
        try await terminal.press("Enter")
        return try await terminal.screen().shows("Stopped")
      }
      #expect(!terminal.rawOutput().contains("\u{1B}[?1049h"))
      #expect(!terminal.rawOutput().contains("RUNNING"))
      try await run("fg", in: terminal)
      try await terminal.expect("RUNNING", "live")
      try await terminal.press("q")
      try await terminal.expect("shell:")
      try await run("stty -a | grep -q ' icanon' && echo modes''-are-back", in: terminal)
      try await terminal.expect("modes-are-back")
    }

    @Test("stopped and continued in the background it stops again, without a mark on the shell")
    func continuedInBackground() async throws {
      let terminal = try await shell()
      try await run("\(Program.path) demo", in: terminal)
      try await terminal.expect("RUNNING")
      try await terminal.press("C-z")
      try await terminal.expect("Stopped", "shell:")
      try await run("clear; bg; echo we''nt-on", in: terminal)
      try await terminal.expect("went-on")
      try await eventually("the second stop") {
        try await terminal.press("Enter")
        return try await terminal.screen().shows("Stopped")
      }
      #expect(try await !terminal.isAlternateScreenOn())
      #expect(try await !terminal.screen().shows("RUNNING"))
      try await run("fg", in: terminal)
      try await terminal.expect("RUNNING", "live")
      try await terminal.press("q")
      try await terminal.expect("shell:")
    }

    @Test(
      "a stop by SIGTTIN or SIGTTOU gives the terminal back as ctrl-z does",
      arguments: [SIGTTIN, SIGTTOU])
    func stopped(by signal: Int32) async throws {
      let terminal = try await shell()
      try await run("\(Program.path) demo", in: terminal)
      try await terminal.expect("RUNNING")
      let children = try await ChildProcess.run(
        ["pgrep", "-P", "\(try await terminal.pid())", "-x", "flinktop"],
        environment: TestEnvironment.variables(adding: [:]))
      let program = try #require(pid_t(children.filter(\.isNumber)))
      kill(program, signal)
      try await terminal.expect("Stopped")
      #expect(try await !terminal.isAlternateScreenOn())
      try await run("fg", in: terminal)
      try await terminal.expect("RUNNING", "live")
      try await terminal.press("q")
      try await terminal.expect("shell:")
    }
  }
}
