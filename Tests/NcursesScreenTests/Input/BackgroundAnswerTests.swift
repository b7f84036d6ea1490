import TerminalUI
import Testing

@testable import NcursesScreen

/// The answer to the question for the background, which must never come as keys, however it is cut and however late.
@Suite("The answer of a terminal")
struct BackgroundAnswerTests {
  private static let white = "\u{1B}]11;rgb:ffff/ffff/ffff"
  private static let ends = ["\u{7}", "\u{1B}\\"]

  private func decoder() -> InputDecoder {
    var decoder = InputDecoder()
    decoder.isAnswerExpected = true
    return decoder
  }

  @Test("it is an event, once", arguments: ends)
  func event(end: String) {
    var decoder = decoder()
    let answer = Array((Self.white + end).utf8)
    #expect(decoder.feed(answer) == [.background(.light)])
    #expect(!decoder.isAnswerExpected)
    #expect(decoder.feed(answer) == [])
    #expect(decoder.feed(Array("q".utf8)) == [.key(.character("q"))])
  }

  @Test("an answer that nobody asked for, as in a paste, changes nothing")
  func unasked() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array((Self.white + "\u{7}").utf8)) == [])
  }

  @Test("cut anywhere it waits for its rest, as long as that may take", arguments: ends)
  func cut(end: String) {
    let bytes = Array((Self.white + end).utf8)
    for place in 1..<bytes.count {
      var decoder = decoder()
      #expect(decoder.feed(bytes[..<place]) == [])
      if place >= 3 { #expect(decoder.pending == .answer) }
      #expect(decoder.feed(bytes[place...]) == [.background(.light)])
    }
  }

  @Test(
    "cut anywhere and its rest too late, none of it comes as a key that does anything",
    arguments: ends)
  func late(end: String) {
    let bytes = Array((Self.white + end).utf8)
    for place in 1..<bytes.count {
      for second in place + 1..<max(place + 1, bytes.count) {
        var decoder = decoder()
        var events = decoder.feed(bytes[..<place]) + decoder.flush()
        events += decoder.feed(bytes[place..<second]) + decoder.flush()
        events += decoder.feed(bytes[second...]) + decoder.flush()
        let keys = events.filter { $0 != .background(.light) }
        // A lone Esc cannot be told from the key, nor one that is followed by a lone bracket, nor what comes late
        // and byte by byte from what is typed.
        let isTooShort =
          place == 1 && second == 2 || second == place + 1
          || second == bytes.count - 1
        #expect(
          keys.isEmpty || keys == [.key(.escape)] && place == 1 || isTooShort,
          "\(place) \(second) \(keys)")
      }
    }
  }

  @Test("an Esc that waits for an answer is a key of its own before any other key")
  func escapeBeforeKey() {
    var decoder = decoder()
    #expect(decoder.feed([0x1B]) == [])
    #expect(decoder.escape(before: Array("q".utf8)) == [.key(.escape)])
    #expect(decoder.feed(Array("q".utf8)) == [.key(.character("q"))])
    #expect(decoder.feed([0x1B]) == [])
    #expect(decoder.escape(before: Array("]11;".utf8)) == [])
    #expect(decoder.feed(Array("]11;#ffffff\u{7}".utf8)) == [.background(.light)])
  }

  @Test("keys that follow a broken answer are keys")
  func keysAfterwards() {
    var decoder = decoder()
    _ = decoder.feed(Array("\u{1B}]11;rgb:ff".utf8))
    #expect(decoder.flush() == [])
    #expect(decoder.feed(Array("q".utf8)) == [.key(.character("q"))])
    #expect(decoder.feed(Array("c".utf8)) == [.key(.character("c"))])
  }

  @Test("a key ends an answer without its end, and is a key", arguments: ["q", "j", "\u{1B}[A"])
  func typedIntoAnswer(typed: String) {
    var decoder = decoder()
    _ = decoder.feed(Array("\u{1B}]11;rgb:ff".utf8))
    let expected: Key = typed.utf8.count > 1 ? .up : .character(Character(typed))
    #expect(decoder.feed(Array(typed.utf8)) + decoder.flush() == [.key(expected)])
    #expect(decoder.pending == .nothing)
  }

  @Test("behind an answer that was given up, letters of a colour are keys where they come alone")
  func lettersOfColor() {
    var decoder = decoder()
    _ = decoder.feed(Array("\u{1B}]11;rgb:ff".utf8))
    _ = decoder.flush()
    #expect(decoder.feed(Array("d".utf8)) == [.key(.character("d"))])
    #expect(decoder.feed(Array("ff/ffff/ffff\u{7}".utf8)) == [])
    _ = decoder.feed(Array("\u{1B}]11;rgb:ff".utf8))
    _ = decoder.flush()
    decoder.endLateAnswer()
    #expect(
      decoder.feed(Array("1/".utf8)) == [.key(.character("1")), .key(.character("/"))])
  }

  @Test("an answer that is longer than any colour keeps no more keys back")
  func endless() {
    var decoder = decoder()
    var events = decoder.feed(Array("\u{1B}]11;rgb:".utf8))
    for _ in 0..<60 { events += decoder.feed(Array("f".utf8)) }
    #expect(events.count { $0 == .key(.character("f")) } >= 12)
    #expect(decoder.pending == .nothing)
  }

  @MainActor
  @Test("what comes more than 100 ms after the beginning of an answer is keys")
  func pause() {
    #expect(InputReader.answerPause <= .milliseconds(100))
  }
}

extension ScreenTests {
  @Suite("Asking for the background")
  @MainActor
  struct AskingForTheBackground {
    private static let question = "\u{1B}]11;?\u{1B}\\"

    @Test("a terminal of a kind that knows the question is asked, and its answer is an event")
    func asked() async throws {
      let terminal = try ScreenOnPty()
      defer { terminal.screen.close() }
      let events = terminal.events()
      #expect(!terminal.pty.output().contains(Self.question))
      terminal.screen.askBackground()
      #expect(terminal.pty.output() == Self.question)
      terminal.pty.type("\u{1B}]11;rgb:ffff/ffff/dddd\u{1B}\\")
      #expect(await events.next() == .background(.light))
    }

    @Test(
      "a VT100, a Linux console and one without colours are not", arguments: ["vt100", "linux"])
    func notAsked(type: String) throws {
      for usesColor in [true, false] {
        let terminal = try ScreenOnPty(type: usesColor ? type : "xterm-256color") {
          $0.usesColor = usesColor
        }
        defer { terminal.screen.close() }
        _ = terminal.pty.output()
        terminal.screen.askBackground()
        #expect(terminal.pty.output() == "")
      }
    }

    @Test("an answer on its way at the end is taken, so that no shell gets it")
    func atTheEnd() throws {
      let terminal = try ScreenOnPty()
      terminal.screen.askBackground()
      terminal.pty.type("\u{1B}]11;rgb:ffff/ffff/dddd\u{7}")
      terminal.screen.close()
      // A line of the shell, which would begin with what is left.
      terminal.pty.type("\n")
      #expect(terminal.pty.readLine() == "\n")
    }

    @Test("one that never comes costs little at the end")
    func never() throws {
      let terminal = try ScreenOnPty()
      terminal.screen.askBackground()
      let start = ContinuousClock.now
      terminal.screen.close()
      #expect(ContinuousClock.now - start < .seconds(1))
    }
  }
}
