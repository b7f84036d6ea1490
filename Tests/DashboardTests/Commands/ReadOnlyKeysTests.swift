import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

// One after the other: they take long, and tests that wait for answers have the same threads.
@Suite("Read-only: every key on every screen", .serialized)
struct ReadOnlyKeysTests {
  private static let keys: [Key] =
    (UInt8(0x21)...0x7e).map { .character(Character(UnicodeScalar($0))) }
    + (UInt8(ascii: "a")...UInt8(ascii: "z")).map { .control(Character(UnicodeScalar($0))) }
    + (1...12).map { .function($0) }
    + [
      .space, .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right,
      .home, .end, .pageUp, .pageDown,
    ]

  @Test(
    "no key asks for anything, with whatever would confirm it behind it",
    arguments: TogetherTests.scenes)
  func nothingIsAsked(scene: TogetherTests.Scene) async {
    var opened = OrdersFixture.state(columns: 120, rows: 40)
    opened.settings.isReadOnly = true
    opened.jobs.table.hasMoved = true
    opened.jobs.table.selected = OrdersFixture.job
    for key in scene.keys { opened.press(key) }
    for key in Self.keys {
      // Tests that wait for answers have the same threads.
      await Task.yield()
      var state = opened
      var effects = state.press(key, .character("y"))
      effects += state.type("cancel")
      effects += state.press(.enter)
      let asked = effects.contains { if case .perform = $0 { true } else { false } }
      #expect(!asked, "\(key.label)")
      switch state.overlay {
      case .dialog, .form: Issue.record("\(key.label) opened what confirms something")
      default: break
      }
    }
  }
}
