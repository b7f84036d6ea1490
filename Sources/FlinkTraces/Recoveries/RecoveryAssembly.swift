import StreamModel

/// Puts the starts and restarts of jobs together from lines and spans, in the order in which they were written.
struct RecoveryAssembly {
  /// The most jobs that are kept: the oldest goes first.
  private static let mostJobs = 2_000
  /// Checkpoints of a job whose trigger is kept.
  private static let mostTriggers = 256
  /// Checkpoints that are kept of all jobs.
  private static let mostCheckpoints = CheckpointLog.capacityOfAll
  private static let mostGraphs = 4_000
  /// The most that two accounts of one moment lie apart.
  private static let tolerance: Duration = .seconds(3)

  private(set) var spanCount = 0
  private var checkpoints: [(job: JobID, checkpoint: Checkpoint)] = []
  private var records: [JobID: Record] = [:]
  private var order: [JobID] = []
  private var graphs: [String: Graph] = [:]
  private var graphOrder: [String] = []
  /// Spans that were taken in: one may be in the log and be sent as well.
  private var taken: Set<SpanMark> = []
  /// Graphs that are being recovered, whose job is not known: the line of the job follows.
  private var unknownFailovers: Set<String> = []
  /// Failures that the adaptive scheduler has told, without a job: its line follows.
  private var restartingAt: [Timestamp] = []

  var jobs: [JobID: RecoveryTrace.Job] {
    records.compactMapValues { record in
      let shown = record.recoveries.filter { $0.runningAt != nil || $0.cause != nil }
      guard !shown.isEmpty else { return nil }
      return RecoveryTrace.Job(name: record.name, recoveries: shown)
    }
  }

  /// Those that spans tell of, by job.
  var checkpointsByJob: [JobID: [Checkpoint]] {
    checkpoints.reduce(into: [:]) { $0[$1.job, default: []].append($1.checkpoint) }
  }

  // MARK: Lines

  mutating func take(_ line: JobLine, at time: Timestamp, isCut: Bool) {
    switch line {
    case .jobState(let job, let name, let from, let to):
      change(job, from: from, to: to, at: time, isCut: isCut) { $0.name = name }
    case .taskState(let graph, let state): task(of: graph, became: state, at: time)
    case .graph(let graph, let job):
      note(graph) { $0 = Graph(job: job) }
      edit(job) { $0.graph = graph }
    case .execution(let job): edit(job) { $0.executionAt = time }
    case .restoring(let job, let checkpoint, let isSavepoint, let triggeredAt):
      edit(job) { record in
        record.restore = Restore(
          checkpoint: checkpoint, isSavepoint: isSavepoint,
          triggeredAt: triggeredAt ?? record.triggers[checkpoint], at: time)
        if let last = record.recoveries.last, last.endedAt == nil, last.outcome == nil {
          record.applyRestore()
        }
      }
    case .triggering(let job, let checkpoint, let triggeredAt):
      edit(job) { $0.note(trigger: triggeredAt, of: checkpoint, most: Self.mostTriggers) }
    case .failover(let graph):
      if graphs[graph]?.job == nil { unknownFailovers.insert(graph) }
    case .restartingAfterFailure: restartingAt = restartingAt.suffix(15) + [time]
    }
  }

  private mutating func change(
    _ job: JobID, from: JobState, to: JobState, at time: Timestamp, isCut: Bool,
    name: (inout Record) -> Void
  ) {
    edit(job, name)
    switch to {
    case .restarting: leave(job, at: time, cause: .failure)
    case .cancelling:
      // The adaptive scheduler cancels the run that it starts anew; so does a user.
      let told = restartingAt.lastIndex { time.since($0) <= .seconds(5) && $0 <= time }
      leave(job, at: time, cause: told == nil ? nil : .failure)
      if let told { restartingAt.remove(at: told) }
    case .canceled:
      edit(job) { record in
        guard let last = record.recoveries.indices.last,
          record.recoveries[last].runningAt == nil
        else { return }
        record.recoveries[last].cancelledAt = .init(time, .log)
      }
    case .running: run(job, from: from, at: time, isCut: isCut)
    default: break
    }
    sync(job)
  }

  private mutating func leave(_ job: JobID, at time: Timestamp, cause: Recovery.Cause?) {
    if records[job]?.graph == nil, unknownFailovers.count == 1, let graph = unknownFailovers.first {
      note(graph) { $0.job = job }
      edit(job) { $0.graph = graph }
    }
    unknownFailovers = []
    var recovery = Recovery(cause: cause)
    recovery.noticedAt = .init(time, .log)
    if let graph = records[job]?.graph, let failedAt = graphs[graph]?.failedAt,
      failedAt <= time, time.since(failedAt) <= .seconds(60)
    {
      recovery.failedAt = .init(failedAt, .log)
    }
    edit(job) { record in
      if let last = record.recoveries.indices.last, record.recoveries[last].outcome == nil {
        record.recoveries[last].outcome = record.recoveries[last].runningAt == nil ? nil : .failed
      }
      record.append(recovery)
    }
    if let graph = records[job]?.graph { note(graph) { $0 = Graph(job: job) } }
  }

