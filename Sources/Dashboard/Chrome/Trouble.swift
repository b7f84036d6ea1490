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
    case .connecting, .live: return nil
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

  /// A JobManager that was restarted just now, and what it cost. What is said of a job, and what a key is answered, go
  /// before it.
  var restartSpans: [Span]? {
    guard troubleSpans == nil, let restarted = cluster.restartedAt,
      now.since(restarted) < Self.restartIsNews
    else { return nil }
    let controller = cluster.traits.controller
    // Jobs that ran and are not listed since: the one thing that must not look calm.
    let since = cluster.restartedAfter ?? restarted
    let gone = cluster.lostJobs(at: now).filter { job in
      (cluster.lostAt(job.id).map { $0 >= since } ?? false)
        && cluster.namesake(of: job)?.origin == nil
    }
    guard !gone.isEmpty else {
      return [
        Span(
          "\(settings.charset.warning) The \(controller) was restarted \(restartAge(restarted)) ago: it has forgotten its jobs' history.",
          .warning)
      ]
    }
    let names = gone.map(\.shownName).joined(separator: ", ")
    return [
      Span(
        "\(settings.charset.critical) The \(controller) was restarted \(restartAge(restarted)) ago and \(gone.count) running job\(gone.count == 1 ? " is" : "s are") gone: \(names).",
        .critical, isBold: true)
    ]
  }

  /// `JobManager restarted 3m ago`, in fewer and fewer words, once it is no news; nil ten minutes after.
  var restartMarks: [String] {
    guard let restarted = cluster.restartedAt, now.since(restarted) >= Self.restartIsNews,
      now.since(restarted) < .seconds(600)
    else { return [] }
    let age = "\(now.since(restarted).components.seconds / 60)m"
    return [
      "\(cluster.traits.controller) restarted \(age) ago", "restarted \(age) ago",
      "restarted \(age)",
    ]
  }

  private static var restartIsNews: Duration { .seconds(60) }

  /// It was down for some time before that was seen.
  private func restartAge(_ restarted: Timestamp) -> String {
    let since = cluster.restartedAfter ?? restarted
    let isLong = restarted.since(since) > .seconds(5)
    return (isLong ? "at most " : "") + Format.age(now.since(isLong ? since : restarted))
  }

  /// Draws the lines below the bar at the top.
  func drawHeadLines(_ lines: [[Span]], in frame: inout Frame) {
    for (index, line) in lines.enumerated() {
      frame.put(
        line, column: 1, row: 1 + index, limit: size.columns - 2, charset: settings.charset)
    }
  }
}
