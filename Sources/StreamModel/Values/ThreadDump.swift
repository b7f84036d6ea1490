/// What every thread of a process did at one moment (`/taskmanagers/:id/thread-dump`).
package struct ThreadDump: Hashable, Sendable {
  /// In the order of the JVM.
  package internal(set) var threads: [JVMThread] = []
  /// No two of them are equal: many threads do the same thing, as a rule waiting.
  package internal(set) var stacks: [ThreadStack] = []

  package init() {}

  package func stack(of thread: JVMThread) -> ThreadStack { stacks[thread.stack] }

  /// Bytes that it takes in memory, roughly.
  var size: Int {
    threads.reduce(0) { $0 + MemoryLayout<JVMThread>.stride + $1.name.utf8.count }
      + stacks.reduce(0) { $0 + MemoryLayout<ThreadStack>.stride + $1.frames.count * 24 }
  }

  /// Puts a dump together, with each stack and each frame kept once.
  package struct Builder {
    private var dump = ThreadDump()
    private var stacks: [ThreadStack: Int] = [:]
    private var frames: [Substring: String] = [:]

    package init() {}

    /// A frame as it is kept.
    package mutating func frame(_ text: Substring) -> String {
      if let known = frames[text] { return known }
      let frame = String(text)
      frames[text] = frame
      return frame
    }

    /// Adds a thread with what it is in.
    package mutating func add(_ thread: JVMThread, _ stack: ThreadStack) {
      var thread = thread
      thread.stack = stacks[stack] ?? dump.stacks.count
      if thread.stack == dump.stacks.count {
        stacks[stack] = thread.stack
        dump.stacks.append(stack)
      }
      dump.threads.append(thread)
    }

    package var built: ThreadDump { dump }
  }
}

/// What a thread is in, the innermost call first.
package struct ThreadStack: Hashable, Sendable {
  /// `java.lang.Thread.sleep(Native Method)`, without module and loader.
  package let frames: [String]
  /// There are more: Flink before 1.14 sends eight.
  package let isCut: Bool
  /// It waits for work to be given to it, as nearly all threads of a healthy process do.
  package let isIdle: Bool

  package init(_ frames: [String], isCut: Bool = false) {
    self.frames = frames
    self.isCut = isCut
    isIdle = Self.isIdle(in: frames)
  }

  /// The frame that says most of what the thread does: the innermost of the job's own code, else the innermost that is not
  /// of the JVM, else the innermost.
  package var telling: String? {
    frames.first { !Self.isOfSystem($0) } ?? frames.first { !Self.isOfJVM($0) } ?? frames.first
  }

  /// True for a frame that is not of a job's code. `frame` is without module and `at`.
  package static func isOfSystem(_ frame: some StringProtocol) -> Bool {
    CodeOrigin(of: frame) != .job
  }

  static func isOfJVM(_ frame: some StringProtocol) -> Bool {
    CodeOrigin(of: frame) == .runtime
  }
}

/// One thread of a JVM.
package struct JVMThread: Hashable, Sendable {
  package var name: String
  /// Given to no other thread of the process, ever.
  package var id: Int64
  package var state: State
  /// It is in a call out of Java, such as one that reads from a socket: whether that waits the JVM does not tell.
  package var isInNative: Bool
  package var isSuspended: Bool
  /// Both told before 1.14 only.
  package var isDaemon: Bool?
  package var priority: Int?
  /// What it waits for: `java.lang.Object@1f2e`.
  package var lock: String?
  /// The thread that has that.
  package var owner: Owner?
  /// Monitors that it has, each with the place of the frame that took it.
  package var held: [HeldLock]
  /// Locks of other kinds that it has.
  package var synchronizers: [String]
  /// Place of its stack among those of the dump.
  package internal(set) var stack = 0

  package init(
    name: String, id: Int64, state: State, isInNative: Bool = false, isSuspended: Bool = false,
    isDaemon: Bool? = nil, priority: Int? = nil, lock: String? = nil, owner: Owner? = nil,
    held: [HeldLock] = [], synchronizers: [String] = []
  ) {
    self.name = name
    self.id = id
    self.state = state
    self.isInNative = isInNative
    self.isSuspended = isSuspended
    self.isDaemon = isDaemon
    self.priority = priority
    self.lock = lock
    self.owner = owner
    self.held = held
    self.synchronizers = synchronizers
  }

  /// Its state as the JVM has it.
  package enum State: Hashable, Sendable {
    case blocked, runnable, waiting, timedWaiting, new, terminated
    case other(String)

    private static let known: [String: State] = [
      "BLOCKED": .blocked, "RUNNABLE": .runnable, "WAITING": .waiting,
      "TIMED_WAITING": .timedWaiting, "NEW": .new, "TERMINATED": .terminated,
    ]

    package init(_ name: String) { self = Self.known[name] ?? .other(name) }

    /// As the JVM writes it.
    package var name: String {
      switch self {
      case .other(let name): name
      default: Self.known.first { $0.value == self }?.key ?? ""
      }
    }
  }

  /// A thread that has what another waits for.
  package struct Owner: Hashable, Sendable {
    package var name: String
    package var id: Int64

    package init(name: String, id: Int64) {
      self.name = name
      self.id = id
    }
  }

  /// A monitor that a thread has.
  package struct HeldLock: Hashable, Sendable {
    package var name: String
    /// Of the frame that took it.
    package var frame: Int

    package init(_ name: String, frame: Int) {
      self.name = name
      self.frame = frame
    }
  }
}
