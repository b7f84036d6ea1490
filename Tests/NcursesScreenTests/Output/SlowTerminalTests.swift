import Glibc
import TerminalUI
import Testing

@testable import NcursesScreen

extension ScreenTests {
  @Suite("a terminal that takes no output")
  @MainActor
  struct SlowTerminal {
    /// A screen whose terminal is full, because nobody reads it.
    private func fullTerminal() throws -> ScreenOnPty {
      let terminal = try ScreenOnPty(columns: 200, rows: 60)
      for round in 0..<40 where !terminal.screen.output.isWaiting {
        terminal.screen.draw(page(round, of: terminal), theme: ScreenOnPty.plain)
      }
      try #require(terminal.screen.output.isWaiting)
      return terminal
    }

    private func page(_ number: Int, of terminal: ScreenOnPty) -> Frame {
      var frame = terminal.frame()
      for row in 0..<60 {
        frame.put(String(repeating: number % 2 == 0 ? "a" : "b", count: 190), column: 0, row: row)
      }
      return frame
    }

    @Test("drawing does not wait for it, and keys are heard")
    func keys() async throws {
      let terminal = try fullTerminal()
      defer { terminal.screen.close() }
      // Waiting for the terminal, the first would not return.
      for round in 0..<20 {
        terminal.screen.draw(page(round, of: terminal), theme: ScreenOnPty.plain)
        terminal.screen.repaint()
      }
      let events = terminal.events()
      terminal.pty.type("q")
      #expect(await events.next() == .key(.character("q")))
    }

    @Test("when it takes output again, the newest frame comes whole")
    func newest() async throws {
      let terminal = try fullTerminal()
      defer { terminal.screen.close() }
      // Curses sends what differs, so the words differ in each letter from what is shown.
      for word in ["middle", "newest"] {
        var frame = page(0, of: terminal)
        frame.put(word, column: 0, row: 0)
        terminal.screen.draw(frame, theme: ScreenOnPty.plain)
      }
      var sent = ""
      while terminal.screen.output.isWaiting {
        sent += terminal.pty.availableOutput()
        await Task.yield()
      }
      sent += terminal.pty.output()
      #expect(sent.contains("newest"))
      #expect(!sent.contains("middle"))
      terminal.screen.repaint()
      #expect(terminal.pty.output().contains("newest"))
    }

    @Test("closing does not wait for it, and restores all")
    func closing() throws {
      let terminal = try fullTerminal()
      let start = MonotonicTime.now()
      terminal.screen.close()
      #expect(MonotonicTime.now() - start < .seconds(1.5))
      let sent = terminal.pty.output()
      for part in ["[?1000l", "[?2004l", "[?1049l", "[?25h"] {
        #expect(sent.contains(part), "\(part)")
      }
      #expect(terminal.pty.modes[2] & UInt32(ECHO | ICANON) == UInt32(ECHO | ICANON))
    }
  }
}
