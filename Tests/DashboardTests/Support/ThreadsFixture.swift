import StreamModel

@testable import Dashboard

/// What the threads of the first TaskManager do.
enum ThreadsFixture {
  static let owner = LogOwner.worker(WorkersFixture.id(1))
  static let pool = [
    "jdk.internal.misc.Unsafe.park(Native Method)",
    "java.util.concurrent.ThreadPoolExecutor.getTask(ThreadPoolExecutor.java:1062)",
    "java.lang.Thread.run(Thread.java:840)",
  ]
  static let lookup = [
    "sun.nio.ch.SocketDispatcher.read0(Native Method)",
    "com.example.rates.RateLookup.rateOf(RateLookup.java:87)",
    "org.apache.flink.streaming.runtime.tasks.StreamTask.invoke(StreamTask.java:917)",
    "java.lang.Thread.run(Thread.java:840)",
  ]
  static let mailbox = [
    "jdk.internal.misc.Unsafe.park(Native Method)",
    "org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailboxImpl.take(TaskMailboxImpl.java:149)",
    "java.lang.Thread.run(Thread.java:840)",
  ]
  static let scoring = [
    "com.example.Score.weigh(Score.java:112)", "java.lang.Thread.run(Thread.java:840)",
  ]
  static let cache = [
    "com.example.Cache.get(Cache.java:31)", "java.lang.Thread.run(Thread.java:840)",
  ]

  static func dump(_ threads: [(JVMThread, [String])]) -> ThreadDump {
    var builder = ThreadDump.Builder()
    for (thread, frames) in threads { builder.add(thread, ThreadStack(frames)) }
    return builder.built
  }

  static func thread(
    _ id: Int64, _ name: String, _ state: JVMThread.State = .runnable,
    waitsFor lock: String? = nil, heldBy owner: JVMThread.Owner? = nil
  ) -> JVMThread {
    JVMThread(name: name, id: id, state: state, lock: lock, owner: owner)
  }

  /// As told, or somewhat later.
  static func dump(isLater: Bool = false) -> ThreadDump {
    var reader = thread(32, "fraud score (3/4)#0")
    reader.isInNative = true
    reader.held = [.init("com.example.rates.Client@5e1", frame: 1)]
    var threads: [(JVMThread, [String])] = (1...4).map {
      (thread(Int64($0), "flink-taskexecutor-io-thread-\($0)", .waiting), pool)
    }
    threads += [
      (thread(30, "fraud score (1/4)#0", .timedWaiting), mailbox),
      (
        thread(31, "fraud score (2/4)#0", isLater ? .runnable : .timedWaiting),
        isLater ? scoring : mailbox
      ),
      (reader, lookup),
      (
        thread(
          33, "fraud score (4/4)#1", .blocked, waitsFor: "com.example.Cache@77a",
          heldBy: JVMThread.Owner(name: "cache-loader", id: 50)), cache
      ),
      (thread(50, "cache-loader"), isLater ? scoring : cache),
      (thread(isLater ? 61 : 60, isLater ? "refill-2" : "refill-1"), scoring),
    ]
    return dump(threads)
  }

  static func fill(_ cluster: inout ClusterModel) {
    cluster.apply(dump(), to: .threadDump(owner), at: Fixture.now.advanced(by: .seconds(-5)))
  }
}
