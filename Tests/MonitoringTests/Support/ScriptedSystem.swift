import Locking
import StreamModel

/// A monitored system of closures. Tells a test what it was asked, and can keep a call waiting until it is cancelled.
final class ScriptedSystem: MonitoredSystem {
  typealias Reply = Result<any AnyReply, SourceError>

  /// Every question as it arrives.
  let questions: AsyncStream<AnyQuestion>
  /// Every call that was cancelled while it was kept waiting.
  let cancellations: AsyncStream<AnyQuestion>
  private let asked: AsyncStream<AnyQuestion>.Continuation
  private let cancelled: AsyncStream<AnyQuestion>.Continuation

  private struct State {
    var log: [AnyQuestion] = []
    var triggers: [OperationRequest] = []
    var inFlight = 0
    var mostInFlight = 0
  }

  private let state = Locked(State())
  /// Nil keeps the call waiting.
  private let reply: @Sendable (AnyQuestion, Int) -> Reply?
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
      }, reply: @escaping @Sendable (AnyQuestion, Int) -> Reply?
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

  let traits = SystemTraits.flink

  var log: [AnyQuestion] { state.withLock { $0.log } }
  var triggers: [OperationRequest] { state.withLock { $0.triggers } }
  var mostInFlight: Int { state.withLock { $0.mostInFlight } }

  var requestsSent: Int { state.withLock { $0.log.count + $0.triggers.count } }

  func answer<Q: Question>(_ question: Q) async throws(SourceError) -> Q.Answer {
    guard let answer = try await answer(AnyQuestion(question)).answer(to: Q.self) else {
      throw .unsupported("an answer to another question than \(question)")
    }
    return answer
  }

  private func answer(_ question: AnyQuestion) async throws(SourceError) -> any AnyReply {
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
