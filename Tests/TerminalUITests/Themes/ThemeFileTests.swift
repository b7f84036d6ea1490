import Testing

@testable import TerminalUI

@Suite("Theme files")
struct ThemeFileTests {
  /// A complete file: line 1 name, line 2 `[roles]`, then the roles in order.
  private func contents(_ changes: [String: String] = [:], without: Set<String> = []) -> String {
    let roles = Role.allCases.map(\.name).filter { !without.contains($0) }.map {
      "\($0) = \(changes[$0] ?? "{}")"
    }
    return (["name = \"mine\"", "[roles]"] + roles).joined(separator: "\n")
  }

  private func error(_ contents: String) -> String? {
    #expect(throws: ThemeError.self) { try Theme.load(contents, file: "themes/mine.toml") }?
      .description
  }

  @Test("a complete file is a theme with the looks that it names")
  func complete() throws {
    let theme = try Theme.load(
      contents([
        "critical": ##"{ fg = "#ff5f5f", bg = 17, ansi-fg = "red", bold = true }"##,
        "good": "{ fg = \"green\", dim = true, underline = true, reverse = true }",
      ]), file: "mine.toml")
    #expect(theme.name == "mine")
    #expect(
      theme[.critical]
        == RoleLook(
          foreground: .rgb(red: 255, green: 95, blue: 95), background: .palette(17),
          ansiForeground: .palette(1), isBold: true))
    #expect(
      theme[.good]
        == RoleLook(foreground: .palette(2), isDim: true, isUnderlined: true, isReversed: true))
    #expect(theme[.text] == RoleLook())
  }

  @Test("roles may be written as tables too")
  func tables() throws {
    let text = contents(without: ["critical"]) + "\n[roles.critical]\nfg = \"red\"\n"
    #expect(try Theme.load(text, file: "x")[.critical].foreground == .palette(1))
    #expect(
      error(text + "blink = true")?.hasPrefix("themes/mine.toml:25: role 'critical' has") == true)
  }

  @Test("missing roles are named, with the line where roles begin")
  func missing() {
    #expect(
      error(contents(without: ["busy"])) == "themes/mine.toml:2: missing role: busy")
    #expect(
      error(contents(without: ["busy", "border-focused"]))
        == "themes/mine.toml:2: missing roles: border-focused, busy")
  }

  @Test("an unknown role is an error at its line")
  func unknownRole() {
    #expect(
      error(contents() + "\ncirtical = {}") == "themes/mine.toml:26: unknown role 'cirtical'")
    #expect(
      error(contents() + "\n\"bord er\" = {}") == "themes/mine.toml:26: unknown role 'bord er'")
  }

  @Test("a role that is there twice is an error at the second")
  func doubled() {
    let message = error(contents() + "\ngood = {}")
    #expect(message?.hasPrefix("themes/mine.toml:26: ") == true)
    #expect(message?.contains("good") == true)
  }

  @Test(
    "what is no colour, no flag or no attribute is an error at the role's line",
    arguments: [
      ("{ fg = \"rde\" }", "fg of role 'text' is no colour"),
      ("{ fg = \"#12345\" }", "fg of role 'text' is no colour"),
      ("{ bg = \"#12345g\" }", "bg of role 'text' is no colour"),
      ("{ fg = 256 }", "fg of role 'text' is no colour"),
      ("{ fg = -1 }", "fg of role 'text' is no colour"),
      ("{ fg = true }", "fg of role 'text' is no colour"),
      ("{ ansi-fg = 16 }", "ansi-fg of role 'text' is none of the 16"),
      ("{ bold = 1 }", "bold of role 'text' is to be true"),
      ("{ blink = true }", "role 'text' has an unknown 'blink'"),
      ("\"red\"", "role 'text' is to be a table"),
    ])
  func wrongValues(_ look: String, _ message: String) {
    let error = error(contents(["text": look]))
    #expect(error?.hasPrefix("themes/mine.toml:3: " + message) == true, "\(error ?? "")")
  }

  @Test("a syntax error is told with its line")
  func syntax() {
    #expect(
      error("name = \"mine\"\n[roles]\ntext = {\n")?.hasPrefix("themes/mine.toml:3: ") == true)
    #expect(error("name = \"mine\n")?.hasPrefix("themes/mine.toml:1: ") == true)
  }

  @Test(
    "a table without a name is an error at its line, where the TOML parser would end the program",
    arguments: ["[.roles]", "[", "[ ", "[[[roles]]]", "[=", "[\u{301}roles]", "  [ #"])
  func headers(header: String) {
    let message = "themes/mine.toml:2: the name of a table is to follow '['"
    #expect(error("name = \"mine\"\n" + header) == message)
    #expect(error("name = \"mine\"\n" + header + "\ntext = {}\n") == message)
  }

  @Test(
    "lists, and strings over several lines, are errors, as the TOML parser may end the program",
    arguments: [
      ("text = [}", "a theme has no lists"), ("text = { fg = [ 'red' ] }", "a theme has no lists"),
      ("\"te[xt\" = '[' # [\ntext = [", "a theme has no lists"),
      ("text = \"\\\"\" # [\ntext = [", "a theme has no lists"),
      ("text = \"\"\"", "a string is to end on its line"),
      ("# \ntext = '''[", "a string is to end on its line"),
    ])
  func listsAndLongStrings(text: String, message: String) {
    let line = text.contains("\n") ? 4 : 3
    #expect(
      error("name = \"mine\"\n[roles]\n" + text) == "themes/mine.toml:\(line): " + message)
  }

  @Test("lines are counted where they end as in Windows, too")
  func windowsLines() {
    let text = contents(["text": "\"red\""]).split(separator: "\n").joined(separator: "\r\n")
    #expect(error(text)?.hasPrefix("themes/mine.toml:3: role 'text' is to be a table") == true)
  }

  @Test(
    "a file that is no theme is an error",
    arguments: [
      ("", "themes/mine.toml:1: the theme has no name"),
      ("name = 3", "themes/mine.toml:1: the theme has no name"),
      ("name = \"x\"", "themes/mine.toml: the theme has no [roles]"),
      ("name = \"x\"\nroles = 3", "themes/mine.toml:2: the theme has no [roles]"),
      ("name = \"x\"\n\ncolour = \"red\"\n[roles]", "themes/mine.toml:3: unknown key 'colour'"),
      (
        "name = \"x\"\ndescription = 3\n[roles]",
        "themes/mine.toml:2: the description is to be a string"
      ),
      ("name = \"x\"\n[roles]\n[extra]", "themes/mine.toml:3: unknown key 'extra'"),
    ])
  func noTheme(_ contents: String, _ message: String) {
    let error = error(contents)
    #expect(error?.hasPrefix(message) == true, "\(error ?? "")")
  }

  @Test("an error is one safe line, whatever is in the file")
  func hostile() {
    let error = error(contents() + "\n\"\\u001b[2J\\n\" = {}")
    #expect(error?.contains("\u{1B}") == false)
    #expect(error?.contains("\n") == false)
  }
}
