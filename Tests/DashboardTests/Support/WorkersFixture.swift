import StreamModel

/// What failed in a job, and the TaskManagers that it runs on.
enum WorkersFixture {
  static func id(_ number: Int) -> TaskManagerID {
    TaskManagerID("10.42.1.1\(number):38047-749252")
  }

  static func trace(_ key: Int) -> String {
    """
    java.util.concurrent.CompletionException: java.lang.IllegalStateException: no rate for key \(key)
    \tat java.base/java.util.concurrent.CompletableFuture.encodeThrowable(CompletableFuture.java:332)
    \tat com.example.rates.RateLookup.rateOf(RateLookup.java:87)
    \tat org.apache.flink.streaming.runtime.tasks.OneInputStreamTask.processInput(OneInputStreamTask.java:239)
    Caused by: java.lang.IllegalStateException: no rate for key \(key)
    \tat com.example.rates.Rates.get(Rates.java:41)
    \t... 12 more
    """
  }

  private static func exception(_ key: Int, secondsAgo: Int, subtask: Int) -> JobException {
    JobException(
      at: Fixture.now.advanced(by: .seconds(-secondsAgo)),
      name: "java.util.concurrent.CompletionException",
      cause: "IllegalStateException: no rate for key \(key)", trace: trace(key),
      task: "fraud score (\(subtask)/4)", location: "10.42.1.11:38047", taskManager: id(1),
      labels: ["type": "user"])
  }

  static let exceptions = JobExceptions(
    entries: [
      exception(4711, secondsAgo: 12, subtask: 2),
      JobException(
        at: Fixture.now.advanced(by: .seconds(-340)),
        name: "org.apache.flink.runtime.checkpoint.CheckpointException",
        cause: "CheckpointException: Checkpoint expired before completing.",
        trace: "org.apache.flink.runtime.checkpoint.CheckpointException: Checkpoint expired."),
      exception(31, secondsAgo: 900, subtask: 4),
    ], isTruncated: true)

  private static let memory: TaskManager.MemoryConfiguration = {
    func mebibytes(_ count: Int64) -> ByteCount { ByteCount(bytes: count << 20) }
    var memory = TaskManager.MemoryConfiguration()
    memory.frameworkHeap = mebibytes(128)
    memory.taskHeap = mebibytes(1920)
    memory.frameworkOffHeap = mebibytes(128)
    memory.taskOffHeap = mebibytes(0)
    memory.network = mebibytes(128)
    memory.managed = mebibytes(1024)
    memory.metaspace = mebibytes(256)
    memory.overhead = mebibytes(512)
    memory.totalProcess = mebibytes(4096)
    return memory
  }()

  private static func resources(_ slots: Int) -> TaskManager.Resources {
    func mebibytes(_ count: Int64) -> ByteCount { ByteCount(bytes: count * Int64(slots) << 20) }
    return TaskManager.Resources(
      cores: Double(slots), taskHeap: mebibytes(240), taskOffHeap: mebibytes(0),
      managed: mebibytes(128), network: mebibytes(16))
  }

  static let taskManagers = (1...3).map { number in
    TaskManager(
      id: id(number), path: "pekko.tcp://flink@10.42.1.1\(number):38047/user/rpc/taskmanager_0",
      dataPort: 40_123, lastHeartbeatAt: Fixture.now.advanced(by: .seconds(number == 3 ? -31 : -4)),
      slots: 8, freeSlots: number == 1 ? 0 : 3, assignedTasks: number == 1 ? 20 : 12,
      isBlocked: number == 3, resources: resources(8),
      freeResources: resources(number == 1 ? 0 : 3),
      hardware: .init(cores: 8, physicalMemory: ByteCount(bytes: 34_359_738_368)), memory: memory)
  }

  private static func metrics(_ number: Int, garbage: Duration) -> TaskManagerMetrics {
    func memory(_ used: Int64, _ limit: Int64) -> TaskManagerMetrics.Memory {
      .init(used: ByteCount(bytes: used << 20), limit: ByteCount(bytes: limit << 20))
    }
    var metrics = TaskManagerMetrics()
    metrics.heap = memory(number == 1 ? 1890 : 512, 2048)
    metrics.managed = memory(1024, 1024)
    metrics.network = memory(12, 128)
    metrics.networkSegments = 4096
    metrics.availableNetworkSegments = 3712
    metrics.cpuLoad = Ratio(0.42)
    metrics.nonHeap = memory(210, 760)
    metrics.metaspace = memory(118, 256)
    metrics.threads = 142
    metrics.collectors = [
      .init(name: "G1_Young_Generation", collections: 120, time: garbage),
      .init(name: "G1_Old_Generation", collections: 3, time: .zero),
    ]
    return metrics
  }

  /// The subtasks of `fraud score` after so many seconds: one has half of the records and no time for more.
  /// Of a job that is well, no more than the others.
  static func subtasks(after seconds: Int64, isWell: Bool = false) -> VertexSubtasks {
    VertexSubtasks(
      (0..<4).map { index in
        let share: (busy: Double, records: Int64) = index == 2 && !isWell ? (0.99, 600) : (0.2, 200)
        let busy = Duration.seconds(seconds) * share.busy
        return Subtask(
          index: index, state: .running, attempt: index == 3 ? 1 : 0,
          host: "10.42.1.1\(index / 2 + 1):38047", taskManager: id(index / 2 + 1),
          startTime: Fixture.now.advanced(by: .seconds(-3 * 3600)), duration: .seconds(3 * 3600),
          stateDurations: [
            .init(.created, .milliseconds(12)), .init(.scheduled, .milliseconds(250)),
            .init(.deploying, .milliseconds(840)), .init(.initializing, .milliseconds(1100)),
            .init(.running, .seconds(3 * 3600)),
          ],
          counters: VertexCounters(
            recordsIn: 1_000_000 + seconds * share.records,
            recordsOut: 900_000 + seconds * share.records,
            bytesIn: ByteCount(bytes: seconds * share.records * 120),
            bytesOut: ByteCount(bytes: seconds * share.records * 80), busyTime: busy,
            backpressuredTime: .zero, idleTime: .seconds(seconds) - busy))
      })
  }

