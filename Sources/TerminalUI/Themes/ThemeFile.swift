import TOMLKit

extension Theme {
  /// Reads a theme file. Every role has to be there, once, and nothing unknown; the error names file and line.
  package static func load(_ contents: String, file: String) throws(ThemeError) -> Theme {
    try ThemeFile(contents: contents, file: file).theme()
  }
}

/// A theme file while it is read.
private struct ThemeFile {
  private let contents: String
  private let file: String

  init(contents: String, file: String) {
    self.contents = contents
    self.file = file
  }

  /// The theme, where every role is there and every look is one.
  func theme() throws(ThemeError) -> Theme {
    let table = try parsed()
    for key in table.keys where !["name", "description", "background", "roles"].contains(key) {
      throw error(
        "unknown key '\(key)': a theme has name, description, background and roles",
        at: line(of: key))
    }
    guard let name = table["name"]?.string, !name.isEmpty else {
      throw error("the theme has no name: add name = \"...\"", at: line(of: "name") ?? 1)
    }
    if let description = table["description"], description.string == nil {
      throw error("the description is to be a string", at: line(of: "description"))
    }
    let background = try background(table["background"])
    guard let roles = table["roles"]?.table else {
      throw error("the theme has no [roles]", at: line(of: "roles"))
    }
    let looks = try looks(of: roles)
    return Theme(name: name, background: background) { looks[$0] ?? RoleLook() }
  }

  /// The background that the theme is for; a file need not say one.
  private func background(_ value: (any TOMLValueConvertible)?) throws(ThemeError) -> RGB? {
    guard let value else { return nil }
    guard case .rgb(let red, let green, let blue)? = value.string.flatMap(ThemeColor.init) else {
      throw error("the background is to be a colour as \"#rrggbb\"", at: line(of: "background"))
    }
    return RGB(red, green, blue)
  }

  private func parsed() throws(ThemeError) -> TOMLTable {
    if let (line, message) = ThemeSyntax.fault(in: lines) { throw error(message, at: line) }
    do {
      return try TOMLTable(string: contents)
    } catch let fault as TOMLParseError {
      throw error(fault.description, at: fault.source.begin.line)
    } catch {
      throw self.error("\(error)", at: nil)
    }
  }

  private func looks(of roles: TOMLTable) throws(ThemeError) -> [Role: RoleLook] {
    let names = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0.name, $0) })
    var looks: [Role: RoleLook] = [:]
    for key in roles.keys {
      guard let role = names[key] else {
        throw error("unknown role '\(key)'", at: line(ofRole: key))
      }
      guard let table = roles[key]?.table else {
        throw error(
          "role '\(key)' is to be a table, as in { fg = \"red\", bold = true }",
          at: line(ofRole: key))
      }
      looks[role] = try look(of: table, role: key)
    }
    let missing = Role.allCases.filter { looks[$0] == nil }.map(\.name)
    if !missing.isEmpty {
      let what = missing.count == 1 ? "role" : "roles"
      throw error("missing \(what): \(missing.joined(separator: ", "))", at: rolesLine)
    }
    return looks
  }

  private func look(of table: TOMLTable, role: String) throws(ThemeError) -> RoleLook {
    var look = RoleLook()
    for key in table.keys {
      guard let value = table[key] else { continue }
      switch key {
      case "fg": look.foreground = try color(value, key: key, role: role)
      case "bg": look.background = try color(value, key: key, role: role)
      case "ansi-fg": look.ansiForeground = try ansiColor(value, key: key, role: role)
      case "ansi-bg": look.ansiBackground = try ansiColor(value, key: key, role: role)
      case "bold": look.isBold = try flag(value, key: key, role: role)
      case "dim": look.isDim = try flag(value, key: key, role: role)
      case "underline": look.isUnderlined = try flag(value, key: key, role: role)
      case "reverse": look.isReversed = try flag(value, key: key, role: role)
      default:
        throw error(
          "role '\(role)' has an unknown '\(key)': there are fg, bg, ansi-fg, ansi-bg, bold, dim, "
            + "underline, reverse", at: line(ofRole: role))
      }
    }
    return look
  }

  private func color(_ value: any TOMLValueConvertible, key: String, role: String)
    throws(ThemeError) -> ThemeColor
  {
    let text = value.string ?? value.int.map { "\($0)" } ?? ""
    guard let color = ThemeColor(text) else {
      throw error(
        "\(key) of role '\(role)' is no colour: write \"default\", an ANSI name such as "
          + "\"bright-red\", 0 to 255, or \"#rrggbb\"", at: line(ofRole: role))
    }
    return color
  }

  private func ansiColor(_ value: any TOMLValueConvertible, key: String, role: String)
    throws(ThemeError) -> ThemeColor
  {
    let color = try color(value, key: key, role: role)
    switch color {
    case .terminal, .palette(0..<16): return color
    default:
      throw error(
        "\(key) of role '\(role)' is none of the 16 ANSI colours", at: line(ofRole: role))
    }
  }

  private func flag(_ value: any TOMLValueConvertible, key: String, role: String)
    throws(ThemeError) -> Bool
  {
    guard let flag = value.bool else {
      throw error("\(key) of role '\(role)' is to be true or false", at: line(ofRole: role))
    }
    return flag
  }

  private func error(_ message: String, at line: Int?) -> ThemeError {
    ThemeError(file: file, line: line, message: message)
  }
}

// TOMLKit tells no places of keys. They are found again in the text, which is well-formed by then.
extension ThemeFile {
  private var lines: [Substring] {
    contents.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
  }

  /// Where `[roles]` begins.
  private var rolesLine: Int? { line(of: "roles") }

  private func line(of key: String) -> Int? {
    firstLine { path in path.first == key }
  }

  private func line(ofRole role: String) -> Int? {
    let start = rolesLine ?? 1
    return firstLine(from: start) { $0 == [role] || $0.starts(with: ["roles", role]) } ?? start
  }

  private func firstLine(from start: Int = 1, where isWanted: ([String]) -> Bool) -> Int? {
    let lines = lines
    return lines.indices.dropFirst(start - 1).first { isWanted(keyPath(of: lines[$0])) }
      .map { $0 + 1 }
  }

  /// The keys that a line sets or opens: `roles.text` of `[roles.text]` and of `roles."text" = {}`.
  private func keyPath(of line: Substring) -> [String] {
    var rest = line.drop { $0.isWhitespace || $0 == "[" }
    var path: [String] = []
    while let first = rest.first {
      let part: Substring
      if first == "\"" || first == "'" {
        part = rest.dropFirst().prefix { $0 != first }
        rest = rest.dropFirst(part.count + 2)
      } else {
        part = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        rest = rest.dropFirst(part.count)
      }
      if part.isEmpty { break }
      path.append(String(part))
      rest = rest.drop(while: \.isWhitespace)
      guard rest.first == "." else { break }
      rest = rest.dropFirst().drop(while: \.isWhitespace)
    }
    return path
  }
}
