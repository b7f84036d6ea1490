import StreamModel
import TerminalUI

extension ContextReader {
  /// The lines below the bar on screens of a job: what keeps us from the cluster, and what is wrong with the job.
  func headLines(of job: JobID, limit: Int) -> [[Span]] {
    guard let model = cluster.job(job) else {
      return [troubleSpans].compactMap { $0 }
    }
    guard let trouble = troubleSpans else { return verdictLines(of: model, limit: limit) }
    return [trouble] + (limit > 1 ? verdictLines(of: model, limit: limit - 1) : [])
  }

  /// The verdict in at most `limit` lines. Findings are told whole as long as they fit, then in short from the last
  /// one on; what is still too much stays in the last line, to be cut.
  func verdictLines(of job: JobModel, limit: Int) -> [[Span]] {
    let verdict = verdict(job.id)
    if let gone = cluster.vanishedAt(job.id), verdict.findings.isEmpty {
      let text =
        "The cluster does not list this job any more, since \(settings.clock.brief(gone, now: now))."
        + " What is shown is the last that was known."
      return flow([(text, Severity.warning.role, nil)], limit: limit)
    }
    guard !verdict.findings.isEmpty else {
      return flow(
        [(verdict.summary, verdict.isComplete ? .good : .dim, nil)], limit: limit)
    }
    var wholes = verdict.findings.count
    while true {
      let pieces = verdict.findings.enumerated().map { index, finding in
        let text = index < wholes ? finding.sentence : finding.short.capitalizedFirst.asSentence
        return (text: text, role: finding.severity.role, sign: finding.severity as Severity?)
      }
      // The worst is told in short only where not even it alone has room.
      let mayShorten = wholes > 1 || wholes == 1 && flow([pieces[0]], limit: .max).count > limit
      if !mayShorten || flow(pieces, limit: .max).count <= limit {
        return flow(pieces, limit: limit)
      }
      wholes -= 1
    }
  }

  /// Texts one after the other in lines of the screen's width, each behind its sign. The last of `limit` lines
  /// takes all that is left.
  private func flow(
    _ pieces: [(text: String, role: Role, sign: Severity?)], limit: Int
  ) -> [[Span]] {
    let room = size.columns - 2
    var lines: [[Span]] = [[]]
    var width = 0
    for (text, role, severity) in pieces {
      let sign = severity.map { $0.sign(settings.charset) } ?? " "
      for (index, word) in text.split(separator: " ").enumerated() {
        let isSigned = index == 0 && (width == 0 || sign != " ")
        var spans = [Span(String(word), role)]
        if isSigned { spans = [Span(sign + " ", role, isBold: true)] + spans }
        if width > 0, width + 1 + spans.width > room, lines.count < limit {
          lines.append([])
          width = 0
          if !isSigned { spans = [Span("  ")] + spans }
        } else if width > 0 {
          spans = [Span(" ", role)] + spans
        }
        lines[lines.count - 1] += spans
        width += spans.width
      }
    }
    return lines
  }

  /// The findings of a job, worst first, wrapped; returns the lines used.
  @discardableResult
  func drawVerdict(
    of id: JobID, column: Int, row: Int, width: Int, limit: Int, in frame: inout Frame
  ) -> Int {
    let verdict = verdict(id)
    let findings =
      verdict.findings.isEmpty
      ? [(verdict.isComplete ? Severity.well : .note, verdict.summary)]
      : verdict.findings.map { ($0.severity, $0.sentence) }
    var used = 0
    for (severity, sentence) in findings where used < limit {
      let lines = Wrapping.lines(
        sentence, width: width - 2, limit: limit - used, isASCII: settings.charset.isASCII)
      frame.put(
        severity.sign(settings.charset), column: column, row: row + used,
        style: Style(severity.role, isBold: true))
      for line in lines {
        frame.put(
          line, column: column + 2, row: row + used,
          style: Style(severity >= .warning ? severity.role : .text))
        used += 1
      }
    }
    return used
  }
}
