import Foundation
import TerminalUI
import Testing

@testable import Dashboard

private let allSigns = Screens.all.map { $0.sign } + [WallScreen.sign]

@Suite("The key table")
struct KeyTableTests {
  @Test("no key means two things on one screen, and no name", arguments: allSigns.map(\.name))
  func unambiguous(name: String) throws {
    let sign = try #require(allSigns.first { $0.name == name })
    var keys: Set<Key> = []
    var names: Set<String> = []
    #expect(!KeyMap.bindings(on: sign).isEmpty)
    for binding in KeyMap.bindings(on: sign) {
      #expect(names.insert(binding.name).inserted, "\(binding.name) on \(sign.title)")
      for key in binding.keys {
        #expect(keys.insert(key).inserted, "\(key.label) on \(sign.title)")
      }
    }
  }

  @Test("every screen has a name, a word and a digit of its own")
  func signs() {
    let signs = Screens.all.map { $0.sign }
    #expect(Set(signs.map(\.name)).count == signs.count)
    #expect(Set(signs.map(\.title)).count == signs.count)
    #expect(Set(signs.compactMap(\.digit)).count == signs.count)
    #expect(signs.allSatisfy { CommandLineEntry.named($0.name) != nil })
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
    for binding in KeyMap.all {
      let isSafe = binding.keys.contains { key in
        switch key {
        case .character, .control, .enter, .escape, .tab, .space: true
        default: false
        }
      }
      // Going back through panes has no letter: Tab comes round to them.
      #expect(isSafe || binding.keys == [.backTab], "\(binding.title)")
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
    let rows = KeyMap.all.map { binding in
      let keys = binding.keys.map { "`\($0.label)`" }.joined(separator: " ")
      let on = Screens.all.map { $0.sign }.filter { binding.isOn($0) }.map(\.title)
      let screens = on.count == Screens.all.count ? "all" : on.joined(separator: ", ")
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
