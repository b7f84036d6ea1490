import Glibc
import Testing

extension TerminalTests {
  @Suite("A terminal that takes no output")
  struct StuckTerminalTests {
    /// The demo on a terminal that nobody reads from any more, until it is full.
    private func stuckDemo(
      _ options: String..., showing text: String = "RUNNING"
    ) async throws -> PtySession {
      let session = try PtySession([Program.path, "demo"] + options)
      try await session.expect(text)
      // Each size draws all anew.
      var columns = 100
      try await eventually("a full terminal") {
        columns = columns == 100 ? 140 : 100
        session.resize(columns: columns, rows: 50)
        return !session.takesOutput
      }
      return session
    }

    @Test("a signal ends the program within two seconds", arguments: [SIGTERM, SIGINT, SIGHUP])
    func signal(_ number: Int32) async throws {
      let session = try await stuckDemo()
      kill(session.pid, number)
      #expect(try await session.expectEnd(within: .seconds(8)) == .killed(signal: number))
      #expect(session.isRestored)
    }

    @Test("q and :q end it within two seconds", arguments: ["q", ":q\r"])
    func quit(keys: String) async throws {
      let session = try await stuckDemo()
      for key in keys.utf8 {
        // Not to wait for anything: the pause tells a key from a paste.
        try await Task.sleep(for: .milliseconds(400))
        try await session.type([key], reading: false)
      }
      #expect(try await session.expectEnd(within: .seconds(8)) == .exited(0))
      #expect(session.isRestored)
    }

    @Test("the wall ends by a signal, too")
    func wall() async throws {
      let session = try await stuckDemo("--wall", showing: ScreenText.dataAge)
      kill(session.pid, SIGTERM)
      #expect(try await session.expectEnd(within: .seconds(8)) == .killed(signal: SIGTERM))
      #expect(session.isRestored)
    }

    @Test("read again, the program shows what is now")
    func recovery() async throws {
      let session = try await stuckDemo()
      try await session.type(Array("?".utf8), reading: false)
      try await session.expect("Help")
      try await session.type(Array("q".utf8))
    }
  }

  @Suite("Junk at the keyboard")
  struct InputStormTests {
    @Test("junk without end does not keep SIGTERM from ending the program, its terminal restored")
    func junk() async throws {
      let session = try PtySession([Program.path, "demo"])
      try await session.expect("RUNNING")
      let junk = Self.junk(count: 1_000_000)
      // A debug build takes a minute and more for all of it, and no read costs more than another.
      try await session.type(Array(junk.prefix(60_000)))
      session.typeAhead(Array(junk.dropFirst(60_000)))
      kill(session.pid, SIGTERM)
      #expect(try await session.expectEnd(within: .seconds(8)) == .killed(signal: SIGTERM))
      #expect(session.isRestored)
    }

    @Test("a megabyte pasted without brackets into a field leaves the program alive")
    func pasteWithoutBrackets() async throws {
      let session = try PtySession([Program.path, "demo"])
      try await session.expect("RUNNING")
      try await session.type(Array("/".utf8))
      try await session.type([UInt8](repeating: UInt8(ascii: "x"), count: 1_000_000))
      kill(session.pid, SIGTERM)
      #expect(try await session.expectEnd(within: .seconds(8)) == .killed(signal: SIGTERM))
      #expect(session.isRestored)
    }

    @Test("20,000 characters pasted into the filter leave the program alive")
    func longFilter() async throws {
      let session = try PtySession([Program.path, "demo"])
      try await session.expect("RUNNING")
      try await session.type(Array("/".utf8))
      let text = String(repeating: "x", count: 20_000)
      try await session.type(Array("\u{1B}[200~\(text)\u{1B}[201~".utf8))
      try await session.expect("xxxxxxxx")
      kill(session.pid, SIGTERM)
      #expect(try await session.expectEnd(within: .seconds(8)) == .killed(signal: SIGTERM))
    }

    /// Keys, sequences whole and broken, and bytes that are no text; nothing that quits, suspends or opens a field
    /// (behind which a line end would run it).
    private static func junk(count: Int) -> [UInt8] {
      let parts: [[UInt8]] =
        [
          "\u{1B}", "\u{1B}[", "\u{1B}[A", "\u{1B}[B", "\u{1B}[5~", "\u{1B}O", "\u{1B}]52;",
          "\u{7}",
          "\u{1B}[<0;10;5M", "\u{1B}[M", "j", "k", "1", "2", "3", "9", "?", "\t", "y", "é", "日",
          "e\u{301}", "x", "[", ";", "~", " ",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x82], [0x9B], [0xED, 0xA0, 0x80]]
      var state: UInt64 = 3
      var bytes: [UInt8] = []
      while bytes.count < count {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes += parts[Int((state >> 33) % UInt64(parts.count))]
      }
      return bytes
    }
  }
}
