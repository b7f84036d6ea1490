import StreamModel
import TerminalUI

/// All about one subtask in a box, for the screens that show one.
extension ContextReader {
  private typealias SubtaskLine = (label: String, value: String, role: Role)

  func drawSubtask(_ row: SubtaskRow, in rect: Rect, frame: inout Frame) {
    let inside = Box.draw(
      rect, title: "Subtask \(row.index)", remark: row.later?.of ?? "", charset: settings.charset,
      in: &frame)
    for (index, line) in subtaskLines(row).prefix(inside.rows).enumerated() {
      let label = line.label + String(repeating: " ", count: max(1, 14 - line.label.count))
      frame.put(
        [Span(label, .dim), Span(line.value, line.role)], column: inside.column + 1,
        row: inside.row + index, limit: inside.columns - 2, charset: settings.charset)
    }
  }

  private func subtaskLines(_ row: SubtaskRow) -> [SubtaskLine] {
    let subtask = row.subtask
    let attempt = subtask.attempt.map { "   attempt #\($0)" } ?? ""
    let span = row.span
    let state = subtask.state.whole(row.later)
    var lines: [SubtaskLine] = [
      ("state", state.text + span + attempt + times(of: subtask), state.role),
      (cluster.traits.worker, place(of: subtask), .text),
    ]
    if let name = subtask.ownName { lines.append(("instance", name, .text)) }
    // The last one first: it took the longest, as a rule.
    let states = subtask.stateDurations.reversed().filter { $0.state != subtask.state }.map {
      "\($0.state.name) \(Format.duration($0.duration))"
    }
    lines.append(("before that", states.isEmpty ? "-" : states.joined(separator: "   "), .text))
    let counters = subtask.counters
    let uncounted = "not counted by Flink"
    lines.append(
      (
        "in",
        row.isSource
          ? uncounted : traffic(counters.recordsIn, row.recordsIn?.value, counters.bytesIn), .text
      ))
    lines.append(
      (
        "out",
        row.isSink
          ? uncounted : traffic(counters.recordsOut, row.recordsOut?.value, counters.bytesOut),
        .text
      ))
    lines.append(("watermark", watermark(of: row), .text))
    return lines
  }

  /// `, 14:01:09 to 14:05:31`.
  private func times(of subtask: Subtask) -> String {
    guard let start = subtask.startTime else { return "" }
    let clock = settings.clock
    let end = subtask.endTime.map { ", ended \(clock.brief($0, now: now))" } ?? ""
    return "   started \(clock.brief(start, now: now))\(end)"
  }

  private func place(of subtask: Subtask) -> String {
    guard let manager = subtask.taskManager?.text ?? subtask.host else { return "none has it" }
    let host = subtask.host.flatMap { $0 == manager ? nil : "   \($0)" } ?? ""
    return manager + host
  }

  /// `12.3M records, 1.2k/s   3.4 GiB`.
  private func traffic(_ records: Int64?, _ rate: Rate?, _ bytes: ByteCount?) -> String {
    let total = records.map { "\(Format.count(Double($0))) records" } ?? "- records"
    let flow = rate.map { ", \(Format.count($0.perSecond))/s" } ?? ""
    let size = bytes.map { "   \(Format.bytes(Double($0.bytes)))" } ?? ""
    return total + flow + size
  }

  private func watermark(of row: SubtaskRow) -> String {
    switch row.watermark {
    case nil: return "-"
    case .some(.none): return "none yet"
    case .finished: return "the input has ended"
    case .at(let time):
      let lag =
        row.lag.map {
          $0 < .zero
            ? ", \(Format.duration(.zero - $0)) ahead"
            : ", \(row.lagSign)\(Format.duration($0)) behind"
        } ?? ""
      return settings.clock.brief(time, now: now) + lag
    }
  }
}
