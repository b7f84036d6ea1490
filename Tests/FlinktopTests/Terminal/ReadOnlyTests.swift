import Testing

extension TerminalTests {
  @Suite("Read-only")
  struct ReadOnlyTests {
    @Test("every key, and every acting key on every screen, leaves the cluster alone")
    func everyKey() async throws {
      let simulator = try await SimulatorProcess.start()
      _ = try await simulator.healthyJob()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let terminal = try await ReadOnlyWalk.start(on: proxy.url)
      try await ReadOnlyWalk.pressEverything(in: terminal)
      try await terminal.press("1")
      try await terminal.expect(ScreenText.live)
      try await proxy.waitForTraffic()
      #expect(proxy.harmfulRequests.isEmpty)
    }

    @Test("an acting key says why it does nothing", arguments: ["s", "S", "D", "X", "c", "R"])
    func saysSo(key: String) async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let terminal = try await TerminalSession.flinktop(["--read-only", simulator.url])
      try await terminal.selectJob(job.name)
      try await terminal.press(key)
      try await terminal.expect("read-only: ")
    }

    @Test("acting keys are absent from help")
    func help() async throws {
      let simulator = try await SimulatorProcess.start()
      let terminal = try await TerminalSession.flinktop(
        ["--read-only", simulator.url], columns: 120, rows: 60)
      try await terminal.press("?")
      let screen = try await terminal.expect(ScreenText.help)
      try await terminal.check(!screen.shows("savepoint"), "help names no savepoint")
    }
  }
}

/// Pressing every key there is, and the acting ones with what would confirm their dialogs. What all keys do on all
/// screens is tested without a terminal besides.
enum ReadOnlyWalk {
  static let keys: [String] =
    (UInt8(0x21)...0x7e).map { String(UnicodeScalar($0)) }
    + ["Space", "Enter", "Tab", "BTab", "Up", "Down", "Left", "Right", "Home", "End", "PPage"]
    + ["NPage", "BSpace", "DC", "F1", "F5", "F9"]
    + (UInt8(ascii: "a")...UInt8(ascii: "z")).map { "C-" + String(UnicodeScalar($0)) }

  /// flinktop --read-only, started again whenever a key has ended it.
  static func start(on url: String, options: [String] = []) async throws -> TerminalSession {
    let again = "trap : INT QUIT TSTP; while :; do \"$0\" --read-only \"$@\"; done"
    let terminal = try await TerminalSession.start(
      ["sh", "-c", again, Program.path] + options + [url])
    try await terminal.expect(ScreenText.live)
    return terminal
  }

  static func pressEverything(in terminal: TerminalSession) async throws {
    try await pressKeys(in: terminal)
    for key in ["u", "Enter", "P", "X", "DC"] {
      try await terminal.press(":")
      try await terminal.enter("jars")
      try await terminal.expectGone(":jars")
      try await answer(to: key, in: terminal)
      try await terminal.press("y")
      try await terminal.type("delete")
      try await terminal.press("Enter", "Escape")
    }
  }

  /// What any system has.
  static func pressKeys(in terminal: TerminalSession) async throws {
    // Ctrl-z would stop the program under a shell that never continues it.
    for key in keys where key != "C-z" { try await terminal.press(key, "Escape") }
    for screen in ["1", "2", "3", "9"] {
      try await terminal.press(screen)
      for key in ["s", "S", "D", "X", "c", "R"] {
        try await answer(to: key, in: terminal)
        try await terminal.press("y")
        try await terminal.type(key == "D" ? "drain" : "cancel")
        try await terminal.press("Enter", "Escape", screen)
      }
    }
  }

  /// Presses a key and waits until it was answered, and until the screen has the keys still: a dialog would keep to itself
  /// that a key means nothing.
  private static func answer(to key: String, in terminal: TerminalSession) async throws {
    try await pressUnknown(in: terminal)
    try await terminal.press(key)
    try await terminal.expectGone(told)
    try await pressUnknown(in: terminal)
  }

  private static let told = "No key: F12"

  /// Presses a key that means nothing until that is told. While a job has just turned bad it is not, as that matters more.
  private static func pressUnknown(in terminal: TerminalSession) async throws {
    let news = "turned bad"
    for _ in 0..<3 {
      try await terminal.press("F12")
      let screen = try await terminal.expect("an answer to F12, or news") {
        $0.shows(told) || $0.shows(news)
      }
      if screen.shows(told) { return }
      try await terminal.expectGone(news, within: .seconds(60))
    }
    try await terminal.press("F12")
    try await terminal.expect(told)
  }
}
