import StreamModel
import TerminalUI

extension ContextReader {
  /// What is wrong between us and the cluster, in the place of the second line.
  var troubleSpans: [Span]? {
    // What the reader needs first comes first: the cause is the part that may be cut.
    // An answer that brought no list is no data.
    let data =
      cluster.jobsReceivedAt == nil
      ? "" : cluster.lastAnswerAt.map { "Data is \(Format.age(now.since($0))) old. " } ?? ""
    let retry =
      cluster.polling.nextTryAt.map {
        let wait = max(.zero, $0.since(now))
        return wait < .seconds(1) ? "Trying again. " : "Trying again in \(Format.age(wait)). "
      } ?? ""
    switch cluster.connection {
    case .connecting, .live:
      if let restarted = cluster.restartedAt, now.since(restarted) < .seconds(600) {
        // It was down for some time before that was seen.
        let since = cluster.restartedAfter ?? restarted
        let isLong = restarted.since(since) > .seconds(5)
        let ago = (isLong ? "at most " : "") + Format.age(now.since(isLong ? since : restarted))
        // Jobs that ran and are not listed since: the one thing that must not look calm.
        let gone = cluster.lostJobs(at: now).filter { job in
          cluster.lostAt(job.id).map { $0 >= since } ?? false
        }
        guard !gone.isEmpty else {
          return [
            Span(
              "\(settings.charset.warning) The \(cluster.traits.controller) was restarted \(ago) ago: it has forgotten its jobs' history.",
              .warning)
          ]
        }
        let names = gone.map(\.shownName).joined(separator: ", ")
        return [
          Span(
            "\(settings.charset.critical) The \(cluster.traits.controller) was restarted \(ago) ago and \(gone.count) running job\(gone.count == 1 ? " is" : "s are") gone: \(names).",
            .critical, isBold: true)
        ]
      }
      return nil
    case .degraded(let error):
      return [Span("\(settings.charset.warning) \(text(error).asSentence)", .warning)]
    case .stale(_, let error):
      return [
        Span("\(settings.charset.warning) \(data)\(retry)\(text(error).asSentence)", .warning)
      ]
    case .unreachable(_, let error):
      return [
        Span(
          "\(settings.charset.critical) \(data)\(retry)\(text(error).asSentence)", .critical,
          isBold: true)
      ]
    }
  }

  /// Draws the lines below the bar at the top.
  func drawHeadLines(_ lines: [[Span]], in frame: inout Frame) {
    for (index, line) in lines.enumerated() {
      frame.put(
        line, column: 1, row: 1 + index, limit: size.columns - 2, charset: settings.charset)
    }
  }
}
