/// Puts children below their parents. Over OTLP they come one by one, children first, maybe in another body than their
/// root, which comes last and says that the trace is whole.
package struct SpanAssembly: Sendable {
  /// Spans that wait for their root at most: 30,000 subtasks of a few checkpoints.
  package static let mostWaiting = 100_000

  /// Spans whose root did not come before there were too many.
  package private(set) var droppedCount = 0
  package private(set) var waitingCount = 0

  private var waiting: [String: [ReceivedSpan]] = [:]
  /// Traces in the order in which they began to wait.
  private var order: [String] = []

  package init() {}

  /// The roots among these, with all that waited for them.
  package mutating func take(_ spans: [ReceivedSpan]) -> [TraceSpan] {
    var whole: [TraceSpan] = []
    for received in spans {
      guard received.parent == nil else {
        wait(received)
        continue
      }
      whole.append(assembled(received, from: removeTrace(received.trace)))
    }
    return whole
  }

  private mutating func wait(_ span: ReceivedSpan) {
    if waiting[span.trace] == nil { order.append(span.trace) }
    waiting[span.trace, default: []].append(span)
    waitingCount += 1
    if waitingCount > Self.mostWaiting { dropOldest() }
  }

  /// Makes room for a while: one by one it would be work for each span that comes.
  private mutating func dropOldest() {
    for trace in order where waitingCount > Self.mostWaiting / 2 {
      droppedCount += removeTrace(trace).count
    }
    order.removeAll { waiting[$0] == nil }
  }

  private mutating func removeTrace(_ trace: String) -> [ReceivedSpan] {
    guard let spans = waiting.removeValue(forKey: trace) else { return [] }
    waitingCount -= spans.count
    if order.count > 2 * waiting.count + 64 { order.removeAll { waiting[$0] == nil } }
    return spans
  }

  /// Each span is taken once, so that ids that point at each other end too. What points at nothing is left out.
  private func assembled(_ root: ReceivedSpan, from spans: [ReceivedSpan]) -> TraceSpan {
    var children = Dictionary(grouping: spans) { $0.parent ?? "" }
    func tree(_ received: ReceivedSpan, depth: Int) -> TraceSpan {
      var span = received.span
      // Flink goes down three levels.
      guard depth < 32, let own = children.removeValue(forKey: received.id) else { return span }
      span.children = own.map { tree($0, depth: depth + 1) }
      return span
    }
    return tree(root, depth: 0)
  }
}
