import StreamModel
import TerminalUI

/// What went on in a job beside its states, along the time of the bars: its checkpoints and savepoints, its backpressure and
/// its lag.
struct TimelineTracks: ContextReader {
  /// Lines that they take.
  static let count = 3

  var context: Context
  var job: JobModel
  var window: TimeWindow

  /// One line: what it is of, and what lies in its columns from the left; nil where nothing does.
  struct Track {
    var name: String
    /// The scale, or how many.
    var remark: String
    var marks: [Span?]
  }

  /// Those that there is something to tell of.
  func all(width: Int) -> [Track] {
    guard width > 0 else { return [] }
    return [checkpoints(width), backpressure(width), lag(width)].compactMap(\.self)
  }

  // MARK: Checkpoints

  /// Each from its trigger to its end, which has its sign. What went wrong lies over what went well.
  private func checkpoints(_ width: Int) -> Track? {
    guard let log = job.checkpoints else { return nil }
    var marks = [Span?](repeating: nil, count: width)
    var ranks = [Int](repeating: 0, count: width)
    var counts = (completed: 0, failed: 0)
    for checkpoint in log.history {
      let start = checkpoint.triggeredAt
      let end = checkpoint.duration.map { start.advanced(by: $0) } ?? start
      let sign = sign(of: checkpoint)
      guard let columns = window.columns(from: start, to: max(start, end), width: width) else {
        continue
      }
      switch checkpoint.status {
      case .completed: counts.completed += 1
      case .failed: counts.failed += 1
      case .inProgress, .other: break
      }
      for column in columns {
        let isLast = column == columns.upperBound - 1
        let rank = isLast ? sign.rank : 1
        guard rank >= ranks[column] else { continue }
        ranks[column] = rank
        marks[column] =
          isLast
          ? sign.span : Span(String(settings.charset.horizontal), sign.span.style.role)
      }
    }
    let failed = counts.failed > 0 ? ", \(counts.failed) failed" : ""
    return Track(name: "checkpoints", remark: "\(counts.completed)\(failed)", marks: marks)
  }

  private func sign(of checkpoint: Checkpoint) -> (span: Span, rank: Int) {
    let charset = settings.charset
    switch checkpoint.status {
    case .failed: return (Span(String(charset.failed), .critical, isBold: true), 5)
    case .completed where checkpoint.isSavepoint: return (Span("S", .accent, isBold: true), 4)
    case .inProgress: return (Span(String(charset.inProgress), .accent), 3)
    case .completed, .other: return (Span(charset.isASCII ? "." : "•", .good), 2)
    }
  }

  // MARK: Series

  /// On our clock, while the window is on the JobManager's.
  private func buckets(_ series: Series, _ width: Int) -> [Double?] {
    series.buckets(
      count: width, span: window.duration,
      endingAt: window.end.advanced(by: .zero - cluster.clockOffset))
  }

  private func backpressure(_ width: Int) -> Track? {
    let shares = buckets(job.backpressuredSeries, width)
    guard let most = shares.compactMap(\.self).max() else { return nil }
    let marks = shares.map { share in
      share.map { bar($0, of: 1, $0 > Self.lowShare ? .backpressured : .dim) }
    }
    return Track(name: "backpressured", remark: "to \(Format.percent(most))", marks: marks)
  }

  /// Flink's own limit of what is no backpressure.
  private static let lowShare = 0.1

  private func lag(_ width: Int) -> Track? {
    let lags = buckets(job.lagSeries, width)
    guard let most = lags.compactMap(\.self).max() else { return nil }
    let marks = lags.map { lag in lag.map { bar($0, of: most, .graph) } }
    return Track(
      name: "lag", remark: "to \(Format.duration(seconds: most))", marks: marks)
  }

  private func bar(_ value: Double, of greatest: Double, _ role: Role) -> Span {
    let ramp = settings.charset.ramp
    let share = greatest > 0 ? min(1, max(0, value / greatest)) : 0
    return Span(String(ramp[Int((share * Double(ramp.count - 1)).rounded())]), role)
  }

  // MARK: Drawing

  /// `start` is the column in which the bars begin.
  func draw(in rect: Rect, barsAt start: Int, width: Int, frame: inout Frame) {
    for (index, track) in all(width: width).prefix(rect.rows).enumerated() {
      let row = rect.row + index
      let room = start - rect.column - 2
      frame.put(
        [Span(track.name, .title), Span("  \(track.remark)", .dim)], column: rect.column + 1,
        row: row, limit: room, charset: settings.charset)
      for (column, mark) in track.marks.enumerated() {
        guard let mark else { continue }
        frame.put(mark.text, column: start + column, row: row, style: mark.style)
      }
    }
  }
}
