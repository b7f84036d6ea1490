import StreamModel
import Testing

@testable import FlinkREST

@Suite("What the client remembers of vertices")
struct VertexMemoryTests {
  private let vertex = VertexID("v")
  private let complete = OperatorMetrics(
    ids: ["a.currentOutputWatermark", "a.numRecordsOutPerSecond"], vertexName: "a")
  private let incomplete = OperatorMetrics(ids: ["a.numRecordsOutPerSecond"], vertexName: "a")

  private func job(_ id: String, _ vertices: [(id: String, inputs: [String])]) -> JobDetail {
    JobDetail(
      id: JobID(id), name: id, state: .running, serverNow: nil, type: nil, stateEnteredAt: [:],
      vertices: vertices.map { vertex in
        Vertex(
          id: VertexID(vertex.id), name: "name of \(vertex.id)", parallelism: 1,
          maxParallelism: nil, state: .running, startTime: nil, tasks: TaskCounts(byState: [:]),
          inputs: vertex.inputs.map { Edge(from: VertexID($0), shipStrategy: nil) },
          counters: VertexCounters(
            recordsIn: nil, recordsOut: nil, bytesIn: nil, bytesOut: nil, busyTime: nil,
            backpressuredTime: nil, idleTime: nil))
      })
  }

  private func summary(_ id: String) -> JobSummary {
    JobSummary(
      id: JobID(id), name: id, state: .running, startTime: nil, endTime: nil, duration: nil,
      lastModification: nil, tasks: TaskCounts(byState: [:]))
  }

  @Test("the place of a vertex says whether something comes before and after it")
  func places() {
    let memory = VertexMemory()
    memory.learn(job("j", [("a", []), ("b", ["a"]), ("c", [])]))
    func place(_ vertex: String) -> VertexMemory.Place? {
      memory.place(of: VertexID(vertex), in: JobID("j"))
    }
    #expect(place("a") == .init(name: "name of a", isSource: true, hasDownstream: true))
    #expect(place("b") == .init(name: "name of b", isSource: false, hasDownstream: false))
    #expect(place("c") == .init(name: "name of c", isSource: true, hasDownstream: false))
    #expect(place("d") == nil)
    #expect(memory.place(of: VertexID("a"), in: JobID("other")) == nil)
  }

  @Test("a complete list is not asked for again, and outlives a new look at the job")
  func completeList() {
    let memory = VertexMemory()
    memory.learn(job("j", [("v", [])]))
    #expect(memory.operatorMetrics(of: vertex, in: JobID("j")) == nil)
    memory.keep(complete, of: vertex, in: JobID("j"))
    memory.learn(job("j", [("v", [])]))
    for _ in 0..<100 {
      #expect(memory.operatorMetrics(of: vertex, in: JobID("j")) == complete)
    }
  }

  @Test("a list that lacked a metric is asked for again after a while")
  func incompleteList() {
    let memory = VertexMemory()
    memory.learn(job("j", [("v", [])]))
    memory.keep(incomplete, of: vertex, in: JobID("j"))
    for _ in 0..<VertexMemory.questionsBetweenLookups {
      #expect(memory.operatorMetrics(of: vertex, in: JobID("j")) == incomplete)
    }
    #expect(memory.operatorMetrics(of: vertex, in: JobID("j")) == nil)
    memory.keep(complete, of: vertex, in: JobID("j"))
    #expect(memory.operatorMetrics(of: vertex, in: JobID("j")) == complete)
  }

  @Test("jobs that the cluster no longer lists are forgotten")
  func goneJobs() {
    let memory = VertexMemory()
    memory.learn(job("a", [("v", [])]))
    memory.learn(job("b", [("v", [])]))
    memory.forget(notIn: [summary("b"), summary("c")])
    #expect(memory.place(of: vertex, in: JobID("a")) == nil)
    #expect(memory.place(of: vertex, in: JobID("b")) != nil)
    memory.forget(JobID("b"))
    #expect(memory.place(of: vertex, in: JobID("b")) == nil)
    // What comes late for a job that is gone does not bring it back.
    memory.keep(complete, of: vertex, in: JobID("b"))
    #expect(memory.operatorMetrics(of: vertex, in: JobID("b")) == nil)
  }

  @Test("the number of jobs is bounded, and the oldest goes first")
  func bounded() {
    let memory = VertexMemory()
    for number in 0...VertexMemory.maxJobs { memory.learn(job("\(number)", [("v", [])])) }
    let kept = (0...VertexMemory.maxJobs).filter {
      memory.place(of: vertex, in: JobID("\($0)")) != nil
    }
    #expect(kept == Array(1...VertexMemory.maxJobs))
  }
}
