/// What threads are there for, by their names and stacks.
extension JVMThread {
  /// Whose work a thread does. The order is that in which they are listed.
  package enum Purpose: Int, Comparable, Sendable {
    /// It runs a subtask.
    case task
    /// It helps one: flushes its output, fires its timers.
    case helper
    /// It belongs to the process.
    case process

    package static func < (lhs: Purpose, rhs: Purpose) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  /// The name of the subtask that it works for, `orders (1/4)`, with what stands before it; nil for one of the process.
  /// Threads of tasks are named after them, with the attempt behind (`orders (1/4)#0`).
  package var task: (prefix: Substring, name: Substring)? {
    var name = name[...]
    if let hash = name.lastIndex(of: "#"), name[hash...].dropFirst().allSatisfy(\.isNumber) {
      name = name[..<hash]
    }
    guard name.last == ")", let open = name.lastIndex(of: "(") else { return nil }
    let numbers = name[open...].dropFirst().dropLast().split(
      separator: "/", omittingEmptySubsequences: false)
    guard numbers.count == 2, numbers.allSatisfy({ Int($0) != nil }) else { return nil }
    let prefix = Self.prefixes.first { name.hasPrefix($0) } ?? ""
    return (name.prefix(prefix.count), name.dropFirst(prefix.count))
  }

  /// What stands before a task's name in those of threads that work for it.
  private static let prefixes = [
    legacySource, "OutputFlusher for ", "System Time Trigger for ", "Time Trigger for ",
    "Channel state writer ",
  ]
  /// The source of a job as sources were before FLIP-27: its own code is in there.
  private static let legacySource = "Legacy Source Thread - "

  package var purpose: Purpose {
    guard let task else { return .process }
    return task.prefix.isEmpty || task.prefix == Self.legacySource ? .task : .helper
  }

  /// The name with each number as `*`: what threads of one pool, or of the subtasks of one vertex, have in common.
  package var stem: String {
    var stem = ""
    var isInNumber = false
    for character in name {
      let isDigit = character.isASCII && character.isNumber
      if !isDigit { stem.append(character) } else if !isInNumber { stem.append("*") }
      isInNumber = isDigit
    }
    return stem
  }
}

extension ThreadStack {
  static func isIdle(in frames: [String]) -> Bool {
    frames.isEmpty || frames.prefix(12).contains { frame in waits.contains { frame.contains($0) } }
  }

  /// Calls that do nothing but wait for something to do. Of a task that is its mailbox.
  private static let waits = [
    "ThreadPoolExecutor.getTask(", "TaskMailboxImpl.take(", "SelectorImpl.select(",
    "SelectorImpl.lockAndDoSelect(", "Native.epollWait", "ForkJoinPool.awaitWork(",
    "ForkJoinPool.scan(", "ForkJoinPool.idleAwaitWork(", "ReferenceQueue.remove(",
    "Reference.waitForReferencePendingList(", "TimerThread.mainLoop(",
    "LightArrayRevolverScheduler.waitNanos(", "HashedWheelTimer$Worker.waitForNextTick(",
    "IOManagerAsync$WriterThread.run(", "IOManagerAsync$ReaderThread.run(",
    "RecordWriter$OutputFlusher.run(", "ChannelStateWriteRequestExecutorImpl.waitAndTakeUnsafe(",
    "ClusterEntrypoint.runClusterEntrypoint(",
    "NetUtils.acceptWithoutTimeout(",
  ]
}
