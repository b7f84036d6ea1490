internal import CCurl
import Locking

/// A request on its way, and who waits for its answer.
struct Transfer: Sendable {
  let id: UInt64
  let request: HTTPRequest
  /// True if it does no harm to the server to get it twice.
  let isHarmless: Bool
  /// Told each time that more of the body has gone out.
  let progress: (@Sendable (TransferProgress) -> Void)?
  /// Takes the answer instead of its being kept.
  let sink: AnswerSink?
  let continuation: CheckedContinuation<Result<HTTPResponse, TransportError>, Never>
}

/// What callers and the loop's thread share: requests in the order they came, cancellations, totals.
final class TransferQueue: Sendable {
  /// What the loop has to do next.
  struct Orders: Sendable {
    var starts: [Transfer] = []
    var cancellations: [UInt64] = []
    var isClosing = false
  }

  private struct State {
    var lastID: UInt64 = 0
    var waiting: [Transfer] = []
    var running: Set<UInt64> = []
    /// Not yet answered, be they running or not even in the queue.
    var cancelled: Set<UInt64> = []
    var requestsSent = 0
    /// Why nothing is accepted any more.
    var closure: TransportError?
    /// The multi handle that the loop sleeps on; nil before the loop has one and after.
    var sleeper: UnsafeMutableRawPointer?

    func wakeLoop() {
      // The one function of libcurl that other threads may call.
      if let sleeper { curl_multi_wakeup(sleeper) }
    }
  }

  private let state = Locked(State())

  var requestsSent: Int { state.withLock { $0.requestsSent } }

  // MARK: For callers

  func newID() -> UInt64 {
    state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
  }

  func enqueue(_ transfer: Transfer) {
    let refusal: TransportError? = state.withLock { state in
      if state.cancelled.remove(transfer.id) != nil { return .cancelled(wasSent: false) }
      if let closure = state.closure { return closure }
      state.waiting.append(transfer)
      state.wakeLoop()
      return nil
    }
    if let refusal { transfer.continuation.resume(returning: .failure(refusal)) }
  }

  /// Answers at once where the request still waits; else the loop does.
  func cancel(_ id: UInt64) {
    let waiting: Transfer? = state.withLock { state in
      if let index = state.waiting.firstIndex(where: { $0.id == id }) {
        return state.waiting.remove(at: index)
      }
      state.cancelled.insert(id)
      if state.running.contains(id) { state.wakeLoop() }
      return nil
    }
    waiting?.continuation.resume(returning: .failure(.cancelled(wasSent: false)))
  }

  /// Drops a cancellation that came after the answer.
  func forget(_ id: UInt64) {
    state.withLock { _ = $0.cancelled.remove(id) }
  }

  /// Answers all that wait with `error`, and from now on everything; the loop ends.
  func close(with error: TransportError) {
    let waiting = state.withLock { state in
      state.closure = state.closure ?? error
      defer { state.waiting = [] }
      state.wakeLoop()
      return state.waiting
    }
    for transfer in waiting { transfer.continuation.resume(returning: .failure(error)) }
  }

  // MARK: For the loop

  func attach(_ multi: UnsafeMutableRawPointer) {
    state.withLock { $0.sleeper = multi }
  }

  func detach() {
    state.withLock { $0.sleeper = nil }
  }

  /// Up to `places` requests to start, oldest first, and the running ones to end.
  func orders(places: Int) -> Orders {
    state.withLock { state in
      if state.closure != nil { return Orders(isClosing: true) }
      let starts = Array(state.waiting.prefix(places))
      state.waiting.removeFirst(starts.count)
      state.running.formUnion(starts.map(\.id))
      state.requestsSent += starts.count
      return Orders(
        starts: starts, cancellations: state.cancelled.filter(state.running.contains))
    }
  }

  func finish(_ transfer: Transfer, with result: Result<HTTPResponse, TransportError>) {
    state.withLock { state in
      state.running.remove(transfer.id)
      state.cancelled.remove(transfer.id)
    }
    transfer.continuation.resume(returning: result)
  }
}
