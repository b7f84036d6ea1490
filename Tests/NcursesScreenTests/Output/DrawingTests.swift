import TerminalUI
import Testing

@testable import NcursesScreen

extension ScreenTests {
  @Suite("drawing")
  @MainActor
  struct Drawing {
    @Test("a frame that did not change sends nothing")
    func unchanged() throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      let frame = terminal.frame("orders  RUNNING", "日本 e\u{301}")
      #expect(terminal.drawn(frame).contains("RUNNING"))
      #expect(terminal.drawn(frame) == "")
    }

    @Test("of a frame that changed, only the changed cells travel")
    func changedCells() throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      _ = terminal.drawn(terminal.frame("orders  RUNNING  12.4k/s", "payments  RUNNING"))
      let sent = terminal.drawn(terminal.frame("orders  RUNNING  12.9k/s", "payments  RUNNING"))
      #expect(sent.contains("9"))
      #expect(!sent.contains("orders"))
      #expect(sent.utf8.count < 12)
    }

    @Test("wide characters and marks are sent as they are")
    func wide() throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      #expect(
        terminal.drawn(terminal.frame("日本語 e\u{301}\u{302} 한 😀 ─│█▁⣿")).contains(
          "日本語 e\u{301}\u{302} 한 😀 ─│█▁⣿"))
    }

    @Test("a wide character gives way to narrow ones without a trace")
    func wideToNarrow() throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      _ = terminal.drawn(terminal.frame("a日b"))
      #expect(terminal.drawn(terminal.frame("axyb")).contains("xy"))
    }

    @Test(
      "where the locale is not UTF-8, or the user says so, only ASCII is sent",
      arguments: [("C", false), ("C.UTF-8", true)])
    func ascii(_ locale: String, _ isASCII: Bool) throws {
      let terminal = try ScreenOnPty(locale: locale) { $0.isASCII = isASCII }
      defer { terminal.screen.close() }
      #expect(!terminal.screen.isUnicode)
      let sent = terminal.drawn(terminal.frame("日 é e\u{301} ─│╭ ▁█ ▓░ ↵…|"))
      #expect(sent.utf8.allSatisfy { $0 < 0x80 })
      #expect(sent.contains("?? ? e -|+ _# #%  ~|"))
    }

    @Test("the last column and the last row can be used")
    func corner() throws {
      let terminal = try ScreenOnPty(columns: 4, rows: 2)
      defer { terminal.screen.close() }
      let sent = terminal.drawn(terminal.frame("ab日", "日日"))
      #expect(sent.contains("ab日"))
      #expect(sent.contains("日"))
      #expect(terminal.drawn(terminal.frame("ab日", "日日")) == "")
    }

    @Test("roles become colours and attributes")
    func colors() throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      #expect(terminal.screen.colors == 256)
      let theme = ResolvedTheme { role in
        role == .critical
          ? TerminalStyle(foreground: 203, background: 17, isBold: true) : TerminalStyle()
      }
      var frame = terminal.frame()
      frame.put("FAILED", column: 0, row: 0, style: Style(.critical))
      frame.put("picked", column: 0, row: 1, style: Style(.text, isReversed: true))
      let sent = terminal.drawn(frame, theme: theme)
      #expect(sent.contains("\u{1B}[38;5;203m"))
      #expect(sent.contains("\u{1B}[48;5;17m"))
      #expect(sent.contains("\u{1B}[0;1m"))
      #expect(sent.contains("\u{1B}[0;7mpicked"))
      #expect(terminal.drawn(frame, theme: ScreenOnPty.plain).contains("FAILED"))
    }

    @Test(
      "without colours attributes remain",
      arguments: [("vt100", true), ("xterm-256color", false), ("xterm-mono", true)])
    func mono(_ type: String, _ usesColor: Bool) throws {
      let terminal = try ScreenOnPty(type: type) { $0.usesColor = usesColor }
      defer { terminal.screen.close() }
      #expect(terminal.screen.colors == 0)
      let theme = ResolvedTheme { _ in TerminalStyle(foreground: 1, isBold: true) }
      let sent = terminal.drawn(terminal.frame("FAILED"), theme: theme)
      #expect(sent.contains("\u{1B}[0;1m") || sent.contains("\u{1B}[1m"))
      #expect(!sent.contains("[3"))
    }

    @Test("more pairs of colours than an old terminal has fall back to its own colours")
    func manyPairs() throws {
      let terminal = try ScreenOnPty(type: "xterm")
      defer { terminal.screen.close() }
      #expect(terminal.screen.colors == 8)
      let theme = ResolvedTheme { role in
        TerminalStyle(foreground: Int16(role.rawValue % 8), background: Int16(role.rawValue / 8))
      }
      var frame = terminal.frame()
      for role in Role.allCases {
        frame.put(role.name, column: 0, row: Int(role.rawValue), style: Style(role))
      }
      #expect(terminal.drawn(frame, theme: theme).contains("dialog"))
    }

    @Test("the cursor is shown where a text field has it, and hidden else")
    func cursor() throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      var frame = terminal.frame("name")
      _ = terminal.drawn(frame)
      frame.cursor = (column: 7, row: 4)
      let sent = terminal.drawn(frame)
      #expect(sent.contains("\u{1B}[?25h") || sent.contains("\u{1B}[34h\u{1B}[?25h"))
      #expect(sent.contains("\u{1B}[5;8H"))
      frame.cursor = nil
      #expect(terminal.drawn(frame).contains("\u{1B}[?25l"))
      frame.cursor = (column: 700, row: 4)
      #expect(terminal.drawn(frame) == "")
    }

    @Test("a frame of another size shows what there is room for")
    func otherSize() throws {
      let terminal = try ScreenOnPty(columns: 10, rows: 2)
      defer { terminal.screen.close() }
      var large = Frame(size: Size(columns: 40, rows: 9))
      large.put("123456789日", column: 0, row: 0)
      #expect(terminal.drawn(large).contains("123456789"))
      var small = Frame(size: Size(columns: 3, rows: 1))
      small.put("abc", column: 0, row: 0)
      #expect(terminal.drawn(small).contains("abc"))
    }

    @Test("repainting sends all of the last frame")
    func repaint() throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      _ = terminal.drawn(terminal.frame("orders  RUNNING"))
      terminal.screen.repaint()
      #expect(terminal.pty.output().contains("orders  RUNNING"))
    }

    @Test("libc agrees with the width of every character that is shown as it is")
    func libraryWidths() throws {
      let terminal = try ScreenOnPty(columns: 4, rows: 1)
      defer { terminal.screen.close() }
      var replaced: [String] = []
      for value in UInt32(0xA1)...0x3FFFF {
        // Newer ones are known to Swift or to the C library only.
        guard let scalar = Unicode.Scalar(value), let age = scalar.properties.age, age.major < 15,
          let glyph = Array(Glyph.Sequence(String(scalar))).first, glyph.scalar == scalar
        else { continue }
        if CellPainter.libraryWidth(of: scalar) != Int(glyph.width) {
          replaced.append(String(value, radix: 16))
        }
      }
      // A few changed their category from one Unicode to the next; the painter replaces those.
      #expect(replaced.count < 10, "\(replaced)")
    }
  }
}
