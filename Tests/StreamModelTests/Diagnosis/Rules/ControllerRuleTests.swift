import Testing

@testable import StreamModel

@Suite("The JobManager's own health")
struct ControllerRuleTests {
  private func detail(garbage: Int64, heap: Int64 = 900, metaspace: Int64 = 60) -> ControllerDetail
  {
    var metrics = TaskManagerMetrics()
    func memory(_ used: Int64, of limit: Int64) -> TaskManagerMetrics.Memory {
      .init(
        used: ByteCount(bytes: used << 20), committed: nil, limit: ByteCount(bytes: limit << 20))
    }
    metrics.heap = memory(heap, of: 1024)
    metrics.metaspace = memory(metaspace, of: 256)
    metrics.collectors = [.init(name: "Copy", collections: nil, time: .milliseconds(garbage))]
    return ControllerDetail(metrics)
  }

  private func findings(_ bench: Bench, at time: Double) -> [Finding] {
    bench.cluster.clusterVerdict(at: at(time)).findings
  }

  @Test("time spent collecting garbage is told from two readings on, with the heap")
  func garbage() {
    var bench = Bench()
    bench.cluster.apply(detail(garbage: 1000), to: .controller, metrics: .current, at: at(10))
    #expect(findings(bench, at: 11).isEmpty)
    bench.cluster.apply(detail(garbage: 1500), to: .controller, metrics: .current, at: at(20))
    #expect(findings(bench, at: 21).isEmpty)
    bench.cluster.apply(
      detail(garbage: 5500, heap: 950), to: .controller, metrics: .current, at: at(30))
    let found = findings(bench, at: 31)
    #expect(
      found.map(\.sentence) == [
        "The JobManager spends 23% of its time collecting garbage, its heap is 950 MiB of 1.0 GiB."
      ])
    #expect(found.first?.severity == .warning && found.first?.evidence == .controller)
    // What is old says nothing of now.
    #expect(findings(bench, at: 120).isEmpty)
  }

  @Test("a metaspace that is nearly full is told at the first reading, others not")
  func metaspace() {
    var bench = Bench()
    bench.cluster.apply(
      detail(garbage: 0, metaspace: 240), to: .controller, metrics: .current, at: at(10))
    #expect(findings(bench, at: 11).isEmpty)
    bench.cluster.apply(
      detail(garbage: 0, metaspace: 250), to: .controller, metrics: .current, at: at(20))
    #expect(
      findings(bench, at: 21).map(\.sentence) == [
        "The metaspace of the JobManager holds 250 MiB of 256 MiB: when it is full the process ends."
      ])
  }

  @Test("errors in its log are told for ten minutes, by its clock")
  func errors() {
    var bench = Bench()
    bench.cluster.clockOffset = .seconds(100)
    let log = LogErrors(times: [at(-600), at(150), at(160)], newest: "Fatal error: x")
    bench.cluster.apply(log, to: .controllerErrors, at: at(70))
    #expect(
      findings(bench, at: 72).map(\.sentence) == [
        "The log of the JobManager has 2 errors of the last 10 min, the newest 12s ago: Fatal error: x."
      ])
    #expect(findings(bench, at: 72).first?.severity == .note)
    #expect(findings(bench, at: 72).first?.since == Onset(at: at(50)))
    #expect(findings(bench, at: 655).first?.sentence.contains("has 1 error of") == true)
    #expect(findings(bench, at: 661).isEmpty)
  }

  @Test(
    "answers that take long are told, but of one that can't be reached that alone",
    arguments: [(900, nil), (1000, Severity.note), (3000, .warning)] as [(Int, Severity?)])
  func slow(milliseconds: Int, severity: Severity?) {
    var bench = Bench()
    bench.cluster.polling.answerTime = .milliseconds(milliseconds)
    #expect(findings(bench, at: 10).first?.severity == severity)
    bench.cluster.connection = .unreachable(since: at(9), .unreachable(reason: "gone"))
    #expect(findings(bench, at: 10).isEmpty)
  }
}