  /// Where the subtasks of a vertex are after so many seconds: two on each of the first two TaskManagers, those of `alerts`
  /// on the second alone.
  static func workers(of vertex: Int, after seconds: Int64) -> VertexWorkers {
    let numbers = vertex == 3 ? [2] : [1, 2]
    return VertexWorkers(
      numbers.map { number in
        let count = 4 / numbers.count
        let busy = Duration.seconds(seconds) * (vertex == 2 && number == 1 ? 1.9 : 0.4)
        return VertexWorkers.Part(
          taskManager: id(number), state: .running, tasks: TaskCounts(byState: [.running: count]),
          startTime: Fixture.now.advanced(by: .seconds(-3 * 3600)),
          counters: VertexCounters(
            recordsIn: seconds * 600, recordsOut: seconds * 580, bytesIn: nil, bytesOut: nil,
            busyTime: busy, backpressuredTime: .zero,
            idleTime: .seconds(seconds * Int64(count)) - busy))
      })
  }

  /// Half of the samples are in the job's own code, a third wait for input.
  static let flameGraph: FlameGraph = {
    let task = "org.apache.flink.runtime.taskmanager.Task"
    let input = "org.apache.flink.streaming.runtime.io.StreamOneInputProcessor.processInput:65"
    func place(_ name: String, _ samples: Int, _ depth: Int, _ end: Int) -> FlameGraph.Place {
      FlameGraph.Place(name: name, samples: samples, depth: depth, end: end)
    }
    return FlameGraph(
      .sampled(at: Fixture.now.advanced(by: .seconds(-12))), total: 400,
      places: [
        place("java.lang.Thread.run:840", 400, 0, 10), place("\(task).run:575", 400, 1, 10),
        place("\(task).doRun:763", 400, 2, 10), place(input, 260, 3, 7),
        place("com.example.fraud.Score.process:88", 230, 4, 7),
        place("com.example.fraud.Model.apply:131", 150, 5, 6),
        place("java.util.HashMap.getNode:569", 60, 5, 7),
        place("\(task)Mailbox.take:149", 120, 3, 9),
        place("jdk.internal.misc.Unsafe.park:-2", 120, 4, 9),
        place("org.apache.flink.runtime.io.network.buffer.LocalBufferPool.request:385", 20, 3, 10),
      ])
  }()

  /// Puts all of it into a model, the third TaskManager without an answer of its own.
  static func fill(_ cluster: inout ClusterModel, job: JobID, isWell: Bool) {
    let now = Fixture.now
    cluster.apply(exceptions, to: .exceptions(job), at: now)
    cluster.apply(taskManagers, to: .taskManagers, at: now)
    JarsFixture.add(to: &cluster, at: now)
    for seconds: Int64 in [1000, 1010] {
      cluster.apply(
        subtasks(after: seconds, isWell: isWell),
        to: .subtasks(job, OrdersFixture.vertexID(2)),
        metrics: .current, at: now.advanced(by: .seconds(seconds - 1010)))
    }
    for seconds: Int64 in [1000, 1010] {
      for vertex in 0..<5 {
        cluster.apply(
          workers(of: vertex, after: seconds),
          to: .vertexWorkers(job, OrdersFixture.vertexID(vertex)),
          metrics: .current, at: now.advanced(by: .seconds(seconds - 1010)))
      }
    }
    ProfilesFixture.fill(&cluster)
    var watermarks: [Int: Watermark] = [:]
    for index in 0..<4 {
      let isBehind = index == 2 && !isWell
      watermarks[index] = .at(now.advanced(by: .milliseconds(isBehind ? -122_800 : -2000)))
    }
    cluster.apply(
      SubtaskWatermarks(watermarks), to: .subtaskWatermarks(job, OrdersFixture.vertexID(2)),
      metrics: .current, at: now)
    LogsFixture.fill(&cluster)
    cluster.apply(flameGraph, to: .flameGraph(job, OrdersFixture.vertexID(2)), at: now)
    ThreadsFixture.fill(&cluster)
    ControllerFixture.fill(&cluster)
    MetricsFixture.fill(&cluster)
    TimesFixture.fill(&cluster, job: job)
    RecoveriesFixture.fill(&cluster)
    for step in [6, 0] {
      for number in 1...2 {
        var metrics = metrics(number, garbage: .seconds(40 - step * number))
        // Something differs with each fetch.
        metrics.direct.used = ByteCount(bytes: Int64(step))
        let detail = TaskManagerDetail(
          taskManager: taskManagers[number - 1],
          allocatedSlots: (0..<8).map { .init(job: job, assignedTasks: $0) }, metrics: metrics)
        cluster.apply(
          detail, to: .taskManager(id(number)), metrics: .current,
          at: now.advanced(by: .seconds(-step * 8)))
      }
    }
  }
}
