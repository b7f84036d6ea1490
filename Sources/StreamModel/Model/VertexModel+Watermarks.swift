extension VertexModel {
  /// A watermark that was not seen to move for longer than one step of the metrics stands still indeed.
  static let watermarkStep: Duration = .seconds(12)
  /// Standing still for so long, and read so often, while records come in, a watermark is stuck
  /// (`diagnosis.md`, 6).
  static let stuckAfter: Duration = .seconds(30)
  static let stuckReads = 3
  /// The least time between two samples of the lag.
  static let lagSpacing: Duration = .seconds(5)

  /// Takes in watermarks that held at `time` on our clock.
  mutating func take(
    _ new: VertexWatermarks, measuredAt time: Timestamp, clockOffset: Duration, isSampled: Bool,
    isSource: Bool
  ) {
    watermarks = Observed(new, receivedAt: time)
    emptyWatermarkAnswers = 0
    if var run = watermarkRun, run.lowest == new.lowest {
      run.reads += 1
      watermarkRun = run
    } else {
      watermarkRun = WatermarkRun(lowest: new.lowest, since: time, reads: 1)
      watermarkLag = nil
    }
    refreshLag(at: time, clockOffset: clockOffset, isSampled: isSampled)
    refreshStuck(at: time, isSource: isSource)
  }

  /// Begins anew, as after a restart.
  mutating func forgetWatermarkRun() {
    watermarkRun = nil
    watermarkStuckSince = nil
  }

  private mutating func refreshLag(at time: Timestamp, clockOffset: Duration, isSampled: Bool) {
    guard let run = watermarkRun, case .at(let lowest) = run.lowest else {
      watermarkLag = nil
      return
    }
    if run.reads > 1, time.since(run.since) < Self.watermarkStep { return }
    let lag = time.advanced(by: clockOffset).since(lowest)
    watermarkLag = Observed(lag, receivedAt: time)
    if isSampled { lagSeries.record(lag.inSeconds, at: time, spacing: Self.lagSpacing) }
  }

  private mutating func refreshStuck(at time: Timestamp, isSource: Bool) {
    watermarkStuckSince = nil
    guard let run = watermarkRun, case .at = run.lowest, run.reads >= Self.stuckReads,
      time.since(run.since) >= Self.stuckAfter,
      let flow = isSource ? recordsOut : recordsIn, flow.value.perSecond > 0,
      time.since(flow.receivedAt) <= Self.keptFor
    else { return }
    watermarkStuckSince = run.since
  }
}
