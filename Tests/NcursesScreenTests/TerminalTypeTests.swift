import Testing

@testable import NcursesScreen

@Suite("Terminal types")
struct TerminalTypeTests {
  private func type(_ wanted: String?, known: Set<String>) throws -> TerminalType {
    try TerminalType(wanted: wanted) { known.contains($0) ? .usable : .unknown }
  }

  @Test("the wanted type is taken where it is known")
  func known() throws {
    let type = try type("tmux-256color", known: ["tmux-256color", "xterm-256color"])
    #expect(type.name == "tmux-256color")
    #expect(type.notice == nil)
  }

  @Test(
    "an unknown type falls back to the nearest that is known, and says so",
    arguments: [
      ("tmux-256color", ["screen-256color", "xterm-256color"], "screen-256color"),
      ("tmux-256color", ["xterm-256color", "vt100"], "xterm-256color"),
      ("alacritty", ["screen-256color", "xterm-256color"], "xterm-256color"),
      ("foot", ["vt100"], "vt100"),
    ])
  func fallback(_ wanted: String, _ known: [String], _ expected: String) throws {
    let type = try type(wanted, known: Set(known))
    #expect(type.name == expected)
    #expect(
      type.notice
        == "terminal type '\(wanted)' is not known on this machine, drawing as \(expected)")
  }

  @Test("without a type, or with one that can show nothing, the error says what to do")
  func errors() {
    #expect(throws: ScreenError.noTerminalType) { try type(nil, known: ["vt100"]) }
    #expect(throws: ScreenError.noTerminalType) { try type("", known: ["vt100"]) }
    #expect(throws: ScreenError.unusableTerminal("dumb")) {
      try type("dumb", known: ["dumb", "vt100"])
    }
    #expect(throws: ScreenError.unusableTerminal("unknown")) {
      try type("unknown", known: ["vt100"])
    }
    #expect(throws: ScreenError.noTerminfoDatabase("foot")) { try type("foot", known: []) }
    #expect(throws: ScreenError.unusableTerminal("lpr")) {
      try TerminalType(wanted: "lpr") { _ in .unusable }
    }
    #expect(throws: ScreenError.noTerminfoDatabase("x·[2J")) { try type("x\u{1B}[2J", known: []) }
  }

  @Test(
    "every error is one line that names a way on",
    arguments: [
      ScreenError.notATerminal, .noTerminalType, .unusableTerminal("dumb"),
      .noTerminfoDatabase("foot"),
      .failed("newterm"),
    ])
  func descriptions(_ error: ScreenError) {
    #expect(!error.description.contains("\n"))
    #expect(error.description.contains("--once"))
  }

  @Test("what is no terminal is refused")
  @MainActor
  func noTerminal() {
    var options = ScreenOptions()
    options.input = -1
    #expect(throws: ScreenError.notATerminal) { _ = try Screen.open(options) }
  }
}
