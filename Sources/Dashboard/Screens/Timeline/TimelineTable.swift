import StreamModel
package import TerminalUI

/// The table of the timeline. Its bars are drawn by the screen, along the time that is seen.
package enum TimelineTable {
  package static let bar = "timeline"

  package static let table = Table<TimelineRow, TimelineID>(
    columns: [
      TableColumn(
        "name", ColumnSpec("NAME", minimum: 12, maximum: 30), canBeHidden: false,
        cell: { row, _ in
          let mark = row.isOpen.map { $0 ? "- " : "+ " } ?? "  "
          let indent = String(repeating: "  ", count: row.depth)
          return CellText(indent + mark + row.name, row.depth == 0 ? .title : .text)
        }, key: { .text($0.name.lowercased()) }),
      TableColumn(
        "state", ColumnSpec("STATE", minimum: 9, maximum: 12, dropOrder: 2),
        cell: { row, _ in row.state.map { CellText($0, row.role) } ?? .unknown },
        key: { .text($0.state ?? "~") }),
      TableColumn(
        "start", ColumnSpec("START", minimum: 11, alignment: .right, dropOrder: 3),
        cell: { row, _ in
          row.start.map { CellText(row.clock.brief($0, now: row.now), .dim) } ?? .unknown
        }, key: { .time($0.start) }),
      TableColumn(
        "end", ColumnSpec("END", minimum: 11, alignment: .right, dropOrder: 4),
        cell: { row, _ in
          row.end.map { CellText(row.clock.brief($0, now: row.now), .dim) } ?? .unknown
        }, key: { .time($0.end) }),
      TableColumn(
        "duration", ColumnSpec("DURATION", minimum: 8, alignment: .right, dropOrder: 1),
        cell: { row, _ in row.duration.map { CellText(Format.duration($0)) } ?? .unknown },
        key: { .duration($0.duration) }),
      TableColumn(
        bar, ColumnSpec("", minimum: 20, maximum: 400), canBeHidden: false,
        cell: { _, _ in CellText("") }),
    ], givenOrder: "by the graph", id: \.id,
    searched: { row in [row.name, row.state ?? "", row.host ?? ""] }, parent: { $0.parent })

  /// The same for a text, with how long each was in which state in place of the bars.
  package static let report = {
    var report = table
    report.columns.append(
      TableColumn(
        "states", ColumnSpec("STATES", minimum: 20, maximum: 90, dropOrder: 5),
        cell: { row, _ in
          let states = row.durations.map {
            "\($0.state.name.lowercased()) \(Format.duration($0.duration))"
          }
          return states.isEmpty ? .unknown : CellText(states.joined(separator: ", "), .dim)
        }))
    return report
  }()
}
