import StreamModel
import Synchronization

/// What the client knows of who answers at its address, from the answers so far.
final class Contact: Sendable {
  private struct State {
    var hasAnswered = false
    var capabilities: Capabilities?
  }

  private let state = Mutex(State())

  /// True once something there answered as Flink does, so that silence means that it is busy.
  var hasAnswered: Bool { state.withLock { $0.hasAnswered } }

  /// What `/config` told last; nil before.
  var capabilities: Capabilities? { state.withLock { $0.capabilities } }

  /// Notes an answer of Flink.
  func noteAnswer() { state.withLock { $0.hasAnswered = true } }

  /// Notes what `/config` told.
  func note(_ capabilities: Capabilities) { state.withLock { $0.capabilities = capabilities } }
}
