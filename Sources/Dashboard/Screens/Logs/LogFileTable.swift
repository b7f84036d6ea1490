import StreamModel
import TerminalUI

/// A log file, with what is needed to draw it.
struct LogFileRow {
  var file: LogFile
  /// On the clock of those who write logs.
  var now: Timestamp

  fileprivate var age: Duration? { file.changedAt.map { now.since($0) } }

  fileprivate var what: String {
    switch file.name {
    case LogFile.own.name: "its own log, whatever the file is called"
    case LogFile.ownOutput.name: "what it prints"
    default: ""
    }
  }
}

/// The table of a process's log files.
enum LogFileTable {
  static let table = Table<LogFileRow, String>(
    columns: [
      TableColumn(
        "file", ColumnSpec("FILE", minimum: 24, maximum: 80), canBeHidden: false,
        cell: { row, _ in CellText(row.file.name, .title) },
        key: { .text($0.file.name.lowercased()) }),
      TableColumn(
        "size", ColumnSpec("SIZE", minimum: 9, alignment: .right),
        cell: { row, _ in .size(row.file.size) }, key: { .size($0.file.size) }),
      TableColumn(
        "changed", ColumnSpec("CHANGED", minimum: 10, alignment: .right, dropOrder: 1),
        cell: { row, _ in row.age.map { CellText("\(Format.age($0)) ago") } ?? .unknown },
        key: { .time($0.file.changedAt) }),
      TableColumn(
        "what", ColumnSpec("", minimum: 1, maximum: 42, dropOrder: 2), canBeHidden: false,
        cell: { row, _ in CellText(row.what, .dim) }),
    ], givenOrder: "its own first, then the newest", id: \.file.name,
    searched: { [$0.file.name] })

  /// Those that a process calls its own, then the one that was written last, then by name.
  static func ordered(_ files: [LogFile]) -> [LogFile] {
    func age(_ file: LogFile) -> (Int, Int64, String) {
      (file.isOwn ? 0 : 1, -(file.changedAt?.milliseconds ?? 0), file.name)
    }
    return files.sorted { age($0) < age($1) }
  }
}