  private mutating func run(_ job: JobID, from: JobState, at time: Timestamp, isCut: Bool) {
    let canceledAt = records[job]?.graph.flatMap { graphs[$0]?.canceledAt }
    edit(job) { record in
      if let last = record.recoveries.last, last.runningAt == nil {
        let index = record.recoveries.count - 1
        record.recoveries[index].runningAt = .init(time, .log)
        record.recoveries[index].cause = last.cause ?? .rescale
        if last.cancelledAt == nil, let canceledAt, canceledAt >= last.noticedAt?.value ?? time {
          record.recoveries[index].cancelledAt = .init(canceledAt, .log)
        }
      } else {
        let isFirst = from == .created && (record.executionAt != nil || !isCut)
        var recovery = Recovery(cause: isFirst ? .start : nil)
        if isFirst { recovery.createdAt = record.executionAt.map { .init($0, .log) } }
        recovery.runningAt = .init(time, .log)
        record.append(recovery)
      }
      record.applyRestore()
    }
  }

  // MARK: Tasks

  private mutating func task(of id: String, became state: TaskState, at time: Timestamp) {
    note(id) { graph in
      switch state {
      case .scheduled: graph.scheduled += 1
      case .initializing:
        graph.initialized += 1
        graph.initializedAt = time
      case .running:
        graph.running += 1
        graph.runningAt = time
      case .failed: graph.failedAt = time
      case .canceled: graph.canceledAt = time
      default: break
      }
    }
    if let job = graphs[id]?.job, records[job]?.graph == id { sync(job) }
  }

  /// Brings the last recovery of a job up to what its tasks have told.
  private mutating func sync(_ job: JobID) {
    guard let id = records[job]?.graph, let graph = graphs[id], graph.scheduled > 0 else { return }
    edit(job) { record in
      guard let index = record.recoveries.indices.last,
        record.recoveries[index].runningAt != nil, record.recoveries[index].outcome != .failed
      else { return }
      record.recoveries[index].subtasks = .init(graph.scheduled, .log)
      if graph.initialized == graph.scheduled, let at = graph.initializedAt {
        record.recoveries[index].deployedAt = .init(at, .log)
      }
      if graph.running == graph.scheduled, record.recoveries[index].endedAt == nil,
        let at = graph.runningAt
      {
        record.recoveries[index].endedAt = .init(at, .log)
        record.recoveries[index].outcome = .completed
      }
    }
  }

  // MARK: Spans

  mutating func take(_ span: TraceSpan, isCut: Bool) {
    guard let job = span.job, taken.insert(SpanMark(span, of: job)).inserted else { return }
    switch span.kind {
    case .checkpoint:
      guard let checkpoint = span.checkpoint, let start = span.start else { return }
      edit(job) { $0.note(trigger: start, of: checkpoint, most: Self.mostTriggers) }
      if let told = Checkpoint(span) {
        checkpoints.append((job, told))
        // A quarter at once: one by one each would move all others.
        if checkpoints.count > Self.mostCheckpoints {
          checkpoints.removeFirst(Self.mostCheckpoints / 4)
        }
      }
    case .jobInitialization:
      spanCount += 1
      edit(job) { record in
        if let name = span.jobName { record.name = name }
        record.take(span, tolerance: Self.tolerance)
      }
    case .jobFailure:
      guard let at = span.start else { return }
      edit(job) { $0.take(failureAt: at, tolerance: Self.tolerance) }
    default: return
    }
  }

  // MARK: Records

  private mutating func edit(_ job: JobID, _ change: (inout Record) -> Void) {
    if records[job] == nil {
      order.append(job)
      if order.count > Self.mostJobs { records[order.removeFirst()] = nil }
    }
    change(&records[job, default: Record()])
  }

  private mutating func note(_ graph: String, _ change: (inout Graph) -> Void) {
    if graphs[graph] == nil {
      graphOrder.append(graph)
      if graphOrder.count > Self.mostGraphs { graphs[graphOrder.removeFirst()] = nil }
    }
    change(&graphs[graph, default: Graph()])
  }
}

/// What tells a span from all others.
private struct SpanMark: Hashable {
  var job: JobID
  var kind: SpanKind
  var start: Timestamp?
  var end: Timestamp?
  var checkpoint: CheckpointID?

  init(_ span: TraceSpan, of job: JobID) {
    self.job = job
    kind = span.kind
    start = span.start
    end = span.end
    checkpoint = span.checkpoint
  }
}

