import StreamModel

extension WishList {
  /// The order in which the figures of an open job are filled for the first time.
  private enum OpenFigure: Int {
    case job, failure, checkpoints, checkpoint, subtasks, jobMetrics, configuration
  }

  /// What the screens of one job need.
  mutating func addOpenJob(_ job: JobModel) {
    add(failure(of: job, .openJob, rank: OpenFigure.failure.rawValue))
    add(result(of: job, .openJob, rank: OpenFigure.failure.rawValue))
    addOpenCheckpoint(of: job)
    if job.state.isTerminal {
      addEnded(job, .openJob, rank: OpenFigure.job.rawValue)
      add(configuration(of: job))
      return
    }
    let hasMetrics = job.state.isProcessing
    add(
      repeated(
        .job(job.id), .openJob, every: period(of: .job), rank: OpenFigure.job.rawValue,
        hasMetrics: hasMetrics))
    add(
      repeated(
        .checkpoints(job.id), .openJob, every: period(of: .checkpoints),
        rank: OpenFigure.checkpoints.rawValue))
    // A restart may change it, once it is over.
    if !job.state.isTroubled { add(configuration(of: job)) }
    guard hasMetrics else { return }
    add(repeated(.jobMetrics(job.id), .openJob, rank: OpenFigure.jobMetrics.rawValue))
    // A screen that shows them asks for them itself, and more often.
    if model.traits.failsInPlace, !demand.questions.contains(AnyQuestion(.exceptions(job.id))) {
      add(
        repeated(
          .exceptions(job.id), .openJob, every: PollTimes.failuresOpen,
          rank: OpenFigure.configuration.rawValue))
    }
    addVertices(of: job) { LoadQuestion(job.id, $0) }
    addVertices(of: job) { WatermarksQuestion(job.id, $0) }
    addInquiries(of: job)
  }

  /// What is cached at the server only for a moment, and no more often than the job list.
  private func period(of kind: QuestionKind) -> Duration {
    max(interval, kind.cadence.period(for: .openJob, tick: interval))
  }

  private func configuration(of job: JobModel) -> Wish? {
    once(
      .checkpointConfiguration(job.id), .openJob,
      era: memory.jobs[job.id]?.history.configurationEra ?? 0,
      rank: OpenFigure.configuration.rawValue)
  }

  /// The one vertex whose turn it is: each at most every 10 s, spread over them, one of a kind at a time.
  private mutating func addVertices<Q: Question>(
    of job: JobModel, question: (VertexID) -> Q
  ) {
    let askable = Set(job.detail?.value.vertices.filter(\.hasMetrics).map(\.id) ?? [])
    let covered = demand.questions.compactMap { $0.base.informed(by: model).covered?.key }
    let vertices = demand.visibleVertices.filter {
      askable.contains($0) && !covered.contains(question($0).key)
    }
    guard !vertices.isEmpty, !vertices.contains(where: { inFlight.contains(question($0).key) })
    else {
      return
    }
    var wishes = vertices.enumerated().map { position, vertex in
      repeated(question(vertex), .openVertex, rank: position)
    }
    let lastAskedAt = vertices.compactMap { memory.records[question($0)]?.askedAt }.max()
    let spacing =
      Q.kind.cadence.period(for: .openVertex, tick: interval) * stretch / Double(vertices.count)
    guard let first = wishes.indices.min(by: { wishes[$0].comesBefore(wishes[$1], at: now) }) else {
      return
    }
    // After a pause all are overdue, and fill the screen again as fast as the budget allows.
    if wishes[first].isComplete, wishes[first].urgency(at: now) < 1.5, let lastAskedAt {
      wishes[first].dueAt = max(wishes[first].dueAt, lastAskedAt + spacing)
    }
    add(wishes[first])
  }

  /// A checkpoint that is open is followed until it is settled; then it changes no more.
  private mutating func addOpenCheckpoint(of job: JobModel) {
    guard let id = demand.openCheckpoint else { return }
    let isSettled = job.checkpointDetails[id].map { $0.value.checkpoint.status.isSettled } ?? false
    let detail = CheckpointQuestion(job.id, id)
    if !isSettled {
      add(repeated(detail, .openJob, rank: OpenFigure.checkpoint.rawValue))
    }
    guard let vertex = demand.openCheckpointVertex else { return }
    let subtasks = CheckpointSubtasksQuestion(job.id, id, vertex)
    let rank = OpenFigure.subtasks.rawValue
    // Era 1 is what was asked after the checkpoint settled.
    add(
      isSettled
        ? once(subtasks, .openJob, era: 1, rank: rank)
        : repeated(subtasks, .openJob, rank: rank))
  }
}

extension CheckpointStatus {
  /// True where the checkpoint changes no more.
  fileprivate var isSettled: Bool {
    switch self {
    case .completed, .failed: true
    case .inProgress, .other: false
    }
  }
}

extension Wish {
  /// Among vertices of a kind: what is due and was never answered, then what has waited longest.
  fileprivate func comesBefore(_ other: Wish, at now: Duration) -> Bool {
    let isDue = dueAt <= now
    let otherIsDue = other.dueAt <= now
    if isDue != otherIsDue { return isDue }
    if !isDue { return dueAt < other.dueAt }
    if isComplete != other.isComplete { return !isComplete }
    if !isComplete { return rank < other.rank }
    return urgency(at: now) > other.urgency(at: now)
  }
}
