import StreamModel

/// Spans that are sent, and not written to a log: those of checkpoints and of starts and failures of jobs, oldest first.
package struct SpanFeed: Sendable {
  /// All that came so far, without their children.
  package var spans: @Sendable () -> [TraceSpan]

  package init(_ spans: @escaping @Sendable () -> [TraceSpan]) { self.spans = spans }
}

/// Keeps the last spans that tell of starts and restarts, and of the checkpoints that these went back to.
package struct SpanShelf: Sendable {
  /// Starts and failures: 2,000 take some 3 MB.
  package static let mostStarts = 2_000
  /// Of 100 jobs that checkpoint each minute those of the last hour.
  package static let mostCheckpoints = 6_000

  private var starts: [TraceSpan] = []
  private var checkpoints: [TraceSpan] = []

  package init() {}

  /// In the order of their ends, in which a log would have them.
  package var spans: [TraceSpan] {
    func end(_ span: TraceSpan) -> Int64 { (span.end ?? span.start)?.milliseconds ?? 0 }
    return (checkpoints + starts).enumerated().sorted {
      (end($0.element), $0.offset) < (end($1.element), $1.offset)
    }.map(\.element)
  }

  /// Takes in spans as they come.
  package mutating func take(_ spans: [TraceSpan]) {
    for var span in spans {
      span.children = []
      switch span.kind {
      case .checkpoint: checkpoints.append(span)
      case .jobInitialization, .jobFailure: starts.append(span)
      default: continue
      }
    }
    Self.bound(&checkpoints, to: Self.mostCheckpoints)
    Self.bound(&starts, to: Self.mostStarts)
  }

  /// A quarter goes at once: one by one each would move all others.
  private static func bound(_ spans: inout [TraceSpan], to most: Int) {
    if spans.count > most { spans.removeFirst(spans.count - most * 3 / 4) }
  }
}
