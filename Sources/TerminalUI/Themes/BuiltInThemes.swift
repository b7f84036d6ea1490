extension Theme {
  /// The themes that come with the program, in the order in which `t` goes through them.
  package static let builtInNames = [
    "default", "dark", "light", "okabe-ito", "okabe-ito-light", "mono",
  ]

  /// A theme that comes with the program. An unknown name is an error that lists the known ones.
  package static func builtIn(named name: String) throws(ThemeError) -> Theme {
    let source: [UInt8]
    // Each is built in from `themes/` at the top of the repository.
    switch name {
    case "default": source = PackageResources.default_toml
    case "dark": source = PackageResources.dark_toml
    case "light": source = PackageResources.light_toml
    case "okabe-ito": source = PackageResources.okabe_ito_toml
    case "okabe-ito-light": source = PackageResources.okabe_ito_light_toml
    case "mono": source = PackageResources.mono_toml
    default:
      let known = builtInNames.joined(separator: ", ")
      throw ThemeError(file: "--theme", message: "no theme is called '\(name)': there are \(known)")
    }
    return try load(String(decoding: source, as: UTF8.self), file: "themes/\(name).toml")
  }

  /// The same for a background: what `default` and `okabe-ito` stand for there. Nil where it is not known.
  package static func builtIn(
    named name: String, on background: TerminalBackground?
  ) throws(ThemeError) -> Theme {
    try builtIn(named: background.flatMap { variants(of: name)?[$0] } ?? name)
  }

  /// True for the name of a theme that looks different on dark and on light backgrounds.
  package static func dependsOnBackground(_ name: String) -> Bool { variants(of: name) != nil }

  private static func variants(of name: String) -> [TerminalBackground: String]? {
    switch name {
    case "default": [.dark: "dark", .light: "light"]
    case "okabe-ito": [.dark: "okabe-ito", .light: "okabe-ito-light"]
    default: nil
    }
  }
}
