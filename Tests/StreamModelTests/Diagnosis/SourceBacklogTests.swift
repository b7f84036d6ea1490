import Testing

@testable import StreamModel

@Suite("What a source has not read yet")
struct SourceBacklogTests {
  private let source = MetricSource.vertex(.orders, VertexID("source"))
  private let pending = "Source__orders.pendingRecords"

  /// A minute of a source that is busy for that share, with so many records pending each 10 s.
  private func bench(
    busy: Double, pending counts: [Double], watermark: (Double) -> Watermark = { _ in .none },
    sends rate: (Double) -> Double = { _ in 50 }, metric: String? = nil
  ) -> Bench {
    var bench = Bench()
    for (index, time) in stride(from: 60.0, through: 120, by: 10).enumerated() {
      bench.detail(.chain, at: at(time))
      for (vertex, busy) in [("source", busy), ("map", 0.2), ("sink", 0.1)] {
        var load = VertexLoad.shares(busy: busy, backpressured: 0)
        load.recordsOut = .even(rate(time) / 4)
        load.recordsIn = .even(rate(time) / 4)
        bench.load(vertex, load, at: at(time))
        bench.watermarks(vertex, .test(watermark(time)), at: at(time))
      }
      let last = index - (7 - counts.count)
      guard counts.indices.contains(last) else { continue }
      let count = counts[last]
      bench.metric(
        metric ?? pending, .spread(.hot(min: 0, max: count / 2, sum: count)), of: source,
        at: at(time))
    }
    return bench
  }

  private func found(_ bench: Bench) -> Finding? {
    bench.verdict(at: at(121)).findings.first { $0.rule == .bottleneck || $0.rule == .lag }
  }

