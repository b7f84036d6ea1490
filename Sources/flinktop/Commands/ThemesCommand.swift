import ArgumentParser
import TerminalUI

/// `flinktop themes`.
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List the built-in themes, or check a theme file.")

  @Argument(help: "A theme file to check.")
  var file: String?

  func run() throws {
    guard let file else {
      Console.output(Theme.builtInNames.joined(separator: "\n"))
      return
    }
    var options = DisplayOptions()
    options.theme = file
    Console.output("\(file): \(try options.chosenTheme().name) is complete.")
  }
}