/// The tasks of one execution graph since the last start. Under the adaptive scheduler each start has one of its own.
private struct Graph {
  var job: JobID?
  var scheduled = 0
  var initialized = 0
  var running = 0
  var initializedAt: Timestamp?
  var runningAt: Timestamp?
  var failedAt: Timestamp?
  var canceledAt: Timestamp?

  init(job: JobID? = nil) { self.job = job }
}

/// What a log told of a restore: before the job is RUNNING, or just after.
private struct Restore {
  var checkpoint: CheckpointID
  var isSavepoint: Bool
  var triggeredAt: Timestamp?
  var at: Timestamp
}

private struct Record {
  var name: String?
  var graph: String?
  var executionAt: Timestamp?
  var restore: Restore?
  var triggers: [CheckpointID: Timestamp] = [:]
  /// Oldest first.
  var recoveries: [Recovery] = []

  mutating func append(_ recovery: Recovery) {
    recoveries.append(recovery)
    if recoveries.count > RecoveryTrace.mostOfOneJob { recoveries.removeFirst() }
  }

  mutating func note(trigger: Timestamp, of checkpoint: CheckpointID, most: Int) {
    triggers[checkpoint] = trigger
    if triggers.count > most, let oldest = triggers.keys.min() { triggers[oldest] = nil }
  }

  mutating func applyRestore() {
    guard let restore, let index = recoveries.indices.last, recoveries[index].checkpoint == nil
    else { return }
    recoveries[index].checkpoint = .init(restore.checkpoint, .log)
    recoveries[index].isSavepoint = restore.isSavepoint
    recoveries[index].restoredAt = .init(restore.at, .log)
    recoveries[index].triggeredAt = restore.triggeredAt.map { .init($0, .log) }
    self.restore = nil
  }

  /// A start or restart that a span tells of. It is reported when the last subtask is done, or has failed: then the next
  /// restart may have been told already.
  mutating func take(_ span: TraceSpan, tolerance: Duration) {
    let index = recoveries.lastIndex { isOf($0, span, tolerance) } ?? place(for: span)
    var recovery = recoveries[index]
    recovery.runningAt = span.start.map { .init($0, .span) } ?? recovery.runningAt
    recovery.endedAt = span.end.map { .init($0, .span) } ?? recovery.endedAt
    recovery.outcome =
      span.hasFailed ? .failed : span.status == "COMPLETED" ? .completed : recovery.outcome
    if let checkpoint = span.checkpoint {
      if recovery.checkpoint?.value != checkpoint {
        recovery.checkpoint = .init(checkpoint, .span)
        recovery.triggeredAt = triggers[checkpoint].map { .init($0, .span) }
      }
      if recovery.triggeredAt == nil {
        recovery.triggeredAt = triggers[checkpoint].map { .init($0, .span) }
      }
    }
    recovery.stateSize = span.fullSize.map { .init($0, .span) } ?? recovery.stateSize
    recovery.parts = span.durations.map { part in
      Recovery.Part(name: part.name, max: part.max, sum: part.sum, source: .span)
    }
    let prefix = "RestoredStateSize."
    recovery.places = span.sizes.filter { $0.name.hasPrefix(prefix) }.map { size in
      Recovery.Place(name: String(size.name.dropFirst(prefix.count)), max: size.max, sum: size.sum)
    }
    recoveries[index] = recovery
  }

  private func isOf(_ recovery: Recovery, _ span: TraceSpan, _ tolerance: Duration) -> Bool {
    guard let start = span.start, recovery.runningAt?.source != .span else { return false }
    if let running = recovery.runningAt?.value {
      let difference = start.since(running)
      return difference <= tolerance && difference >= .zero - tolerance
    }
    // Told as a failure by a span (1.20) and not yet as running.
    return (recovery.noticedAt ?? recovery.failedAt).map { $0.value <= start } ?? false
  }

  private mutating func place(for span: TraceSpan) -> Int {
    append(Recovery())
    return recoveries.count - 1
  }

  /// A failure that a span tells of (1.20): of the restart that the log has begun, else of one that it does not tell.
  mutating func take(failureAt at: Timestamp, tolerance: Duration) {
    if let index = recoveries.lastIndex(where: { recovery in
      guard let noticed = recovery.noticedAt?.value else { return false }
      let difference = noticed.since(at)
      return difference <= tolerance && difference >= .zero - tolerance
    }) {
      if recoveries[index].failedAt == nil, let noticed = recoveries[index].noticedAt?.value {
        recoveries[index].failedAt = .init(min(at, noticed), .span)
      }
      return
    }
    var recovery = Recovery(cause: .failure)
    recovery.failedAt = .init(at, .span)
    append(recovery)
  }
}
