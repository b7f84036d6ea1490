package import StreamModel
package import TerminalUI

/// One jar, with what is needed to draw it.
package struct JarRow {
  package var jar: Jar
  var clock: LocalClock
  var now: Timestamp
}

/// The table of the jars that were uploaded.
package enum JarTable {
  package static let table = Table<JarRow, JarID>(
    columns: columns, givenOrder: "newest first", id: { $0.jar.id },
    searched: { row in [row.jar.name, row.jar.id.text] + row.jar.entries.map(\.className) })

  private static let columns: [TableColumn<JarRow>] = [
    TableColumn(
      "name", ColumnSpec("NAME", minimum: 16, maximum: 60), canBeHidden: false,
      cell: { row, _ in CellText(row.jar.name, .title) },
      key: { .text($0.jar.name.lowercased()) }),
    TableColumn(
      "uploaded", ColumnSpec("UPLOADED", minimum: 14, dropOrder: 1),
      cell: { row, _ in
        CellText(row.jar.uploadedAt.map { row.clock.brief($0, now: row.now) } ?? "-")
      },
      key: { .time($0.jar.uploadedAt) }),
    TableColumn(
      "entry", ColumnSpec("ENTRY CLASS", minimum: 12, maximum: 80, dropOrder: 2),
      cell: { row, _ in
        let names = row.jar.entries.map(\.className)
        return CellText(names.isEmpty ? "-" : names.joined(separator: ", "), .dim)
      },
      key: { .text($0.jar.entries.first?.className ?? "") }),
    TableColumn(
      "id", ColumnSpec("ID", minimum: 12, maximum: 100, dropOrder: 3),
      cell: { row, _ in CellText(row.jar.id.text, .dim) }, key: { .text($0.jar.id.text) }),
  ]
}

extension ContextReader {
  /// The jars as they are listed, newest first.
  var jarRows: [JarRow] {
    (cluster.answers[.jars]?.value ?? [])
      .sorted {
        ($0.uploadedAt ?? Timestamp(milliseconds: 0), $0.id)
          > ($1.uploadedAt ?? Timestamp(milliseconds: 0), $1.id)
      }
      .map { JarRow(jar: $0, clock: settings.clock, now: now) }
  }
}
