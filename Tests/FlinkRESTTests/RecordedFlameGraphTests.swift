import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

@Suite("Recorded flame graphs")
struct RecordedFlameGraphTests {
  private static let job = JobID("j")
  private static let vertex = VertexID("v")

  private func client(_ version: String, _ file: String) throws -> (FlinkClient, ScriptedTransport)
  {
    let body = String(
      decoding: try RecordedTransport(version: version).body(file), as: UTF8.self)
    let transport = ScriptedTransport(paths: ["/jobs/j/vertices/v/flamegraph": body])
    return (FlinkClient(transport: transport), transport)
  }

  @Test(
    "all samples, the most frequent first, each place before what it called",
    arguments: recordedVersions)
  func places(version: String) async throws {
    let (client, transport) = try client(version, "flamegraph.json")
    let graph = try await client.answer(.flameGraph(Self.job, Self.vertex))
    #expect(transport.asked.map(\.path) == ["/jobs/j/vertices/v/flamegraph?type=full"])
    #expect(graph.total == 400 && !graph.isCut)
    let count = ["1.13.6": 39, "1.20.5": 49, "2.3.0": 28][version]
    #expect(graph.places.count == count)
    let first = try #require(graph.places.first)
    #expect(first.name == "java.lang.Thread.run:840" && first.samples == 400 && first.depth == 0)
    #expect(first.shortName == "Thread.run" && first.end == count)
    for place in graph.places.indices {
      let children = graph.children(of: place)
      #expect(children.map { graph.places[$0].samples }.reduce(0, +) <= graph.places[place].samples)
      #expect(children.allSatisfy { graph.parent(of: $0) == place })
      let samples = children.map { graph.places[$0].samples }
      #expect(samples == samples.sorted(by: >))
    }
    let deepest = graph.places.map(\.depth).max()
    #expect(deepest == ["1.13.6": 24, "1.20.5": 32, "2.3.0": 20][version])
  }

  @Test("what is not sampled yet is worth asking again", arguments: recordedVersions)
  func waiting(version: String) async throws {
    let (client, _) = try client(version, "flamegraph-waiting.json")
    let question = FlameGraphQuestion(Self.job, Self.vertex, .onCPU, subtask: 3)
    let graph = try await client.answer(question)
    #expect(graph == FlameGraph(.waiting) && question.isEmpty(graph))
  }

  @Test(
    "without samples the number says why",
    arguments: [(-1, FlameGraph.Standing.ended), (-2, .disabled)])
  func standing(number: Int, standing: FlameGraph.Standing) async throws {
    let transport = ScriptedTransport(
      paths: ["/jobs/j/vertices/v/flamegraph": "{\"endTimestamp\":\(number)}"])
    let question = FlameGraphQuestion(Self.job, Self.vertex, .offCPU, subtask: 3)
    let graph = try await FlinkClient(transport: transport).answer(question)
    #expect(graph.standing == standing && !question.isEmpty(graph))
    #expect(
      transport.asked.map(\.path)
        == ["/jobs/j/vertices/v/flamegraph?type=off_cpu&subtaskindex=3"])
  }
}
