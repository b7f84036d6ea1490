package import TerminalUI

/// The command line (`:`): what is typed, and what it could become.
package struct CommandLineState: Hashable, Sendable {
  package var field = TextField()
  /// What `Tab` cycles through, and where it is; nil until the first `Tab`.
  package var completions: [String] = []
  package var completionIndex: Int?

  package init(_ text: String = "") { field = TextField(text) }

  /// Takes an edit; completions start anew. False where not all of an inserted text had room.
  mutating func apply(_ edit: TextField.Edit) -> Bool {
    completions = []
    completionIndex = nil
    return field.apply(edit)
  }

  /// Puts in the next completion.
  mutating func complete(from candidates: [String]) {
    if completionIndex == nil {
      completions = candidates
    }
    guard !completions.isEmpty else { return }
    let index = completionIndex.map { ($0 + 1) % completions.count } ?? 0
    completionIndex = index
    field = TextField(completions[index])
  }
}

/// A line of the command line, understood.
enum TypedCommand: Equatable {
  /// One of the bindings of the screen, by its name.
  case action(String)
  /// An action on a job by name or id, and not on the one under the cursor.
  case act(ActionKind, of: String)
  /// A screen by its word, of a job where one is typed.
  case show(String, of: String)
  /// Another cluster by its name.
  case cluster(String)
  case filter(String)
  case sort(String)
  case columns(String)
  case theme(String)
  case interval(Duration)
  /// A word of the screen that is shown, with what stands behind it.
  case ofScreen(String, String)
  case unknown(String)

  /// Reads a typed line.
  static func parse(_ line: String) -> TypedCommand {
    let parts = line.trimmingBlanks.split(separator: " ", maxSplits: 1)
    guard let word = parts.first else { return .unknown("") }
    guard let entry = CommandLineEntry.named(String(word)) else {
      return .unknown("no command '\(word)'; ? lists them, Tab completes")
    }
    let argument = parts.count > 1 ? String(parts[1]).trimmingBlanks : ""
    if argument.isEmpty, entry.isArgumentRequired { return .unknown("type \(entry.usage)") }
    // What is not understood is not dropped: it may have named another target.
    if !argument.isEmpty, !entry.takesArgument {
      return .unknown("\(entry.word) takes nothing behind it: '\(argument)'; nothing was done")
    }
    return entry.read(argument)
  }
}

/// Durations as typed by people: `500ms`, `2s`, `1.5s`, `1m`, `2h`.
package enum DurationText {
  /// Nil where the text is no duration, is negative, or longer than a day.
  package static func parse(_ text: String) -> Duration? {
    let digits = text.prefix { $0.isNumber || $0 == "." }
    guard let value = Double(digits), value.isFinite, !digits.hasPrefix("."), !digits.hasSuffix(".")
    else { return nil }
    let factor: Double
    switch text.dropFirst(digits.count) {
    case "ms": factor = 1
    case "s": factor = 1000
    case "m": factor = 60_000
    case "h": factor = 3_600_000
    default: return nil
    }
    let milliseconds = value * factor
    guard milliseconds <= 86_400_000 else { return nil }
    return .milliseconds(Int64(milliseconds.rounded()))
  }
}
