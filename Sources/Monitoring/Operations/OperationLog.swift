import StreamModel

/// Every operation of this run, newest first.
struct OperationLog: Sendable {
  /// The oldest settled ones fall out beyond this.
  static let capacity = 500

  private(set) var trackers: [OperationTracker] = []

  var operations: [Operation] { trackers.map(\.operation) }
  /// The longest-running first, so that none waits for newer ones.
  var unsettled: [OperationTracker] { trackers.reversed().filter { !$0.isSettled } }

  /// Starts following a request, or records why it is refused. One that is there already is left alone.
  mutating func add(
    _ request: OperationRequest, of identity: ClusterIdentity, capabilities: Capabilities,
    newestKnownCheckpoint: CheckpointID?, at moment: Moment
  ) {
    guard !trackers.contains(where: { $0.operation.id == request.id }) else { return }
    var tracker = OperationTracker(
      request, capabilities: capabilities, newestKnownCheckpoint: newestKnownCheckpoint, at: moment)
    if request.cluster != identity.id {
      let reason = "it was asked of \(request.cluster.text), and this is \(identity.endpoint)"
      tracker.settle(.failed(cause: reason), at: moment)
    } else if case .refused(let reason) = OperationAdmission(
      request.kind, of: request.job, among: operations)
    {
      tracker.settle(.failed(cause: reason), at: moment)
    }
    trackers.insert(tracker, at: 0)
    if trackers.count > Self.capacity, let oldest = trackers.lastIndex(where: \.isSettled) {
      trackers.remove(at: oldest)
    }
  }

  /// Changes the operation of that id; says whether its shown state changed.
  mutating func update(_ id: String, _ change: (inout OperationTracker) -> Void) -> Bool {
    guard let index = trackers.firstIndex(where: { $0.operation.id == id }) else { return false }
    let before = trackers[index].operation
    change(&trackers[index])
    return trackers[index].operation != before
  }

  /// Changes all that are not settled; says whether the shown state of one changed.
  mutating func updateUnsettled(_ change: (inout OperationTracker) -> Void) -> Bool {
    var hasChanged = false
    for index in trackers.indices where !trackers[index].isSettled {
      let before = trackers[index].operation
      change(&trackers[index])
      if trackers[index].operation != before { hasChanged = true }
    }
    return hasChanged
  }

  /// What operations want to know from the cluster, with when.
  var questions: [AnyQuestion: Duration] {
    var questions: [AnyQuestion: Duration] = [:]
    for tracker in trackers where !tracker.isSettled {
      guard let next = tracker.next, case .ask(let question) = next.step else { continue }
      questions[question] = min(next.dueAt, questions[question] ?? next.dueAt)
    }
    return questions
  }
}
