import Foundation
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The key table")
struct KeyTableTests {
  @Test("no key means two things on one screen", arguments: ScreenKind.allCases)
  func unambiguous(screen: ScreenKind) {
    var seen: Set<Key> = []
    for binding in KeyMap.bindings where binding.works(on: screen) {
      for key in binding.keys {
        #expect(seen.insert(key).inserted, "\(key.label) on \(screen.title)")
      }
    }
  }

  @Test("every key that the foot line names does something there", arguments: TogetherTests.scenes)
  func footerKeysWork(scene: TogetherTests.Scene) {
    var opened = OrdersFixture.opened()
    opened.press(.escape)
    for key in scene.keys { opened.press(key) }
    for key in opened.footKeys.map(\.key) {
      var state = opened
      let effects = state.press(key)
      #expect(
        !effects.isEmpty || state.frame() != opened.frame(), "\(key.label), \(scene.name)")
    }
  }

  @Test("letters do everything, for terminals whose special keys are lost")
  func lettersSuffice() {
    for binding in KeyMap.bindings {
      let isSafe = binding.keys.contains { key in
        switch key {
        case .character, .control, .enter, .escape, .tab, .space: true
        default: false
        }
      }
      // Going back through panes has no letter: Tab comes round to them.
      #expect(isSafe || binding.command == .previousTab, "\(binding.title)")
    }
  }

  @Test("the README's key table is this one")
  func readme() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let parts = text.components(separatedBy: ["<!-- keys -->", "<!-- end of keys -->"])
    try #require(parts.count == 3, "README.md has no key table between its two marks")
    let written = parts[1].trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(written == Self.markdown, "the table should read:\n\(Self.markdown)")
  }

  /// The table as the README has it.
  private static var markdown: String {
    let rows = KeyMap.bindings.map { binding in
      let keys = binding.keys.map { "`\($0.label)`" }.joined(separator: " ")
      let screens = binding.screens?.map(\.title).joined(separator: ", ") ?? "all"
      return "| \(keys) | \(binding.title) | \(screens) |"
    }
    return (["| key | does | on |", "|---|---|---|"] + rows).joined(separator: "\n")
  }
}

extension String {
  fileprivate func components(separatedBy marks: [String]) -> [String] {
    marks.reduce([self]) { parts, mark in
      parts.flatMap { $0.components(separatedBy: mark) }
    }
  }
}
