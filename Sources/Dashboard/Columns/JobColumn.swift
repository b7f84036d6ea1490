import StreamModel
import TerminalUI

/// The columns of the Jobs table, in the order they stand in.
package enum JobColumn: String, CaseIterable, Hashable, Sendable {
  case health, name, state, uptime, tasks, restarts
  case recordsIn = "in", recordsOut = "out", trend
  case busiest, busy, backpressure, lag, lagTrend
  case checkpoint, size

  /// The columns for a screen of some width: from 100 cells on the checkpoint column tells age and duration.
  static func specs(columns: Int) -> [ColumnSpec] {
    allCases.map { column in
      var spec = column.spec
      if column == .checkpoint, columns >= 100 { spec.minimum = 16 }
      // Figures are whole or absent: a cut one reads as another.
      if column == .name, columns < 56 { spec.minimum = 10 }
      if column == .checkpoint, columns < 56 { spec.dropOrder = 1 }
      return spec
    }
  }

  /// Layout: what goes first when room is short is a fixed order. A figure stays longer than its course.
  var spec: ColumnSpec {
    switch self {
    case .health: ColumnSpec("", minimum: 1)
    case .name: ColumnSpec("JOB", minimum: 20, maximum: 40)
    case .state: ColumnSpec("STATE", minimum: 10, maximum: 12)
    case .uptime: ColumnSpec("UP", minimum: 7, alignment: .right, dropOrder: 5)
    case .tasks: ColumnSpec("TASKS", minimum: 9, alignment: .right, dropOrder: 8)
    case .restarts: ColumnSpec("RESTARTS", minimum: 9, alignment: .right, dropOrder: 3)
    case .recordsIn: ColumnSpec("IN/s", minimum: 6, alignment: .right, dropOrder: 6)
    case .recordsOut: ColumnSpec("OUT/s", minimum: 6, alignment: .right, dropOrder: 2)
    case .trend: ColumnSpec("OUT 5m", minimum: 8, maximum: 20, dropOrder: 7)
    case .busiest: ColumnSpec("BUSIEST", minimum: 12, maximum: 28, dropOrder: 4)
    case .busy: ColumnSpec("BUSY", minimum: 5, alignment: .right, dropOrder: 1)
    case .backpressure: ColumnSpec("BP", minimum: 5, alignment: .right, dropOrder: 9)
    case .lag: ColumnSpec("LAG", minimum: 7, alignment: .right)
    case .lagTrend: ColumnSpec("LAG 15m", minimum: 8, maximum: 16, dropOrder: 11)
    case .checkpoint: ColumnSpec("CHECKPOINT", minimum: 10, maximum: 20)
    case .size: ColumnSpec("SIZE", minimum: 8, alignment: .right, dropOrder: 10)
    }
  }

  /// True for what only a job that runs has, so that a history server never tells it.
  var isOfNow: Bool {
    switch self {
    case .restarts, .trend, .busiest, .busy, .backpressure, .lag, .lagTrend: true
    case .health, .name, .state, .uptime, .tasks, .recordsIn, .recordsOut, .checkpoint, .size: false
    }
  }

  /// The word for it in `:sort` and completion: its head, in small letters.
  var word: String { spec.title.isEmpty ? rawValue : spec.title.lowercased() }

  /// The order in words, with the column named as its head does: `by OUT 5m`.
  var orderWords: String { self == .health ? "worst first" : "by \(spec.title)" }

  /// The column of a typed word.
  static func named(_ text: String) -> JobColumn? {
    let text = text.lowercased()
    return allCases.first { $0.word == text || $0.rawValue.lowercased() == text }
  }
}

extension JobModel {
  /// Time since the start: to now while it runs, to the end once it ended.
  func age(at now: Timestamp) -> Duration? {
    if state.isTerminal { return summary.value.duration }
    return aliveSince.map { max(.zero, now.since($0)) }
  }
}
