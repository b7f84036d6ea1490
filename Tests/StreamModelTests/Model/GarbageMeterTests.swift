import Testing

@testable import StreamModel

@Suite("Time spent collecting garbage")
struct GarbageMeterTests {
  private static let id = TaskManagerID("tm")

  private func metrics(garbage: Int64, heap: Int64) -> TaskManagerMetrics {
    var metrics = TaskManagerMetrics()
    metrics.heap.used = ByteCount(bytes: heap)
    metrics.collectors = [
      TaskManagerMetrics.Collector(
        name: "Copy", collections: nil, time: .milliseconds(garbage))
    ]
    return metrics
  }

  /// After metrics of so many milliseconds at so many seconds.
  private func perSecond(_ readings: [(garbage: Int64, at: Double)]) -> Duration? {
    var meter = GarbageMeter()
    for (turn, reading) in readings.enumerated() {
      meter.take(
        metrics(garbage: reading.garbage, heap: Int64(turn)), age: .current, at: at(reading.at))
    }
    return meter.timePerSecond
  }

  @Test("is the difference of two fetches, over the last minute")
  func difference() {
    #expect(perSecond([(1000, 0)]) == nil)
    #expect(perSecond([(1000, 0), (1120, 10)]) == .milliseconds(12))
    #expect(perSecond([(1000, 0), (1000, 10)]) == .zero)
    let steady = (0...30).map { (garbage: Int64($0 * 50), at: Double($0) * 10) }
    #expect(perSecond(steady) == .milliseconds(5))
    let calm = steady + (31...36).map { (1500, Double($0) * 10) }
    #expect(perSecond(calm) == .zero)
  }

  @Test("begins anew where the counter falls, or after a long time")
  func anew() {
    #expect(perSecond([(1000, 0), (1100, 10), (7, 20)]) == nil)
    #expect(perSecond([(1000, 0), (1100, 10), (7, 20), (57, 30)]) == .milliseconds(5))
    #expect(perSecond([(1000, 0), (1100, 10), (2000, 200)]) == nil)
    #expect(perSecond([(1000, 0), (1100, 100)]) == .milliseconds(1))
  }

  @Test("an answer from the same fetch tells no more, and one of unknown age nothing")
  func sameFetch() {
    var meter = GarbageMeter()
    meter.take(metrics(garbage: 10, heap: 1), age: .unknown, at: at(0))
    meter.take(metrics(garbage: 1000, heap: 2), age: .current, at: at(10))
    #expect(meter.timePerSecond == nil)
    meter.take(metrics(garbage: 1000, heap: 2), age: .current, at: at(19))
    meter.take(metrics(garbage: 1100, heap: 3), age: .current, at: at(20))
    meter.take(metrics(garbage: 1100, heap: 3), age: .current, at: at(29))
    meter.take(TaskManagerMetrics(), age: .current, at: at(29))
    #expect(meter.timePerSecond == .milliseconds(10))
  }

  @Test("goes on from one answer of a TaskManager to the next, by when its metrics were fetched")
  func answers() {
    var bench = Bench()
    let question = TaskManagerQuestion(Self.id)
    let manager = TaskManager(id: Self.id, slots: 1, freeSlots: 0)
    func take(_ garbage: Int64, _ age: MetricAge, at time: Timestamp) {
      bench.cluster.apply(
        TaskManagerDetail(taskManager: manager, metrics: metrics(garbage: garbage, heap: garbage)),
        to: question, metrics: age, at: time)
    }
    take(1000, .asOf(at(0)), at: at(18))
    take(1200, .current, at: at(20))
    #expect(bench.cluster.answers[question]?.value.garbage.timePerSecond == .milliseconds(10))
    #expect(bench.cluster.answers[question]?.receivedAt == at(20))
  }
}
