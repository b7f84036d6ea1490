extension VertexCounters {
  /// False before the first fetch, when Flink flags every figure as incomplete.
  var hasAny: Bool {
    recordsIn != nil || recordsOut != nil || bytesIn != nil || bytesOut != nil
  }
}

/// The rise of a vertex's counters between two snapshots.
struct CounterDifference: Sendable {
  private var recordsIn: Int64?
  private var recordsOut: Int64?
  private var bytesIn: Int64?
  private var bytesOut: Int64?
  private var busy: Duration?
  private var backpressured: Duration?
  private var idle: Duration?

  /// Nil where any counter went down: the vertex restarted, or a TaskManager's part is missing.
  init?(from earlier: VertexCounters, to later: VertexCounters) {
    func rise<Count: Comparable & AdditiveArithmetic>(
      _ earlier: Count?, _ later: Count?
    ) -> (Count?, fell: Bool) {
      guard let earlier, let later else { return (nil, false) }
      return later < earlier ? (nil, true) : (later - earlier, false)
    }
    let recordsIn = rise(earlier.recordsIn, later.recordsIn)
    let recordsOut = rise(earlier.recordsOut, later.recordsOut)
    let bytesIn = rise(earlier.bytesIn?.bytes, later.bytesIn?.bytes)
    let bytesOut = rise(earlier.bytesOut?.bytes, later.bytesOut?.bytes)
    let busy = rise(earlier.busyTime, later.busyTime)
    let backpressured = rise(earlier.backpressuredTime, later.backpressuredTime)
    let idle = rise(earlier.idleTime, later.idleTime)
    // Busy time is left out: it is what remains of the running time (`TaskIOMetricGroup`), and measured so it
    // falls by some milliseconds now and then.
    let falls = [
      recordsIn.fell, recordsOut.fell, bytesIn.fell, bytesOut.fell, backpressured.fell, idle.fell,
    ]
    guard !falls.contains(true) else { return nil }
    self.recordsIn = recordsIn.0
    self.recordsOut = recordsOut.0
    self.bytesIn = bytesIn.0
    self.bytesOut = bytesOut.0
    self.busy = busy.fell ? .zero : busy.0
    self.backpressured = backpressured.0
    self.idle = idle.0
  }

  /// False where nothing moved, times included, so that the vertex has no new figures.
  var hasMoved: Bool {
    guard let idle, let backpressured else { return true }
    return idle > .zero || backpressured > .zero || (busy ?? .zero) > .zero || (recordsIn ?? 0) > 0
      || (recordsOut ?? 0) > 0
  }

  /// The time the tasks ran by their own account; nil where a part is missing (before 1.16, legacy sources).
  func ownSeconds(parallelism: Int?) -> Double? {
    guard let busy, let backpressured, let idle, let parallelism, parallelism > 0 else {
      return nil
    }
    let seconds = (busy + backpressured + idle).inSeconds / Double(parallelism)
    return seconds > 0 ? seconds : nil
  }

  /// Rates and shares over that many seconds.
  func figures(over seconds: Double, parallelism: Int, isSelfTimed: Bool) -> CountedFigures {
    func rate(_ rise: Int64?) -> Rate? {
      rise.flatMap { Rate(perSecond: Double($0) / seconds) }
    }
    var pressure: Pressure?
    if let backpressured, let idle {
      let sum = (backpressured + idle + (busy ?? .zero)).inSeconds
      // Without busy time (legacy sources: "NaN") the shares are of the time that passed.
      let whole = busy == nil ? seconds * Double(max(1, parallelism)) : sum
      if whole > 0 {
        pressure = Pressure(
          busy: busy.flatMap { Ratio($0.inSeconds / whole) },
          backpressured: Ratio(backpressured.inSeconds / whole),
          idle: Ratio(idle.inSeconds / whole),
          // Of one subtask the average is its own.
          scope: parallelism == 1 ? .worstSubtask : .average)
      }
    }
    return CountedFigures(
      recordsIn: rate(recordsIn), recordsOut: rate(recordsOut), bytesIn: rate(bytesIn),
      bytesOut: rate(bytesOut), pressure: pressure, isSelfTimed: isSelfTimed,
      span: .milliseconds(Int64(seconds * 1000)))
  }
}
