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
      if column == .checkpoint, columns >= 100 { spec.minimum = 17 }
      return spec
    }
  }

  /// Layout: what goes first when room is short is a fixed order.
  var spec: ColumnSpec {
    switch self {
    case .health: ColumnSpec("", minimum: 1)
    case .name: ColumnSpec("JOB", minimum: 20, maximum: 40)
    case .state: ColumnSpec("STATE", minimum: 10, maximum: 12)
    case .uptime: ColumnSpec("UP", minimum: 7, alignment: .right, dropOrder: 5)
    case .tasks: ColumnSpec("TASKS", minimum: 9, alignment: .right, dropOrder: 8)
    case .restarts: ColumnSpec("RESTARTS", minimum: 8, alignment: .right, dropOrder: 7)
    case .recordsIn: ColumnSpec("IN/s", minimum: 6, alignment: .right, dropOrder: 6)
    case .recordsOut: ColumnSpec("OUT/s", minimum: 6, alignment: .right, dropOrder: 2)
    case .trend: ColumnSpec("OUT 5m", minimum: 8, maximum: 20, dropOrder: 3)
    case .busiest: ColumnSpec("BUSIEST", minimum: 14, maximum: 28, dropOrder: 4)
    case .busy: ColumnSpec("BUSY", minimum: 5, alignment: .right, dropOrder: 1)
    case .backpressure: ColumnSpec("BP", minimum: 5, alignment: .right, dropOrder: 9)
    case .lag: ColumnSpec("LAG", minimum: 7, alignment: .right)
    case .lagTrend: ColumnSpec("LAG 15m", minimum: 8, maximum: 16, dropOrder: 11)
    case .checkpoint: ColumnSpec("CHECKPOINT", minimum: 10, maximum: 20)
    case .size: ColumnSpec("SIZE", minimum: 8, alignment: .right, dropOrder: 10)
    }
  }

  /// The word for it in `:sort`, completion and the header remark.
  var title: String { rawValue }

  /// `rank` is the job's place from the worst on.
  func sortKey(_ job: JobModel, rank: Int?, at now: Timestamp) -> SortKey {
    switch self {
    case .health: return .number(rank.map { -Double($0) })
    case .name: return .text(job.name.lowercased())
    case .state: return .text(job.state.name)
    case .uptime: return .number(job.age(at: now)?.inSeconds)
    case .tasks: return .number(Double(job.summary.value.tasks.total))
    case .restarts: return .number(job.restartCount.map(Double.init))
    case .recordsIn: return .number(job.recordsIn?.value.perSecond)
    case .recordsOut, .trend: return .number(job.recordsOut?.value.perSecond)
    case .busiest, .busy: return .number(job.busiest?.value.ratio.value)
    case .backpressure: return .number(job.mostBackpressured?.value.ratio.value)
    case .lag, .lagTrend: return .number(job.watermarkLag?.value.inSeconds)
    case .checkpoint: return .number(job.lastCompletedCheckpointAge(at: now)?.inSeconds)
    case .size:
      let size = job.lastCompletedCheckpoint?.stateSize
      return .number(size.map { Double($0.bytes) })
    }
  }
}

extension JobModel {
  /// Time since the start: to now while it runs, to the end once it ended.
  func age(at now: Timestamp) -> Duration? {
    if state.isTerminal { return summary.value.duration }
    return aliveSince.map { max(.zero, now.since($0)) }
  }
}
