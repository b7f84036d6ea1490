import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The command line")
struct CommandLineTests {
  private func typed(_ text: String, in state: inout DashboardState) -> String? {
    state.press(.character(":"))
    state.type(text)
    state.press(.tab)
    guard case .commandLine(let line) = state.overlay else { return nil }
    return line.field.text
  }

  @Test("every entry of the table is read as itself and stands in help")
  func table() {
    var state = Fixture.state(columns: 120, rows: 150)
    state.press(.character("?"))
    for entry in CommandLineEntry.table {
      #expect(CommandLineEntry.named(entry.word)?.word == entry.word)
      // What Flink can't be told to do is not there.
      #expect(
        state.picture.contains(":\(entry.usage) ") == (entry.control == nil), "\(entry.usage)")
      #expect(state.picture.contains(entry.title) == (entry.control == nil), "\(entry.title)")
    }
    #expect(CommandLineEntry.table.count { $0.control != nil } == 4)
  }

  @Test("no word means two things")
  func unambiguous() {
    let words = CommandLineEntry.table.flatMap { [$0.word] + $0.aliases }
    #expect(Set(words).count == words.count)
  }

  @Test("a word without the argument it needs says what to type")
  func missingArgument() {
    #expect(TypedCommand.parse("sort") == .unknown("type sort COLUMN"))
    #expect(TypedCommand.parse("theme") == .action("theme"))
    #expect(TypedCommand.parse("q!") == .action("exit"))
  }

  @Test("Tab goes on from a whole word to its arguments, with or without a blank behind it")
  func arguments() {
    var state = Fixture.state()
    #expect(typed("theme", in: &state) == "theme default")
    state.press(.tab)
    state.press(.escape)
    #expect(typed("theme ", in: &state) == "theme default")
    state.press(.escape)
    #expect(typed("them", in: &state) == "theme")
  }

  @Test("read-only help offers no command that acts")
  func readOnly() {
    var state = Fixture.state(columns: 120, rows: 100, isReadOnly: true)
    state.press(.character("?"))
    #expect(!state.picture.contains(":savepoint"))
    #expect(state.picture.contains(":theme [NAME]"))
  }
}

@Suite("Reading help")
struct ReadingTests {
  @Test("End goes to the end, and Up comes back from it at once")
  func ends() {
    var state = Fixture.state()
    state.press(.character("?"))
    let top = state.picture
    state.press(.end)
    #expect(state.picture.contains("any key closes"))
    let end = state.picture
    for _ in 0..<5 { state.press(.down) }
    state.press(.pageDown)
    #expect(state.picture == end)
    state.press(.up)
    #expect(state.picture.contains("1 more lines below"))
    state.press(.home)
    #expect(state.picture == top)
    state.press(.character("G"), .character("g"))
    #expect(state.picture == top)
  }

  @Test("a text that fits closes with any key but those that scroll")
  func closes() {
    var state = Fixture.state(columns: 120, rows: 100)
    state.press(.character("?"), .down, .end)
    #expect(state.overlay != nil)
    state.press(.escape)
    #expect(state.overlay == nil)
  }
}
