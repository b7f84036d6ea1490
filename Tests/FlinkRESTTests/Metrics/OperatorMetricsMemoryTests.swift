import StreamModel
import Testing

@testable import FlinkREST

@Suite("What the client remembers of the metrics of operators")
struct OperatorMetricsMemoryTests {
  private let vertex = VertexID("v")
  private let job = JobID("j")
  private let complete = OperatorMetrics(
    ids: ["a.currentOutputWatermark", "a.numRecordsOutPerSecond"], vertexName: "a")
  private let incomplete = OperatorMetrics(ids: ["a.numRecordsOutPerSecond"], vertexName: "a")

  private func summary(_ id: String) -> JobSummary {
    JobSummary(
      id: JobID(id), name: id, state: .running, startTime: nil, endTime: nil, duration: nil,
      lastModification: nil, tasks: TaskCounts(byState: [:]))
  }

  @Test("a complete list is not asked for again")
  func completeList() {
    let memory = OperatorMetricsMemory()
    #expect(memory.metrics(of: vertex, in: job) == nil)
    memory.keep(complete, of: vertex, in: job)
    for _ in 0..<100 { #expect(memory.metrics(of: vertex, in: job) == complete) }
    #expect(memory.metrics(of: VertexID("w"), in: job) == nil)
    #expect(memory.metrics(of: vertex, in: JobID("other")) == nil)
  }

  @Test("a list that lacked a metric is asked for again after a while")
  func incompleteList() {
    let memory = OperatorMetricsMemory()
    memory.keep(incomplete, of: vertex, in: job)
    for _ in 0..<OperatorMetricsMemory.questionsBetweenLookups {
      #expect(memory.metrics(of: vertex, in: job) == incomplete)
    }
    #expect(memory.metrics(of: vertex, in: job) == nil)
    memory.keep(complete, of: vertex, in: job)
    #expect(memory.metrics(of: vertex, in: job) == complete)
  }

  @Test("jobs that the cluster no longer lists are forgotten")
  func goneJobs() {
    let memory = OperatorMetricsMemory()
    for id in ["a", "b"] { memory.keep(complete, of: vertex, in: JobID(id)) }
    memory.forget(notIn: [summary("b"), summary("c")])
    #expect(memory.metrics(of: vertex, in: JobID("a")) == nil)
    #expect(memory.metrics(of: vertex, in: JobID("b")) == complete)
  }

  @Test("the number of jobs is bounded, and the oldest goes first")
  func bounded() {
    let memory = OperatorMetricsMemory()
    let most = OperatorMetricsMemory.maxJobs
    for number in 0...most { memory.keep(complete, of: vertex, in: JobID("\(number)")) }
    let kept = (0...most).filter { memory.metrics(of: vertex, in: JobID("\($0)")) != nil }
    #expect(kept == Array(1...most))
  }
}
