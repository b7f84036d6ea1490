/// What one subtask did between the last two steps of its counters.
package struct SubtaskLoad: Hashable, Sendable {
  /// From 0.
  package var index: Int
  package var busy: Ratio?
  package var backpressured: Ratio?
  package var idle: Ratio?
  package var recordsIn: Rate?
  package var recordsOut: Rate?
  package var taskManager: TaskManagerID?
  /// As `Subtask.host`.
  package var host: String?

  package init(
    index: Int, busy: Ratio?, backpressured: Ratio? = nil, idle: Ratio? = nil,
    recordsIn: Rate? = nil, recordsOut: Rate? = nil, taskManager: TaskManagerID? = nil,
    host: String? = nil
  ) {
    self.index = index
    self.busy = busy
    self.backpressured = backpressured
    self.idle = idle
    self.recordsIn = recordsIn
    self.recordsOut = recordsOut
    self.taskManager = taskManager
    self.host = host
  }

  /// What the process that runs it is called.
  package var worker: String? { taskManager?.shortText ?? host }
}

/// The same of all subtasks of a vertex that run, by their index: differences of the accumulated times in
/// `/jobs/:id/vertices/:vid` (1.16 on), which tell of the last 10 s where the gauges tell of the last minute.
package struct SubtaskLoads: Hashable, Sendable {
  package var loads: [SubtaskLoad]
  /// The same of the steps before that follow each other without a gap, the newest first.
  private(set) var earlier: [[SubtaskLoad]] = []

  package init(_ loads: [SubtaskLoad]) { self.loads = loads }

  /// So many steps before are kept: with what is told now, what was done in some 40 s.
  private static let mostEarlier = 3

  /// Takes in what was told the time before, which may be the same.
  mutating func follow(_ former: Observed<SubtaskLoads>?, at receivedAt: Timestamp) {
    guard let former else { return }
    let gap = receivedAt.since(former.receivedAt)
    if gap == .zero {
      earlier = former.value.earlier
    } else if gap > .zero, gap <= Self.longestSpan {
      earlier = Array(([former.value.loads] + former.value.earlier).prefix(Self.mostEarlier))
    }
  }

  /// The averages of subtasks over the steps in which all that are `hot` now were so busy without a pause, by their index.
  func averaged(whileHot hot: [Int], atLeast limit: Double) -> [Int: SubtaskLoad] {
    let former = earlier.map { step in
      Dictionary(step.map { ($0.index, $0) }) { first, _ in first }
    }.prefix { step in
      hot.allSatisfy { (step[$0]?.busy?.value ?? 0) >= limit }
    }
    var found: [Int: SubtaskLoad] = [:]
    for var load in loads {
      let course = [load] + former.map { $0[load.index] }
      let recordsIn = Self.mean(course.map { $0?.recordsIn?.perSecond })
      let recordsOut = Self.mean(course.map { $0?.recordsOut?.perSecond })
      let backpressured = Self.mean(course.map { $0?.backpressured?.value })
      load.recordsIn = recordsIn.flatMap { Rate(perSecond: $0) }
      load.recordsOut = recordsOut.flatMap { Rate(perSecond: $0) }
      load.backpressured = backpressured.flatMap { Ratio($0) }
      found[load.index] = load
    }
    return found
  }

  /// Of those that are known; nil where the first, which is now, is not.
  private static func mean(_ values: [Double?]) -> Double? {
    let known = values.compactMap(\.self)
    guard case .some(.some) = values.first else { return nil }
    return known.reduce(0, +) / Double(known.count)
  }

  /// True where of each of them it is known how busy it is, and whether it gets records.
  var areCounted: Bool { loads.allSatisfy { $0.busy != nil && $0.recordsIn != nil } }

  /// The indexes of those that are busy all the time, or nearly.
  var atLimit: [Int] {
    let limit = DiagnosisThresholds.standard.nearlyFullyBusy
    return loads.filter { ($0.busy?.value ?? 0) >= limit }.map(\.index)
  }

  /// Highest busy and backpressured share and lowest idle one; nil where one of the subtasks is unknown to be busy.
  var worst: Pressure? {
    let busy = loads.compactMap(\.busy)
    guard busy.count == loads.count, let most = busy.max() else { return nil }
    return Pressure(
      busy: most, backpressured: loads.compactMap(\.backpressured).max(),
      idle: loads.compactMap(\.idle).min(), scope: .worstSubtask)
  }
}

extension VertexSubtasks {
  /// What its subtasks did of late; nil where one that runs has no counters of late, and where none has accumulated times.
  var loads: Observed<SubtaskLoads>? {
    let running = subtasks.filter { $0.state == .running && $0.otherAttempts.isEmpty }
    guard !running.isEmpty else { return nil }
    var loads: [SubtaskLoad] = []
    var oldest: Timestamp?
    for subtask in running {
      guard let figures = figures(of: subtask.index), let pressure = figures.value.pressure,
        figures.value.isSelfTimed, figures.value.span <= SubtaskLoads.longestSpan
      else { return nil }
      oldest = oldest.map { min($0, figures.receivedAt) } ?? figures.receivedAt
      loads.append(
        SubtaskLoad(
          index: subtask.index, busy: pressure.busy, backpressured: pressure.backpressured,
          idle: pressure.idle, recordsIn: figures.value.recordsIn,
          recordsOut: figures.value.recordsOut, taskManager: subtask.taskManager,
          host: subtask.host))
    }
    return oldest.map { Observed(SubtaskLoads(loads), receivedAt: $0) }
  }
}

extension SubtaskLoads {
  /// What is of a longer time is no figure of now: two steps of the metrics and a little.
  static let longestSpan: Duration = .seconds(25)
}

extension [SubtaskLoad] {
  private static var mostNamed: Int { 4 }

  /// `subtask 2 on tm-3`, `subtasks 0, 1`, `subtasks 0, 1, 2, 3 and 5 more`.
  var names: String {
    guard count > 1 else {
      guard let one = first else { return "no subtask" }
      return "subtask \(one.index)" + (one.shownWorker.map { " on " + $0 } ?? "")
    }
    let shown = prefix(Self.mostNamed).map { "\($0.index)" }.joined(separator: ", ")
    return "subtasks \(shown)"
      + (count > Self.mostNamed ? " and \(count - Self.mostNamed) more" : "")
  }
}

extension SubtaskLoad {
  /// What runs it, short enough for a sentence.
  var shownWorker: String? { worker.map { Phrase.clipped($0, to: 40) } }
}
