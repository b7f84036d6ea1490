import StreamModel

extension WishList {
  /// So many rows are asked first for what dates the fetches: the topmost may be restarting.
  private static let timingRows = 3

  /// The order in which the figures of a row are filled for the first time.
  private enum RowFigure: Int {
    case failure, job, load, checkpoints, watermarks, furtherLoad, jobMetrics, configuration
  }

  /// True while the metrics of a row are to tell when the JobManager fetches metrics.
  func isTiming(_ row: Int) -> Bool { row < Self.timingRows && !model.areFetchesTimed }

  /// What a visible row of the job list needs.
  mutating func addRow(_ job: JobModel, at row: Int) {
    func rank(_ figure: RowFigure) -> Int { figure.rawValue * 100_000 + row }
    let history = memory.jobs[job.id]?.history
    add(failure(of: job, .row, rank: rank(.failure)))
    add(result(of: job, .row, rank: rank(.failure)))
    if job.state.isTerminal {
      addEnded(job, .row, rank: rank(.job))
      return
    }
    let hasMetrics = job.state.isProcessing
    add(
      repeated(
        .job(job.id), .row, rank: rank(.job),
        // Rates are differences of two answers.
        completeAfter: hasMetrics ? 2 : 1, hasMetrics: hasMetrics))
    add(repeated(.checkpoints(job.id), .row, rank: rank(.checkpoints)))
    guard hasMetrics else { return }
    // One of them tells when the JobManager fetches metrics, which the lags of all rows go by.
    let isTiming = isTiming(row)
    var configuration = once(
      .checkpointConfiguration(job.id), .row, era: history?.configurationEra ?? 0,
      rank: rank(.configuration))
    // No column shows it.
    configuration?.isOpening = false
    add(configuration)
    add(
      repeated(
        .jobMetrics(job.id), .row, rank: rank(isTiming ? .job : .jobMetrics)))
    if model.traits.failsInPlace {
      var failures = repeated(.exceptions(job.id), .row, rank: rank(.configuration))
      // No column shows them.
      failures.isOpening = false
      add(failures)
    }
    for (vertex, isFurther) in firstLoads(of: job) {
      add(
        repeated(
          .load(job.id, vertex), .row, rank: rank(isFurther ? .furtherLoad : .load)))
    }
    add(rowLoad(of: job, rank: rank(.load)))
    for vertex in memory.jobs[job.id]?.sinks ?? [] {
      add(repeated(.watermarks(job.id, vertex), .row, rank: rank(.watermarks)))
    }
  }

  /// An ended job changes no more: asked once, or twice where it was seen to end, as the graph cache lags.
  mutating func addEnded(_ job: JobModel, _ importance: Wish.Importance, rank: Int) {
    let era = memory.jobs[job.id]?.history.stateEra ?? 0
    let times = era == 0 ? 1 : 2
    add(once(.job(job.id), importance, era: era, times: times, rank: rank))
    add(once(.checkpoints(job.id), importance, era: era, times: times, rank: rank))
  }

  /// The last failure: when a state or a restart says that there may be a new one.
  func failure(of job: JobModel, _ importance: Wish.Importance, rank: Int) -> Wish? {
    let era = memory.jobs[job.id]?.history.failureEra ?? 0
    let isTroubled = job.state.isTroubled
    let hasRestarted = (job.metrics?.value.restarts ?? 0) > 0
    guard job.state.mayFollowFailure || hasRestarted || era > 0 || importance == .openJob else {
      return nil
    }
    // Asked the moment a job turned RESTARTING it may still be empty; and one that restarts without end may never be seen to run,
    // which tells of a new failure.
    let isAwaited = importance == .openJob && job.awaitsFailure
    let times = isAwaited ? .max : isTroubled || era > 0 ? 2 : 1
    return once(.failure(job.id), importance, era: era, times: times, rank: rank)
  }

  /// Why it ended, where its exceptions do not say.
  func result(of job: JobModel, _ importance: Wish.Importance, rank: Int) -> Wish? {
    guard job.isEndUnexplained else { return nil }
    let era = memory.jobs[job.id]?.history.stateEra ?? 0
    return once(.executionResult(job.id), importance, era: era, rank: rank)
  }

  /// Vertices of which nothing is known yet: what Flink has ready is there 10 s before counters have moved. Sources and
  /// sinks first, as records in and out are theirs.
  /// What a wide job has beyond a dozen comes after the figures of all other rows.
  private func firstLoads(of job: JobModel) -> [(vertex: VertexID, isFurther: Bool)] {
    let vertices = job.detail?.value.vertices.filter(\.hasMetrics) ?? []
    let unknown = vertices.filter { vertex in
      (memory.records[.load(job.id, vertex.id)]?.answers ?? 0) == 0
        && job.vertices[vertex.id]?.pressure == nil
    }
    guard !unknown.isEmpty else { return [] }
    let feeding = Set(vertices.flatMap { $0.inputs.map(\.from) })
    let ends = unknown.filter { $0.inputs.isEmpty || !feeding.contains($0.id) }
    let inner = unknown.filter { !$0.inputs.isEmpty && feeding.contains($0.id) }
    let known = vertices.count - unknown.count
    return (ends + inner).prefix(max(0, PollTimes.rowAllLoads - known)).enumerated().map {
      (vertex: $1.id, isFurther: known + $0 >= PollTimes.rowFirstLoads)
    }
  }

  /// The load of one vertex, for its worst subtask: the busiest where counters tell which that is, else each in turn.
  private func rowLoad(of job: JobModel, rank: Int) -> Wish? {
    let isTold = model.capabilities.hasAccumulatedTimes
    let period =
      isTold
      ? QuestionKind.load.cadence.period(for: .row, tick: interval) : periodInTurn(of: job)
    guard
      let vertex = isTold
        ? job.busiest?.value.vertex ?? (isUntellable(job) ? longestUnasked(in: job) : nil)
        : longestUnasked(in: job)
    else { return nil }
    var wish = repeated(.load(job.id, vertex), .row, every: period, rank: rank)
    // The cadence is the job's, not the vertex's; only a retry of this vertex comes before it.
    if let askedAt = memory.jobs[job.id]?.loadAskedAt, memory.records[wish.key]?.retryAt == nil {
      wish.dueAt = askedAt + period * stretch
      wish.isComplete = true
      wish.lastAskedAt = askedAt
      wish.period = period * stretch
    }
    return wish
  }

  private func periodInTurn(of job: JobModel) -> Duration {
    let count = (job.detail?.value.vertices ?? []).count { $0.hasMetrics }
    return max(.seconds(1), min(PollTimes.rowLoadInTurn, PollTimes.rowLoadRound / max(1, count)))
  }

  /// Busy shares need two answers; if three gave none, none will come (legacy sources have no busy time).
  private func isUntellable(_ job: JobModel) -> Bool {
    (memory.records[.job(job.id)]?.answers ?? 0) >= 3
  }

  private func longestUnasked(in job: JobModel) -> VertexID? {
    var best: (vertex: VertexID, askedAt: Duration)?
    for vertex in job.detail?.value.vertices ?? [] where vertex.hasMetrics {
      let askedAt = memory.records[.load(job.id, vertex.id)]?.askedAt ?? .zero
      if best.map({ askedAt < $0.askedAt }) ?? true { best = (vertex.id, askedAt) }
    }
    return best?.vertex
  }
}
