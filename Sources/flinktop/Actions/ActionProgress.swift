import StreamModel
import Synchronization

/// How far an action is, for the moment that a signal cuts its waiting short.
final class ActionProgress: Sendable {
  /// What is known so far.
  struct Known: Sendable {
    var capabilities = Capabilities.unknown
    /// Nil until there is something to send or to follow.
    var operation: Operation?
    /// The cluster said that it has the operation.
    var isAccepted = false
    /// The operation went out, and no answer came back.
    var isLost = false
  }

  private let state = Mutex(Known())

  var known: Known { state.withLock { $0 } }

  /// Takes in what the cluster can do.
  func note(_ capabilities: Capabilities) { state.withLock { $0.capabilities = capabilities } }

  /// Takes in how the operation stands.
  func note(_ operation: Operation) {
    state.withLock { known in
      known.operation = operation
      switch operation.state {
      case .waiting where !known.isAccepted: known.isLost = true
      // After a lost answer it is also said of what was merely found to be possible.
      case .inProgress where !known.isLost: known.isAccepted = true
      default: break
      }
      if operation.triggerID != nil { known.isAccepted = true }
    }
  }
}
