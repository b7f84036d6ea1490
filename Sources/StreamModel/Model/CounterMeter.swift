/// What differences of counters say of one vertex, or of one subtask.
package struct CountedFigures: Hashable, Sendable {
  package var recordsIn: Rate?
  package var recordsOut: Rate?
  package var bytesIn: Rate?
  package var bytesOut: Rate?
  /// Averaged over the subtasks; nil where the version has no accumulated times.
  package var pressure: Pressure?
  /// True where the elapsed time is the tasks' own, so that neither our polling nor the step of 10 s blurs it.
  var isSelfTimed: Bool
  /// The time that they are of, up to when they were read; zero where the system tells them as of now.
  var span: Duration

  /// Figures that the system tells as such.
  package init(recordsIn: Rate?, recordsOut: Rate?, pressure: Pressure?) {
    self.init(
      recordsIn: recordsIn, recordsOut: recordsOut, bytesIn: nil, bytesOut: nil, pressure: pressure,
      isSelfTimed: false, span: .zero)
  }

  init(
    recordsIn: Rate?, recordsOut: Rate?, bytesIn: Rate?, bytesOut: Rate?, pressure: Pressure?,
    isSelfTimed: Bool, span: Duration
  ) {
    self.recordsIn = recordsIn
    self.recordsOut = recordsOut
    self.bytesIn = bytesIn
    self.bytesOut = bytesOut
    self.pressure = pressure
    self.isSelfTimed = isSelfTimed
    self.span = span
  }
}

/// Counters of a vertex or of a subtask in one answer, with what tells whether two of them may be compared.
struct CounterReading: Hashable, Sendable {
  var counters: VertexCounters
  var startTime: Timestamp?
  /// 0 where it is not decided.
  var parallelism: Int
  /// All of its tasks run.
  var isWhole: Bool
  /// Some of its tasks run.
  var isRunning: Bool
}

extension CounterReading {
  init(_ vertex: Vertex) {
    self.init(
      counters: vertex.counters, startTime: vertex.startTime, parallelism: vertex.parallelism ?? 0,
      isWhole: vertex.tasks[.running] == vertex.tasks.total,
      isRunning: vertex.tasks.isTold ? vertex.tasks[.running] > 0 : vertex.state == .running)
  }
}

/// Times by which counters are read.
enum CounterTimes {
  /// Steps closer than this are parts of one: TaskManagers report one after the other.
  static let mergesWithin: Duration = .seconds(5)
  /// A difference over more than this is no rate of now: two minutes for a job that is asked rarely, as many are
  /// in turn, and less where nobody asked for metrics in between.
  static let longest: Duration = .seconds(120)
  /// Of many jobs each has its turn more rarely still; where the tasks tell the time, the average is exact.
  static let longestSelfTimed: Duration = .seconds(300)
  static let longestOverPause: Duration = .seconds(45)
  /// Accumulated times of a task that lives always move, each step of the metrics; standing still for so long, over so
  /// many answers and steps, there is nobody who sends them: a TaskManager that died unnoticed.
  static let frozenAfter: Duration = .seconds(25)
  static let frozenAnswers = 3
  static let frozenSteps = 2.5
}

/// Forms rates from the cumulative counters of `/jobs/:id`, by vertex, and of `/jobs/:id/vertices/:vid`, by subtask.
///
/// The counters step once in some 10 s whatever the polling, so differences are formed between *changed*
/// snapshots only. Busy, backpressured and idle time of a task sum up to the time it has run, so where they
/// are given (1.16 on) their sum is the clock: exact, whenever the step was seen. Where they are not, it is our
/// clock when a change was first seen, good to the time between two polls.
struct CounterMeter<ID: Hashable & Sendable>: Sendable {
  /// What an answer brought.
  enum Outcome: Sendable {
    /// The same counters as before, or none.
    case unchanged
    /// New counters; figures of those that can be told.
    case changed([ID: CountedFigures])
  }

  private struct Snapshot {
    var at: Timestamp
    /// False where the age of the metrics is not known to be small: our clock says nothing of them.
    var isTimely: Bool
    var readings: [ID: CounterReading]
  }

  /// The two ends of the present difference; there is one end only before the first.
  private var base: Snapshot?
  private var latest: Snapshot?
  /// When counters of running tasks were last seen to move, and how far apart such moves were at most.
  private(set) var movedAt: Timestamp?
  private var longestStep: Duration?
  /// Answers since then that told no more.
  private var equalAnswers = 0
  /// Steps seen, those within `CounterTimes.mergesWithin` of one another as one.
  private(set) var steps = 0

