import Glibc
import TerminalUI
import Testing

@testable import NcursesScreen

extension ScreenTests {
  @Suite("events")
  @MainActor
  struct Events {
    @Test("keys, pastes and clicks arrive in order")
    func keys() async throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      let events = terminal.events()
      terminal.pty.type("q\u{13}\u{1B}[A\u{1B}[200~a\rb\u{1B}[201~\u{1B}[<0;3;2Mé")
      let expected: [Event] = [
        .keys([.character("q"), .control("s"), .up]), .paste("a\rb"), .click(column: 2, row: 1),
        .keys([.character("é")]),
      ]
      for event in expected { #expect(await events.next() == event) }
    }

    @Test("Esc alone arrives without another key")
    func escape() async throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      let events = terminal.events()
      terminal.pty.type("\u{1B}")
      #expect(await events.next() == .key(.escape))
    }

    @Test("many resizes are one event with the last size, and everything is drawn again")
    func resize() async throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      let events = terminal.events()
      _ = terminal.drawn(terminal.frame("orders"))
      for columns in 1...50 {
        terminal.pty.resize(columns: columns, rows: 7)
        kill(getpid(), SIGWINCH)
      }
      let size = Size(columns: 50, rows: 7)
      #expect(await events.next() == .resize(size))
      #expect(terminal.screen.size == size)
      #expect(terminal.drawn(terminal.frame("orders")).contains("orders"))
      terminal.pty.type("x")
      #expect(await events.next() == .key(.character("x")))
    }

    @Test("each of many terminals is read that have a number which another had just before")
    func sameNumber() async throws {
      for _ in 1...20 {
        let terminal = try ScreenOnPty()
        defer { terminal.screen.close() }
        let events = terminal.events()
        terminal.pty.type("x")
        guard await events.next() == .key(.character("x")) else {
          Issue.record("a key was not read")
          return
        }
        // Dispatch holds this key ready, and is not asked for it before the terminal is closed.
        terminal.pty.type("y")
        usleep(2_000)
      }
    }

    @Test("a resize whose signal was lost is seen at the next frame")
    func lostResize() async throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      let events = terminal.events()
      terminal.pty.resize(columns: 30, rows: 5)
      _ = terminal.drawn(terminal.frame("orders"))
      #expect(await events.next() == .resize(Size(columns: 30, rows: 5)))
    }

    @Test("a signal to end the program is an event", arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
    func terminate(_ signal: Int32) async throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      let events = terminal.events()
      kill(getpid(), signal)
      #expect(await events.next() == .terminate(signal: signal))
      // Handled, so the next one is not the second of a program that hangs.
      kill(getpid(), signal)
      #expect(await events.next() == .terminate(signal: signal))
    }

    @Test("closing gives the signals their former meaning")
    func signalsReleased() throws {
      let before = handler(of: SIGTERM)
      let terminal = try ScreenOnPty()
      #expect(handler(of: SIGTERM) != before)
      terminal.screen.close()
      #expect(handler(of: SIGTERM) == before)
    }

    @Test("on a wall ctrl-z does nothing")
    func wall() throws {
      let terminal = try ScreenOnPty { $0.canSuspend = false }
      defer { terminal.screen.close() }
      #expect(handler(of: SIGTSTP) == unsafeBitCast(SIG_IGN, to: Int.self))
    }

    @Test("ctrl-z stays caught while a frame is on its way to a slow terminal")
    func stopWhileDrawing() async throws {
      // More than a pseudo terminal holds: the update lasts until all of it is read.
      let terminal = try ScreenOnPty(columns: 500, rows: 200)
      defer { terminal.screen.close() }
      let caught = handler(of: SIGTSTP)
      var frame = terminal.frame()
      for row in 0..<200 { frame.put(String(repeating: "é", count: 500), column: 0, row: row) }
      _ = terminal.pty.output()
      let master = terminal.pty.master
      async let during = handlerDuringOutput(to: master)
      terminal.screen.draw(frame, theme: ScreenOnPty.plain)
      while terminal.screen.output.isWaiting { await Task.yield() }
      terminal.pty.writeEnd()
      #expect(await during == caught)
    }

    /// Reads the terminal to the end of its output; SIGTSTP's handler after the first of it.
    @concurrent
    private nonisolated func handlerDuringOutput(to master: Int32) async -> Int {
      var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      poll(&request, 1, -1)
      let found = handler(of: SIGTSTP)
      Pty.readToEnd(master)
      return found
    }

    private nonisolated func handler(of signal: Int32) -> Int {
      var action = sigaction()
      sigaction(signal, nil, &action)
      return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    }

    @Test("going on after a stop nobody announced sets all modes again and repaints")
    func continued() async throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      _ = terminal.drawn(terminal.frame("orders  RUNNING"))
      let events = terminal.events()
      kill(getpid(), SIGCONT)
      terminal.pty.type("x")
      // Signals and keys come by two ways; the screen is right once both were handled.
      var came: Set<Event> = []
      while came.count < 2 { came.insert(try #require(await events.next())) }
      #expect(came == [.key(.character("x")), .resumed])
      var sent = terminal.pty.output()
      while !sent.contains("RUNNING") {
        await Task.yield()
        sent += terminal.pty.output()
      }
      #expect(sent.contains("\u{1B}[?1049h"))
      #expect(sent.contains("\u{1B}[?2004h"))
      #expect(sent.contains("orders  RUNNING"))
    }

    @Test("a terminal that goes away is said once")
    func hangUp() async throws {
      let pty = try Pty()
      var options = ScreenOptions()
      options.input = pty.slave
      options.output = pty.slave
      options.terminalType = "xterm-256color"
      let screen = try Screen.open(options)
      defer { screen.close() }
      var events: [Event] = []
      await withCheckedContinuation { continuation in
        screen.deliverEvents {
          events.append($0)
          if $0 == .hangUp { continuation.resume() }
        }
        pty.closeMaster()
      }
      for _ in 0..<100 { await Task.yield() }
      #expect(events == [.hangUp])
    }
  }
}
