/// Dumps of one process one after the other: what differs between the last two, and which threads have been in one place
/// for longer. A thread that is stuck is in the same frame each time.
package struct ThreadHistory: Sendable {
  /// What became of a thread from one dump to the next.
  package enum Change: Hashable, Sendable {
    /// There is no earlier dump.
    case unknown
    case new
    /// It is where it was before, in the same state.
    case still(since: Timestamp, dumps: Int)
    /// In the same state elsewhere.
    case moved
    case state(from: JVMThread.State)
  }

  private struct Standing {
    var name: String
    var state: JVMThread.State
    var frame: String?
    var since: Timestamp
    var dumps: Int
    var change: Change
  }

  /// The last one.
  package private(set) var dump: ThreadDump?
  package private(set) var takenAt: Timestamp?
  /// When the one before was taken; nil where there is none.
  package private(set) var formerAt: Timestamp?
  /// Threads of the dump before that are not there any more, with the calls that they were in.
  package private(set) var gone: [(thread: JVMThread, stack: ThreadStack)] = []
  private var standings: [Int64: Standing] = [:]

  package init() {}

  /// Takes a dump that came at `time`, unless it is the one that is there.
  package mutating func take(_ new: ThreadDump, at time: Timestamp) {
    guard time != takenAt else { return }
    var next: [Int64: Standing] = [:]
    next.reserveCapacity(new.threads.count)
    let telling = new.stacks.map(\.telling)
    for thread in new.threads {
      next[thread.id] = standing(of: thread, in: telling[thread.stack], at: time)
    }
    gone = []
    for thread in dump?.threads ?? [] where next[thread.id]?.name != thread.name {
      if let stack = dump?.stack(of: thread) { gone.append((thread, stack)) }
    }
    standings = next
    formerAt = takenAt
    takenAt = time
    dump = new
  }

  private func standing(
    of thread: JVMThread, in frame: String?, at time: Timestamp
  ) -> Standing {
    var standing = Standing(
      name: thread.name, state: thread.state, frame: frame, since: time, dumps: 1,
      change: takenAt == nil ? .unknown : .new)
    // Another process gives the same numbers.
    guard let former = standings[thread.id], former.name == thread.name else { return standing }
    if former.state != thread.state {
      standing.change = .state(from: former.state)
    } else if former.frame != frame {
      standing.change = .moved
    } else {
      standing.since = former.since
      standing.dumps = former.dumps + 1
      standing.change = .still(since: former.since, dumps: standing.dumps)
    }
    return standing
  }

  package func change(of thread: JVMThread) -> Change { standings[thread.id]?.change ?? .unknown }
}
