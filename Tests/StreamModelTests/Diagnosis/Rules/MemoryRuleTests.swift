import Testing

@testable import StreamModel

@Suite("Metaspace and network buffers of the TaskManagers")
struct MemoryRuleTests {
  private let worker = TaskManagerID("10.0.0.7:6122-a1b2c3")
  private static let gc = GarbageWatch.metric
  private static let used = "Status.JVM.Memory.Metaspace.Used"
  private static let most = "Status.JVM.Memory.Metaspace.Max"
  private static let network = "Status.Shuffle.Netty.RequestedMemoryUsage"

  /// A cluster of which the fullest metaspace holds so many MiB of 256, and whose tasks want so many percent of its buffers.
  private func findings(metaspace: Double, network: Double = 40) -> (asked: Bool, [Finding]) {
    var bench = Bench()
    bench.detail(.chain, at: at(95))
    bench.cluster.apply(.test(), to: .overview, at: at(95))
    bench.cluster.apply(
      [TaskManager(id: worker, slots: 4, freeSlots: 0)], to: .taskManagers, at: at(90))
    let figures: [(String, Double)] = [
      (Self.gc, 2), (Self.used, metaspace * 1_048_576), (Self.most, 256.0 * 1_048_576),
      (Self.network, network),
    ]
    bench.cluster.apply(
      figures.map { id, value in
        let least = id == Self.most ? value : 0
        return MetricReading(id, .spread(.hot(min: least, max: value, sum: value)))
      }, to: .metricValues(.workers, GarbageWatch.metrics), at: at(100))
    let one = MetricValuesQuestion(.worker(worker), GarbageWatch.metricsOfOne)
    let asked = bench.cluster.inquiries(into: bench.job).contains {
      $0.any.key == AnyQuestion(one).key
    }
    if asked {
      bench.cluster.apply(
        figures.map { MetricReading($0.0, .single(text: "x", number: $0.1)) }, to: one, at: at(101))
    }
    let found = bench.cluster.verdict(of: bench.job, at: at(102)).findings
    return (asked, found.filter { $0.rule == .memory })
  }

  @Test("nothing is asked of each, and nothing said, while there is room")
  func room() {
    let (asked, found) = findings(metaspace: 240, network: 99)
    #expect(!asked && found.isEmpty)
  }

  @Test("a metaspace near its limit is a warning, with the TaskManager")
  func metaspace() {
    let (_, found) = findings(metaspace: 250)
    #expect(
      found.map(\.sentence) == [
        "The metaspace of 10.0.0.7:6122 holds 250 MiB of 256 MiB: when it is full the process ends."
      ])
    #expect(found.first?.severity == .warning && found.first?.worker == "10.0.0.7:6122")
  }

  @Test("tasks that want more network buffers than there are is a note")
  func network() {
    let (_, found) = findings(metaspace: 100, network: 131)
    #expect(
      found.map(\.sentence) == [
        "The tasks on 10.0.0.7:6122 want 131% of the network buffers there are."
      ])
    #expect(found.first?.severity == .note)
  }
}
