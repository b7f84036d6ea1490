extension VertexModel {
  /// A watermark that was not seen to move for longer than one step of the metrics stands still indeed.
  static let watermarkStep: Duration = .seconds(12)
  /// Standing still for so long, and read so often, while records come in, a watermark is stuck
  /// (`diagnosis.md`, 6).
  static let stuckAfter: Duration = .seconds(30)
  static let stuckReads = 3
  /// The least time between two samples of the lag.
  static let lagSpacing: Duration = .seconds(5)

  /// A fetch takes this long at most, so that a watermark may be ahead of its beginning.
  static let fetchTakes: Duration = .seconds(2)

  /// Takes in watermarks.
  mutating func take(_ new: VertexWatermarks, _ reading: WatermarkReading, isSource: Bool) {
    let time = reading.heldAt
    watermarks = Observed(new, receivedAt: reading.receivedAt)
    emptyWatermarkAnswers = 0
    if var run = watermarkRun, run.lowest == new.lowest {
      run.reads += 1
      if new.highest > run.highest {
        run.highest = new.highest
        run.highestMoves += 1
      }
      watermarkRun = run
    } else {
      watermarkRun = WatermarkRun(
        lowest: new.lowest, since: time, reads: 1, highest: new.highest)
      if case .at = new.lowest {} else { watermarkLag = nil }
    }
    refreshLag(by: reading)
    refreshStuck(at: reading.receivedAt, isSource: isSource)
  }

  /// Begins anew, as after a restart.
  mutating func forgetWatermarkRun() {
    watermarkRun = nil
    watermarkStuckSince = nil
  }

  /// Lag is that of the moment when the metrics were fetched: a watermark steps once in 10 s, so that one read later seems
  /// to lag by up to that more, which at a steady pace of asking looks like growth.
  private mutating func refreshLag(by reading: WatermarkReading) {
    guard let run = watermarkRun, case .at(let lowest) = run.lowest else {
      watermarkLag = nil
      return
    }
    let time = reading.heldAt
    var lag = time.advanced(by: reading.clockOffset).since(lowest)
    switch reading.instant {
    case .at:
      // Of one fetch there is one watermark: another one is of a fetch that somebody else's question caused.
      if let last = watermarkLag, isLagExact, time.since(last.receivedAt) < MetricPulse.alike {
        return
      }
      if isMisdated(lag) { return }
      // The TaskManagers answer a moment after the fetch began.
      if lag < .zero, lag > .zero - Self.fetchTakes { lag = .zero }
    case .notAfter:
      // Too large by up to a step: better than nothing or what is old, and no sample.
      if isMisdated(lag) { return }
      let last = watermarkLag?.receivedAt
      if last.map({ reading.receivedAt.since($0) > Self.freshFor }) ?? true {
        watermarkLag = Observed(lag, receivedAt: time)
        isLagExact = false
      }
      return
    case .unknown:
      if run.reads > 1, time.since(run.since) < Self.watermarkStep { return }
    }
    watermarkLag = Observed(lag, receivedAt: time)
    isLagExact = true
    if reading.isSampled {
      lagSeries.record(lag.inSeconds, at: time, spacing: Self.lagSpacing)
    }
  }

  /// True of a watermark that is ahead of its fetch by less than a step of the metrics, which was behind before: it is of a
  /// later fetch, that somebody else's question caused.
  private func isMisdated(_ lag: Duration) -> Bool {
    guard lag <= .zero - Self.fetchTakes, lag > .zero - .metricStep else { return false }
    return watermarkLag.map { $0.value >= .zero } ?? true
  }

  private mutating func refreshStuck(at time: Timestamp, isSource: Bool) {
    watermarkStuckSince = nil
    guard let run = standingWatermark(at: time) else { return }
    // That siblings move is as good as records, and a source that sends none is idle.
    let flow = (isSource ? recordsOut : recordsIn).flatMap {
      time.since($0.receivedAt) <= Self.keptFor ? $0.value.perSecond : nil
    }
    guard run.highestMoves >= 2 || flow ?? 0 > 0 else { return }
    watermarkStuckSince = run.since
  }

  /// The lowest watermark, where it has stood still for long and was read often enough to say so, whether records came or
  /// not.
  func standingWatermark(at time: Timestamp) -> WatermarkRun? {
    guard let run = watermarkRun, case .at = run.lowest, run.reads >= Self.stuckReads,
      time.since(run.since) >= Self.stuckAfter
    else { return nil }
    return run
  }

  /// True where the lowest watermark was seen to move of late: it is no older than a step or two of the metrics.
  func isWatermarkMoving(at time: Timestamp) -> Bool {
    guard let run = watermarkRun, case .at = run.lowest else { return false }
    return time.since(run.since) < Self.stuckAfter * 0.75
  }

  /// True where one subtask may hold back the others: what a verdict looks into.
  var isHeldBackBySome: Bool {
    guard let run = watermarkRun, let now = watermarks else { return false }
    switch run.lowest {
    case .none: return run.highest > .none
    case .at:
      return run.reads >= 2 && now.receivedAt.since(run.since) >= .metricStep * 1.5
        && (run.highestMoves > 0 || run.highest > run.lowest)
    case .finished: return false
    }
  }
}

/// When watermarks were read, and when they held.
struct WatermarkReading {
  /// On our clock: when the answer came, or as of when it is known to be.
  var receivedAt: Timestamp
  /// When the JobManager fetched them.
  var instant: MetricInstant
  /// The JobManager's clock minus ours.
  var clockOffset: Duration
  /// False where nothing says how old they are.
  var isSampled: Bool

  /// When the watermarks held, as well as is known.
  var heldAt: Timestamp {
    switch instant {
    case .at(let time), .notAfter(let time): time
    case .unknown: receivedAt
    }
  }
}
