import ArgumentParser
import TerminalUI

/// How the dashboard looks.
struct DisplayOptions: ParsableArguments {
  @Option(help: "A built-in theme (flinktop themes lists them) or a theme file.")
  var theme = "default"

  @Flag(name: .customLong("no-color"), help: "No colours; the variable NO_COLOR does the same.")
  var hasNoColor = false

  @Flag(name: .customLong("ascii"), help: "ASCII only, for terminals without Unicode.")
  var isASCII = false

  @Option(name: .customLong("esc-delay"), help: "How long to wait after Esc for the rest of a key.")
  var escapeDelay = "25ms"

  /// NO_COLOR counts when it is set and not empty.
  var isColorless: Bool { hasNoColor || ClusterOptions.environment("NO_COLOR") != nil }

  /// The theme that was asked for: a built-in one, else a file.
  func chosenTheme() throws(Failure) -> Theme {
    do {
      if Theme.builtInNames.contains(theme) { return try Theme.builtIn(named: theme) }
      guard theme.contains("/") || theme.hasSuffix(".toml") else {
        throw Failure(
          .wrongUsage,
          "There is no theme '\(theme)': \(Theme.builtInNames.joined(separator: ", ")), or a file.")
      }
      guard let text = TextFile.read(theme) else {
        throw Failure(.wrongUsage, "Cannot read the theme file \(theme).")
      }
      return try Theme.load(text, file: theme)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.wrongUsage, "\(error)")
    }
  }
}

/// `--format text|json`.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json

  /// What ends one of several: JSON is a document a line, text has a blank line between.
  var separator: String {
    switch self {
    case .text: "\n\n"
    case .json: "\n"
    }
  }
}
