import Testing

@testable import StreamModel

@Suite("Where the subtasks of a vertex are, from one answer to the next")
struct VertexWorkersTests {
  private static let question = VertexWorkersQuestion(.orders, VertexID("v"))

  private func part(
    _ manager: String, busy: Int64, idle: Int64, records: Int64, startTime: Timestamp = at(0),
    subtasks: Int = 2
  ) -> VertexWorkers.Part {
    VertexWorkers.Part(
      taskManager: TaskManagerID(manager), state: .running,
      tasks: TaskCounts(byState: [.running: subtasks]), startTime: startTime,
      counters: VertexCounters(
        recordsIn: records, recordsOut: 0, bytesIn: nil, bytesOut: nil, busyTime: .seconds(busy),
        backpressuredTime: .zero, idleTime: .seconds(idle)))
  }

  private func told(_ answers: [(at: Double, parts: [VertexWorkers.Part])]) -> VertexWorkers? {
    var bench = Bench()
    for answer in answers {
      bench.cluster.apply(
        VertexWorkers(answer.parts), to: Self.question, metrics: .current, at: at(answer.at))
    }
    return bench.cluster.answers[Self.question]?.value
  }

  @Test("shares are averages over the subtasks on a TaskManager, rates are sums over them")
  func figures() throws {
    let workers = try #require(
      told([
        (
          100,
          [
            part("a", busy: 20, idle: 180, records: 1000),
            part("b", busy: 190, idle: 10, records: 9000),
          ]
        ),
        (
          110,
          [
            part("a", busy: 24, idle: 196, records: 1100),
            part("b", busy: 208, idle: 12, records: 9900),
          ]
        ),
      ]))
    let (a, b) = (workers.figures(on: TaskManagerID("a")), workers.figures(on: TaskManagerID("b")))
    #expect(a?.value.pressure?.busy?.value == 0.2 && b?.value.pressure?.busy?.value == 0.9)
    #expect(a?.value.recordsIn?.perSecond == 10 && b?.value.recordsIn?.perSecond == 90)
  }

  @Test("another attempt, other subtasks and one that went begin anew")
  func anew() {
    let first = [part("a", busy: 20, idle: 180, records: 1000)]
    let second = [part("a", busy: 24, idle: 196, records: 1100)]
    let figured = told([(100, first), (110, second)])
    #expect(figured?.figures(on: TaskManagerID("a")) != nil)
    for third in [
      [part("a", busy: 1, idle: 1, records: 2, startTime: at(111))],
      [part("a", busy: 24, idle: 196, records: 1100, subtasks: 3)], [],
    ] {
      let workers = told([(100, first), (110, second), (114, third)])
      #expect(workers?.figures(on: TaskManagerID("a")) == nil)
    }
  }

  @Test("heap and garbage of a TaskManager are kept over time, one sample a fetch")
  func series() {
    var bench = Bench()
    let question = TaskManagerQuestion(TaskManagerID("a"))
    func take(_ heap: Int64, garbage: Int64, _ age: MetricAge, at time: Timestamp) {
      var metrics = TaskManagerMetrics()
      metrics.heap.used = ByteCount(bytes: heap)
      metrics.collectors = [.init(name: "Copy", collections: 1, time: .milliseconds(garbage))]
      bench.cluster.apply(
        TaskManagerDetail(
          taskManager: TaskManager(id: TaskManagerID("a"), slots: 1, freeSlots: 0),
          metrics: metrics), to: question, metrics: age, at: time)
    }
    take(5, garbage: 0, .unknown, at: at(0))
    take(10, garbage: 1000, .current, at: at(10))
    take(20, garbage: 1200, .current, at: at(20))
    take(20, garbage: 1200, .asOf(at(20)), at: at(25))
    let detail = bench.cluster.answers[question]?.value
    #expect(detail?.heapSeries.samples.map(\.value) == [10, 20])
    #expect(detail?.garbageSeries.samples.map(\.value) == [0.02])
  }
}
