import Foundation
import Testing

@testable import TerminalUI

@Suite("Built-in themes")
struct BuiltInThemeTests {
  @Test("every built-in theme is complete and has its file's name", arguments: Theme.builtInNames)
  func complete(_ name: String) throws {
    #expect(try Theme.builtIn(named: name).name == name)
  }

  @Test("every file in themes/ is built in, in its present form")
  func files() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../themes").standardized
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".toml") }
    #expect(Set(files) == Set(Theme.builtInNames.map { $0 + ".toml" }))
    for file in files {
      let name = String(file.dropLast(".toml".count))
      let contents = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      #expect(try Theme.load(contents, file: file) == Theme.builtIn(named: name))
    }
  }

  @Test("an unknown name is an error that lists the known ones")
  func unknown() {
    let error = #expect(throws: ThemeError.self) { try Theme.builtIn(named: "drak") }
    #expect(
      error?.description
        == "--theme: no theme is called 'drak': there are default, dark, light, okabe-ito, okabe-ito-light, "
        + "mono")
  }

  @Test(
    "what has a meaning never looks like text",
    arguments: Theme.builtInNames, [256, 16, 8, 0])
  func distinct(_ name: String, _ colors: Int) throws {
    let theme = try Theme.builtIn(named: name).resolved(colors: colors)
    let meanings: [Role] = [
      .critical, .warning, .good, .busy, .backpressured, .idle, .selection, .marked, .danger,
      .input, .match,
    ]
    for role in meanings { #expect(theme[role] != theme[.text], "\(role)") }
    #expect(theme[.critical] != theme[.warning])
    #expect(theme[.critical] != theme[.good])
    #expect(theme[.warning] != theme[.good])
    #expect(theme[.busy] != theme[.idle])
    #expect(theme[.busy] != theme[.backpressured])
    #expect(theme[.borderFocused] != theme[.border])
  }

  @Test(
    "no theme asks for a colour that the terminal lacks", arguments: Theme.builtInNames,
    [256, 16, 8, 0])
  func range(_ name: String, _ colors: Int) throws {
    let theme = try Theme.builtIn(named: name).resolved(colors: colors)
    for role in Role.allCases {
      #expect((-1..<max(colors, 0)).contains(Int(theme[role].foreground)), "\(role)")
      #expect((-1..<max(colors, 0)).contains(Int(theme[role].background)), "\(role)")
    }
  }

  @Test(
    "the default theme is right on dark and light: no black, white or bright yellow, no background")
  func defaultColors() throws {
    let theme = try Theme.builtIn(named: "default").resolved(colors: 256)
    for role in Role.allCases {
      #expect(![0, 7, 11, 15].contains(theme[role].foreground), "\(role)")
      #expect(theme[role].foreground < 16, "\(role)")
      #expect(theme[role].background == -1, "\(role)")
    }
  }

  @Test(
    "on a background of its own a role has a foreground of its own", arguments: Theme.builtInNames,
    [256, 16, 8])
  func legible(_ name: String, _ colors: Int) throws {
    let theme = try Theme.builtIn(named: name).resolved(colors: colors)
    for role in Role.allCases where theme[role].background != -1 {
      #expect(theme[role].foreground != -1, "\(role)")
      #expect(theme[role].foreground != theme[role].background, "\(role)")
    }
  }

  @Test(
    "a selected row is reversed or has a background", arguments: Theme.builtInNames,
    [256, 16, 8, 0])
  func selection(_ name: String, _ colors: Int) throws {
    let style = try Theme.builtIn(named: name).resolved(colors: colors)[.selection]
    #expect(style.isReversed || style.background != -1)
  }

  @Test("without colours every theme looks like mono", arguments: Theme.builtInNames)
  func mono(_ name: String) throws {
    #expect(
      try Theme.builtIn(named: name).resolved(colors: 0)
        == Theme.builtIn(named: "mono").resolved(colors: 0))
  }
}
