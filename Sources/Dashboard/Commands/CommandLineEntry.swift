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
    if case .action(let name) = read("") { return ActionKind(rawValue: name) }
    return nil
  }

  /// What it tells a topology, if anything.
  var control: TopologyControl.Kind? {
    if case .action(let name) = read("") { return TopologyControl.Kind(rawValue: name) }
    return nil
  }

  /// The entry of a typed word.
  static func named(_ word: String) -> CommandLineEntry? {
    let word = word.lowercased()
    return table.first { $0.word == word || $0.aliases.contains(word) }
  }

  static let table: [CommandLineEntry] =
    Screens.all.map { screen($0.sign) } + [
      CommandLineEntry(
        word: "ctx", argument: .optional("CLUSTER"),
        title: "another cluster by name, or the list of them"
      ) { $0.isEmpty ? .show(ClustersScreen.sign.name, of: "") : .cluster($0) },
      CommandLineEntry(
        word: "filter", argument: .optional("WORDS"),
        title: "filter the list; without words all rows are shown"
      ) { .filter($0) },
      CommandLineEntry(
        word: "sort", argument: .required("COLUMN"), title: "sort the list by a column"
      ) { .sort($0) },
      CommandLineEntry(
        word: "time", argument: .required("14:05"),
        title: "go to a time in an open log, on the log's own clock"
      ) { .ofScreen("time", $0) },
      CommandLineEntry(
        word: "columns", argument: .optional("NAME..."),
        title: "leave columns out, by name or from a list"
      ) { .columns($0) },
    ] + ActionKind.allCases.map(acting) + [
      action("rescale", "rescale the job under the cursor"),
      action("activate", "activate the topology under the cursor"),
      action("deactivate", "deactivate the topology under the cursor"),
      action("restart", "restart the topology under the cursor, or a container"),
      action("update", "update the topology under the cursor"),
      CommandLineEntry(
        word: "interval", argument: .required("2s"), title: "how often to ask: 500ms, 2s, 1m"
      ) { text in
        DurationText.parse(text).map { .interval($0) }
          ?? .unknown("interval wants a duration such as 500ms, 2s or 1m, not '\(text)'")
      },
      CommandLineEntry(
        word: "theme", argument: .optional("NAME"), title: "a theme by name, or the next one"
      ) { $0.isEmpty ? .action("theme") : .theme($0) },
      action("pause", "pause, or go on"),
      action("refresh", "refresh now"),
      action("save", "save the screen as text"),
      CommandLineEntry(word: "savelog", title: "save what is kept of an open log to a file") { _ in
        .action("save-log")
      },
      action("help", "help"),
      CommandLineEntry(word: "quit", aliases: ["q", "q!"], title: "quit") { _ in .action("exit") },
    ]

  private static func acting(_ kind: ActionKind) -> CommandLineEntry {
    CommandLineEntry(
      word: kind.rawValue, argument: .optional("JOB"), title: kind.title.lowercased()
    ) { $0.isEmpty ? .action(kind.rawValue) : .act(kind, of: $0) }
  }

  private static func action(_ name: String, _ title: String) -> CommandLineEntry {
    CommandLineEntry(word: name, title: title) { _ in .action(name) }
  }

  /// The word of a screen; of one about a job another may be named.
  private static func screen(_ sign: ScreenSign) -> CommandLineEntry {
    let (argument, whose): (Argument, String) =
      switch sign.topic {
      case .cluster, .subtask: (.none, "")
      case .job: (.optional("JOB"), ", of a job by name or id")
      case .vertex: (.optional("VERTEX"), ", of a vertex by name")
      case .worker, .process: (.optional("TASKMANAGER"), ", of a TaskManager")
      case .thing:
        (.optional("THING"), ", of a job, vertex, TaskManager")
      }
    return CommandLineEntry(
      word: sign.name, argument: argument, title: "the \(sign.title) screen\(whose)"
    ) { .show(sign.name, of: $0) }
  }
}
