import TerminalUI
import Testing

@Suite("What lies on the header's bar")
struct HeaderStyleTests {
  @Test("it has the header's background and its own colour", arguments: Role.allCases)
  func background(role: Role) throws {
    for name in ["dark", "light"] {
      let theme = try Theme.builtIn(named: name).resolved(colors: 256)
      var style = Style(role, isBold: true)
      style.isOnHeader = true
      let shown = theme.terminalStyle(of: style)
      #expect(shown.background == theme[.header].background)
      #expect(shown.foreground == theme[role].foreground)
      #expect(shown.isBold)
    }
  }
}
