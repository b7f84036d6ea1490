/// Busy, backpressured and idle share of a vertex.
package struct Pressure: Hashable, Sendable {
  /// What a share stands for: the worst subtask, or the average over all of them.
  package enum Scope: Hashable, Sendable {
    /// From `.../subtasks/metrics`: the highest over the subtasks, which shows a hot key.
    case worstSubtask
    /// From differences of the accumulated times in `/jobs/:id` (1.16 on): cheap, but a hot key hides in it.
    case average
  }

  package var busy: Ratio?
  package var backpressured: Ratio?
  package var idle: Ratio?
  package var scope: Scope

  package init(busy: Ratio?, backpressured: Ratio?, idle: Ratio?, scope: Scope) {
    self.busy = busy
    self.backpressured = backpressured
    self.idle = idle
    self.scope = scope
  }
}

/// Flink's backpressure levels, by the share of time: OK up to 10 %, LOW up to 50 %, HIGH above.
package enum BackpressureLevel: String, Hashable, Sendable {
  case ok = "OK"
  case low = "LOW"
  case high = "HIGH"

  package init(_ ratio: Ratio) {
    self = ratio.value <= 0.1 ? .ok : ratio.value <= 0.5 ? .low : .high
  }
}

/// What is known of one vertex: the last readings, what follows from them, and their history.
package struct VertexModel: Sendable {
  package var load: Observed<VertexLoad>?
  package var watermarks: Observed<VertexWatermarks>?
  /// The worst subtask where its load is fresh, else the average from counters.
  package var pressure: Observed<Pressure>?
  /// What its subtasks did of late, where they were asked: of the vertices that a verdict looks into, and of those that a
  /// screen shows.
  package internal(set) var subtaskLoads: Observed<SubtaskLoads>?
  /// True where `pressure` follows from counters, which tell of the last step, and not from gauges, which tell of a minute.
  package internal(set) var isPressureCounted = false
  /// The average from counters alone, where the version has accumulated times.
  package var averagePressure: Observed<Pressure>?
  /// Records and bytes per second from differences of counters, else from Flink's one-minute meters.
  /// Nil for what a vertex cannot know: records in of a source, records out of a sink.
  package var recordsIn: Observed<Rate>?
  package var recordsOut: Observed<Rate>?
  package var bytesIn: Observed<Rate>?
  package var bytesOut: Observed<Rate>?
  /// The moment of the metrics' last fetch minus the lowest watermark then, so that lags of all vertices of all jobs can
  /// be compared. Where no fetch is known of: now minus the watermark when it was last seen to move, which is too large by
  /// up to 10 s. Negative where event times run ahead of the clock.
  package var watermarkLag: Observed<Duration>?
  /// False where the lag may be too large by a step of the metrics, so that it is no sample of a trend.
  package internal(set) var isLagExact = true
  /// Since when the lowest watermark has stood still while records came in; nil where it moves.
  package var watermarkStuckSince: Timestamp?
  /// Since when, by its counters, a subtask's worth of it has been busy all the time while no record went in or out; nil
  /// where some do, and where nothing tells.
  package internal(set) var hangsSince: Timestamp?
  /// Since when single subtasks of it have been so, by their own counters; those that are not are not in it.
  package internal(set) var hangingSubtasks: [Int: Timestamp] = [:]
  /// Where its tasks run, and those that do not run yet; nil where nobody asked in this run, and where it is not told.
  var workers: Set<TaskManagerID>?
  var starting: Observed<[SubtaskLoad]>?
  /// What differences of counters say, and when they were seen.
  var counted: Observed<CountedFigures>?
  /// How long the lowest watermark has been the same.
  var watermarkRun: WatermarkRun?
  /// The watermarks of its subtasks, where a verdict looks into them or a screen shows them.
  package internal(set) var subtaskWatermarks: Observed<SubtaskWatermarks>?
  /// What its windows dropped, where a verdict asked.
  package internal(set) var lateRecords = LateRecords()
  /// What its source has not read yet, and where in its chain records stand, where a verdict asked.
  package internal(set) var backlog = SourceBacklog()
  package internal(set) var chainLooks = ChainLooks()
  /// How often there was no answer to the question for watermarks or for load since there last was one.
  var emptyWatermarkAnswers = 0
  var emptyLoadAnswers = 0

  /// The samples kept in each series of a vertex: 20 minutes at one in 10 s, as jobs may have many vertices.
  package static let samplesKept = 120

  /// Busy and backpressured share, 0 to 1.
  package var busySeries = Series(capacity: samplesKept)
  /// What a system with a history told of before.
  var past: [PastLoad] = []
  package var backpressuredSeries = Series(capacity: samplesKept)
  /// Records per second, out for all but sinks, in for those.
  package var recordsSeries = Series(capacity: samplesKept)
  /// Watermark lag in seconds.
  package var lagSeries = Series(capacity: samplesKept)

  package init() {}

  /// One lowest watermark, and how often it was read since it was first seen.
  struct WatermarkRun: Hashable, Sendable {
    var lowest: Watermark
    var since: Timestamp
    var reads: Int
    /// The highest watermark of its subtasks, and how often that has moved meanwhile.
    var highest: Watermark
    var highestMoves = 0
  }

  /// Flink's skew in percent (0 even, 100 all on one), of records in per second; nil where unknown.
  package var skewPercent: Double? {
    load?.value.recordsIn?.skewPercent ?? load?.value.recordsIn.flatMap(Self.estimatedSkew)
  }

  /// 1.13 to 1.18 have no skew aggregate; the mean deviation cannot be had from min, max and average, so
  /// nothing is claimed unless all are equal.
  private static func estimatedSkew(_ aggregate: SubtaskAggregate) -> Double? {
    aggregate.max == aggregate.min ? 0 : nil
  }
}
