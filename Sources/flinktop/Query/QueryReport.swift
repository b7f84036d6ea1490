import ArgumentParser
import Dashboard
import MetricExpressions
import StreamModel
import TerminalUI

/// `--format text|json|csv`.
enum QueryFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, csv
}

/// What an expression came to, as it is printed.
struct QueryReport {
  var expression: MetricExpression
  var answer: SeriesAnswer
  var window: SeriesWindow
  var cluster: ClusterModel
  var takenAt: Timestamp
  var clock = SystemClock.local
  var charset: Charset
  var width: TextWidth

  func text(as format: QueryFormat) -> String {
    switch format {
    case .text: table
    case .json: document.text
    case .csv: lines
    }
  }

  /// A value at a moment: nil where it is not known, or no number.
  private func value(_ series: MetricSeries, at moment: Int64) -> Double? {
    series.values[moment].flatMap { $0.isFinite ? $0 : nil }
  }

  private var table: String {
    let report = TextReport(
      cluster: cluster, takenAt: takenAt, clock: clock, charset: charset, width: width)
    let head = [report.header, SafeText.plain(expression.description), ""]
    let isNamed = answer.series.contains { $0.instance != nil }
    var columns = [TextColumn("TIME")]
    if isNamed { columns.append(TextColumn("INSTANCE")) }
    columns.append(TextColumn("VALUE", isRight: true))
    let rows = window.moments.flatMap { moment in
      answer.series.map { series in
        let time = clock.full(Timestamp(milliseconds: moment * 1000))
        let value = value(series, at: moment).map(Self.short) ?? "-"
        return ([time] + (isNamed ? [series.instance ?? "-"] : []) + [value]).map { TextCell($0) }
      }
    }
    guard !rows.isEmpty else { return (head + ["There are no series."]).joined(separator: "\n") }
    let table = TextTable(columns: columns, rows: rows, width: .unlimited, charset: charset)
    return (head + [table.text]).joined(separator: "\n")
  }

  private var document: JSONValue {
    let documents = Documents(cluster: cluster, takenAt: takenAt)
    let moments = window.moments
    let series = answer.series.map { series -> JSONValue in
      .object([
        ("instance", .optional(series.instance) { .string($0) }),
        (
          "points",
          .array(
            moments.map { moment in
              .object([
                ("at", .integer(moment * 1000)),
                ("value", .optional(value(series, at: moment), Self.number)),
              ])
            })
        ),
      ])
    }
    func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
    let unmatched = answer.unmatched.map { unmatched -> JSONValue in
      .object([
        ("operator", .string(unmatched.arithmetic.rawValue)),
        ("column", .integer(Int64(unmatched.column))), ("left", strings(unmatched.left)),
        ("right", strings(unmatched.right)),
      ])
    }
    return documents.document([
      ("expression", .string(expression.description)), ("stepMs", .integer(window.step * 1000)),
      ("series", .array(series)), ("unmatched", .array(unmatched)),
    ])
  }

  private var lines: String {
    let rows = window.moments.flatMap { moment in
      answer.series.map { series in
        [
          "\(moment * 1000)", Self.field(series.instance ?? ""),
          value(series, at: moment).map(Self.plain) ?? "",
        ].joined(separator: ",")
      }
    }
    return (["timeMs,instance,value"] + rows).joined(separator: "\n")
  }

  /// A field as RFC 4180 has it.
  private static func field(_ text: String) -> String {
    let text = SafeText.plain(text)
    guard text.contains(where: { $0 == "," || $0 == "\"" }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  /// With so many digits of a fraction that six count.
  private static func short(_ value: Double) -> String {
    guard whole(value) == nil, (1e-4..<1e15).contains(value.magnitude) else { return plain(value) }
    var (digits, bound) = (9, 1e-3)
    while value.magnitude >= bound, digits > 0 { (digits, bound) = (digits - 1, bound * 10) }
    var text = Format.fixed(value, digits)
    guard digits > 0 else { return text }
    while text.last == "0" { text.removeLast() }
    return text.last == "." ? String(text.dropLast()) : text
  }

  /// Without a fraction that it does not have.
  private static func plain(_ value: Double) -> String {
    whole(value).map { String($0) } ?? String(value)
  }

  private static func number(_ value: Double) -> JSONValue {
    whole(value).map { .integer($0) } ?? .number(value)
  }

  private static func whole(_ value: Double) -> Int64? {
    value == value.rounded() && value.magnitude < 9e15 ? Int64(value) : nil
  }
}
