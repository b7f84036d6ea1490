import StreamModel

extension OperationTracker {
  /// Waiting for vertices to run as parallel as they may.
  struct AwaitedParallelism: Sendable {
    let rescale: Rescale
    /// No answer came: only the parallelism tells whether the bounds were set.
    var lost: SourceError?
    /// As last seen, with when that began to be so.
    var seen: [VertexID: Int] = [:]
    var seenSince: Duration?
    var names: [VertexID: String] = [:]
    /// The slots are asked for now, which say whether it can go on.
    var asksSlots = false
    /// They were asked for, and left room for hope.
    var hasLooked = false

    init(_ rescale: Rescale, lost: SourceError? = nil) {
      self.rescale = rescale
      self.lost = lost
    }

    func question(for job: JobID) -> AnyQuestion {
      asksSlots ? AnyQuestion(.overview) : AnyQuestion(.job(job))
    }

    /// True once each vertex has all that it may.
    var isReached: Bool {
      !seen.isEmpty && rescale.bounds.allSatisfy { seen[$0.key] == $0.value.upper }
    }

    /// True where something is other than it was.
    var hasChanged: Bool { seen.contains { $0.value != rescale.from[$0.key] ?? $0.value } }

    /// True where nothing can change without more slots: no vertex is to run less parallel, and each that is to run more
    /// so already fills as many slots as the widest. Vertices share slots, so that one less parallel than another grows
    /// where no slot is free.
    var takesMoreSlots: Bool {
      let widest = rescale.from.values.max() ?? 0
      return rescale.bounds.allSatisfy { vertex, bounds in
        rescale.from[vertex].map { bounds.upper == $0 || (bounds.upper > $0 && $0 == widest) }
          ?? false
      }
    }

    /// `count 1 to 3, sink 1 to 3`: the vertices that changed, or that were to.
    var course: String {
      let vertices = rescale.bounds.keys.filter { vertex in
        let before = rescale.from[vertex]
        return seen[vertex] != before || rescale.bounds[vertex]?.upper != before
      }
      let parts = vertices.sorted { name($0) < name($1) }.map { vertex in
        let now = seen[vertex].map { "\($0)" } ?? "-"
        let wanted = rescale.bounds[vertex]?.upper ?? 0
        let before = rescale.from[vertex].map { "\($0)" } ?? "-"
        let end = seen[vertex] == wanted ? "" : " of \(wanted)"
        return before == now
          ? "\(name(vertex)) \(now)\(end)" : "\(name(vertex)) \(before) to \(now)\(end)"
      }
      return parts.joined(separator: ", ")
    }

    private func name(_ vertex: VertexID) -> String { names[vertex] ?? vertex.text }
  }

  mutating func observe(
    _ reply: any AnyReply, awaiting wait: AwaitedParallelism, at moment: Moment
  ) {
    guard reply.key == wait.question(for: job).key else { return }
    if let detail = reply.answer(to: JobQuestion.self) {
      observe(detail, awaiting: wait, at: moment)
    } else if let overview = reply.answer(to: OverviewQuestion.self) {
      conclude(wait, overview, at: moment)
    }
  }

  private mutating func observe(
    _ detail: JobDetail, awaiting wait: AwaitedParallelism, at moment: Moment
  ) {
    var wait = wait
    var seen: [VertexID: Int] = [:]
    for vertex in detail.vertices {
      seen[vertex.id] = vertex.parallelism
      wait.names[vertex.id] = vertex.shortName
    }
    if seen != wait.seen || wait.seenSince == nil {
      wait.seen = seen
      wait.seenSince = moment.uptime
    }
    if detail.state.isTerminal {
      let cause = "The job is \(detail.state.name): \(wait.course)"
      return settle(.failed(cause: cause), at: moment)
    }
    if wait.isReached, detail.state == .running {
      operation.remark = wait.course
      return settle(.completed(location: nil, jobState: nil), at: moment)
    }
    let stable = moment.uptime - (wait.seenSince ?? moment.uptime)
    let waited = moment.uptime - stageBeganAt
    let isStill = stable >= OperationCadence.rescaleSettled && (wait.hasChanged || !wait.hasLooked)
    if detail.state == .running, isStill || waited >= OperationCadence.rescaleWithin {
      wait.asksSlots = true
      stage = .awaitingParallelism(wait)
      failures = 0
      dueAt = moment.uptime
      return
    }
    operation.remark = detail.state == .running ? wait.course : "the job is \(detail.state.name)"
    if wait.lost == nil { operation.state = .inProgress }
    stage = .awaitingParallelism(wait)
    pace(at: moment)
  }

  /// It stays as it is: says what is missing, and why as far as the slots tell.
  private mutating func conclude(
    _ wait: AwaitedParallelism, _ overview: ClusterOverview?, at moment: Moment
  ) {
    let slots = overview.map { "\($0.slotsAvailable) of \($0.slotsTotal) slots are free" }
    let isShortOfSlots = overview?.slotsAvailable == 0
    let isOver = moment.uptime - stageBeganAt >= OperationCadence.rescaleWithin
    // Flink may still be waiting: for more slots, or for those that there are to stay (60 s by default).
    if !wait.hasChanged, !isOver, !(isShortOfSlots && wait.takesMoreSlots) {
      var wait = wait
      wait.asksSlots = false
      wait.hasLooked = true
      stage = .awaitingParallelism(wait)
      return pace(at: moment)
    }
    if let lost = wait.lost, !wait.hasChanged {
      let reason = "No answer came to the rescale request (\(describe(lost))), and nothing changed"
      return settle(.uncertain(reason: "\(reason): \(wait.course)."), at: moment)
    }
    let why =
      isShortOfSlots ? "\(slots ?? ""): it goes on by itself when there are more" : slots
    operation.remark = [wait.course, why].compactMap(\.self).joined(separator: "; ")
    if wait.hasChanged {
      operation.isShort = true
      return settle(.completed(location: nil, jobState: nil), at: moment)
    }
    let reason =
      "The bounds are set, but nothing has changed after "
      + "\((moment.uptime - stageBeganAt).phrase): \(operation.remark ?? "")"
    operation.remark = nil
    settle(.uncertain(reason: reason), at: moment)
  }

  mutating func observe(
    _ error: SourceError, awaiting wait: AwaitedParallelism, at moment: Moment
  ) {
    if wait.asksSlots { return conclude(wait, nil, at: moment) }
    if case .notFound = error {
      let course =
        wait.lost.map { "No answer came to the rescale request (\(describe($0)))" }
        ?? "The bounds are set"
      return settle(
        .uncertain(reason: "\(course), and the job is not there any more."), at: moment)
    }
    failed(error, at: moment)
  }
}
