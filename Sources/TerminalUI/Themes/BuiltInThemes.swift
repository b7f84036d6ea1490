extension Theme {
  /// The themes that come with the program, in the order in which `t` goes through them.
  package static let builtInNames = ["default", "dark", "light", "okabe-ito", "mono"]

  /// A theme that comes with the program. An unknown name is an error that lists the known ones.
  package static func builtIn(named name: String) throws(ThemeError) -> Theme {
    let source: [UInt8]
    // Each is built in from `themes/` at the top of the repository.
    switch name {
    case "default": source = PackageResources.default_toml
    case "dark": source = PackageResources.dark_toml
    case "light": source = PackageResources.light_toml
    case "okabe-ito": source = PackageResources.okabe_ito_toml
    case "mono": source = PackageResources.mono_toml
    default:
      let known = builtInNames.joined(separator: ", ")
      throw ThemeError(file: "--theme", message: "no theme is called '\(name)': there are \(known)")
    }
    return try load(String(decoding: source, as: UTF8.self), file: "themes/\(name).toml")
  }
}
