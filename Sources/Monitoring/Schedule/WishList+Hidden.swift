import StreamModel

extension WishList {
  /// The order in which the figures of a job that is not shown are asked for the first time.
  private enum HiddenFigure: Int {
    case failure, job, checkpoints, jobMetrics, watermarks, load
  }

  /// A lag from here on is followed closely.
  private static let lagToFollow: Duration = .seconds(10)
  /// So many are asked for what dates the fetches of metrics.
  private static let timingJobs = 10
  /// Shares of time from here on may be worse in one subtask than on average.
  private static let busyToFollow = 0.7
  private static let backpressureToFollow = 0.3

  /// What is needed to judge a job that is not shown, job by job.
  mutating func addHidden(_ job: JobModel, at place: Int) {
    func rank(_ figure: HiddenFigure) -> Int { place * 10 + figure.rawValue }
    for wish in [
      failure(of: job, .background, rank: rank(.failure)),
      result(of: job, .background, rank: rank(.failure)),
    ] {
      guard var wish else { continue }
      wish.isOpening = false
      add(wish)
    }
    guard !job.state.isTerminal else { return }
    let hasMetrics = job.state.isProcessing
    addHidden(.job(job.id), rank: rank(.job), hasMetrics: hasMetrics)
    // One that takes none answers each time that there are none.
    if job.isCheckpointingEnabled != false {
      addHidden(.checkpoints(job.id), rank: rank(.checkpoints))
    }
    guard hasMetrics else { return }
    // Where they are few, nothing else tells when the JobManager fetched the watermarks that follow.
    let isTiming = place < Self.timingJobs
    addHidden(
      .jobMetrics(job.id), every: isTiming ? PollTimes.hiddenTiming : nil, rank: rank(.jobMetrics))
    let isBehind = (job.watermarkLag?.value ?? .zero) >= Self.lagToFollow
    for sink in memory.jobs[job.id]?.sinks ?? [] {
      addHidden(
        .watermarks(job.id, sink), every: isBehind ? PollTimes.hiddenLag : nil,
        rank: rank(.watermarks))
    }
    if model.traits.failsInPlace {
      addHidden(.exceptions(job.id), rank: rank(.load), isExtra: true)
    }
    for vertex in loadsToFollow(of: job) {
      addHidden(.load(job.id, vertex), rank: rank(.load), isExtra: true)
    }
  }

  private mutating func addHidden(
    _ question: some Question, every period: Duration? = nil, rank: Int, hasMetrics: Bool = true,
    isExtra: Bool = false
  ) {
    var wish = repeated(question, .background, every: period, rank: rank, hasMetrics: hasMetrics)
    wish.isExtra = isExtra
    // Nobody waits for it.
    wish.isOpening = false
    if let record = memory.records[wish.key], record.isGivenUp {
      let usual = wish.key.kind.cadence.period(for: .background, tick: interval)
      wish.dueAt = record.askedAt + (period ?? usual) * stretch
    }
    add(wish)
  }

  /// Where a hot key may hide in the averages that counters give.
  private func loadsToFollow(of job: JobModel) -> [VertexID] {
    let busy = job.busiest.flatMap { $0.value.ratio.value >= Self.busyToFollow ? $0.value : nil }
    let pressed = job.mostBackpressured.flatMap {
      $0.value.ratio.value >= Self.backpressureToFollow ? $0.value : nil
    }
    let vertices = [busy, pressed].compactMap { $0?.vertex }
    return vertices.count == 2 && vertices[0] == vertices[1] ? [vertices[0]] : vertices
  }
}