  @Test("a source at its limit with more and more pending reads no faster, without event time too")
  func bound() {
    let found = found(bench(busy: 1, pending: [1000, 2000, 3500]))
    #expect(
      found?.sentence
        == "Source: orders -> decode reads no faster: busy 100% and nothing is backpressured; 3.5k records pending, "
        + "125 more each second.")
    #expect(found?.severity == .warning && found?.vertices == [VertexID("source")])
    let most = self.found(
      bench(
        busy: 1, pending: [1000, 2000, 3500],
        metric: "Source__orders.KafkaSourceReader.KafkaConsumer.records-lag-max"))
    #expect(
      most?.sentence.contains("1.8k records pending in a partition, 63 more each second") == true)
  }

  @Test("one that keeps up is no finding")
  func keepsUp() {
    #expect(found(bench(busy: 1, pending: [3500, 2000, 3000])) == nil)
    // Less than it reads in a moment, or hardly anything.
    #expect(found(bench(busy: 1, pending: [100, 10, 110])) == nil)
    #expect(found(bench(busy: 1, pending: [1, 5, 9], sends: { _ in 1 })) == nil)
  }

  @Test("where it is not seen whether it keeps up there is a note, with what is known")
  func notSeen() {
    func note(_ counts: [Double]) -> Finding? {
      let found = found(bench(busy: 1, pending: counts))
      return found?.severity == .note ? found : nil
    }
    let never = note([])
    #expect(never?.sentence.hasSuffix("is not told, as the job has no event time.") == true)
    #expect(never?.advice?.hasPrefix("Look at its pendingRecords or") == true)
    #expect(note([3500])?.sentence.hasSuffix("no event time; 3.5k records pending.") == true)
    // It may come at once.
    #expect(
      note([2000, 3500])?.sentence.hasSuffix("3.5k records pending, 150 more each second.") == true)
    // It is told once in a batch.
    #expect(note([3500, 3500, 3500]) != nil)
    // Few still, and more and more.
    #expect(note([1, 100, 240]) != nil && note([1]) != nil)
    // Some batches more or less are no trend, and it was more.
    #expect(note([3500, 3400, 3520]) != nil && note([3500, 3000, 4000]) != nil)
    func unknown(_ counts: [Double]) -> Bool {
      bench(busy: 1, pending: counts).verdict(at: at(121)).notJudged
        .contains("whether a source keeps up")
    }
    #expect(unknown([3500]) && unknown([3500, 3500]) && !unknown([3500, 3500, 3500]))
    #expect(!unknown([]) && !unknown([1, 1]))
  }

  @Test("a backlog that is told in steps grows as well, and goes on to")
  func staircase() {
    for counts in [
      [90_000, 90_000, 90_400, 90_400, 90_800], [90_000, 90_400, 90_400, 90_800, 90_800],
      [90_000, 90_000, 90_000, 90_400, 90_400, 90_800],
    ] as [[Double]] {
      #expect(found(bench(busy: 1, pending: counts, sends: { _ in 20 }))?.severity == .warning)
    }
  }

  @Test("a connector is said to tell nothing only where its metrics are known")
  func missing() {
    func advice(_ ids: [String]) -> String? {
      var bench = bench(busy: 1, pending: [])
      bench.cluster.apply(ids, to: .metricIDs(source), metrics: .current, at: at(121))
      return found(bench)?.advice
    }
    #expect(advice(["Source__orders.numRecordsOut"])?.hasPrefix("Its connector tells no") == true)
    #expect(advice([pending])?.hasPrefix("Look at its pendingRecords") == true)
  }

  @Test("whoever follows the lag of partitions too does not take away the sum")
  func both() {
    var backlog = SourceBacklog()
    for time in stride(from: 0.0, through: 30, by: 10) {
      backlog.take([MetricReading("a.pendingRecords", .spread(.even(100 + time)))], at: at(time))
      backlog.take([MetricReading("a.records-lag-max", .spread(.even(7)))], at: at(time + 5))
    }
    #expect(backlog.isSum && backlog.readings(since: at(0)).map(\.count) == [400, 440, 480, 520])
    backlog.take([MetricReading("a.records-lag-max", .spread(.even(7)))], at: at(95))
    #expect(!backlog.isSum && backlog.readings(since: at(0)).map(\.count) == [7])
  }

  @Test("of two sources one that has read what there is makes no lag, however busy it is")
  func other() {
    var detail = JobDetail.chain
    detail.vertices.insert(.test("other", name: "Source: refunds"), at: 1)
    detail.vertices[2].inputs.append(
      contentsOf: JobDetail.test([.test("x", inputs: ["other"])]).vertices[0].inputs)
    var bench = Bench()
    for (index, time) in stride(from: 60.0, through: 120, by: 10).enumerated() {
      bench.detail(detail, at: at(time))
      for (vertex, busy) in [("source", 0.97), ("other", 0.1), ("map", 0.2), ("sink", 0.1)] {
        var load = VertexLoad.shares(busy: busy, backpressured: 0)
        (load.recordsOut, load.recordsIn) = (.even(10), .even(10))
        bench.load(vertex, load, at: at(time))
        bench.watermarks(vertex, .test(.at(at(time / 2))), at: at(time))
      }
      for (vertex, count) in [("source", 3.0), ("other", 1000.0 * Double(index))] {
        bench.metric(
          pending, .spread(.hot(min: 0, max: count, sum: count)),
          of: .vertex(.orders, VertexID(vertex)), at: at(time))
      }
    }
    let findings = bench.verdict(at: at(121)).findings
    #expect(!findings.contains { $0.rule == .bottleneck })
    #expect(findings.first?.sentence.contains("Source: refunds reads too little") == true)
  }

  @Test("of a job with event time the way of its lag decides, where it is known")
  func lag() {
    let grows = found(
      bench(busy: 1, pending: [1000, 2000, 3500], watermark: { .at(at($0 / 2)) }))
    #expect(grows?.sentence.contains("while lag grows, and nothing is backpressured; 3.5k") == true)
    let steady = bench(busy: 1, pending: [1000, 2000, 3500], watermark: { .at(at($0 - 2)) })
    #expect(found(steady) == nil)
    // What is pending grows for some time before lag is seen to.
    func late(busy: Double, _ counts: [Double]) -> String? {
      found(bench(busy: busy, pending: counts, watermark: { .at(at($0 - 20)) }))?.sentence
    }
    #expect(late(busy: 1, [1000, 2000, 3500])?.contains("busy 100% and nothing is back") == true)
    #expect(late(busy: 1, [2000, 3500]) == nil && late(busy: 0.1, [2000, 3500]) == nil)
    #expect(
      late(busy: 0.1, [500, 2000, 3500])
        == "Lag is 20s; Source: orders reads too little, though nothing holds it up; 3.5k records pending, "
        + "150 more each second.")
    #expect(late(busy: 0.1, [3500, 3500]) == nil)
  }

  @Test("a calm source with more and more pending is what makes lag grow")
  func calm() {
    let found = found(
      bench(busy: 0.1, pending: [1000, 2000, 3500], watermark: { .at(at($0 / 2)) }))
    #expect(
      found?.sentence.hasSuffix(
        "; Source: orders reads too little, though nothing holds it up; 3.5k records pending, 125 more each second."
      ) == true)
    #expect(found?.vertices == [VertexID("source")] && found?.advice != nil)
    let none = self.found(
      bench(busy: 0.1, pending: [0, 0, 0], watermark: { .at(at($0 / 2)) }))
    #expect(none?.vertices == [])
  }

  @Test("a source is asked for its metrics until its backlog is among them, by one rule for all")
  func listing() {
    func eras(_ ids: [String]) -> [Int] {
      var bench = bench(busy: 1, pending: [])
      bench.cluster.apply(ids, to: .metricIDs(source), metrics: .current, at: at(121))
      return bench.cluster.inquiries(into: bench.job).filter {
        AnyQuestion($0.question).key == AnyQuestion(.metricIDs(source)).key
      }.map(\.era)
    }
    // Once for what it has pending, once as the chain that it is.
    let untold = eras(["Source__orders.numRecordsOut", "decode.numRecordsIn"])
    #expect(untold.count == 2 && Set(untold).count == 1)
    #expect(eras([pending, "Source__orders.numRecordsOut", "decode.numRecordsIn"]) == [])
  }

  @Test("it is asked of a source at its limit, and of one whose job is behind, by its own metrics")
  func asked() {
    func asked(_ bench: Bench) -> [String] {
      var bench = bench
      bench.cluster.apply(
        [pending, "Source__orders.numRecordsOut"], to: .metricIDs(source), metrics: .current,
        at: at(121))
      return bench.cluster.inquiries(into: bench.job).compactMap {
        $0.question as? MetricValuesQuestion
      }.first { $0.source == source }?.ids ?? []
    }
    #expect(asked(bench(busy: 1, pending: [])) == [pending])
    #expect(asked(bench(busy: 0.1, pending: [], watermark: { .at(at($0 / 2)) })) == [pending])
    #expect(asked(bench(busy: 0.1, pending: [])).isEmpty)
    // One that sends less than it did is asked before lag tells.
    #expect(asked(bench(busy: 0.1, pending: [], sends: { $0 < 110 ? 50 : 20 })) == [pending])
    #expect(asked(bench(busy: 0.1, pending: [], sends: { $0 < 110 ? 50 : 45 })).isEmpty)
  }
}
