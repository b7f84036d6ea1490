import Glibc
import Testing

@Suite("Terminal sessions of the test kit", .serialized, .timeLimit(.minutes(1)))
struct TerminalSessionTests {
  @Test("keys reach the program, and what it writes is seen")
  func keysAndScreen() async throws {
    let terminal = try await TerminalSession.start(
      ["sh", "-c", "stty -echo; echo ready; read -r line; echo \"got <$line>\"; read -r _"])
    try await terminal.expect("ready")
    try await terminal.type("a; b;")
    try await terminal.press("Enter")
    try await terminal.expectRow("got", "<a; b;>")
  }

  @Test("a text that leaves the screen is seen to leave")
  func gone() async throws {
    let terminal = try await TerminalSession.start(
      ["sh", "-c", "echo here; read -r _; clear; read -r _"], terminal: "screen")
    try await terminal.expect("here")
    try await terminal.press("Enter")
    try await terminal.expectGone("here")
  }

  @Test("the program sees the size it was given, and the new one after a resize")
  func resize() async throws {
    let terminal = try await TerminalSession.start(
      ["sh", "-c", "trap 'stty size' WINCH; stty size; while :; do sleep 0.05; done"],
      columns: 80, rows: 24)
    try await terminal.expect("24 80")
    try await terminal.resize(columns: 100, rows: 30)
    try await terminal.expect("30 100")
    #expect(try await terminal.size() == (100, 30))
  }

  @Test("the exit status is known after the end")
  func exitStatus() async throws {
    let terminal = try await TerminalSession.start(["sh", "-c", "exit 7"])
    #expect(try await terminal.expectEnd() == .exited(7))
  }

  @Test("death by a signal is known after the end")
  func killed() async throws {
    let terminal = try await TerminalSession.start(["sh", "-c", "kill -HUP $$"])
    #expect(try await terminal.expectEnd() == .killed(signal: SIGHUP))
  }

  @Test("TERM and the other variables are as the test wants them", arguments: ["linux", nil])
  func environment(terminal type: String?) async throws {
    let terminal = try await TerminalSession.start(
      ["sh", "-c", "echo \"<${TERM-unset}> $NO_COLOR\"; read -r _"],
      terminal: type, environment: ["NO_COLOR": "yes"])
    try await terminal.expect("<\(type ?? "unset")> yes")
  }

  @Test("raw output holds the program's bytes from its first one on")
  func rawOutput() async throws {
    let terminal = try await TerminalSession.start(
      ["printf", "\\033[31mred\\033[0m \\033[1mbold\\033[0m"])
    try await eventually("all bytes") { terminal.rawOutput().hasSuffix("bold\u{1b}[0m") }
    #expect(ColourSequences.found(in: terminal.rawOutput()) == ["[31m"])
    try await terminal.expect("red bold")
    #expect(ColourSequences.found(in: try await terminal.styledScreen().text).count == 1)
  }

  @Test("a failed expectation shows the last screen and the keys")
  func failure() async throws {
    let terminal = try await TerminalSession.start(["sh", "-c", "echo visible; read -r _; exit 4"])
    try await terminal.expect("visible")
    try await terminal.press("Enter")
    let error = await #expect(throws: KitError.self) {
      try await terminal.expect("never", within: .seconds(2))
    }
    let report = error?.description ?? ""
    #expect(report.contains("| visible"))
    #expect(report.contains("press Enter"))
    #expect(report.contains("exited(4)"))
  }

  @Test("the alternate screen and the cursor are known")
  func modes() async throws {
    let terminal = try await TerminalSession.start(
      ["sh", "-c", "tput smcup; tput civis; echo in; read -r _; tput rmcup; tput cnorm; read -r _"])
    try await terminal.expect("in")
    #expect(try await terminal.isAlternateScreenOn())
    #expect(try await !terminal.isCursorVisible())
    try await terminal.press("Enter")
    try await eventually("the normal screen") { try await !terminal.isAlternateScreenOn() }
    try await eventually("the cursor") { try await terminal.isCursorVisible() }
  }

  @Test(
    "terminal settings left changed are told from restored ones",
    arguments: [("stty -echo; stty echo", true), ("stty -echo", false)])
  func settings(script: String, areRestored: Bool) async throws {
    let terminal = try await TerminalSession.start(["sh", "-c", script])
    try await terminal.expectEnd()
    #expect(terminal.areSettingsRestored == areRestored)
  }

  @Test("ctrl-c reaches the program and leaves its last screen")
  func interrupt() async throws {
    let terminal = try await TerminalSession.start(["sh", "-c", "echo visible; sleep 600"])
    try await terminal.expect("visible")
    try await terminal.press("C-c")
    #expect(try await terminal.expectEnd() == .killed(signal: SIGINT))
    try await terminal.expect("visible")
  }

  @Test("what runs in it ends with its session, even what ignores the hang-up")
  func teardown() async throws {
    var terminal: TerminalSession? = try await TerminalSession.start(
      ["sh", "-c", "trap '' HUP; sleep 600 & echo child $!; wait"])
    let screen = try await terminal?.expect("child")
    let match = screen?.text.firstMatch(of: /child ([0-9]+)/)
    let child = try #require(match.flatMap { pid_t($0.1) })
    #expect(ProcessTable.isRunning(child))
    terminal = nil
    try await eventually("the end of \(child)") { !ProcessTable.isRunning(child) }
  }
}
