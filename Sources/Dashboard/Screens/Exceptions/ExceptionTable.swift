package import StreamModel
package import TerminalUI

/// Failures of one cause, with what is needed to draw them.
package struct ExceptionRow {
  package var group: ExceptionGroup
  /// On the JobManager's clock.
  var now: Timestamp

  fileprivate var age: Duration? { group.lastAt.map { now.since($0) } }

  fileprivate var firstAge: Duration? { group.firstAt.map { now.since($0) } }

  /// `type=user`.
  fileprivate var labels: String {
    group.newest.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      .joined(separator: " ")
  }

  fileprivate var tasks: String { Self.first(of: group.tasks) }

  fileprivate var places: String {
    group.taskManagers.isEmpty
      ? group.newest.origin.location ?? "" : Self.first(of: group.taskManagers.map(\.text))
  }

  /// `map (1/2) +3`.
  private static func first(of texts: [String]) -> String {
    guard let first = texts.first else { return "" }
    return texts.count > 1 ? "\(first) +\(texts.count - 1)" : first
  }
}

/// The table of what failed in a job, a row each cause.
package enum ExceptionTable {
  package static let table = Table<ExceptionRow, String>(
    columns: [
      TableColumn(
        "last", ColumnSpec("LAST", minimum: 7, alignment: .right),
        cell: { row, _ in row.age.map { CellText(Format.age($0)) } ?? .unknown },
        key: { .time($0.group.lastAt) }),
      TableColumn(
        "count", ColumnSpec("TIMES", minimum: 5, alignment: .right),
        cell: { row, _ in CellText(String(row.group.count), isBold: row.group.count > 1) },
        key: { .number(Double($0.group.count)) }),
      TableColumn(
        "first", ColumnSpec("FIRST", minimum: 7, alignment: .right, dropOrder: 3),
        cell: { row, _ in row.firstAge.map { CellText(Format.age($0), .dim) } ?? .unknown },
        key: { .time($0.group.firstAt) }),
      TableColumn(
        "cause", ColumnSpec("CAUSE", minimum: 16, maximum: 200), canBeHidden: false,
        cell: { row, _ in CellText(row.group.newest.cause, .critical) },
        key: { .text($0.group.newest.cause.lowercased()) }),
      TableColumn(
        "task", ColumnSpec("TASK", minimum: 14, maximum: 24, dropOrder: 1),
        cell: { row, _ in row.tasks.isEmpty ? .unknown : CellText(row.tasks) },
        key: { .text($0.tasks) }),
      TableColumn(
        "where", ColumnSpec("WHERE", minimum: 16, maximum: 26, dropOrder: 2),
        cell: { row, _ in row.places.isEmpty ? .unknown : CellText(row.places, .dim) },
        key: { .text($0.places) }),
      TableColumn(
        "labels", ColumnSpec("LABELS", minimum: 48, maximum: 60, dropOrder: 4),
        cell: { row, _ in row.labels.isEmpty ? .unknown : CellText(row.labels, .dim) },
        key: { .text($0.labels) }),
    ], givenOrder: "last failed first", id: \.group.key,
    searched: { row in
      [row.group.newest.cause, row.group.newest.name, row.labels] + row.group.tasks
        + row.group.taskManagers.map(\.text)
    })
}

extension ContextReader {
  func exceptionRow(_ group: ExceptionGroup) -> ExceptionRow {
    ExceptionRow(group: group, now: serverKnownAt)
  }
}
