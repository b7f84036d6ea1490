package import StreamModel
package import TerminalUI

/// The table of jobs: on the Jobs screen, on the wall, and in the text report.
package enum JobTable {
  package static let table = Table<JobRow, JobID>(
    columns: columns, id: { $0.job.id },
    searched: { [$0.job.name, $0.job.id.text, $0.job.state.name] }, tie: { $0.job.name })

  /// The order until the user chooses another.
  package static let worstFirst = "health"

  /// What only a job that runs has, so that a history server never tells it.
  static let ofNow: Set = [
    "restarts", "trend", "busiest", "busy", "backpressure", "lag", "lagtrend",
  ]

  /// The table for a screen of some width: from 100 cells on the checkpoint column tells age and duration.
  static func fitted(columns: Int) -> Table<JobRow, JobID> {
    switch columns {
    case ..<56: narrow
    case 100...: wide
    default: table
    }
  }

  // Made once: a screen is laid out several times a frame. Figures are whole or absent: a cut one reads as another.
  private static let wide = table.with("checkpoint") { $0.minimum = 16 }
  private static let narrow = table.with("checkpoint") { $0.dropOrder = 1 }
    .with("name") { $0.minimum = 10 }

  // In the order they stand in. What goes first when room is short is a fixed order: a figure stays longer than its
  // course.
  private static let columns = standing + figures + checkpoints

  private static let standing: [TableColumn<JobRow>] = [
    TableColumn(
      "health", ColumnSpec("", minimum: 1), order: "worst first", canBeHidden: false,
      cell: { row, _ in row.health }, key: { .number($0.rank.map { -Double($0) }) }),
    TableColumn(
      "name", ColumnSpec("JOB", minimum: 20, maximum: 40), canBeHidden: false,
      cell: { row, _ in CellText(row.job.shownName, .title) },
      key: { .text($0.job.name.lowercased()) }),
    TableColumn(
      "state", ColumnSpec("STATE", minimum: 10, maximum: 12), cell: { row, _ in row.state },
      key: { .text($0.state.text) }),
    TableColumn(
      "uptime", ColumnSpec("UP", minimum: 7, alignment: .right, dropOrder: 5),
      cell: { row, _ in row.age.map { CellText(Format.age($0)) } ?? .unknown },
      key: { .age($0.age) }),
    TableColumn(
      "tasks", ColumnSpec("TASKS", minimum: 9, alignment: .right, dropOrder: 8),
      cell: { row, _ in row.tasks },
      key: { row in
        let tasks = row.job.summary.value.tasks
        return .number(tasks.areTold ? Double(tasks.total) : nil)
      }),
    TableColumn(
      "restarts", ColumnSpec("RESTARTS", minimum: 9, alignment: .right, dropOrder: 3),
      cell: { row, _ in row.restarts }, key: { .number($0.job.restartCount.map(Double.init)) }),
  ]

  private static let figures: [TableColumn<JobRow>] = [
    TableColumn(
      "in", ColumnSpec("IN/s", minimum: 6, alignment: .right, dropOrder: 6),
      cell: { row, _ in row.recordsIn }, key: { .rate($0.shown($0.job.recordsIn)) }),
    TableColumn(
      "out", ColumnSpec("OUT/s", minimum: 6, alignment: .right, dropOrder: 2),
      cell: { row, _ in row.recordsOut }, key: { .rate($0.shown($0.job.recordsOut)) }),
    TableColumn(
      "trend", ColumnSpec("OUT 5m", minimum: 8, maximum: 20, dropOrder: 7),
      cell: { row, width in
        row.course(of: row.job.recordsOutSeries, .fromZero, span: .seconds(300), width: width)
      }, key: { .rate($0.shown($0.job.recordsOut)) }),
    TableColumn(
      "busiest", ColumnSpec("BUSIEST", minimum: 12, maximum: 28, dropOrder: 4),
      cell: { row, _ in row.busiest }, key: { .share($0.shown($0.job.busiest)?.ratio) }),
    TableColumn(
      "busy", ColumnSpec("BUSY", minimum: 5, alignment: .right, dropOrder: 1),
      cell: { row, _ in row.share(row.job.busiest, high: 0.9, role: .busy) },
      key: { .share($0.shown($0.job.busiest)?.ratio) }),
    TableColumn(
      "backpressure", ColumnSpec("BP", minimum: 5, alignment: .right, dropOrder: 9),
      cell: { row, _ in row.share(row.job.mostBackpressured, high: 0.5, role: .backpressured) },
      key: { .share($0.shown($0.job.mostBackpressured)?.ratio) }),
    TableColumn(
      "lag", ColumnSpec("LAG", minimum: 7, alignment: .right), cell: { row, _ in row.lag },
      key: { .duration($0.shown($0.job.watermarkLag)) }),
    TableColumn(
      "lagtrend", ColumnSpec("LAG 15m", minimum: 8, maximum: 16, dropOrder: 11),
      cell: { row, width in
        row.course(of: row.job.lagSeries, .change, span: .seconds(900), width: width)
      }, key: { .duration($0.shown($0.job.watermarkLag)) }),
  ]

  private static let checkpoints: [TableColumn<JobRow>] = [
    TableColumn(
      "checkpoint", ColumnSpec("CHECKPOINT", minimum: 10, maximum: 20),
      cell: { $0.checkpoint(width: $1) }, key: { .age($0.checkpointAge) }),
    TableColumn(
      "size", ColumnSpec("SIZE", minimum: 8, alignment: .right, dropOrder: 10),
      cell: { row, _ in .size(row.job.lastCompletedCheckpoint?.stateSize) },
      key: { .size($0.job.lastCompletedCheckpoint?.stateSize) }),
  ]
}

extension JobModel {
  /// Time since the start: to now while it runs, to the end once it ended.
  func age(at now: Timestamp) -> Duration? {
    if state.isTerminal { return summary.value.duration }
    return aliveSince.map { max(.zero, now.since($0)) }
  }
}

extension Table {
  /// The same with a column laid out otherwise.
  fileprivate func with(_ column: String, _ change: (inout ColumnSpec) -> Void) -> Table {
    var changed = self
    for index in columns.indices where columns[index].head.name == column {
      change(&changed.columns[index].head.spec)
    }
    return changed
  }
}
