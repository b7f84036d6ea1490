/// Threads that are in the same calls, in the same state, and named alike: one line stands for them.
package struct ThreadGroup: Hashable, Sendable {
  /// Places among the threads of the dump, as they are there; at least one.
  package var members: [Int]
  /// The place of the stack among those of the dump.
  package var stack: Int

  package var count: Int { members.count }
}

extension ThreadDump {
  /// Its threads with those that do the same put together, those of tasks first; or each by itself.
  package func groups(together: Bool = true) -> [ThreadGroup] {
    struct Likeness: Hashable {
      var stack: Int
      var state: JVMThread.State
      var stem: String
    }
    var places: [Likeness: Int] = [:]
    var groups: [ThreadGroup] = []
    for (index, thread) in threads.enumerated() {
      if together {
        let likeness = Likeness(stack: thread.stack, state: thread.state, stem: thread.stem)
        if let place = places[likeness] {
          groups[place].members.append(index)
          continue
        }
        places[likeness] = groups.count
      }
      groups.append(ThreadGroup(members: [index], stack: thread.stack))
    }
    let ranks = groups.map { rank(of: $0) }
    return groups.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }.map { groups[$0] }
  }

  /// Those of tasks first, and among equals those that are held up by another thread, then those that do something.
  private func rank(of group: ThreadGroup) -> Int {
    let thread = threads[group.members[0]]
    let activity =
      switch thread.state {
      case .blocked: 0
      case _ where stacks[group.stack].isIdle: 3
      case .runnable: 1
      default: 2
      }
    return thread.purpose.rawValue * 4 + activity
  }

  /// The name that stands for a group: that of its only thread, else what their names have in common.
  package func name(of group: ThreadGroup) -> String {
    let first = threads[group.members[0]]
    return group.count == 1 ? first.name : first.stem
  }
}
