package import StreamModel

/// A span as Flink's trace reporters tell it (FLIP-384): something that took time, with figures about it.
///
/// Flink 1.19 and later have them. 1.20 reports a span a checkpoint and one a start of a job, with few attributes and
/// without children; 2.x adds attributes, and children for tasks and subtasks
/// (`traces.checkpoint.span-detail-level`).
package struct TraceSpan: Hashable, Sendable {
  /// The class that reported it: `org.apache.flink.runtime.checkpoint.CheckpointStatsTracker`.
  package var scope: String
  /// `Checkpoint`, `JobInitialization` and others: see `kind`.
  package var name: String
  /// On the JobManager's clock; nil where Flink did not know it.
  package var start: Timestamp?
  /// Nil where Flink did not know it: of a checkpoint that failed before a subtask had acknowledged it, the log has -1,
  /// and OTLP has -1 ms as an unsigned number of nanoseconds.
  package var end: Timestamp?
  package var attributes: SpanAttributes
  /// Those of tasks, and below them of subtasks; only in 2.x, and only at the `CHILDREN_SPANS_...` levels of detail.
  package var children: [TraceSpan]

  /// An end before the start counts as unknown, as does any time that is not after 1970.
  package init(
    scope: String, name: String, start: Timestamp?, end: Timestamp?,
    attributes: SpanAttributes = SpanAttributes(), children: [TraceSpan] = []
  ) {
    self.scope = scope
    self.name = name
    self.start = start.flatMap { $0.milliseconds > 0 ? $0 : nil }
    let least = max(1, self.start?.milliseconds ?? 1)
    self.end = end.flatMap { $0.milliseconds >= least ? $0 : nil }
    self.attributes = attributes
    self.children = children
  }

  package var kind: SpanKind { SpanKind(name: name) }

  /// From start to end; nil where either is not known.
  package var duration: Duration? {
    guard let start, let end else { return nil }
    return end.since(start)
  }

  /// This span and all below it.
  package var spanCount: Int { children.reduce(1) { $0 + $1.spanCount } }
}

/// What a span is about.
package enum SpanKind: Hashable, Sendable {
  /// A checkpoint or savepoint that came to be in progress: from its trigger to the last acknowledgement. One that could
  /// not be triggered has none, though the REST API counts it as failed.
  case checkpoint
  /// A task's part of a checkpoint. 2.x.
  case checkpointTask
  /// A subtask's part of a checkpoint, once it has acknowledged it. 2.x.
  case checkpointSubtask
  /// A start or restart of a job: from RUNNING till the last subtask has its state. What went before (noticing the
  /// failure, cancelling, the restart delay) is not in it.
  case jobInitialization
  /// A failure of a job, without length; 1.20 alone, with `traces.report-events-as-spans`. 2.x has an event for it.
  case jobFailure
  /// What another release or a user's own code reports.
  case other(String)

  package init(name: String) {
    self =
      switch name {
      case "Checkpoint": .checkpoint
      case "Checkpoint_Task": .checkpointTask
      case "Checkpoint_Subtask": .checkpointSubtask
      case "JobInitialization": .jobInitialization
      case "JobFailure": .jobFailure
      default: .other(name)
      }
  }
}
