package import StreamModel
package import TerminalUI

/// A start or restart of a job in a list.
package struct RecoveryRow {
  package var recovery: Recovery
  var clock: LocalClock
  var now: Timestamp

  package init(_ recovery: Recovery, clock: LocalClock, now: Timestamp) {
    self.recovery = recovery
    self.clock = clock
    self.now = now
  }

  package var id: Int64 { recovery.at?.milliseconds ?? 0 }

  var cause: CellText {
    switch recovery.cause {
    case .start?: CellText("start", .good)
    case .failure?: CellText("failure", .warning)
    case .rescale?: CellText("rescale", .accent)
    case nil: .unknown
    }
  }

  var outcome: CellText {
    switch recovery.outcome {
    case .completed?: CellText("completed", .good)
    case .failed?: CellText("failed", .critical)
    case .underWay?: CellText("under way", .accent)
    case nil: .unknown
    }
  }

  /// `savepoint 4`.
  var checkpoint: String? {
    recovery.checkpoint.map {
      (recovery.isSavepoint == true ? "savepoint " : "") + "\($0.value.number)"
    }
  }

  /// `span log rest`: who tells of it.
  var sources: String { recovery.sources.map(\.rawValue).joined(separator: " ") }

  /// What failed, or what a rescale came from.
  var reason: String? { recovery.failure ?? recovery.trigger }
}

/// The table of the starts and restarts of a job.
package enum RecoveryTable {
  package static let table = Table<RecoveryRow, Int64>(
    columns: [
      TableColumn(
        "start", ColumnSpec("START", minimum: 11, alignment: .right), canBeHidden: false,
        cell: { row, _ in
          row.recovery.at.map { CellText(row.clock.brief($0, now: row.now), .title) } ?? .unknown
        }, key: { .time($0.recovery.at) }),
      TableColumn(
        "cause", ColumnSpec("CAUSE", minimum: 7), cell: { row, _ in row.cause },
        key: { .text($0.recovery.cause?.rawValue ?? "~") }),
      duration("total", "TOTAL", 0) { $0.total },
      TableColumn(
        "from", ColumnSpec("FROM", minimum: 6, maximum: 16, alignment: .right, dropOrder: 3),
        cell: { row, _ in row.checkpoint.map { CellText($0) } ?? .unknown },
        key: { .number($0.recovery.checkpoint.map { Double($0.value.number) }) }),
      duration("back", "BACK", 2) { $0.wentBack },
      duration("down", "DOWN", 4) { $0.untilRunning },
      duration("init", "INIT", 5) { $0.initialization },
      TableColumn(
        "state", ColumnSpec("STATE", minimum: 8, alignment: .right, dropOrder: 6),
        cell: { row, _ in
          row.recovery.stateSize.map { CellText(Format.bytes(Double($0.value.bytes))) } ?? .unknown
        }, key: { .number($0.recovery.stateSize.map { Double($0.value.bytes) }) }),
      TableColumn(
        "outcome", ColumnSpec("OUTCOME", minimum: 9, dropOrder: 1),
        cell: { row, _ in row.outcome },
        key: { .text($0.recovery.outcome?.rawValue ?? "~") }),
      TableColumn(
        "source", ColumnSpec("SOURCE", minimum: 8, maximum: 13, dropOrder: 7),
        cell: { row, _ in
          row.recovery.sources.isEmpty ? .unknown : CellText(row.sources, .dim)
        }, key: { .text($0.sources) }),
      TableColumn(
        "reason", ColumnSpec("REASON", minimum: 10, maximum: 80, dropOrder: 8),
        cell: { row, _ in row.reason.map { CellText($0, .dim) } ?? .unknown },
        key: { .text($0.reason ?? "~") }),
    ], givenOrder: "newest first", id: \.id,
    searched: { row in
      [
        row.recovery.cause?.rawValue ?? "", row.recovery.outcome?.rawValue ?? "",
        row.reason ?? "", row.checkpoint ?? "",
      ]
    })

  private static func duration(
    _ name: String, _ title: String, _ dropOrder: Int,
    _ figure: @escaping @Sendable (Recovery) -> Duration?
  ) -> TableColumn<RecoveryRow> {
    TableColumn(
      name, ColumnSpec(title, minimum: 7, alignment: .right, dropOrder: dropOrder),
      cell: { row, _ in
        figure(row.recovery).map { CellText(Format.duration($0)) } ?? .unknown
      }, key: { .duration(figure($0.recovery)) })
  }
}
