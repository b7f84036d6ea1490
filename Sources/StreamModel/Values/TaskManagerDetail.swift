/// One TaskManager with its slots and its JVM (`/taskmanagers/:id`, and two of its metrics).
package struct TaskManagerDetail: Hashable, Sendable {
  package var taskManager: TaskManager
  /// Empty in 1.13, which does not tell.
  package var allocatedSlots: [AllocatedSlot]
  package var metrics: TaskManagerMetrics
  /// What the counters of this answer and of those before say of its garbage collection.
  package var garbage = GarbageMeter()
  /// Bytes of the heap that were in use, and the share of the time that went into collecting garbage, one a fetch.
  package var heapSeries = Series(capacity: 90)
  package var garbageSeries = Series(capacity: 90)

  package init(
    taskManager: TaskManager, allocatedSlots: [AllocatedSlot] = [], metrics: TaskManagerMetrics
  ) {
    self.taskManager = taskManager
    self.allocatedSlots = allocatedSlots
    self.metrics = metrics
  }

  /// A slot that a job has.
  package struct AllocatedSlot: Hashable, Sendable {
    package var job: JobID
    /// Tasks in it; 2.x on.
    package var assignedTasks: Int?

    package init(job: JobID, assignedTasks: Int? = nil) {
      self.job = job
      self.assignedTasks = assignedTasks
    }
  }

  /// Goes on from what was known before.
  mutating func follow(_ former: TaskManagerDetail?, at time: AnswerTime) {
    if let former {
      garbage = former.garbage
      (heapSeries, garbageSeries) = (former.heapSeries, former.garbageSeries)
    }
    garbage.take(metrics, age: time.age, at: time.now)
    // As old as somebody else's last question, so that no time can be told.
    guard time.age != .unknown else { return }
    let measuredAt = time.age.measuredAt(time.now)
    heapSeries.append(metrics.heap.used.map { Double($0.bytes) }, at: measuredAt)
    garbageSeries.append(garbage.timePerSecond?.inSeconds, at: measuredAt)
  }

  /// Bytes that it takes, roughly.
  var size: Int {
    MemoryLayout<TaskManagerDetail>.size
      + allocatedSlots.count * MemoryLayout<AllocatedSlot>.stride + garbage.size
      + (heapSeries.samples.count + garbageSeries.samples.count)
      * MemoryLayout<Series.Sample>.stride
  }
}

/// The JVM of the process that knows all jobs (`/jobmanager/metrics`).
package struct ControllerDetail: Hashable, Sendable {
  package var metrics: TaskManagerMetrics
  /// What the counters of this answer and of those before say of its garbage collection.
  package var garbage = GarbageMeter()
  /// Bytes of the heap that were in use, one a fetch.
  package var heapSeries = Series(capacity: 90)

  package init(_ metrics: TaskManagerMetrics) { self.metrics = metrics }
}

/// Metrics of a process's JVM, from the JobManager's last fetch: nil before the first, and where one is not measured.
package struct TaskManagerMetrics: Hashable, Sendable {
  /// `heapUsed`, `heapCommitted`, `heapMax`.
  package var heap = Memory()
  /// Metaspace, code and the like.
  package var nonHeap = Memory()
  /// A part of that, which has a bound of its own.
  package var metaspace = Memory()
  /// Direct buffers, most of them for the network.
  package var direct = Memory()
  /// `nettyShuffleMemory*`: buffers for records between tasks.
  package var network = Memory()
  package var networkSegments: Int?
  package var availableNetworkSegments: Int?
  /// `Status.Flink.Memory.Managed.*`: what state backends, sorting and Python took of the managed memory.
  package var managed = Memory()
  /// `Status.JVM.CPU.Load`: the share of the machine's processors that the JVM used lately.
  package var cpuLoad: Ratio?
  package var threads: Int?
  /// Each of the JVM's collectors; what a JVM calls them differs.
  package var collectors: [Collector] = []

  package init() {}

  /// A part of the memory.
  package struct Memory: Hashable, Sendable {
    package var used: ByteCount?
    /// What the JVM has taken from the system for it.
    package var committed: ByteCount?
    /// Nil where there is no bound.
    package var limit: ByteCount?

    package init(
      used: ByteCount? = nil, committed: ByteCount? = nil, limit: ByteCount? = nil
    ) {
      self.used = used
      self.committed = committed
      self.limit = limit
    }

    /// How full it is; nil where use or bound are not known.
    package var share: Ratio? {
      guard let used, let limit, limit.bytes > 0 else { return nil }
      return Ratio(Double(used.bytes) / Double(limit.bytes))
    }
  }

  /// What a garbage collector did since the JVM started.
  package struct Collector: Hashable, Sendable {
    /// `G1_Young_Generation`.
    package var name: String
    package var collections: Int64?
    package var time: Duration?

    package init(name: String, collections: Int64?, time: Duration?) {
      self.name = name
      self.collections = collections
      self.time = time
    }
  }

  /// Of all collectors together since the start; nil where none tells. `All`, which is their sum, came with 1.20.
  package var garbageTime: Duration? {
    if let all = collectors.first(where: { $0.name == "All" }) { return all.time }
    let times = collectors.compactMap(\.time)
    return times.isEmpty ? nil : times.reduce(.zero, +)
  }
}
