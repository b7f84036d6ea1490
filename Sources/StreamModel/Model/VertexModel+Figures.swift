/// Where a vertex stands in the job graph, which decides what it can count.
struct VertexPlace: Hashable, Sendable {
  var isSource: Bool
  var isSink: Bool
  /// Source and sink in one: it has no network records at all.
  var isAlone: Bool { isSource && isSink }
}

/// What must be known of a vertex to read its figures.
struct VertexRun: Hashable, Sendable {
  /// How long all its tasks have run; nil where they do not.
  var time: Duration?
  /// Nil where no structure has told yet.
  var place: VertexPlace?
  var parallelism: Int?

  /// True where what was read then tells of this run, for a figure that needs so long to.
  func isTold(readAt time: Timestamp, after needed: Duration, at now: Timestamp) -> Bool {
    self.time.map { $0 - max(.zero, now.since(time)) >= needed } ?? false
  }
}

extension VertexModel {
  /// How long a figure stands for now: three steps of the metrics.
  static let freshFor: Duration = .seconds(30)
  /// Counters that have not moved for so long tell nothing of now.
  static let countedFor: Duration = .seconds(25)
  /// The last pressure is kept for so long where nothing newer is known: time enough to ask all vertices of a job
  /// of Flink before 1.16 in turn.
  static let keptFor: Duration = .seconds(60)
  /// The least time between two samples of a series.
  static let sampleSpacing: Duration = .seconds(8)

  /// True where the server was asked and told no share of time: a legacy source, or a task that has no metrics even
  /// after a while.
  var isWithoutPressure: Bool {
    load.map { $0.value.worstSubtask == nil } ?? (counted != nil || emptyLoadAnswers > 2)
  }

  /// Takes in new load.
  mutating func take(_ new: VertexLoad, measuredAt time: Timestamp) {
    load = Observed(new, receivedAt: time)
    emptyLoadAnswers = 0
  }

  /// A subtask that is stuck is busy for all but this much of the time, as counters are rounded; and once it is known to be,
  /// for all but that much of a step: accumulated times of subtasks are not of quite the same moment.
  private static let hangSlack = 0.05
  private static let hangSlackOfStep = 0.5

  /// Notes a step of the counters, seen at `time`: what lies before it is one step of the metrics.
  ///
  /// Of a source that passes nothing on it is not told whether it hangs or filters, as what it reads is not counted. What comes
  /// in bytes only is sorted before it counts as records. `running` is how many of its subtasks run.
  mutating func noteHang(
    _ figures: CountedFigures, place: VertexPlace?, running: Int?, at time: Timestamp
  ) {
    let slack = hangsSince == nil ? Self.hangSlack : Self.hangSlackOfStep
    guard let place, !place.isSource, let running, let busy = figures.pressure?.busy?.value,
      busy * Double(running) >= 1 - slack, figures.recordsIn?.perSecond == 0,
      figures.bytesIn?.perSecond ?? 0 == 0,
      place.isSink || figures.recordsOut?.perSecond == 0
    else {
      hangsSince = nil
      return
    }
    hangsSince = hangsSince ?? time.advanced(by: .zero - .metricStep)
  }

  /// The same of its subtasks, each with records of its own.
  mutating func noteHangs(_ loads: Observed<SubtaskLoads>, place: VertexPlace?) {
    guard let place, !place.isSource else { return }
    var hanging: [Int: Timestamp] = [:]
    for load in loads.value.loads {
      let since = hangingSubtasks[load.index]
      let slack = since == nil ? Self.hangSlack : Self.hangSlackOfStep
      guard let busy = load.busy?.value, busy >= 1 - slack, load.recordsIn?.perSecond == 0,
        place.isSink || load.recordsOut?.perSecond == 0
      else { continue }
      hanging[load.index] = since ?? loads.receivedAt.advanced(by: .zero - .metricStep)
    }
    hangingSubtasks = hanging
  }

  /// Chooses rates and pressure from what load and counters say. `isSampled` false keeps them out of the series,
  /// as their age is not known.
  mutating func refreshFigures(of run: VertexRun, isSampled: Bool, at now: Timestamp) {
    if let seen = counted?.receivedAt, now.since(seen) > Self.countedFor { counted = nil }
    averagePressure = counted.flatMap { figures in
      figures.value.pressure.map { Observed($0, receivedAt: figures.receivedAt) }
    }
    refreshRates(of: run, at: now)
    refreshPressure(of: run, at: now)
    guard isSampled else { return }
    if let pressure {
      busySeries.record(
        pressure.value.busy?.value, at: pressure.receivedAt, spacing: Self.sampleSpacing)
      backpressuredSeries.record(
        pressure.value.backpressured?.value, at: pressure.receivedAt, spacing: Self.sampleSpacing)
    }
    if let records = run.place?.isSink == true ? recordsIn ?? recordsOut : recordsOut {
      recordsSeries.record(
        records.value.perSecond, at: records.receivedAt, spacing: Self.sampleSpacing)
    }
  }

