extension SimulatedCluster {
  /// `/jobmanager/thread-dump` (1.15 on) and `/taskmanagers/:id/thread-dump`; nil where that version has none.
  func threadDumpAnswer(of manager: String?) throws(Refusal) -> [UInt8]? {
    guard manager != nil || dialect.isAtLeast(1, 15) else { return nil }
    return Self.body(try threads(of: manager), dialect)
  }

  /// The stacks of a process's threads, as async-profiler writes calls: the outermost first.
  func stacks(of manager: String?) throws(Refusal) -> [[String]] {
    try threads(of: manager).map { thread in
      thread.lines.reversed().compactMap { line in
        guard line.hasPrefix("at "), let end = line.firstIndex(of: "(") else { return nil }
        let call = line[..<end].split(separator: "/").last ?? line[..<end].dropFirst(3)
        let name = call.hasPrefix("at ") ? call.dropFirst(3) : call
        guard let dot = name.lastIndex(of: ".") else { return String(name) }
        return name[..<dot].split(separator: ".").joined(separator: "/") + name[dot...]
      }
    }
  }

  private func threads(of manager: String?) throws(Refusal) -> [SimulatedThread] {
    guard let manager else { return SimulatedThread.ofController }
    guard let index = registeredTaskManagers.firstIndex(where: { $0.id == manager }) else {
      throw Refusal.serverError(
        "org.apache.flink.runtime.resourcemanager.exceptions.UnknownTaskExecutorException: "
          + "No TaskExecutor registered under \(manager).", frames: StackTraces.rpc)
    }
    return SimulatedThread.ofWorker + taskThreads(on: index)
  }

  /// A thread each subtask, and one that flushes its output. The second vertex of a job has one subtask that never comes
  /// out of a call of the job's own; the others do this or that.
  private func taskThreads(on index: Int) -> [SimulatedThread] {
    let moment = Int(now.epochMilliseconds / 1000)
    var threads: [SimulatedThread] = []
    for job in jobs where job.holdsSlots && job.state == .running {
      for (place, vertex) in job.plan.vertices.enumerated() {
        for subtask in 0..<vertex.parallelism
        where job.taskManagerIndex(ofSubtask: subtask, among: taskManagers.count) == index {
          let name = "\(vertex.name) (\(subtask + 1)/\(vertex.parallelism))#\(job.run.number)"
          let seed = job.plan.seed.derived(vertex.name).derived(subtask)
          let isStuck = place == 1 && subtask == 0
          let draw = isStuck ? 0 : 1 + seed.derived(moment).integer(in: 0...2, 0)
          threads.append(SimulatedThread.task(name, draw: draw))
          threads.append(SimulatedThread.flusher(of: name))
        }
      }
    }
    return threads
  }

  private static func body(_ threads: [SimulatedThread], _ dialect: Dialect) -> [UInt8] {
    var json = JSONWriter(capacity: 1200 * threads.count)
    json.object { json in
      json.array("threadInfos") { json in
        for (number, thread) in threads.enumerated() {
          json.object { json in
            json.member("threadName", thread.name)
            json.member(
              "stringifiedThreadInfo", thread.text(id: number + 1, isOld: !dialect.isAtLeast(1, 14))
            )
          }
        }
      }
    }
    return json.bytes
  }
}

/// A thread as Java writes one.
struct SimulatedThread {
  var name: String
  /// Behind the number: `WAITING on java.lang.Object@1f2e`.
  var state: String
  /// Calls and locks, as they stand in the text, without the tab.
  var lines: [String]

  /// Before 1.14 it was Java's own text, with eight calls at most.
  func text(id: Int, isOld: Bool) -> String {
    let head = isOld ? "\"\(name)\" prio=5 Id=\(id) \(state)" : "\"\(name)\" Id=\(id) \(state)"
    let shown = isOld && lines.count > 8 ? lines.prefix(8) + ["..."] : lines[...]
    return head + shown.map { "\n\t" + $0 }.joined() + "\n\n"
  }

  private static let pool = [
    "at java.base@17.0.15/jdk.internal.misc.Unsafe.park(Native Method)",
    "-  waiting on java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject@2c7b",
    "at java.base@17.0.15/java.util.concurrent.locks.LockSupport.park(LockSupport.java:341)",
    "at java.base@17.0.15/java.util.concurrent.LinkedBlockingQueue.take(LinkedBlockingQueue.java:435)",
    "at java.base@17.0.15/java.util.concurrent.ThreadPoolExecutor.getTask(ThreadPoolExecutor.java:1062)",
    "at java.base@17.0.15/java.util.concurrent.ThreadPoolExecutor$Worker.run(ThreadPoolExecutor.java:635)",
    "at java.base@17.0.15/java.lang.Thread.run(Thread.java:840)",
  ]
  private static let poolState =
    "WAITING on java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject@2c7b"

