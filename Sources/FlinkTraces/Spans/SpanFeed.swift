/// Spans that are sent, and not written to a log: those of checkpoints and of starts and failures of jobs, oldest first.
package struct SpanFeed: Sendable {
  /// All that came so far, without their children.
  package var spans: @Sendable () -> [TraceSpan]

  package init(_ spans: @escaping @Sendable () -> [TraceSpan]) { self.spans = spans }
}

/// Keeps the last spans that tell of starts and restarts.
package struct SpanShelf: Sendable {
  /// Of 100 jobs that checkpoint each ten seconds those of the last hour.
  package static let most = 36_000

  private var kept: [TraceSpan] = []

  package init() {}

  package var spans: [TraceSpan] { kept }

  /// Takes in spans as they come.
  package mutating func take(_ spans: [TraceSpan]) {
    for var span in spans {
      switch span.kind {
      case .checkpoint, .jobInitialization, .jobFailure: break
      default: continue
      }
      span.children = []
      kept.append(span)
    }
    // A quarter at once: one by one each would move all others.
    if kept.count > Self.most { kept.removeFirst(kept.count - Self.most * 3 / 4) }
  }
}
