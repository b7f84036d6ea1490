package import StreamModel
import TerminalUI

/// What is told of all rescales of a job, as lines of a label and a text: on the screen and in the report the same.
package struct RescaleStatistics {
  var overview: RescaleOverview?
  var summary: RescaleSummary?
  var settings: RescaleSettings?
  var clock: LocalClock
  var now: Timestamp

  /// What is not known is left out.
  package var lines: [(label: String, text: String)] {
    var lines: [(String, String)] = []
    if let counts = overview?.counts ?? summary?.counts { lines.append(("count", text(counts))) }
    if let times = text(summary?.completed) { lines.append(("took", times)) }
    if let last = text(lastUnusual) { lines.append(("last", last)) }
    if let settings { lines.append(("settings", text(settings))) }
    return lines
  }

  private func text(_ counts: RescaleCounts) -> String {
    "\(counts.completed) completed, \(counts.failed) failed, \(counts.ignored) ignored, "
      + "\(counts.inProgress) in progress"
  }

  /// How long those took that completed.
  private func text(_ times: Distribution?) -> String? {
    guard let times else { return nil }
    func figure(_ name: String, _ milliseconds: Double?) -> String? {
      milliseconds.map { "\(name) \(Format.duration(seconds: $0 / 1000))" }
    }
    return [
      figure("min", times.min), figure("p50", times.p50), figure("p90", times.p90),
      figure("p99", times.p99), figure("max", times.max), figure("average", times.average),
    ].compactMap(\.self).joined(separator: ", ")
  }

  /// The later of those that failed and that were ignored: the list may have forgotten it.
  private var lastUnusual: RescaleRecord? {
    let never = Timestamp(milliseconds: 0)
    return [overview?.failed, overview?.ignored].compactMap(\.self)
      .max { ($0.startTime ?? never) < ($1.startTime ?? never) }
  }

  private func text(_ record: RescaleRecord?) -> String? {
    guard let record else { return nil }
    let at = record.startTime.map { clock.brief($0, now: now) } ?? "-"
    let why = [record.cause, record.reason].compactMap(\.self).joined(separator: ", ")
    return "\(record.outcome ?? "-") at \(at)\(why.isEmpty ? "" : ": \(SafeText.plain(why))")"
  }

  private func text(_ settings: RescaleSettings) -> String {
    func part(_ name: String, _ duration: Duration?) -> String? {
      duration.map { "\(name) \(Format.duration($0))" }
    }
    return [
      settings.executionMode.map { "mode \(SafeText.plain($0))" },
      part("cooldown", settings.cooldown), part("slots stable for", settings.stabilization),
      part("checkpoint waited for", settings.longestDelay),
      settings.failedCheckpoints.map { "without one after \($0) failed" },
      settings.historySize.map { "\($0) remembered" },
    ].compactMap(\.self).joined(separator: ", ")
  }
}

extension ContextReader {
  func rescaleStatistics(of job: JobID) -> RescaleStatistics {
    RescaleStatistics(
      overview: cluster.answers[.rescaleOverview(job)]?.value,
      summary: cluster.answers[.rescaleSummary(job)]?.value,
      settings: cluster.answers[.rescaleSettings(job)]?.value, clock: settings.clock,
      now: serverKnownAt)
  }
}

extension ReportContext {
  package func statistics(ofRescalesOf job: JobID) -> RescaleStatistics {
    rescaleStatistics(of: job)
  }
}

extension ScreenPicture<RescalesScreen> {
  /// Counts, how long they took, the last that did not complete, and what they follow.
  func drawStatistics(in rect: Rect, frame: inout Frame) {
    guard !rect.isEmpty else { return }
    let inside = Box.draw(rect, title: "All of them", charset: settings.charset, in: &frame)
    let lines = rescaleStatistics(of: screen.job).lines
    guard !lines.isEmpty else {
      return drawReason(
        waitingText(RescaleOverviewQuestion(screen.job)), in: inside, frame: &frame)
    }
    for (index, line) in lines.prefix(inside.rows).enumerated() {
      let label = line.label + String(repeating: " ", count: max(1, 10 - line.label.count))
      frame.put(
        [Span(label, .dim), Span(line.text)], column: inside.column + 1,
        row: inside.row + index, limit: inside.columns - 2, charset: settings.charset)
    }
  }
}
