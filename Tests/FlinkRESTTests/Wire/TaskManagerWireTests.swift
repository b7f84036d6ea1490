import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

@Suite("Reading TaskManagers")
struct TaskManagerWireTests {
  private static let id = TaskManagerID("tm/1")
  private static let path = "/taskmanagers/tm%2F1"

  private func detail(metrics: String) -> String {
    #"{"id":"tm/1","slotsNumber":2,"freeSlots":1,"allocatedSlots":[],"metrics":"# + metrics + "}"
  }

  @Test("before the first fetch, when Flink says 0 for everything, nothing is known")
  func unmeasured() async throws {
    let zeros =
      #"{"heapUsed":0,"heapCommitted":0,"heapMax":0,"nettyShuffleMemoryTotal":0,"#
      + #""garbageCollectors":[]}"#
    let transport = ScriptedTransport(paths: [
      Self.path: detail(metrics: zeros), Self.path + "/metrics": "[]",
    ])
    let answer = try await FlinkClient(transport: transport).answer(.taskManager(Self.id))
    #expect(answer.metrics == TaskManagerMetrics())
    #expect(answer.taskManager.freeSlots == 1)
    #expect(TaskManagerQuestion(Self.id).isEmpty(answer))
  }

  @Test("without the second answer the first stands; no bound and no load are unknown")
  func partly() async throws {
    let metrics = #"{"heapUsed":7,"heapCommitted":8,"heapMax":-1}"#
    for more in [nil, #"[{"id":"Status.JVM.CPU.Load","value":"-1.0"}]"#] {
      var paths = [Self.path: detail(metrics: metrics)]
      paths[Self.path + "/metrics"] = more
      let transport = ScriptedTransport(paths: paths)
      let answer = try await FlinkClient(transport: transport).answer(.taskManager(Self.id))
      #expect(answer.metrics.heap.used == ByteCount(bytes: 7))
      #expect(answer.metrics.heap.share == nil)
      #expect(answer.metrics.cpuLoad == nil)
      #expect(answer.metrics.garbageTime == nil)
      #expect(!TaskManagerQuestion(Self.id).isEmpty(answer))
      #expect(transport.asked.count == 2)
    }
  }

  @Test("one that is gone is not found, though Flink says 500")
  func gone() async {
    let body =
      #"{"errors":["Internal server error.","<Exception on server side:\norg.apache.flink."#
      + #"runtime.resourcemanager.exceptions.UnknownTaskExecutorException: No TaskExecutor "#
      + #"registered under tm.\n\tat x"]}"#
    let client = FlinkClient(transport: ScriptedTransport(status: 500, body))
    await #expect(
      throws: SourceError.notFound(
        "UnknownTaskExecutorException: No TaskExecutor registered under tm.")
    ) { try await client.answer(.taskManager(Self.id)) }
  }

  @Test(
    "the host is what stands in its path",
    arguments: [
      ("akka.tcp://flink@10.0.0.1:6122/user/rpc/taskmanager_0", "10.0.0.1"),
      ("pekko.ssl.tcp://flink@tm-1.svc:6122/user/rpc/taskmanager_0", "tm-1.svc"),
      ("pekko.tcp://flink@[::1]:6122/user", "[::1]"), ("akka://flink/user/rpc/taskmanager_0", nil),
      ("@", nil),
    ] as [(String, String?)])
  func host(path: String, host: String?) {
    #expect(TaskManager(id: Self.id, path: path, slots: 1, freeSlots: 1).host == host)
  }

  @Test("a blocked one is told; one that a history server is asked for is not")
  func list() async throws {
    let body = #"{"taskmanagers":[{"id":"a","slotsNumber":1,"freeSlots":0,"blocked":true}]}"#
    let list = try await FlinkClient(transport: ScriptedTransport(body)).answer(.taskManagers)
    #expect(list == [TaskManager(id: TaskManagerID("a"), slots: 1, freeSlots: 0, isBlocked: true)])
    var capabilities = Capabilities.unknown
    capabilities.isHistoryServer = true
    let refusals = Endpoints.refusals(at: capabilities)
    #expect(refusals[.taskManagers] == "a history server has no TaskManagers")
    #expect(refusals[.taskManager] == refusals[.taskManagers])
  }
}
