import CTerminalRestore
import Glibc
import TerminalUI
import Testing

@testable import NcursesScreen

extension ScreenTests {
  @Suite("opening and closing")
  @MainActor
  struct Lifecycle {
    @Test("closing restores the modes, the first screen and the cursor; twice does no harm")
    func close() throws {
      let pty = try Pty()
      let modes = pty.modes
      var options = ScreenOptions()
      options.input = pty.slave
      options.output = pty.slave
      options.terminalType = "xterm-256color"
      let screen = try Screen.open(options)
      #expect(pty.modes != modes)
      screen.draw(Frame(size: screen.size), theme: ScreenOnPty.plain)
      let opened = pty.output()
      #expect(opened.contains("\u{1B}[?1049h"))
      #expect(opened.contains("\u{1B}[?2004h"))
      screen.setMouse(true)
      #expect(pty.output() == "\u{1B}[?1000h\u{1B}[?1006h")
      screen.close()
      let sent = pty.output()
      for part in ["[?1000l", "[?1006l", "[?2004l", "[?1049l", "[?25h", "[?1l"] {
        #expect(sent.contains(part), "\(part)")
      }
      #expect(pty.modes == modes)
      screen.close()
      screen.draw(Frame(size: screen.size), theme: ScreenOnPty.plain)
      screen.repaint()
      screen.resume()
      #expect(pty.output() == "")
    }

    @Test("a crash while the screen is open restores the same, a second attempt nothing")
    func crash() throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      _ = terminal.drawn(terminal.frame("orders"))
      terminal_restore_now()
      let sent = terminal.pty.output()
      #expect(sent.contains("\u{1B}[?1049l"))
      #expect(sent.contains("\u{1B}[?25h"))
      terminal_restore_now()
      #expect(terminal.pty.output() == "")
    }

    @Test("ctrl-s, ctrl-q and ctrl-v are keys; ctrl-c stays a signal")
    func flags() throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      let modes = terminal.pty.modes
      #expect(modes[0] & UInt32(IXON | ICRNL) == 0)
      #expect(modes[2] & UInt32(ECHO | ICANON | IEXTEN) == 0)
      #expect(modes[2] & UInt32(ISIG) != 0)
    }

    @Test("suspended, the screen sends nothing; resumed, it shows all of the last frame")
    func suspend() throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      let frame = terminal.frame("orders  RUNNING")
      _ = terminal.drawn(frame)
      terminal.screen.setMouse(true)
      _ = terminal.pty.output()
      let open = terminal.pty.modes
      terminal.screen.suspend()
      let left = terminal.pty.output()
      #expect(left.contains("\u{1B}[?1000l"))
      #expect(left.contains("\u{1B}[?2004l"))
      #expect(left.contains("\u{1B}[?1049l"))
      #expect(terminal.pty.modes != open)
      #expect(terminal.drawn(terminal.frame("other")) == "")
      terminal.screen.resume()
      let back = terminal.pty.output()
      #expect(back.contains("\u{1B}[?1049h"))
      #expect(back.contains("orders  RUNNING"))
      #expect(back.contains("\u{1B}[?1000h"))
      #expect(back.contains("\u{1B}[?2004h"))
      #expect(terminal.pty.modes == open)
    }

    @Test("a terminal that changed its size while suspended is redrawn in the new size")
    func resizedWhileSuspended() async throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      let events = terminal.events()
      _ = terminal.drawn(terminal.frame("orders"))
      terminal.screen.suspend()
      terminal.pty.resize(columns: 40, rows: 10)
      terminal.screen.resume()
      #expect(await events.next() == .resize(Size(columns: 40, rows: 10)))
      #expect(terminal.drawn(terminal.frame("orders")).contains("orders"))
    }

    @Test("only one screen can have the signals, the next one opens after the first is closed")
    func reopen() throws {
      for _ in 0..<3 {
        let terminal = try ScreenOnPty()
        #expect(terminal.drawn(terminal.frame("again")).contains("again"))
        terminal.screen.close()
      }
    }

    @Test("what is written to stderr meanwhile appears when the screen is closed, its end at least")
    func errors() throws {
      let pty = try Pty()
      let scratch = dup(pty.slave)
      defer { Glibc.close(scratch) }
      #expect(terminal_errors_hold(scratch) == 0)
      _ = write(scratch, "curl: oh no", 11)
      #expect(pty.output() == "")
      terminal_errors_release()
      #expect(pty.output() == "curl: oh no")
      terminal_errors_release()
      _ = write(scratch, "x", 1)
      #expect(pty.output() == "x")
    }

    @Test("the clipboard gets base64 of at most what terminals take")
    func clipboard() throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      _ = terminal.drawn(terminal.frame())
      #expect(terminal.screen.copyToClipboard("s3://sp/é"))
      #expect(terminal.pty.output() == "\u{1B}]52;c;czM6Ly9zcC/DqQ==\u{7}")
      #expect(!terminal.screen.copyToClipboard(String(repeating: "x", count: 74_995)))
      #expect(terminal.pty.output() == "")
    }

    @Test(
      "the terminals that every system knows can be drawn on",
      arguments: [
        ("linux", 8), ("vt100", 0), ("screen", 8), ("tmux-256color", 256), ("rxvt", 8), ("ansi", 8),
      ])
    func types(_ type: String, _ colors: Int) throws {
      let terminal = try ScreenOnPty(type: type)
      defer { terminal.screen.close() }
      #expect(terminal.screen.colors == colors)
      #expect(terminal.drawn(terminal.frame("orders")).contains("orders"))
      #expect(terminal.screen.notice == nil)
    }

    @Test(
      "every size can be drawn on; none at all is taken for 80x24",
      arguments: [
        (0, 0, Size(columns: 80, rows: 24)), (1, 1, Size(columns: 1, rows: 1)),
        (2, 1, Size(columns: 2, rows: 1)),
        (5, 300, Size(columns: 5, rows: 300)), (9_999, 9_999, Size(columns: 1_000, rows: 500)),
      ])
    func sizes(_ columns: Int, _ rows: Int, _ size: Size) throws {
      let terminal = try ScreenOnPty(columns: columns, rows: rows)
      defer { terminal.screen.close() }
      #expect(terminal.screen.size == size)
      terminal.screen.draw(terminal.frame("日"), theme: ScreenOnPty.plain)
      #expect(terminal.pty.output().contains(columns == 1 ? "" : "日"))
    }
  }
}
