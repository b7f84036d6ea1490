import StreamModel
import Testing

@testable import FlinkREST
@testable import ServerAnswers

@Suite("Reading a job")
struct JobWireTests {
  @Test(
    "a parallelism that the adaptive batch scheduler has not decided is unknown",
    arguments: [-1, 0])
  func undecided(parallelism: Int) throws {
    let json = """
      {"jid":"j","name":"n","state":"RUNNING","vertices":[{"id":"v","name":"x",
      "parallelism":\(parallelism),"status":"CREATED","tasks":{"CREATED":0},"metrics":{}}]}
      """
    let job = try JobDetail(job: JSONDocument(Array(json.utf8)).root)
    #expect(job.vertices.map(\.parallelism) == [nil])
    #expect(job.vertices.first?.tasks.total == 0)
  }

  private func vertex(_ id: String, _ inputs: String...) -> Vertex {
    Vertex(
      id: VertexID(id), name: id, parallelism: 1, maxParallelism: nil, state: .running,
      startTime: nil, tasks: TaskCounts(byState: [:]),
      inputs: inputs.map { Edge(from: VertexID($0), shipStrategy: nil) },
      counters: VertexCounters(
        recordsIn: nil, recordsOut: nil, bytesIn: nil, bytesOut: nil, busyTime: nil,
        backpressuredTime: nil, idleTime: nil))
  }

  @Test("vertices that are in order stay as they are")
  func stable() {
    let vertices = [vertex("s1"), vertex("s2"), vertex("a", "s1"), vertex("b", "s2", "a")]
    #expect(vertices.sortedFromSources() == vertices)
  }

  @Test("each vertex comes behind those that feed it")
  func sorted() {
    let vertices = [vertex("sink", "b"), vertex("b", "a", "s"), vertex("a", "s"), vertex("s")]
    #expect(vertices.sortedFromSources().map(\.id.text) == ["s", "a", "b", "sink"])
  }

  @Test("cycles, unknown inputs and vertices named twice lose nothing")
  func odd() {
    let cycle = [vertex("a", "b"), vertex("b", "a"), vertex("c", "c"), vertex("d", "gone")]
    #expect(Set(cycle.sortedFromSources().map(\.id)) == Set(cycle.map(\.id)))
    #expect(cycle.sortedFromSources().count == 4)
    #expect([vertex("a"), vertex("a", "a"), vertex("a")].sortedFromSources().count == 3)
    #expect([Vertex]().sortedFromSources().isEmpty)
  }

  @Test("a chain of many vertices is no trouble")
  func longChain() {
    let count = 20_000
    let chain = (0..<count).map { $0 == count - 1 ? vertex("\($0)") : vertex("\($0)", "\($0 + 1)") }
    #expect(chain.sortedFromSources().map(\.id) == chain.reversed().map(\.id))
  }

  private func job(_ members: String) throws -> JobDetail {
    let json = """
      {"jid":"j","name":"n","state":"RUNNING","vertices":[{"id":"v","name":"x","parallelism":1,
      "status":"RUNNING","tasks":{},"maxParallelism":-1,"start-time":-1,\(members)
      """
    return try JobDetail(job: JSONDocument(Array(json.utf8)).root)
  }

  @Test("a figure that not every subtask has reported is unknown")
  func incomplete() throws {
    let counters = try job(
      """
      "metrics":{"read-records":7,"read-records-complete":false,"write-records":8,
      "write-records-complete":true,"read-bytes":9,"accumulated-busy-time":"NaN",
      "accumulated-idle-time":12.0,"accumulated-backpressured-time":-1}}]}
      """
    ).vertices[0].counters
    #expect(
      counters
        == VertexCounters(
          recordsIn: nil, recordsOut: 8, bytesIn: ByteCount(bytes: 9), bytesOut: nil,
          busyTime: nil, backpressuredTime: nil, idleTime: .milliseconds(12)))
  }

  @Test("a job without a plan, or with an empty one, has vertices without inputs")
  func withoutPlan() throws {
    for end in ["}", #","plan":null}"#, #","plan":{}}"#, #","plan":"{}"}"#] {
      let job = try job("\"metrics\":{}}]" + end)
      #expect(job.vertices.map(\.inputs) == [[]])
      #expect(job.vertices[0].maxParallelism == nil)
      #expect(job.vertices[0].startTime == nil)
      #expect(job.type == nil)
    }
  }

  @Test("a job that is initialising has no vertices yet")
  func initialising() throws {
    let json = #"{"jid":"j","name":"n","state":"INITIALIZING","vertices":[],"plan":{}}"#
    let job = try JobDetail(job: JSONDocument(Array(json.utf8)).root)
    #expect(job.state == .initializing)
    #expect(job.vertices.isEmpty)
  }
}
