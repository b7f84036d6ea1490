/// One figure aggregated over the subtasks of a vertex (`.../subtasks/metrics`).
package struct SubtaskAggregate: Hashable, Sendable {
  package var min: Double
  package var max: Double
  package var average: Double
  package var sum: Double
  /// Flink's own skew, 0 to 100 percent (1.20 at the latest); nil before.
  package var skewPercent: Double?

  package init(min: Double, max: Double, average: Double, sum: Double, skewPercent: Double?) {
    self.min = min
    self.max = max
    self.average = average
    self.sum = sum
    self.skewPercent = skewPercent
  }
}

/// How loaded a vertex is, over its subtasks. Every figure changes once in 10 s at the server.
package struct VertexLoad: Hashable, Sendable {
  /// `busyTimeMsPerSecond` and its two siblings in ms per second; nil where the metric is missing or "NaN"
  /// (legacy sources have no busy time).
  package var busy: SubtaskAggregate?
  package var backpressured: SubtaskAggregate?
  package var idle: SubtaskAggregate?
  /// Records and bytes per second, Flink's one-minute meters.
  package var recordsIn: SubtaskAggregate?
  package var recordsOut: SubtaskAggregate?
  package var bytesIn: SubtaskAggregate?
  package var bytesOut: SubtaskAggregate?
  /// The share of the time for which the worst of its subtasks held the others of the job up, of a system that counts that.
  package var holdsUp: Ratio?
  /// What a system that has a history tells of before, oldest first.
  package var past: [PastLoad] = []

  package init(
    busy: SubtaskAggregate?, backpressured: SubtaskAggregate?, idle: SubtaskAggregate?,
    recordsIn: SubtaskAggregate?, recordsOut: SubtaskAggregate?, bytesIn: SubtaskAggregate?,
    bytesOut: SubtaskAggregate?
  ) {
    self.busy = busy
    self.backpressured = backpressured
    self.idle = idle
    self.recordsIn = recordsIn
    self.recordsOut = recordsOut
    self.bytesIn = bytesIn
    self.bytesOut = bytesOut
  }
}

/// What a vertex did in a while that is over.
package struct PastLoad: Hashable, Sendable {
  /// When it began, and how long it was.
  package var at: Timestamp
  package var length: Duration
  /// The share of the busiest subtask.
  package var busy: Double?
  /// Per second, over all subtasks; nil where one of them told nothing.
  package var recordsIn: Double?
  package var recordsOut: Double?

  package init(
    at: Timestamp, length: Duration, busy: Double?, recordsIn: Double?, recordsOut: Double?
  ) {
    self.at = at
    self.length = length
    self.busy = busy
    self.recordsIn = recordsIn
    self.recordsOut = recordsOut
  }
}

/// The watermark of one subtask, or of a vertex as the lowest of its subtasks.
package enum Watermark: Hashable, Comparable, Sendable {
  /// No watermark yet (Long.MIN_VALUE on the wire).
  case none
  /// An event time.
  case at(Timestamp)
  /// The input has ended (Long.MAX_VALUE on the wire).
  case finished
}

/// Watermarks of a vertex: `/vertices/:vid/watermarks`, and for a source the output watermark of its last
/// chained operator.
package struct VertexWatermarks: Hashable, Sendable {
  /// The lowest and the highest over subtasks; equal where all agree.
  package var lowest: Watermark
  package var highest: Watermark
  /// How many subtasks reported, and how many of them have none yet.
  package var subtasks: Int
  package var subtasksWithoutWatermark: Int

  package init(lowest: Watermark, highest: Watermark, subtasks: Int, subtasksWithoutWatermark: Int)
  {
    self.lowest = lowest
    self.highest = highest
    self.subtasks = subtasks
    self.subtasksWithoutWatermark = subtasksWithoutWatermark
  }
}
