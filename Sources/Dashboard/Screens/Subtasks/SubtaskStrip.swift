import StreamModel
import TerminalUI

/// All subtasks at a glance, in the order of their numbers: how high each stands is how busy it is, its colour what it
/// mostly does.
extension ScreenPicture<SubtasksScreen> {
  func drawStrip(_ rows: [SubtaskRow], in rect: Rect, frame: inout Frame) {
    let name = cluster.job(screen.job)?.vertex(screen.vertex)?.shortName ?? screen.vertex.text
    let inside = Box.draw(
      rect, title: name, remark: states(of: rows), charset: settings.charset, in: &frame
    ).inset(left: 1, right: 1)
    guard !rows.isEmpty, inside.columns > 0 else { return }
    let height = max(1, inside.rows - 1)
    let cells = StripCells(rows, width: inside.columns, charset: settings.charset)
    for cell in cells.all {
      let lines =
        cell.sign.map { sign in
          Array(repeating: " ", count: height - 1) + [String(sign)]
        }
        ?? Sparkline.lines(
          [cell.load], scale: .fixed(0, 1), rows: height, charset: settings.charset)
      // Not reversed, as then what is high would be low.
      let isSelected = cell.subtasks.contains(screen.table.cursor ?? -1)
      let style = isSelected ? Style(.accent, isBold: true) : Style(cell.role)
      for (line, text) in lines.enumerated() {
        frame.put(
          String(repeating: text, count: cell.inkedWidth), column: inside.column + cell.column,
          row: inside.row + line, style: style)
      }
    }
    frame.put(
      summary(of: rows), column: inside.column, row: inside.row + height, limit: inside.columns,
      charset: settings.charset)
  }

  /// `64 RUNNING`, `62 RUNNING, 2 FAILED`.
  private func states(of rows: [SubtaskRow]) -> String {
    var counts: [TaskState: Int] = [:]
    for row in rows { counts[row.subtask.state, default: 0] += 1 }
    let text = counts.sorted { ($1.value, $0.key.name) < ($0.value, $1.key.name) }
      .map { "\($0.value) \($0.key.name)" }.joined(separator: ", ")
    // What became of those of a job that the cluster has lost, or of a run that is over, was not told.
    let isOver = cluster.vanishedAt(screen.job) != nil || rows.contains { $0.later != nil }
    return isOver ? "last known: " + text : text
  }

  /// How evenly load and records lie: `busy 12% to 99%, median 20%   records skew 61%, most 3.2x median, 41% in
  /// one`.
  private func summary(of rows: [SubtaskRow]) -> [Span] {
    let busy = rows.compactMap { $0.pressure?.value.busy?.value }
    var spans: [Span] = []
    if let spread = Spread(busy) {
      let (least, most) = (Format.percent(spread.least), Format.percent(spread.most))
      spans = [Span("busy ", .dim), Span(least == most ? most : "\(least) to \(most)", .text)]
      if least != most { spans.append(Span(", median \(Format.percent(spread.median))", .dim)) }
    } else {
      spans = [Span("busy -", .dim)]
    }
    spans.append(Span("   records skew ", .dim))
    // Of some of the subtasks alone it would be another figure.
    let flows = rows.compactMap { $0.flow?.perSecond }
    guard flows.count == rows.count, let spread = Spread(flows), spread.most > 0 else {
      return spans + [Span("-", .dim)]
    }
    spans.append(Span(Format.percent(spread.skew), spread.skew >= 0.5 ? .warning : .text))
    if let times = spread.mostOverMedian {
      spans.append(Span(", most \(Format.fixed(times, 1))x median", .dim))
    }
    if rows.count > 1, let share = spread.topShare {
      spans.append(Span(", \(Format.percent(share)) in one", .dim))
    }
    return spans
  }
}

/// The subtasks on so many columns: several columns each where there is room, else several subtasks in one, of which
/// the most loaded is seen.
struct StripCells {
  struct Cell {
    var column: Int
    var width: Int
    /// Wide ones have a blank between them.
    var inkedWidth: Int { width > 2 ? width - 1 : width }
    var subtasks: ClosedRange<Int>
    /// The busy or backpressured share, whichever is more; nil where it is not known.
    var load: Double?
    /// In the place of its load, for one that does not run.
    var sign: Character?
    var role: Role
  }

  private(set) var all: [Cell] = []

  init(_ rows: [SubtaskRow], width: Int, charset: Charset) {
    let sorted = rows.sorted { $0.index < $1.index }
    guard width > 0, !sorted.isEmpty else { return }
    let perCell = (sorted.count + width - 1) / width
    let cellWidth = max(1, min(6, width / sorted.count))
    for (place, start) in stride(from: 0, to: sorted.count, by: perCell).enumerated() {
      let some = sorted[start..<min(sorted.count, start + perCell)]
      guard let first = some.first, let last = some.last,
        let worst = some.max(by: { Self.weight($0) < Self.weight($1) })
      else { continue }
      all.append(
        Cell(
          column: place * cellWidth, width: cellWidth, subtasks: first.index...last.index,
          load: Self.load(worst), sign: Self.sign(worst, charset), role: Self.role(worst)))
    }
  }

  private static func sign(_ row: SubtaskRow, _ charset: Charset) -> Character? {
    switch row.subtask.state {
    case .running: nil
    case .failed: charset.failed
    case .finished, .canceled: charset.idleFill
    default: charset.inProgress
    }
  }

  private static func load(_ row: SubtaskRow) -> Double? {
    guard row.subtask.state == .running else { return nil }
    guard let pressure = row.pressure?.value else { return nil }
    let shares = [pressure.busy?.value, pressure.backpressured?.value].compactMap(\.self)
    return shares.max() ?? pressure.idle.map { 1 - $0.value }
  }

  /// What does not run is seen before what is loaded.
  private static func weight(_ row: SubtaskRow) -> Double {
    let isOut = row.subtask.state != .running && row.subtask.state != .finished
    return (row.subtask.state == .failed ? 20 : isOut ? 10 : 0) + (load(row) ?? -1)
  }

  private static func role(_ row: SubtaskRow) -> Role {
    guard row.subtask.state == .running else { return row.subtask.state.role }
    guard let pressure = row.pressure else { return .dim }
    return FigureAge(of: pressure.receivedAt, at: row.now) == .current ? pressure.value.role : .dim
  }
}
