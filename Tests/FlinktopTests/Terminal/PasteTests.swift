import Testing

extension TerminalTests {
  @Suite("Pastes")
  struct PasteTests {
    @Test(
      "nothing that is pasted on any screen asks anything of the cluster", arguments: [true, false])
    func nothingIsSent(withBrackets: Bool) async throws {
      let simulator = try await SimulatorProcess.start()
      let job = try await simulator.healthyJob()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      let terminal = try await TerminalSession.flinktop([proxy.url])
      try await terminal.selectJob(job.name)
      try await terminal.expectRow("s savepoint", "? help")
      for screen in ["1", "2", "3", "9"] {
        try await PasteWalk.pasteEverything(on: screen, withBrackets: withBrackets, in: terminal)
      }
      // The program lives, and an action by hand works still.
      try await terminal.press("1")
      try await terminal.expect(ScreenText.live)
      try await proxy.waitForTraffic()
      #expect(proxy.harmfulRequests.isEmpty)
      try await terminal.selectJob(job.name)
      try await terminal.act("s")
      try await terminal.confirm()
      _ = try await simulator.cluster.waitForSavepoint(of: job.id)
      #expect(proxy.harmfulRequests.count == 1)
    }

    @Test("a paste outside of a field says that it did nothing", arguments: [true, false])
    func saysSo(withBrackets: Bool) async throws {
      let simulator = try await SimulatorProcess.start()
      let terminal = try await TerminalSession.flinktop([simulator.url])
      try await terminal.paste("System", withBrackets: withBrackets)
      try await terminal.expect("6 characters came at once, as from a paste: nothing was done.")
    }

    @Test("a long text pasted into a field is cut, and the program still answers at once")
    func longText() async throws {
      let simulator = try await SimulatorProcess.start()
      let terminal = try await TerminalSession.flinktop([simulator.url])
      try await terminal.press("/")
      try await terminal.paste(String(repeating: "word ", count: 4000), withBrackets: true)
      try await terminal.expect("A field takes 500 characters")
      try await terminal.press("Escape")
      try await terminal.expectGone("Enter keep")
      try await terminal.press("q")
      #expect(try await terminal.expectEnd(within: .seconds(8)) == .exited(0))
    }
  }
}

/// Pasting what would act if its characters were keys.
enum PasteWalk {
  static let texts =
    ["s", "S", "D", "X", "c"].flatMap { ["\($0)y", "\($0)y\n"] }
    + ["System", "Xcancel\n", "Ddrain\n", ":cancel\ncancel\n", ":stop\ny"]
    + ["java.lang.Exception: Source: Xyz -> Sink (1/2)\n\tat org.apache.flink.Sys.y(X.java:1)\n"]

  static func pasteEverything(
    on screen: String, withBrackets: Bool, in terminal: TerminalSession
  ) async throws {
    for text in texts {
      try await terminal.press("Escape", "Escape", screen)
      try await terminal.paste(text, withBrackets: withBrackets)
      // What a person does next.
      try await terminal.press("Escape")
    }
  }
}
