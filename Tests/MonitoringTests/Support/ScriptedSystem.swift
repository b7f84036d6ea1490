import StreamModel
import Synchronization

/// A monitored system of closures. Tells a test what it was asked, and can keep a call waiting until it is cancelled.
final class ScriptedSystem: MonitoredSystem {
  typealias Reply = Result<Answer, SourceError>

  /// Every question as it arrives.
  let questions: AsyncStream<Question>
  /// Every call that was cancelled while it was kept waiting.
  let cancellations: AsyncStream<Question>
  private let asked: AsyncStream<Question>.Continuation
  private let cancelled: AsyncStream<Question>.Continuation

  private struct State {
    var log: [Question] = []
    var triggers: [OperationRequest] = []
    var inFlight = 0
    var mostInFlight = 0
  }

  private let state = Mutex(State())
  /// Nil keeps the call waiting.
  private let reply: @Sendable (Question, Int) -> Reply?
  private let onTrigger: @Sendable (OperationRequest) -> Result<TriggerReceipt, TriggerError>
  private let onStatus: @Sendable (TriggerReceipt) -> Result<TriggerStatus, SourceError>

  /// `reply` is told how often the question was asked before.
  init(
    onTrigger:
      @escaping @Sendable (OperationRequest) -> Result<TriggerReceipt, TriggerError> = { _ in
        .success(TriggerReceipt(triggerID: "trigger"))
      },
    onStatus:
      @escaping @Sendable (TriggerReceipt) -> Result<TriggerStatus, SourceError> = { _ in
        .success(.completed(location: "file:/s"))
      }, reply: @escaping @Sendable (Question, Int) -> Reply?
  ) {
    (questions, asked) = AsyncStream.makeStream()
    (cancellations, cancelled) = AsyncStream.makeStream()
    self.reply = reply
    self.onTrigger = onTrigger
    self.onStatus = onStatus
  }

  /// A system that answers as a fake cluster does.
  convenience init(_ cluster: FakeCluster) {
    self.init { question, _ in cluster.answer(question, at: Playback.epoch) }
  }

  var log: [Question] { state.withLock { $0.log } }
  var triggers: [OperationRequest] { state.withLock { $0.triggers } }
  var mostInFlight: Int { state.withLock { $0.mostInFlight } }

  var requestsSent: Int { state.withLock { $0.log.count + $0.triggers.count } }

  func answer(_ question: Question) async throws(SourceError) -> Answer {
    let before = state.withLock { state in
      state.log.append(question)
      state.inFlight += 1
      state.mostInFlight = max(state.mostInFlight, state.inFlight)
      return state.log.count { $0 == question } - 1
    }
    defer { state.withLock { $0.inFlight -= 1 } }
    asked.yield(question)
    // Lets another call arrive meanwhile, where there is one.
    await Task.yield()
    if let result = reply(question, before) { return try result.get() }
    let (never, gate) = AsyncStream<Void>.makeStream()
    await withTaskCancellationHandler {
      for await _ in never {}
    } onCancel: {
      gate.finish()
    }
    cancelled.yield(question)
    throw .cancelled
  }

  func trigger(
    _ request: OperationRequest, capabilities: Capabilities
  ) async throws(TriggerError) -> TriggerReceipt {
    state.withLock { $0.triggers.append(request) }
    return try onTrigger(request).get()
  }

  func status(
    of receipt: TriggerReceipt, for request: OperationRequest
  ) async throws(SourceError) -> TriggerStatus {
    try onStatus(receipt).get()
  }
}
