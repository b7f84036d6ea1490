import StreamModel

/// Waiting for the tracker to show what a topology was told through the API server: two processes, of which the second says
/// that it has done it, and the first how the topology is.
extension OperationTracker {
  struct AwaitedTopology: Sendable {
    let control: TopologyControl
    /// What the API server said.
    var words: String?
    /// No answer came: only the tracker tells, and not whose doing it is.
    var lost: SourceError?
    var missingLists = 0

    init(_ control: TopologyControl, words: String? = nil, lost: SourceError? = nil) {
      self.control = control
      self.words = words
      self.lost = lost
    }

    /// The parallelism that an update asked for; empty for all else.
    var parallelism: [String: Int] {
      if case .update(let update) = control { return update.parallelism }
      return [:]
    }

    func question(for job: JobID) -> AnyQuestion {
      parallelism.isEmpty ? AnyQuestion(.jobs) : AnyQuestion(.job(job))
    }

    /// True where a topology in this state is as it was to be: a restart and an update leave it as active as it was.
    func isReached(_ state: JobState) -> Bool {
      switch control {
      case .activate: state == .running
      case .deactivate: state == .paused
      case .restart, .update, .heapDump: state == .running || state == .paused
      }
    }

    /// True where the tracker shows whether it was done, and not only that the topology goes on.
    var isShown: Bool {
      switch control {
      case .activate, .deactivate: true
      case .restart, .update, .heapDump: false
      }
    }
  }

  /// The API server has done it, by its own word.
  mutating func accepted(
    _ control: TopologyControl, _ receipt: TriggerReceipt, at moment: Moment
  ) {
    if case .update(let update) = control, update.isDryRun {
      operation.words = receipt.words
      operation.remark = "a dry run: nothing was changed"
      return settle(.completed(location: nil, jobState: nil), at: moment)
    }
    if case .heapDump(let target) = control {
      let words = receipt.words.map { "; jmap says: \($0)" } ?? ""
      operation.remark = "it is \(HeapDumpTarget.path) on \(target.host ?? "its host")\(words)"
      return settle(.completed(location: nil, jobState: nil), at: moment)
    }
    enter(.awaitingTopology(AwaitedTopology(control, words: receipt.words)), at: moment)
  }

  mutating func observe(_ reply: any AnyReply, awaiting wait: AwaitedTopology, at moment: Moment) {
    guard reply.key == wait.question(for: job).key else { return }
    if let detail = reply.answer(to: JobQuestion.self) {
      return observe(detail, awaiting: wait, at: moment)
    }
    guard let jobs = reply.answer(to: JobsQuestion.self) else { return }
    var wait = wait
    guard let state = jobs.first(where: { $0.id == job })?.state else {
      wait.missingLists += 1
      guard wait.missingLists >= OperationCadence.missingLists else {
        stage = .awaitingTopology(wait)
        return pace(at: moment)
      }
      return settle(.uncertain(reason: "\(said(wait)). It is not listed any more."), at: moment)
    }
    wait.missingLists = 0
    conclude(wait, state, isDone: wait.isReached(state), stands: "it is \(state.name)", at: moment)
  }

  private mutating func observe(
    _ detail: JobDetail, awaiting wait: AwaitedTopology, at moment: Moment
  ) {
    let now = detail.vertices.reduce(into: [String: Int]()) { $0[$1.id.text] = $1.parallelism }
    let isDone = wait.parallelism.allSatisfy { now[$0.key] == $0.value }
    let parts = wait.parallelism.sorted { $0.key < $1.key }.map { name, wanted in
      let count = now[name]
      let has = count.map { "\($0)" } ?? "-"
      return count == wanted ? "\(name) \(has)" : "\(name) \(has) of \(wanted)"
    }
    conclude(
      wait, detail.state, isDone: isDone && wait.isReached(detail.state),
      stands: "it is \(detail.state.name) with " + parts.joined(separator: ", "), at: moment)
  }

  private mutating func conclude(
    _ wait: AwaitedTopology, _ state: JobState, isDone: Bool, stands: String, at moment: Moment
  ) {
    let waited = moment.uptime - stageBeganAt
    if state.isTerminal {
      return settle(.uncertain(reason: "\(said(wait)). By now \(stands)."), at: moment)
    }
    if wait.lost != nil {
      guard isDone || waited >= OperationCadence.searchFor else { return pace(wait, at: moment) }
      let whose =
        !isDone
        ? ""
        : wait.isShown || !wait.parallelism.isEmpty
          ? ": this request's doing, or another client's"
          : ", which tells nothing of what was asked"
      return settle(.uncertain(reason: "\(said(wait)). By now \(stands)\(whose)."), at: moment)
    }
    guard !isDone else {
      let tells = wait.isShown || !wait.parallelism.isEmpty
      operation.remark =
        tells ? stands : "t\(said(wait).dropFirst()); the tracker tells no more than that \(stands)"
      return settle(.completed(location: nil, jobState: nil), at: moment)
    }
    guard waited < OperationCadence.endWithin else {
      return settle(
        .uncertain(reason: "\(said(wait)), but after \(waited.phrase) \(stands)."), at: moment)
    }
    operation.state = .inProgress
    operation.remark = stands
    pace(wait, at: moment)
  }

  private mutating func pace(_ wait: AwaitedTopology, at moment: Moment) {
    stage = .awaitingTopology(wait)
    pace(at: moment)
  }

  private func said(_ wait: AwaitedTopology) -> String {
    if let lost = wait.lost {
      return "No answer came to the \(request.kind.name) request (\(describe(lost)))"
    }
    return "The API server said \(wait.words.map { "'\($0)'" } ?? "that it is done")"
  }

  mutating func observe(
    _ error: SourceError, awaiting wait: AwaitedTopology, at moment: Moment
  ) {
    guard case .notFound = error else { return failed(error, at: moment) }
    settle(.uncertain(reason: "\(said(wait)). It is not there any more."), at: moment)
  }
}
