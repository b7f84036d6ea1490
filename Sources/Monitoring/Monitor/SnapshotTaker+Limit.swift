import Locking
import StreamModel

/// The last snapshot before an answer whose taking in may take long.
final class KeptSnapshot: Sendable {
  private let snapshot = Locked<TakenSnapshot?>(nil)

  func keep(_ new: TakenSnapshot) { snapshot.withLock { $0 = new } }

  /// What was kept, as one that is not whole.
  var cutShort: TakenSnapshot? {
    var kept = snapshot.withLock { $0 }
    kept?.isCutShort = true
    return kept
  }
}

extension SnapshotTaker {
  /// Giving up what is under way takes no longer, unless an answer is just being taken in, which can't be given up.
  static let grace: Duration = .milliseconds(500)

  private enum Event: Sendable {
    case taken(Result<TakenSnapshot, SourceError>)
    case timeIsUp
    case graceIsOver
  }

  /// Takes the snapshot within the limit, however large an answer is.
  func take(
    _ empty: ClusterModel, choosing: @escaping @Sendable (ClusterModel) -> Demand
  ) async throws(SourceError) -> TakenSnapshot {
    guard let limit else { return try await takeAll(empty, choosing: choosing).get() }
    let deadline = clock.uptime + limit
    let (events, sink) = AsyncStream<Event>.makeStream()
    // Tasks of their own: a group would wait for the taking, whatever it is at.
    let work = Task { _ = sink.yield(.taken(await takeAll(empty, choosing: choosing))) }
    let alarm = Task { [clock] in
      await clock.sleep(until: deadline)
      sink.yield(.timeIsUp)
      await clock.sleep(until: deadline + Self.grace)
      sink.yield(.graceIsOver)
    }
    defer {
      work.cancel()
      alarm.cancel()
    }
    for await event in events {
      switch event {
      case .taken(let result): return try result.get()
      case .timeIsUp: work.cancel()
      case .graceIsOver:
        guard let kept = kept.cutShort else { throw .cancelled }
        return kept
      }
    }
    throw .cancelled
  }
}

extension AnyReply {
  /// True where taking it into the model may take long: a thousand jobs, vertices or subtasks.
  var isLarge: Bool { size > 128 << 10 }
}
