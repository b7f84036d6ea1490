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
      try await run("stty -a | tr ';' '\\n' | grep -c -- ' icanon'; echo done", in: terminal)
      try await terminal.expect("done")
    }

    @Test("stopped and continued in the background it stops again, without a mark on the shell")
    func continuedInBackground() async throws {
      let terminal = try await shell()
      try await run("\(Program.path) demo", in: terminal)
      try await terminal.expect("RUNNING")
      try await terminal.press("C-z")
      try await terminal.expect("Stopped", "shell:")
      try await run("clear; bg; echo went", in: terminal)
      try await terminal.expect("went")
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
      arguments: ["TTIN", "TTOU"])
    func stopped(by signal: String) async throws {
      let terminal = try await shell()
      try await run(
        "(sleep 1; kill -\(signal) $(pgrep -s 0 -x flinktop)) & \(Program.path) demo", in: terminal)
      try await terminal.expect("Stopped")
      #expect(try await !terminal.isAlternateScreenOn())
      try await run("fg", in: terminal)
      try await terminal.expect("RUNNING", "live")
      try await terminal.press("q")
      try await terminal.expect("shell:")
    }
  }
}
