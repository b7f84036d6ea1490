package import StreamModel
import TerminalUI

/// What a row of the timeline is about: the job, a vertex, a subtask of it, or an attempt of that.
package struct TimelineID: Hashable, Comparable, Sendable {
  package var vertex: VertexID?
  package var subtask: Int?
  package var attempt: Int?

  init(vertex: VertexID? = nil, subtask: Int? = nil, attempt: Int? = nil) {
    self.vertex = vertex
    self.subtask = subtask
    self.attempt = attempt
  }

  /// What it is a part of; nil for the job.
  var parent: TimelineID? {
    if attempt != nil { return TimelineID(vertex: vertex, subtask: subtask) }
    if subtask != nil { return TimelineID(vertex: vertex) }
    return vertex == nil ? nil : TimelineID()
  }

  package static func < (left: TimelineID, right: TimelineID) -> Bool {
    func key(_ id: TimelineID) -> (String, Int, Int) {
      (id.vertex?.text ?? "", id.subtask ?? -1, id.attempt ?? -1)
    }
    return key(left) < key(right)
  }
}

/// A row of the timeline, with what is needed to draw it.
package struct TimelineRow {
  /// What is told of when it was in which state.
  enum Course {
    case states(StateTimes)
    /// A job's, and when something failed in it.
    case job([JobState: Timestamp], failures: [Timestamp])
  }

  package var id: TimelineID
  package var name: String
  package var state: String?
  var role: Role
  /// When it was deployed first; of the job, when it began.
  package var start: Timestamp?
  package var end: Timestamp?
  /// Where it runs, where one place has it.
  package var host: String?
  var course: Course
  /// When it ran before what its course tells of, as far as that is known.
  var earlier: [TimelineSegment] = []
  /// It has rows of its own below it, which are shown or not; nil where it has none.
  var isOpen: Bool?
  var clock: LocalClock
  /// On the JobManager's clock.
  var now: Timestamp

  var depth: Int { id.vertex == nil ? 0 : id.subtask == nil ? 0 : id.attempt == nil ? 1 : 2 }

  /// From its start to its end, or until now.
  package var duration: Duration? {
    start.map { max(.zero, (end ?? now).since($0)) }
  }

  /// When it entered which state, as far as that is told, in that order.
  package var times: [(state: String, at: Timestamp)] {
    switch course {
    case .states(let times): times.entries.map { ($0.state.name, $0.at) }
    case .job(let states, _):
      states.map { (state: $0.key.name, at: $0.value) }.sorted {
        ($0.at, $0.state) < ($1.at, $1.state)
      }
    }
  }

  /// When something failed in the job, as far as the cluster remembers.
  package var failures: [Timestamp] {
    if case .job(_, let failures) = course { failures } else { [] }
  }

  /// How long it was in each state.
  var durations: [Subtask.StateDuration] {
    if case .states(let times) = course { times.durations(now: now) } else { [] }
  }

  var segments: [TimelineSegment] {
    switch course {
    case .states(let times): earlier + TimelineSegment.all(of: times, now: now)
    case .job(let states, let failures):
      TimelineSegment.all(of: states, failures: failures, now: now)
        + failures.map { TimelineSegment(look: .failed, from: $0, to: $0) }
    }
  }
}

extension ContextReader {
  /// The rows of a job's timeline in the order of its graph, with those of what is opened.
  func timelineRows(of job: JobID, opened: Set<TimelineID>) -> [TimelineRow] {
    let (end, isLost) = (timelineEnd(of: job), cluster.lostAt(job) != nil)
    return listedTimelineRows(of: job, opened: opened).map { listed in
      var row = listed
      row.now = end
      // Nobody knows what became of what had not ended.
      if isLost, row.end == nil, row.start != nil {
        row.state = "GONE"
        row.role = row.id.vertex == nil ? .critical : .dim
      }
      return row
    }
  }

  /// Until when the timeline of a job goes, on the JobManager's clock: now, or when the job was listed last.
  func timelineEnd(of job: JobID) -> Timestamp {
    cluster.lostAt(job)?.advanced(by: cluster.clockOffset) ?? serverKnownAt
  }

