import StreamModel
import Testing

@Suite("Who holds the others up, where that is counted")
struct HoldUpRuleTests {
  private func verdict(_ shares: [(String, Double?)], at time: Timestamp = at(100)) -> Verdict {
    var bench = Bench()
    bench.detail(.test(shares.map { .test($0.0, name: $0.0) }), at: at(90))
    for (vertex, share) in shares {
      var load = VertexLoad.test(
        busy: .hot(min: 100, max: 990, sum: 1400), backpressured: nil, idle: nil)
      load.holdsUp = share.flatMap { Ratio($0) }
      bench.load(vertex, load, at: at(91))
    }
    return bench.verdict(at: time)
  }

  @Test("it is named with how much, the worst first; what Heron's own screens call little is not")
  func found() {
    let told = verdict([("spout", nil), ("split", 0.35), ("count", 0.88), ("sink", 0.19)])
    #expect(
      told.findings.map(\.sentence) == [
        "count is the bottleneck: it held the others up for 88% of the last minute, busy 99%.",
        "split is the bottleneck: it held the others up for 35% of the last minute, busy 99%.",
      ])
    #expect(told.findings.first?.vertices == [VertexID("count")])
    #expect(told.severity == .warning)
  }

  @Test("a busy one that holds nobody up is none, and what was told long ago says nothing of now")
  func silent() {
    #expect(verdict([("count", 0)]).findings.isEmpty)
    #expect(verdict([("count", nil)]).findings.isEmpty)
    #expect(!verdict([("count", 0.9)], at: at(900)).findings.contains { $0.rule == .bottleneck })
  }
}
