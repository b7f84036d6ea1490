import Testing

@testable import StreamModel

@Suite("Threads of a process")
struct ThreadDumpTests {
  private func thread(_ name: String, id: Int64 = 1, _ state: JVMThread.State = .runnable)
    -> JVMThread
  {
    JVMThread(name: name, id: id, state: state)
  }

  @Test(
    "a thread of a task is told from its helpers and from those of the process by its name",
    arguments: [
      ("Source: orders (1/4)#0", JVMThread.Purpose.task, "Source: orders (1/4)" as String?),
      ("Map (1/1)", .task, "Map (1/1)"),
      ("Legacy Source Thread - Source: x (12/64)#17", .task, "Source: x (12/64)"),
      ("OutputFlusher for fraud score (slow) (2/4)#1", .helper, "fraud score (slow) (2/4)"),
      ("System Time Trigger for a (1/2)#0", .helper, "a (1/2)"),
      ("flink-taskexecutor-io-thread-1", .process, nil), ("pool (a/b)", .process, nil),
      ("x (1/2/3)", .process, nil), ("Hashed wheel timer #1", .process, nil), ("", .process, nil),
      (")", .process, nil), ("#", .process, nil),
    ])
  func purpose(name: String, purpose: JVMThread.Purpose, task: String?) {
    #expect(thread(name).purpose == purpose)
    #expect(thread(name).task.map { String($0.name) } == task)
  }

  @Test("threads are alike where they are in the same calls, in one state, and named alike")
  func groups() {
    var builder = ThreadDump.Builder()
    let idle = ThreadStack(["java.util.concurrent.ThreadPoolExecutor.getTask(T.java:1)"])
    let busy = ThreadStack(["lab.Orders.run(Orders.java:5)"])
    builder.add(thread("io-1", id: 1, .waiting), idle)
    builder.add(thread("io-2", id: 2, .waiting), idle)
    builder.add(thread("timer-1", id: 3, .waiting), idle)
    builder.add(thread("io-3", id: 4, .timedWaiting), idle)
    builder.add(thread("io-4", id: 5, .runnable), busy)
    builder.add(thread("a (1/2)#0", id: 6, .waiting), idle)
    builder.add(thread("a (2/2)#0", id: 7, .blocked), busy)
    let dump = builder.built
    #expect(dump.stacks.count == 2)
    #expect(
      dump.groups().map { "\($0.count) \(dump.name(of: $0))" } == [
        "1 a (2/2)#0", "1 a (1/2)#0", "1 io-4", "2 io-*", "1 timer-1", "1 io-3",
      ])
    #expect(dump.groups(together: false).count == 7)
  }

  @Test("the frame that tells most is the innermost of the job's own code")
  func telling() {
    let frames = ["java.lang.Thread.sleep(Native Method)", "org.apache.flink.A.b(A.java:1)"]
    #expect(ThreadStack(frames).telling == "org.apache.flink.A.b(A.java:1)")
    #expect(
      ThreadStack(frames + ["lab.Orders.run(O.java:5)"]).telling == "lab.Orders.run(O.java:5)")
    #expect(ThreadStack([frames[0]]).telling == frames[0])
    #expect(ThreadStack([]).telling == nil)
  }

  @Test(
    "a thread is still there while state and telling frame are the same; a number used anew is new")
  func history() {
    func dump(_ threads: [(JVMThread, String)]) -> ThreadDump {
      var builder = ThreadDump.Builder()
      for (thread, frame) in threads { builder.add(thread, ThreadStack([frame])) }
      return builder.built
    }
    var history = ThreadHistory()
    let stuck = thread("stuck", id: 1)
    history.take(dump([(stuck, "a.B.c"), (thread("x", id: 2), "d.E.f")]), at: at(0))
    #expect(history.change(of: stuck) == .unknown)
    // The same answer again is no second dump.
    history.take(dump([(stuck, "a.B.c")]), at: at(0))
    #expect(history.formerAt == nil)
    let other = thread("another process", id: 2)
    history.take(dump([(stuck, "a.B.c"), (other, "d.E.f")]), at: at(10))
    #expect(history.change(of: stuck) == .still(since: at(0), dumps: 2))
    #expect(history.change(of: other) == .new && history.gone.map(\.thread.name) == ["x"])
    history.take(dump([(stuck, "a.B.c"), (other, "g.H.i")]), at: at(30))
    #expect(history.change(of: stuck) == .still(since: at(0), dumps: 3))
    #expect(history.change(of: other) == .moved && history.gone.isEmpty)
    let blocked = thread("stuck", id: 1, .blocked)
    history.take(dump([(blocked, "a.B.c")]), at: at(40))
    #expect(history.change(of: blocked) == .state(from: .runnable))
  }
}
