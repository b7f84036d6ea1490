import Locking
import ServerAnswers
import StreamModel
import Testing

@testable import HeronTracker

@Suite("Containers, as plans tell of them")
struct ContainerTests {
  @Test(
    "have host, shell, instances and what is planned, of both generations",
    arguments: generations)
  func recorded(_ generation: TrackerGeneration) async throws {
    let tracker = RecordedTracker(generation)
    let client = HeronClient(transport: tracker) { labNow }
    let all = try await client.answer(.taskManagers)
    let first = try #require(
      all.first { $0.id.text == "container_1/lab-east/ops/devel/wordcount-lab" })
    let container = try #require(first.container)
    #expect(container.host == "127.0.0.1" && container.shellPort == 8901 && container.port == 8961)
    #expect(container.pid == 7001 && container.number == 1)
    #expect(container.folder == "/srv/heron/wordcount-lab/container_1")
    #expect(
      container.instances == [
        "container_1_count_7", "container_1_sentence_1", "container_1_split_3",
        "container_1_split_5",
      ])
    #expect(container.cores == 2 && container.memory == ByteCount(bytes: 2_147_483_648))
    #expect(first.assignedTasks == 4)
    #expect(all.count { $0.container?.job.text == "lab-east/ops/devel/wordcount-lab" } == 2)
    // None of a topology that has no plan, and no machines: what they have is here.
    #expect(!all.contains { $0.id.text.contains("starting-lab") })
    #expect(!tracker.asked.contains { $0.hasPrefix("/machines") })
  }

  @Test("are asked for few topologies at once, and not again at once")
  func few() async throws {
    let now = Locked(labNow)
    let states = (0..<60).map {
      #""t\#($0)":{"status":"Running","role":"r"}"#
    }.joined(separator: ",")
    let tracker = ScriptedTracker { target in
      target.hasPrefix("/topologies/states")
        ? .init(body: "{\"c\":{\"e\":{\(states)}}}")
        : .init(
          body: """
            {"execution_state":{"status":"Running"},"logical_plan":{},"physical_plan":{"stmgrs":\
            {"stmgr-3":{"host":"h","shell_port":0,"pid":-1}}}}
            """)
    }
    let client = HeronClient(transport: tracker) { now.withLock { $0 } }
    func infos() -> Int { tracker.asked.count { $0.hasPrefix("/topologies/info") } }
    let first = try await client.answer(.taskManagers)
    #expect(infos() == 5 && first.count == 5)
    // What is no port and no pid is not known.
    #expect(first[0].container?.shellPort == nil && first[0].container?.pid == nil)
    _ = try await client.answer(.taskManagers)
    #expect(infos() == 10)
    #expect(tracker.asked.count { $0.hasPrefix("/topologies/states") } == 1)
    for _ in 0..<20 { _ = try await client.answer(.taskManagers) }
    // No more than it looks at.
    #expect(infos() == 50)
    now.withLock { $0 = $0.advanced(by: .seconds(31)) }
    _ = try await client.answer(.taskManagers)
    #expect(infos() == 55)
    #expect(tracker.asked.count { $0.hasPrefix("/topologies/states") } == 2)
  }

  @Test("half a plan is no error, and absurd figures are not known")
  func absurd() throws {
    let text = """
      {"logical_plan":{},"physical_plan":{"stmgrs":{"stmgr-x":{},"stmgr-1":{"host":"","port":99999}}},
       "packing_plan":{"container_plans":[{"id":1,"required_resources":{"cpu":1e999,"ram":-1}},{},{"id":2}]}}
      """
    let plan = try TopologyPlan(info: try JSONDocument(Array(text.utf8)).root)
    #expect(plan.containers.map(\.number) == [1, 2])
    #expect(plan.containers.allSatisfy { $0.host == nil && $0.cores == nil && $0.memory == nil })
  }
}
