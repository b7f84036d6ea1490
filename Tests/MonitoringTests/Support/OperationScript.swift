import StreamModel

@testable import Monitoring

/// What a cluster says to one operation, as functions of the time since it was asked for.
struct OperationScript: Sendable {
  static let job = JobID.numbered(0)
  static let start = Timestamp(milliseconds: 1_700_000_000_000)

  var kind: OperationKind
  var acceptsTriggerID = true
  var newestKnownCheckpoint: CheckpointID?
  /// What comes of sending, the first time and the next.
  var triggers: [Result<TriggerReceipt, TriggerError>] = [
    .success(TriggerReceipt(triggerID: "trigger"))
  ]
  var status: @Sendable (Duration) -> Result<TriggerStatus, SourceError> = { _ in
    .success(.inProgress)
  }
  /// The job's state in the list; nil where it is not listed.
  var jobState: @Sendable (Duration) -> JobState? = { _ in .running }
  /// Set while the cluster cannot be asked for anything.
  var outage: @Sendable (Duration) -> SourceError? = { _ in nil }
  var checkpoints: @Sendable (Duration) -> [Checkpoint] = { _ in [] }
  /// The JobManager's clock minus ours.
  var clockOffset: Duration = .zero
  /// False where the job's detail, which has the clock, is not to be had.
  var hasDetail = true

  static func savepoint() -> OperationScript {
    OperationScript(kind: .savepoint(targetDirectory: nil, format: nil))
  }

  static func stop() -> OperationScript {
    OperationScript(kind: .stop(drain: false, targetDirectory: nil, format: nil))
  }

  static func cancel() -> OperationScript {
    var script = OperationScript(kind: .cancel)
    script.triggers = [.success(TriggerReceipt(triggerID: nil))]
    return script
  }

  static func checkpoint() -> OperationScript { OperationScript(kind: .checkpoint) }

  func with(_ change: (inout OperationScript) -> Void) -> OperationScript {
    var script = self
    change(&script)
    return script
  }

  var request: OperationRequest {
    OperationRequest(
      in: ClusterIdentity.test.id, id: "request", kind: kind, job: Self.job, jobName: "orders")
  }

  var capabilities: Capabilities {
    Capabilities(
      version: acceptsTriggerID ? "2.3.0" : "1.13.6", canTriggerCheckpoint: acceptsTriggerID,
      canChooseSavepointFormat: acceptsTriggerID, acceptsTriggerID: acceptsTriggerID,
      hasAccumulatedTimes: acceptsTriggerID, allowsCancel: true)
  }

  func answer(_ question: AnyQuestion, at time: Duration) -> Result<any AnyReply, SourceError> {
    if let error = outage(time) { return .failure(error) }
    let state = jobState(time)
    let now = Self.start.advanced(by: time + clockOffset)
    switch question.kind {
    case .jobs:
      let job = state.map { FakeCluster.Job(name: "orders", state: $0) }
      var cluster = FakeCluster()
      if let job { cluster.add(Self.job, job) }
      return cluster.answer(.jobs, at: now)
    case .checkpoints where state != nil:
      return question.reply(to: CheckpointsQuestion.self, .listing(checkpoints(time)))
    case .job where state != nil && hasDetail:
      var cluster = FakeCluster()
      cluster.add(Self.job, .init(name: "orders"))
      return cluster.answer(question, at: now)
    default:
      return .failure(.notFound("Job not found"))
    }
  }
}

/// Plays a script to its end, or for so long.
struct OperationPlay {
  private(set) var tracker: OperationTracker
  private(set) var sent: [Duration] = []
  private(set) var statusCalls: [(at: Duration, receipt: TriggerReceipt)] = []
  private(set) var questions: [AnyQuestion] = []
  /// Every state it went through, with when.
  private(set) var states: [(at: Duration, state: OperationState)] = []

  init(_ script: OperationScript, for limit: Duration = .seconds(900)) {
    var now: Duration = .zero
    func moment() -> Moment {
      Moment(uptime: now, now: OperationScript.start.advanced(by: now))
    }
    tracker = OperationTracker(
      script.request, capabilities: script.capabilities,
      newestKnownCheckpoint: script.newestKnownCheckpoint, at: moment())
    while let next = tracker.next, max(now, next.dueAt) <= limit {
      now = max(now, next.dueAt)
      switch next.step {
      case .trigger:
        let result = script.triggers[min(sent.count, script.triggers.count - 1)]
        sent.append(now)
        tracker.began()
        now += .milliseconds(5)
        tracker.triggered(result, at: moment())
      case .status(let receipt):
        statusCalls.append((now, receipt))
        tracker.began()
        now += .milliseconds(5)
        let error = script.outage(now)
        tracker.answered(error.map { .failure($0) } ?? script.status(now), at: moment())
      case .ask(let question):
        questions.append(question)
        now += .milliseconds(5)
        switch script.answer(question, at: now) {
        case .success(let reply): tracker.observe(reply, at: moment())
        case .failure(let error): tracker.observe(error, to: question.key, at: moment())
        }
      }
      if states.last?.state != tracker.operation.state {
        states.append((now, tracker.operation.state))
      }
    }
  }

  var state: OperationState { tracker.operation.state }
}
