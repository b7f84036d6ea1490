package import TerminalUI

/// The command line (`:`): what is typed, and what it could become.
package struct CommandLineState: Hashable, Sendable {
  package var field = TextField()
  /// What `Tab` cycles through, and where it is; nil until the first `Tab`.
  package var completions: [String] = []
  package var completionIndex: Int?
  /// Why the last line was not understood.
  package var error: String?

  package init() {}

  /// Takes an edit; completions start anew.
  mutating func apply(_ edit: TextField.Edit) {
    field.apply(edit)
    completions = []
    completionIndex = nil
    error = nil
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
  case command(Command)
  case openJob(String)
  case filter(String)
  case sort(String)
  case theme(String)
  case interval(Duration)
  case unknown(String)

  /// The words that the command line knows, for completion and help.
  static let words: [(word: String, title: String)] = [
    ("jobs", "the Jobs screen"), ("job", "a job by name or id"),
    ("checkpoints", "checkpoints of the job"), ("operations", "operations of this run"),
    ("filter", "filter the jobs"), ("sort", "sort by a column"),
    ("savepoint", "savepoint"), ("stop", "stop with savepoint"), ("drain", "drain and stop"),
    ("cancel", "cancel"), ("checkpoint", "checkpoint now"), ("interval", "polling interval"),
    ("theme", "change the theme"), ("pause", "pause"), ("refresh", "refresh now"),
    ("save", "save the screen as text"), ("help", "help"), ("quit", "quit"),
  ]

  /// Reads a typed line. Durations read as on the command line: `500ms`, `2s`, `1m`.
  static func parse(_ line: String) -> TypedCommand {
    let parts = line.trimmingBlanks.split(separator: " ", maxSplits: 1)
    guard let first = parts.first else { return .unknown("") }
    let rest = parts.count > 1 ? String(parts[1]).trimmingBlanks : ""
    switch (first.lowercased(), rest.isEmpty) {
    case ("jobs", _): return .command(.show(.jobs))
    case ("job", true): return .command(.show(.job))
    case ("job", false): return .openJob(rest)
    case ("checkpoints", _): return .command(.show(.checkpoints))
    case ("operations", _): return .command(.show(.operations))
    case ("filter", _): return .filter(rest)
    case ("sort", false): return .sort(rest)
    case ("theme", true): return .command(.nextTheme)
    case ("theme", false): return .theme(rest)
    case ("interval", false):
      guard let interval = DurationText.parse(rest) else {
        return .unknown("interval wants a duration such as 500ms, 2s or 1m, not '\(rest)'")
      }
      return .interval(interval)
    case ("pause", _): return .command(.pause)
    case ("refresh", _): return .command(.refresh)
    case ("save", _): return .command(.saveScreen)
    case ("help", _): return .command(.help)
    case ("quit", _), ("q", _), ("q!", _): return .command(.quitNow)
    case (let word, _):
      if let action = ActionKind(rawValue: word) { return .command(.act(action)) }
      return .unknown("no command '\(word)'; ? lists them, Tab completes")
    }
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