  private mutating func refreshRates(of run: VertexRun, at now: Timestamp) {
    let fresh = load.flatMap { load in
      let isWhole = run.isTold(readAt: load.receivedAt, after: JobModel.metered, at: now)
      return isWhole && now.since(load.receivedAt) <= Self.freshFor ? load : nil
    }
    // Counters are the fresher where they are timed by the tasks; else Flink's meters are the steadier.
    let prefersCounters = counted?.value.isSelfTimed == true || fresh == nil
    func rate(
      _ counter: KeyPath<CountedFigures, Rate?>, _ meter: KeyPath<VertexLoad, SubtaskAggregate?>
    ) -> Observed<Rate>? {
      let difference = counted.flatMap { figures in
        figures.value[keyPath: counter].map { Observed($0, receivedAt: figures.receivedAt) }
      }
      let metered = fresh.flatMap { load in
        load.value[keyPath: meter].flatMap { Rate(perSecond: $0.sum) }.map {
          Observed($0, receivedAt: load.receivedAt)
        }
      }
      return prefersCounters ? difference ?? metered : metered ?? difference
    }
    guard let place = run.place else { return }
    recordsIn = place.isSource ? nil : rate(\.recordsIn, \.recordsIn)
    bytesIn = place.isSource ? nil : rate(\.bytesIn, \.bytesIn)
    recordsOut = place.isSink ? nil : rate(\.recordsOut, \.recordsOut)
    bytesOut = place.isSink ? nil : rate(\.bytesOut, \.bytesOut)
    if place.isAlone, let fresh, let records = fresh.value.recordsOut, records.sum > 0 {
      recordsOut = Rate(perSecond: records.sum).map { Observed($0, receivedAt: fresh.receivedAt) }
    }
  }

  private mutating func refreshPressure(of run: VertexRun, at now: Timestamp) {
    if let loads = subtaskLoads, now.since(loads.receivedAt) > Self.countedFor {
      subtaskLoads = nil
      hangingSubtasks = [:]
    }
    isPressureCounted = false
    if let loads = subtaskLoads, let worst = loads.value.worst {
      pressure = Observed(worst, receivedAt: loads.receivedAt)
      isPressureCounted = true
    } else if let averagePressure, averagePressure.value.scope == .worstSubtask {
      pressure = averagePressure
      isPressureCounted = true
    } else if let load, now.since(load.receivedAt) <= Self.freshFor,
      run.isTold(readAt: load.receivedAt, after: JobModel.gauged, at: now),
      let worst = load.value.worstSubtask
    {
      let bounded = worst.bounded(by: averagePressure?.value, over: run.parallelism)
      pressure = Observed(bounded, receivedAt: load.receivedAt)
    } else if let averagePressure {
      pressure = averagePressure
    } else if let last = pressure, now.since(last.receivedAt) > Self.keptFor {
      pressure = nil
    }
  }
}

extension Pressure {
  /// The shares of the worst subtask as far as the average of the last step allows them: the gauges are averages over a
  /// minute and need that long to follow (`TimerGauge`), while counters tell of the last 10 s. The highest of so many
  /// subtasks is no less than their average, and no more than all of it.
  fileprivate func bounded(by average: Pressure?, over parallelism: Int?) -> Pressure {
    guard let average, let parallelism, parallelism > 0 else { return self }
    func bounded(_ worst: Ratio?, _ average: Ratio?) -> Ratio? {
      guard let worst, let average else { return worst }
      let most = min(1, average.value * Double(parallelism))
      return Ratio(min(max(worst.value, average.value), most))
    }
    return Pressure(
      busy: bounded(busy, average.busy),
      backpressured: bounded(backpressured, average.backpressured),
      idle: average.idle.flatMap { share in idle.map { min($0, share) } } ?? idle, scope: scope)
  }
}

extension VertexLoad {
  /// The highest busy and backpressured share of a subtask, and the lowest idle one; nil where none is known.
  /// They may be those of different subtasks, so they need not sum up to 1.
  var worstSubtask: Pressure? {
    guard busy != nil || backpressured != nil || idle != nil else { return nil }
    return Pressure(
      busy: busy.flatMap { Ratio(millisecondsPerSecond: $0.max) },
      backpressured: backpressured.flatMap { Ratio(millisecondsPerSecond: $0.max) },
      idle: idle.flatMap { Ratio(millisecondsPerSecond: $0.min) }, scope: .worstSubtask)
  }
}