  private func listedTimelineRows(of job: JobID, opened: Set<TimelineID>) -> [TimelineRow] {
    guard let model = cluster.job(job), let detail = model.detail?.value else { return [] }
    var rows = [timelineRow(of: model, detail)]
    for vertex in detail.vertices {
      let id = TimelineID(vertex: vertex.id)
      var row = timelineRow(of: vertex, id, isOpen: opened.contains(id))
      let parts = opened.filter { $0.vertex == vertex.id }.compactMap(\.subtask).sorted()
      row.earlier =
        earlierRuns(of: row, in: model)
        + parts.flatMap { earlierAttempts(of: $0, vertex.id, in: job) }
      rows.append(row)
      guard opened.contains(id),
        let subtasks = cluster.answers[.subtaskTimes(job, vertex.id)]?.value
      else { continue }
      for subtask in subtasks {
        let id = TimelineID(vertex: vertex.id, subtask: subtask.index)
        var row = timelineRow(of: subtask, id, isOpen: opened.contains(id))
        let attempts = earlierAttempts(of: subtask.index, vertex.id, in: job)
        row.earlier = attempts.isEmpty ? earlierRuns(of: row, in: model) : attempts
        rows.append(row)
        guard opened.contains(id) else { continue }
        rows += attemptRows(of: job, vertex.id, subtask)
      }
    }
    return rows
  }

  private func timelineRow(of model: JobModel, _ detail: JobDetail) -> TimelineRow {
    let failures = cluster.answers[.exceptions(model.id)]?.value.entries.compactMap(\.at) ?? []
    let summary = model.summary.value
    let end = model.state.isTerminal ? summary.endTime ?? detail.stateEnteredAt[model.state] : nil
    return TimelineRow(
      id: TimelineID(), name: "job", state: model.state.name, role: model.state.role,
      start: summary.startTime ?? detail.stateEnteredAt.values.min(), end: end,
      course: .job(detail.stateEnteredAt, failures: failures), clock: settings.clock,
      now: serverKnownAt)
  }

  private func timelineRow(of vertex: Vertex, _ id: TimelineID, isOpen: Bool) -> TimelineRow {
    var entries: [StateTimes.Entry] = []
    if let start = vertex.startTime {
      // It was deployed then; what it is in now is all that is told of the time since.
      let state: TaskState = vertex.state.isTerminal ? .running : vertex.state
      entries.append(.init(state, start))
    }
    if let end = vertex.endTime, vertex.state.isTerminal {
      entries.append(.init(vertex.state, end))
    }
    return TimelineRow(
      id: id, name: vertex.shortName, state: vertex.state.name, role: vertex.state.role,
      start: vertex.startTime, end: vertex.endTime, course: .states(StateTimes(entries)),
      isOpen: isOpen, clock: settings.clock, now: serverKnownAt)
  }

  private func timelineRow(
    of subtask: SubtaskTimes, _ id: TimelineID, isOpen: Bool
  ) -> TimelineRow {
    let state = subtask.states.state
    return TimelineRow(
      id: id, name: "subtask \(subtask.index)", state: state?.name, role: state?.role ?? .dim,
      start: subtask.states.start, end: subtask.states.end, host: subtask.host,
      course: .states(subtask.states), isOpen: isOpen, clock: settings.clock, now: serverKnownAt)
  }

  /// The attempts of a subtask, the last one first, as many as the cluster may remember.
  private func attemptRows(
    of job: JobID, _ vertex: VertexID, _ subtask: SubtaskTimes
  ) -> [TimelineRow] {
    guard
      let current = cluster.answers[.subtask(job, vertex, subtask.index)]?.value.subtasks.first,
      let number = current.attempt
    else { return [] }
    func row(_ number: Int, _ attempt: Subtask?, _ states: StateTimes) -> TimelineRow {
      TimelineRow(
        id: TimelineID(vertex: vertex, subtask: subtask.index, attempt: number),
        name: "attempt #\(number)", state: attempt?.state.name, role: attempt?.state.role ?? .dim,
        start: states.start ?? attempt?.startTime, end: attempt?.endTime, host: attempt?.host,
        course: .states(states), clock: settings.clock, now: serverKnownAt)
    }
    // Of the current one the moments are told, which say more than how long it was in each state.
    let others = current.otherAttempts.map { ($0.attempt ?? 0, $0, StateTimes(attempt: $0)) }
    var rows = ([(number, current, subtask.states)] + others).map { row($0.0, $0.1, $0.2) }
    for number in formerAttempts(before: number) {
      let attempt = cluster.answers[.attempt(job, vertex, subtask.index, attempt: number)]?.value
      rows.append(row(number, attempt, attempt.map { StateTimes(attempt: $0) } ?? StateTimes([])))
    }
    return rows
  }

  /// Those before an attempt, the last one first: more than a cluster keeps that was not told to keep more than the
  /// usual 16.
  func formerAttempts(before number: Int) -> [Int] {
    Array(max(0, number - 16)..<max(0, number)).reversed()
  }
}
