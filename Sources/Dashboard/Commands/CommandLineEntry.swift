import StreamModel
import TerminalUI

/// One command of the command line (`:`): parsing, completion and help are all made from this table.
struct CommandLineEntry: Sendable {
  /// What may follow the word, and how completion finds it.
  enum Argument: Sendable {
    case none
    case optional(String)
    case required(String)
  }

  var word: String
  /// Other spellings, for fingers that know them.
  var aliases: [String] = []
  var argument: Argument = .none
  var title: String
  /// What a line with this word asks for; the argument is empty where there is none.
  var read: @Sendable (_ argument: String) -> TypedCommand

  /// As help writes it: `theme [NAME]`.
  var usage: String {
    switch argument {
    case .none: word
    case .optional(let name): "\(word) [\(name)]"
    case .required(let name): "\(word) \(name)"
    }
  }

  /// True where the word alone says too little.
  var isArgumentRequired: Bool {
    if case .required = argument { return true }
    return false
  }

  var takesArgument: Bool {
    if case .none = argument { return false }
    return true
  }

  /// The action it begins, which is not to be offered where it is switched off.
  var action: ActionKind? {
    if case .command(.act(let kind)) = read("") { return kind }
    return nil
  }

  /// The entry of a typed word.
  static func named(_ word: String) -> CommandLineEntry? {
    let word = word.lowercased()
    return table.first { $0.word == word || $0.aliases.contains(word) }
  }

  static let table: [CommandLineEntry] =
    [
      command("jobs", "the Jobs screen", .show(.jobs)),
      CommandLineEntry(
        word: "job", argument: .optional("JOB"), title: "the Job screen, of a job by name or id"
      ) { $0.isEmpty ? .command(.show(.job)) : .openJob($0) },
      command("checkpoints", "checkpoints of the job", .show(.checkpoints)),
      command("operations", "operations of this run", .show(.operations)),
      CommandLineEntry(
        word: "filter", argument: .optional("WORDS"),
        title: "filter the list; without words all rows are shown"
      ) { .filter($0) },
      CommandLineEntry(
        word: "sort", argument: .required("COLUMN"), title: "sort the list by a column"
      ) { .sort($0) },
      CommandLineEntry(
        word: "columns", argument: .optional("NAME..."),
        title: "leave columns out, or take them back in"
      ) { .columns($0) },
    ] + ActionKind.allCases.map { command($0.rawValue, $0.title.lowercased(), .act($0)) } + [
      CommandLineEntry(
        word: "interval", argument: .required("2s"), title: "how often to ask: 500ms, 2s, 1m"
      ) { text in
        DurationText.parse(text).map { .interval($0) }
          ?? .unknown("interval wants a duration such as 500ms, 2s or 1m, not '\(text)'")
      },
      CommandLineEntry(
        word: "theme", argument: .optional("NAME"), title: "a theme by name, or the next one"
      ) { $0.isEmpty ? .command(.nextTheme) : .theme($0) },
      command("pause", "pause, or go on", .pause),
      command("refresh", "refresh now", .refresh),
      command("save", "save the screen as text", .saveScreen),
      command("help", "help", .help),
      command("quit", aliases: ["q", "q!"], "quit", .quitNow),
    ]

  private static func command(
    _ word: String, aliases: [String] = [], _ title: String, _ command: Command
  ) -> CommandLineEntry {
    CommandLineEntry(word: word, aliases: aliases, title: title) { _ in .command(command) }
  }
}
