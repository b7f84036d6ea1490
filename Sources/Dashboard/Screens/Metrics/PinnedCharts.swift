import StreamModel
import TerminalUI

/// The pinned charts as a text: a line each, its fields apart by tabs. Whose, names, id, figure, and whether as a rate; or
/// `expression` and its text, with `column` behind it where it is one.
extension MetricBoard {
  private static let head = "# flinktop charts 1"

  /// What the file of the state folder has to hold: the lines that nobody could read go back into it.
  var pinnedText: String {
    let lines = charts.filter(\.isPinned).map { chart in
      chart.fields.map(Self.escaped).joined(separator: "\t")
    }
    return ([Self.head] + lines + unreadLines).joined(separator: "\n") + "\n"
  }

  /// Takes the charts of a file; returns what is wrong with it, with the number of the line.
  package mutating func adopt(pinnedText text: String) -> String? {
    var complaint: String?
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Substring($0) }
    for (number, line) in lines.enumerated() where !line.isEmpty && line != Self.head {
      guard let chart = Self.chart(line) else {
        unreadLines.append(String(line))
        complaint = complaint ?? "line \(number + 1) is no chart: it is left as it is"
        continue
      }
      // More than there is room for: they are not lost.
      if isFull {
        unreadLines.append(String(line))
      } else if !charts.contains(where: { $0.isSame(as: chart) }) {
        charts.append(chart)
      }
    }
    return complaint
  }

  private static func chart(_ line: Substring) -> BoardChart? {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(unescaped)
    if let words = fields.dropFirst(2).first.map({ [$0] }) ?? (fields.count == 2 ? [] : nil),
      fields[0] == BoardChart.formulaWord, fields.count < 4,
      words.allSatisfy({ $0 == BoardChart.columnWord })
    {
      guard var formula = try? FormulaChart(parsing: fields[1]) else { return nil }
      formula.isPinned = true
      formula.isColumn = !words.isEmpty
      return .formula(formula)
    }
    guard fields.count > 3, let place = MetricPlace(fields: fields.dropLast(3)),
      let summary = MetricSummary.allCases.first(where: { $0.word == fields[fields.count - 2] }),
      ["rate", "value"].contains(fields[fields.count - 1]), !fields[fields.count - 3].isEmpty
    else { return nil }
    return BoardChart(
      place, fields[fields.count - 3], summary: summary, isRate: fields.last == "rate",
      isPinned: true)
  }

  private static func escaped(_ text: String) -> String {
    // By scalars: a line end of two is one character.
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped.append(contentsOf: "\\\\".unicodeScalars)
      case "\t": escaped.append(contentsOf: "\\t".unicodeScalars)
      case "\n": escaped.append(contentsOf: "\\n".unicodeScalars)
      case "\r": escaped.append(contentsOf: "\\r".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  private static func unescaped(_ text: Substring) -> String {
    let signs: [Unicode.Scalar: Unicode.Scalar] = ["t": "\t", "n": "\n", "r": "\r"]
    var plain = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        plain.append(signs[scalar] ?? scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        plain.append(scalar)
      }
    }
    return String(plain)
  }
}

extension BoardChart {
  fileprivate static let formulaWord = "expression"
  fileprivate static let columnWord = "column"

  fileprivate var fields: [String] {
    switch self {
    case .metric(let chart):
      chart.place.fields + [chart.id, chart.summary.word, chart.isRate ? "rate" : "value"]
    case .formula(let formula):
      [Self.formulaWord, formula.text] + (formula.isColumn ? [Self.columnWord] : [])
    }
  }
}

extension MetricPlace {
  fileprivate var fields: [String] {
    switch self {
    case .job(let name): ["job", name]
    case .vertex(let job, let vertex): ["vertex", job, vertex]
    case .subtask(let job, let vertex, let index): ["subtask", job, vertex, String(index)]
    case .coordinator(let job, let vertex): ["coordinator", job, vertex]
    case .controller: ["controller"]
    case .worker(let id): ["worker", id]
    case .workers: ["workers"]
    }
  }

  fileprivate init?(fields: ArraySlice<String>) {
    let names = Array(fields.dropFirst())
    switch (fields.first, names.count) {
    case ("job", 1): self = .job(names[0])
    case ("vertex", 2): self = .vertex(job: names[0], vertex: names[1])
    case ("subtask", 3):
      guard let index = Int(names[2]), index >= 0 else { return nil }
      self = .subtask(job: names[0], vertex: names[1], index: index)
    case ("coordinator", 2): self = .coordinator(job: names[0], vertex: names[1])
    case ("controller", 0): self = .controller
    case ("worker", 1): self = .worker(names[0])
    case ("workers", 0): self = .workers
    default: return nil
    }
  }
}

extension DashboardState {
  /// Changes the charts; what is pinned is saved where that differs then.
  mutating func changeBoard(_ change: MetricBoard.Change) -> [Effect] {
    let former = context.board.pinnedText
    if let reason = context.board.apply(change) { sayOfInput(reason, .warning) }
    let text = context.board.pinnedText
    return text == former ? [] : [.savePins(text)]
  }
}
