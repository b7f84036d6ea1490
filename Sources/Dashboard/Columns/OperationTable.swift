import StreamModel
import TerminalUI

/// One operation, with what is needed to draw it.
struct OperationRow {
  var operation: Operation
  var clock: LocalClock
  var now: Timestamp

  fileprivate var took: Duration {
    (operation.endedAt ?? now).since(operation.startedAt)
  }
}

/// The table of the operations that were asked for in this run.
enum OperationTable {
  static let table = Table<OperationRow, String>(
    columns: columns, givenOrder: "newest first", id: { $0.operation.id },
    searched: { row in
      let operation = row.operation
      return [
        operation.request.kind.name, operation.request.targetName,
        operation.request.job?.text ?? "",
        operation.stateWord, operation.outcome,
      ]
    })

  /// The columns, as wide as what is in them: what room there is goes to the outcome.
  static func fitted(
    _ operations: [Operation], clock: LocalClock, now: Timestamp
  ) -> Table<OperationRow, String> {
    func widest(_ texts: [String]) -> Int { texts.map { CellWidth.of($0) }.max() ?? 0 }
    var fitted = table
    for index in fitted.columns.indices {
      let width: Int
      switch fitted.columns[index].head.name {
      case "time": width = max(8, widest(operations.map { clock.brief($0.startedAt, now: now) }))
      case "job": width = widest(operations.map(\.request.targetName)).clamped(to: 8...24)
      default: continue
      }
      fitted.columns[index].head.spec.minimum = width
      fitted.columns[index].head.spec.maximum = width
    }
    return fitted
  }

  private static let columns: [TableColumn<OperationRow>] = [
    TableColumn(
      "time", ColumnSpec("TIME", minimum: 8, dropOrder: 2),
      cell: { row, _ in CellText(row.clock.brief(row.operation.startedAt, now: row.now)) },
      key: { .time($0.operation.startedAt) }),
    TableColumn(
      "operation", ColumnSpec("OPERATION", minimum: 10), canBeHidden: false,
      cell: { row, _ in CellText(row.operation.request.kind.name, .title) },
      key: { .text($0.operation.request.kind.name) }),
    TableColumn(
      "job", ColumnSpec("JOB", minimum: 8), canBeHidden: false,
      cell: { row, _ in CellText(row.operation.request.targetName) },
      key: { .text($0.operation.request.targetName.lowercased()) }),
    TableColumn(
      "state", ColumnSpec("STATE", minimum: 11),
      cell: { row, _ in CellText(row.operation.stateWord, row.operation.role, isBold: true) },
      key: { .text($0.operation.stateWord) }),
    TableColumn(
      "took", ColumnSpec("TOOK", minimum: 7, alignment: .right, dropOrder: 1),
      cell: { row, _ in CellText(Format.duration(row.took)) }, key: { .duration($0.took) }),
    TableColumn(
      "outcome", ColumnSpec("LOCATION OR CAUSE", minimum: 20, maximum: 200, dropOrder: 3),
      cell: { row, _ in
        CellText(row.operation.outcome, row.operation.role == .good ? .text : .dim)
      }),
  ]
}

extension Operation {
  /// How it stands, in a word.
  var stateWord: String {
    switch state {
    case .sending: "sending"
    case .inProgress: "in progress"
    case .waiting: "waiting"
    case .completed: endedAsAsked ? "completed" : "ended"
    case .failed: "failed"
    case .uncertain: "uncertain"
    }
  }

  /// How it stands, as a colour.
  var role: Role {
    switch state {
    case .sending, .inProgress: .accent
    case .waiting, .uncertain: .warning
    case .completed: endedAsAsked ? .good : .warning
    case .failed: .critical
    }
  }

  /// What came of it, in one line. Where a savepoint lies comes first, however it came out: it is what is needed most,
  /// and the end of a line may be cut off.
  var outcome: String {
    guard let location, jar == nil, !reason.contains(location) else { return reason }
    return reason.isEmpty ? location : "\(location)  \(reason)"
  }

  /// The same without the place of a savepoint.
  var reason: String {
    switch state {
    case .sending: upload.map(Self.text) ?? ""
    case .inProgress: remark ?? triggerID.map { "trigger \($0)" } ?? ""
    case .waiting(let error): error.description
    case .completed(_, let jobState):
      [jobState.map { "job is \($0.name)" }, remark, jar.map { "jar \($0.text)" }]
        .compactMap(\.self).joined(separator: ", ")
    case .failed(let reason, _), .uncertain(let reason, _): reason
    }
  }

  private static func text(_ upload: UploadProgress) -> String {
    let share = upload.sent.bytes * 100 / max(1, upload.total.bytes)
    return
      "\(Format.bytes(Double(upload.sent.bytes))) of \(Format.bytes(Double(upload.total.bytes))) sent, \(share)%"
  }
}