  private static func idle(_ names: [String]) -> [SimulatedThread] {
    names.map { SimulatedThread(name: $0, state: poolState, lines: pool) }
  }

  private static func numbered(_ name: String, _ count: Int) -> [String] {
    (1...count).map { "\(name)-\($0)" }
  }

  private static let main = SimulatedThread(
    name: "main", state: "WAITING on java.util.concurrent.CompletableFuture$Signaller@49ade721",
    lines: [
      "at java.base@17.0.15/jdk.internal.misc.Unsafe.park(Native Method)",
      "at java.base@17.0.15/java.util.concurrent.CompletableFuture.get(CompletableFuture.java:2072)",
      "at app//org.apache.flink.runtime.entrypoint.ClusterEntrypoint.runClusterEntrypoint(ClusterEntrypoint.java:739)",
    ])

  private static let store = "org.apache.flink.runtime.rest.handler.legacy.metrics.MetricStore@59f8"

  static let ofController: [SimulatedThread] =
    [main] + idle(numbered("cluster-io-thread", 8) + numbered("jobmanager-io-thread", 2)) + [
      SimulatedThread(
        name: "Flink-DispatcherRestEndpoint-thread-2", state: "RUNNABLE",
        lines: [
          "at app//org.apache.flink.runtime.rest.handler.legacy.metrics.MetricStore.add(MetricStore.java:255)",
          "-  locked \(store)",
          "at java.base@17.0.15/java.lang.Thread.run(Thread.java:840)",
        ]),
      SimulatedThread(
        name: "Flink-DispatcherRestEndpoint-thread-3",
        state: "BLOCKED on \(store) owned by \"Flink-DispatcherRestEndpoint-thread-2\" Id=12",
        lines: [
          "at app//org.apache.flink.runtime.rest.handler.legacy.metrics.MetricStore.addAll(MetricStore.java:169)",
          "-  blocked on \(store)",
          "at java.base@17.0.15/java.lang.Thread.run(Thread.java:840)",
        ]),
    ]

  static let ofWorker: [SimulatedThread] =
    [main]
    + idle(numbered("flink-taskexecutor-io-thread", 8) + numbered("flink-metrics", 3))

  static func task(_ name: String, draw: Int) -> SimulatedThread {
    let rest = [
      "at app//org.apache.flink.streaming.runtime.tasks.mailbox.MailboxProcessor.runMailboxLoop(MailboxProcessor.java:229)",
      "at app//org.apache.flink.streaming.runtime.tasks.StreamTask.invoke(StreamTask.java:917)",
      "at app//org.apache.flink.runtime.taskmanager.Task.run(Task.java:568)",
      "at java.base@17.0.15/java.lang.Thread.run(Thread.java:840)",
    ]
    let (state, lines): (String, [String]) =
      switch draw {
      case 0:
        (
          "RUNNABLE (in native)",
          [
            "at java.base@17.0.15/sun.nio.ch.SocketDispatcher.read0(Native Method)",
            "at java.base@17.0.15/java.net.Socket$SocketInputStream.read(Socket.java:1099)",
            "at com.example.rates.RateLookup.rateOf(RateLookup.java:87)",
            "at com.example.rates.Enrich.processElement(Enrich.java:41)",
          ]
        )
      case 1:
        (
          "RUNNABLE",
          [
            "at com.example.orders.Score.weigh(Score.java:112)",
            "at com.example.orders.Score.processElement(Score.java:65)",
          ]
        )
      default:
        (
          "TIMED_WAITING on java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject@7a1",
          [
            "at java.base@17.0.15/jdk.internal.misc.Unsafe.park(Native Method)",
            "at app//org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailboxImpl.take(TaskMailboxImpl.java:149)",
          ]
        )
      }
    return SimulatedThread(name: name, state: state, lines: lines + rest)
  }

  static func flusher(of task: String) -> SimulatedThread {
    SimulatedThread(
      name: "OutputFlusher for \(task)", state: "TIMED_WAITING",
      lines: [
        "at java.base@17.0.15/java.lang.Thread.sleep(Native Method)",
        "at app//org.apache.flink.runtime.io.network.api.writer.RecordWriter$OutputFlusher.run(RecordWriter.java:280)",
      ])
  }
}
