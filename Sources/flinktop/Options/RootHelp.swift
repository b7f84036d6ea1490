import ArgumentParser

/// `flinktop --help`: what the program is, the options of the dashboard, which is what it does by itself, and the
/// subcommands.
enum RootHelp {
  /// The text, as wide as ArgumentParser makes its own.
  static var text: String {
    let root = Flinktop.helpMessage()
    let dashboard = Flinktop.helpMessage(for: DashboardCommand.self)
    guard let overviewEnd = root.firstRange(of: "USAGE:")?.lowerBound,
      let subcommands = root.firstRange(of: "SUBCOMMANDS:")?.lowerBound,
      let options = dashboard.firstRange(of: "ARGUMENTS:")?.lowerBound
    else { return root }
    let usage = """
      USAGE: flinktop [<options>] [<endpoint> ...]
             flinktop <subcommand> ...
      """
    var rest = dashboard[options...]
    while rest.last?.isNewline == true { rest.removeLast() }
    return "\(root[..<overviewEnd])\(usage)\n\n\(rest)\n\n\(root[subcommands...])"
  }

  /// What an ending of ArgumentParser says, with this help in the place of the one without options.
  static func message(for error: any Error) -> String {
    let message = Flinktop.fullMessage(for: error)
    return message == Flinktop.helpMessage() ? text : message
  }
}
