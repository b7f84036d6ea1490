import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

@Suite("Recorded thread dumps")
struct RecordedThreadDumpTests {
  private static let ids = [
    "1.13.6": "127.0.0.1:41357-246569", "1.20.5": "127.0.0.1:40333-5e7bfd",
    "2.3.0": "127.0.0.1:35111-13c9a3",
  ]

  private func dump(_ version: String) async throws -> ThreadDump {
    let id = TaskManagerID(try #require(Self.ids[version]))
    return try await FlinkClient(transport: RecordedTransport(version: version))
      .answer(.threadDump(.worker(id)))
  }

  @Test(
    "each thread has name, number, state and calls, without modules", arguments: recordedVersions)
  func threads(version: String) async throws {
    let dump = try await dump(version)
    #expect(dump.threads.count == ["1.13.6": 13, "1.20.5": 14, "2.3.0": 7][version])
    let main = try #require(dump.threads.first)
    #expect(main.name == "main" && main.id == 1 && main.state == .waiting)
    #expect(main.lock?.hasPrefix("java.util.concurrent.CompletableFuture$Signaller@") == true)
    let stack = dump.stack(of: main)
    #expect(stack.frames.first == "jdk.internal.misc.Unsafe.park(Native Method)")
    #expect(
      stack.telling?.hasPrefix("org.apache.flink.runtime.taskexecutor.TaskManagerRunner") == true)
    // Eight calls are sent before 1.14, and only then whether it is a daemon.
    #expect(stack.isCut == (version == "1.13.6"))
    #expect((stack.frames.count == 8) == (version == "1.13.6"))
    #expect(main.isDaemon == (version == "1.13.6" ? false : nil))
    #expect(main.priority == (version == "1.13.6" ? 5 : nil))
    #expect(dump.stacks.count < dump.threads.count)
    #expect(
      dump.stacks.flatMap(\.frames).allSatisfy { !$0.hasPrefix("app/") && !$0.contains("@17") })
    let pool = try #require(dump.groups().first { dump.name(of: $0).contains("io-thread") })
    #expect(pool.count == 3 && dump.stacks[pool.stack].isIdle)
    let native = dump.threads.filter(\.isInNative)
    #expect(native.count == 1)
  }

  @Test("a task that sleeps in the job's own code is seen to", arguments: ["1.20.5"])
  func task(version: String) async throws {
    let dump = try await dump(version)
    let task = try #require(dump.threads.first { $0.name == "fraud score (slow) (2/4)#0" })
    #expect(task.purpose == .task && task.state == .timedWaiting)
    #expect(dump.stack(of: task).telling == "lab.Orders$Score.processElement(Orders.java:65)")
    #expect(!dump.stack(of: task).isIdle)
  }

  @Test("one that is blocked says on what and by whom; a thread has the locks that it took")
  func blocked() async throws {
    let client = FlinkClient(transport: try RecordedTransport(version: "1.20.5"))
    let dump = try await client.answer(.threadDump(.controller))
    let blocked = try #require(dump.threads.first { $0.state == .blocked })
    #expect(blocked.name == "Flink-DispatcherRestEndpoint-thread-3")
    #expect(blocked.lock?.contains("MetricStore@59f83725") == true)
    #expect(blocked.owner == .init(name: "Flink-DispatcherRestEndpoint-thread-2", id: 47))
    let owner = try #require(dump.threads.first { $0.id == 47 })
    #expect(owner.held.map(\.name).contains(try #require(blocked.lock)))
    let frame = try #require(owner.held.first { $0.name == blocked.lock }).frame
    #expect(dump.stack(of: owner).frames[frame].contains("MetricStore"))
    #expect(owner.synchronizers.count == 1)
  }

  @Test("1.13 does not tell of the JobManager's threads, and is not asked")
  func notInOld() async throws {
    let transport = try RecordedTransport(version: "1.13.6")
    await #expect(
      throws: SourceError.unsupported("Flink 1.13.6 does not tell: that came with 1.15")
    ) { try await FlinkClient(transport: transport).answer(.threadDump(.controller)) }
    #expect(transport.asked.map(\.path) == ["/config"])
  }

  @Test("a name may hold quotes, lines and what looks like a state")
  func hostileNames() throws {
    var builder = ThreadDump.Builder()
    let name = "a \"b\" Id=7 BLOCKED\nc"
    ThreadInfoText.add(
      name,
      "\"\(name)\" Id=12 BLOCKED on x.Y@1 owned by \"o \" Id=3 \"\" Id=9 (suspended) (in native)"
        + "\n\tat app//a.B$$Lambda$12/0x00007f.c(Unknown Source)\n\tat x/y@1/d.E.f(E.java:1)\n\n",
      to: &builder)
    ThreadInfoText.add("", "nonsense", to: &builder)
    ThreadInfoText.add("", "", to: &builder)
    let dump = builder.built
    #expect(dump.threads.count == 1)
    let thread = dump.threads[0]
    #expect(thread.name == name && thread.id == 12 && thread.state == .blocked)
    #expect(thread.owner == .init(name: "o \" Id=3 \"", id: 9))
    #expect(thread.isInNative && thread.isSuspended && thread.lock == "x.Y@1")
    #expect(
      dump.stacks[0].frames == ["a.B$$Lambda$12/0x00007f.c(Unknown Source)", "d.E.f(E.java:1)"])
  }
}
