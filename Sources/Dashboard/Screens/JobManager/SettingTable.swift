import StreamModel
import TerminalUI

/// Something that the JobManager was started with, or that a job is set to.
struct SettingRow {
  enum Kind: String {
    case setting, jvm = "JVM", option = "JVM option", classPath = "class path"
    /// Of a job: how it is run, and what its own code has set for itself.
    case execution, parameter
  }

  /// The place among all, as two options may be the same.
  var id: Int
  var kind: Kind
  var key: String
  var value: String

  /// `rest.port: 8081`, or the option as it is.
  var whole: String { key.isEmpty ? value : "\(key): \(value)" }
}

/// The table of what is set, and of what the JVM was started with.
enum SettingTable {
  static let table = Table<SettingRow, Int>(
    columns: [
      TableColumn(
        "what", ColumnSpec("WHAT", minimum: 10, dropOrder: 1),
        cell: { row, _ in CellText(row.kind.rawValue, .dim) }, key: { .text($0.kind.rawValue) }),
      TableColumn(
        "key", ColumnSpec("KEY", minimum: 16, maximum: 60), canBeHidden: false,
        cell: { row, _ in CellText(row.key, .title) }, key: { .text(row($0)) }),
      TableColumn(
        "value", ColumnSpec("VALUE", minimum: 14, maximum: 200), canBeHidden: false,
        cell: { row, _ in CellText(row.value, row.value == Secrets.mask ? .dim : .text) },
        key: { .text($0.value.lowercased()) }),
    ], givenOrder: "configuration by key, then the JVM", id: \.id,
    searched: { [$0.kind.rawValue, $0.key, $0.value] })

  /// What a job is set to.
  static let ofJob = {
    var ofJob = table
    ofJob.givenOrder = "how it is run, then its own by key"
    return ofJob
  }()

  private static func row(_ row: SettingRow) -> String {
    row.key.isEmpty ? row.value.lowercased() : row.key.lowercased()
  }
}

extension ContextReader {
  /// What is known of it: the configuration by key, then the JVM, its options and where it finds classes.
  var settingRows: [SettingRow] {
    var rows: [SettingRow] = []
    func add(_ kind: SettingRow.Kind, _ key: String, _ value: String) {
      rows.append(SettingRow(id: rows.count, kind: kind, key: key, value: value))
    }
    for setting in cluster.answers[.controllerConfiguration]?.value ?? [] {
      add(.setting, setting.key, setting.value)
    }
    guard let environment = cluster.answers[.controllerEnvironment]?.value else { return rows }
    if let version = environment.version {
      let architecture = environment.architecture.map { ", \($0)" } ?? ""
      add(.jvm, "version", version + architecture)
    }
    for option in environment.options {
      let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      add(.option, String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
    for path in environment.classPath {
      add(.classPath, path.split(separator: "/").last.map(String.init) ?? path, path)
    }
    return rows
  }
}
