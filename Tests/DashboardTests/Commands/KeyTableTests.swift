import Foundation
import StreamModel
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
      // What counts while something is open takes the place of what the key means else.
      if binding.isConditional { continue }
      for key in binding.keys {
        #expect(keys.insert(key).inserted, "\(key.label) on \(sign.title)")
      }
    }
  }

  @Test("no key means two things while something is open", arguments: allSigns.map(\.name))
  func unambiguousOpen(name: String) throws {
    let sign = try #require(allSigns.first { $0.name == name })
    let keys = KeyMap.bindings(on: sign).filter(\.isConditional).flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }

  @Test("every screen has a name and a word of its own, and a key where it has one")
  func signs() {
    let signs = Screens.all.map { $0.sign }
    #expect(Set(signs.map(\.name)).count == signs.count)
    #expect(Set(signs.map(\.title)).count == signs.count)
    let keys = signs.compactMap(\.key)
    #expect(Set(keys).count == keys.count)
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

  @Test("no key means two things over the screen", arguments: OverlayKeys.all.map(\.name))
  func unambiguousOverlay(name: String) throws {
    let keys = try #require(OverlayKeys.all.first { $0.name == name })
    #expect(OverlayKeys.all.count { $0.name == name } == 1)
    let all = keys.bindings.flatMap(\.keys)
    #expect(Set(all).count == all.count && all.contains(.escape))
  }

  @Test(
    "every key of what lies over the screen does something, and those that end it do",
    arguments: OverlayKeys.all.map(\.name))
  func overlayKeysWork(name: String) throws {
    let keys = try #require(OverlayKeys.all.first { $0.name == name })
    let opened = Self.opened(name)
    #expect(opened.overlay?.keys.name == name)
    for binding in keys.bindings {
      for key in binding.keys {
        var state = opened
        // Somewhere in the middle, so that one can go either way.
        if name == OverlayKeys.columns.name || name == OverlayKeys.reading.name {
          state.press(.down)
        }
        let former = state
        let effects = state.press(key)
        #expect(
          !effects.isEmpty || state.frame() != former.frame(), "\(key.label) in \(name)")
        if binding.isEnding { #expect(state.overlay == nil, "\(key.label) in \(name)") }
      }
    }
  }

  @Test("help names the keys of the fields that it leads to")
  func fieldsInHelp() {
    var state = Fixture.state(columns: 120, rows: 200)
    state.press(.character("?"))
    let text = state.frame().lines.joined(separator: "\n")
    for keys in [OverlayKeys.filter, .commandLine] {
      for binding in keys.bindings { #expect(text.contains(binding.title), "\(binding.title)") }
    }
  }

  /// A screen under what has these keys.
  private static func opened(_ name: String) -> DashboardState {
    var state = Fixture.state(columns: 100, rows: 24)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = JobID(Fixture.identifier("orders"))
    _ = state.reduce(.tick, at: Fixture.now)
    switch name {
    case OverlayKeys.filter.name:
      state.press(.character("/"), .character("a"))
      state.press(.up)
    case OverlayKeys.search.name:
      state = OrdersFixture.state(columns: 100, rows: 24)
      state.press(.character("7"), .character("l"), .enter, .character("/"))
      state.type("barrier")
    case OverlayKeys.commandLine.name:
      state.press(.character(":"))
      state.type("th")
    case OverlayKeys.columns.name:
      state.press(.character(":"))
      state.type("columns")
      state.press(.enter)
    case OverlayKeys.picker.name:
      state = OrdersFixture.state(columns: 100, rows: 24)
      state.jobs.table.hasMoved = true
      state.jobs.table.selected = OrdersFixture.job
      state.press(.enter, .character("6"), .character("/"), .down, .pageDown)
    case OverlayKeys.formula.name:
      state = OrdersFixture.state(columns: 100, rows: 24)
      state.jobs.table.hasMoved = true
      state.jobs.table.selected = OrdersFixture.job
      state.press(.enter, .character("6"), .character("="))
      state.type("SUM(TS(orders/fraud score, *, ")
      state.press(.down, .pageDown)
    case OverlayKeys.reading.name: state.press(.character("?"))
    case OverlayKeys.dialog.name: state.press(.character("s"))
    case OverlayKeys.form.name:
      JarsFixture.add(to: &state.cluster, at: Fixture.now)
      state.press(.character(":"))
      state.type("jars")
      state.press(.enter, .enter)
      _ = state.reduce(.dialogReadable(state.dialogsOpened), at: Fixture.now)
    default: Issue.record("no way to open \(name)")
    }
    return state
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
    let over = OverlayKeys.all.flatMap { keys in
      keys.bindings.map { binding in
        let names = binding.keys.map { "`\($0.label)`" }.joined(separator: " ")
        return "| \(names) | \(binding.title) | in \(keys.name) |"
      }
    }
    return (["| key | does | on |", "|---|---|---|"] + rows + over).joined(separator: "\n")
  }
}

extension String {
  fileprivate func components(separatedBy marks: [String]) -> [String] {
    marks.reduce([self]) { parts, mark in
      parts.flatMap { $0.components(separatedBy: mark) }
    }
  }
}
