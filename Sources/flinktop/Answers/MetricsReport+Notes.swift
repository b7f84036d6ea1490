import Dashboard
import StreamModel
import TerminalUI

// What a system's documents say of its metrics, and what it keeps of them.
extension MetricsReport {
  static func noteColumns(_ traits: SystemTraits) -> [TextColumn] {
    traits.metricNotes.isEmpty ? [] : [TextColumn("UNIT"), TextColumn("IS")]
  }

  /// Unit and meaning; nothing of a system whose names tell.
  static func notes(_ id: String, _ traits: SystemTraits) -> [String] {
    guard !traits.metricNotes.isEmpty else { return [] }
    let note = traits.metricNotes[id]
    return [note?.unit.rawValue ?? "-", note?.title ?? "-"]
  }

  static func list(_ ids: [String], _ answers: ReportedAnswers) -> String {
    let traits = answers.cluster.traits
    guard !traits.metricNotes.isEmpty else {
      return ids.map(SafeText.plain).joined(separator: "\n")
    }
    return TextTable(
      columns: [TextColumn("METRIC")] + noteColumns(traits),
      rows: ids.map { id in ([SafeText.plain(id)] + notes(id, traits)).map { TextCell($0) } },
      width: .unlimited, charset: answers.charset
    ).text
  }

  /// A row a moment, a column a metric.
  func history(_ readings: [MetricReading], _ answers: ReportedAnswers) -> String {
    let readings = ordered(readings)
    var values: [Timestamp: [String: Double]] = [:]
    for reading in readings {
      for sample in reading.past { values[sample.at, default: [:]][reading.id] = sample.value }
    }
    guard !values.isEmpty else { return "Nothing is known of that time." }
    let columns =
      [TextColumn("TIME")]
      + readings.map { TextColumn(SafeText.plain($0.id), isRight: true) }
    let rows = values.keys.sorted().map { time in
      [TextCell(SystemClock.local.full(time))]
        + readings.map { TextCell(values[time]?[$0.id].map(Self.plain) ?? "-") }
    }
    return TextTable(
      columns: columns, rows: rows, width: .unlimited, charset: answers.charset
    ).text
  }
}
