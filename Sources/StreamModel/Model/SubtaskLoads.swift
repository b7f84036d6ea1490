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

  package init(_ loads: [SubtaskLoad]) { self.loads = loads }

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
