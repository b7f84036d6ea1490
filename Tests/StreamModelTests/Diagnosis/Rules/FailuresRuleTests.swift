import StreamModel
import Testing

/// Parts of a topology that fail and go on, as a tracker tells of them.
@Suite("Failures of vertices that go on")
struct FailuresRuleTests {
  /// A topology that has run for an hour at 3600 s and whose exceptions were asked for then.
  private func bench(
    _ failures: [(vertex: String, count: Int, first: Double, last: Double)], isHeron: Bool = true
  ) -> Bench {
    var bench = Bench()
    bench.cluster.capabilities.traits.failsInPlace = isHeron
    bench.jobs([.test(lastModification: at(-100))], at: at(3600))
    bench.detail(.chain, at: at(3600))
    let entries = failures.map { failure in
      var entry = JobException(
        at: at(failure.last), name: "java.lang.X",
        cause: "TimeoutException: no answer of \(Int(failure.last))", trace: "",
        task: "container_1_\(failure.vertex)_2")
      entry.vertex = VertexID(failure.vertex)
      entry.count = failure.count
      entry.firstAt = at(failure.first)
      return entry
    }
    bench.cluster.apply(
      JobExceptions(entries: entries, isTruncated: false), to: .exceptions(.orders), at: at(3600))
    return bench
  }

  private func found(
    _ failures: [(vertex: String, count: Int, first: Double, last: Double)], at seconds: Double,
    isHeron: Bool = true
  ) -> [Finding] {
    let bench = bench(failures, isHeron: isHeron)
    return bench.cluster.verdict(of: bench.job, at: at(seconds)).findings
      .filter { $0.rule == .restarts }
  }

  @Test("several in the window are a warning with count, age and the last cause")
  func several() throws {
    let findings = found(
      [("map", 1, 3568, 3568), ("map", 2, 3300, 3400), ("map", 1, 3100, 3100)], at: 3600)
    #expect(
      findings.map(\.sentence) == [
        "fraud score failed 4 times in 10 min, last 32s ago: TimeoutException: no answer of 3568."
      ])
    let finding = try #require(findings.first)
    #expect(finding.severity == .warning && finding.short == "fraud score: 4 failures in 10 min")
    #expect(finding.vertices == [VertexID("map")] && finding.evidence == .failures)
  }

  @Test("one is a note, and what is over for ten minutes is not told")
  func few() {
    let one = found([("map", 1, 3568, 3568), ("map", 40, 100, 2900)], at: 3600)
    #expect(
      one.map(\.sentence) == [
        "fraud score failed 32s ago: TimeoutException: no answer of 3568."
      ])
    #expect(one.first?.severity == .note)
    #expect(found([("map", 40, 100, 2900)], at: 3600).isEmpty)
    // As time goes on, with no newer answer.
    #expect(found([("map", 4, 3500, 3568)], at: 3610).first?.severity == .warning)
    #expect(found([("map", 4, 3500, 3568)], at: 4170).isEmpty)
  }

  @Test("what began before is told with all of its time, and judged by how often it comes")
  func long() {
    let often = found([("map", 36, 0, 3590)], at: 3600)
    #expect(
      often.map(\.sentence) == [
        "fraud score failed 36 times in 1h 00m, last 10s ago: TimeoutException: no answer of 3590."
      ])
    #expect(often.first?.severity == .warning)
    #expect(found([("map", 3, 0, 3590)], at: 3600).first?.severity == .note)
  }

  @Test("each vertex is told of by itself, the one that failed last first")
  func vertices() {
    let findings = found([("sink", 3, 3500, 3595), ("map", 3, 3500, 3590)], at: 3600)
    #expect(findings.map { $0.vertices.first } == [VertexID("sink"), VertexID("map")])
  }

  @Test("a system that restarts a job as a whole is judged by its restarts")
  func flink() {
    #expect(found([("map", 9, 3500, 3595)], at: 3600, isHeron: false).isEmpty)
    #expect(bench([("map", 9, 3500, 3595)], isHeron: false).job.failures == nil)
  }

  @Test("without having asked nothing is called well")
  func unknown() {
    var bench = Bench()
    bench.cluster.capabilities.traits.failsInPlace = true
    bench.jobs([.test(lastModification: at(-100))], at: at(0))
    bench.detail(.chain, at: at(0))
    func gaps(_ bench: Bench) -> [String] {
      bench.cluster.verdict(of: bench.job, at: at(2)).notJudged
    }
    #expect(gaps(bench).contains("what failed"))
    bench.cluster.apply(
      JobExceptions(entries: [], isTruncated: false), to: .exceptions(.orders), at: at(1))
    #expect(!gaps(bench).contains("what failed"))
    var flink = Bench()
    flink.detail(.chain, at: at(0))
    #expect(!gaps(flink).contains("what failed"))
  }
}