  /// True where the counters stand still although their tasks are said to run. Only once it was seen how they step.
  func isFrozen(at now: Timestamp) -> Bool {
    guard let movedAt, let longestStep, equalAnswers >= CounterTimes.frozenAnswers else {
      return false
    }
    return now.since(movedAt)
      > max(CounterTimes.frozenAfter, longestStep * CounterTimes.frozenSteps)
  }

  /// Begins anew, as after a restart.
  mutating func reset() {
    base = nil
    latest = nil
    movedAt = nil
    longestStep = nil
    equalAnswers = 0
  }

  /// Takes in the counters of an answer: of all that have any.
  mutating func take(
    _ readings: [ID: CounterReading], age: MetricAge, at now: Timestamp
  ) -> Outcome {
    guard !readings.isEmpty else { return .unchanged }
    let snapshot = Snapshot(
      at: age.measuredAt(now), isTimely: age == .current, readings: readings)
    guard var last = latest else {
      latest = snapshot
      return .unchanged
    }
    let differs = readings.contains { last.readings[$0.key]?.counters != $0.value.counters }
    followMoves(differs, readings, isTimely: snapshot.isTimely, at: now)
    guard differs else {
      if !snapshot.isTimely { latest?.isTimely = false }
      return .unchanged
    }
    if snapshot.at.since(last.at) >= CounterTimes.mergesWithin {
      base = last
      latest = snapshot
      steps += 1
    } else if base == nil {
      latest = snapshot
    } else {
      last.readings = readings
      latest = last
    }
    return .changed(figures())
  }

  private mutating func followMoves(
    _ hasMoved: Bool, _ readings: [ID: CounterReading], isTimely: Bool, at now: Timestamp
  ) {
    // After a pause nobody had asked, and nothing was sent.
    guard isTimely else {
      movedAt = nil
      equalAnswers = 0
      return
    }
    guard hasMoved else {
      equalAnswers += 1
      return
    }
    // A legacy source has no busy time, and its other times need not move either.
    let isTimed = readings.values.contains {
      $0.isRunning && $0.counters.idleTime != nil && $0.counters.busyTime != nil
    }
    if isTimed, let movedAt { longestStep = max(longestStep ?? .zero, now.since(movedAt)) }
    movedAt = isTimed ? now : nil
    equalAnswers = 0
  }

  private func figures() -> [ID: CountedFigures] {
    guard let base, let latest else { return [:] }
    var differences: [ID: CounterDifference] = [:]
    for (id, reading) in latest.readings {
      guard let earlier = base.readings[id], earlier.startTime == reading.startTime,
        earlier.parallelism == reading.parallelism,
        let difference = CounterDifference(from: earlier.counters, to: reading.counters)
      else { continue }
      differences[id] = difference
    }
    // Subtasks that ended no longer add to the sum, so a vertex that has some takes the others' time.
    var shared: Double?
    for (id, difference) in differences {
      guard let own = difference.ownSeconds(parallelism: latest.readings[id]?.parallelism) else {
        continue
      }
      shared = max(shared ?? 0, own)
    }
    let isTimely = base.isTimely && latest.isTimely
    let wall = isTimely && shared == nil ? latest.at.since(base.at).inSeconds : nil
    let longest =
      !isTimely
      ? CounterTimes.longestOverPause
      : shared == nil ? CounterTimes.longest : CounterTimes.longestSelfTimed
    var result: [ID: CountedFigures] = [:]
    for (id, difference) in differences {
      // Counters of a vertex that waits for its turn or is done stand still, which is no rate of 0. Before 1.16 nothing
      // else tells that.
      guard let reading = latest.readings[id], reading.isRunning else { continue }
      let own = reading.isWhole ? difference.ownSeconds(parallelism: reading.parallelism) : nil
      guard difference.hasMoved, let seconds = own ?? shared ?? wall, seconds > 1,
        seconds <= longest.inSeconds
      else { continue }
      result[id] = difference.figures(
        over: seconds, parallelism: reading.parallelism, isSelfTimed: shared != nil)
    }
    return result
  }
}

extension CounterMeter where ID == VertexID {
  /// Takes in the counters of a job's vertices.
  mutating func take(_ detail: JobDetail, age: MetricAge, at now: Timestamp) -> Outcome {
    var readings: [VertexID: CounterReading] = [:]
    for vertex in detail.vertices where vertex.counters.hasAny {
      readings[vertex.id] = CounterReading(vertex)
    }
    return take(readings, age: age, at: now)
  }
}
