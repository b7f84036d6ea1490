import Testing

@testable import StreamModel

@Suite("Where in a chain the time goes")
struct ChainLooksTests {
  private let name = "parse -> enrich -> jdbc orders: Writer"
  private let ids = [
    "parse.numRecordsIn", "parse.numRecordsOut", "enrich.numRecordsIn", "numRecordsIn",
    "jdbc_orders__Writer.numRecordsIn",
  ]

  private func operators(
    _ name: String, isSource: Bool = false, among ids: [String]
  ) -> ChainOperators? {
    ChainOperators(of: .test("map", name: name, inputs: isSource ? [] : ["source"]), among: ids)
  }

  @Test("operators are found among the metrics by their names, as Flink writes those there")
  func names() {
    #expect(
      operators(name, among: ids)
        == operators("parse -> enrich -> jdbc orders: Writer -> jdbc orders: Committer", among: ids)
    )
    #expect(
      operators(name, among: ids)?.metrics
        == ["parse.numRecordsIn", "enrich.numRecordsIn", "jdbc_orders__Writer.numRecordsIn"])
    #expect(operators(name, among: ids)?.names == ["parse", "enrich", "jdbc orders: Writer"])
    // What a source reads is not counted.
    #expect(
      operators(
        "Source: in -> map", isSource: true,
        among: ["Source__in.numRecordsIn", "Source__in.numRecordsOut", "map.numRecordsIn"])?.metrics
        == ["Source__in.numRecordsOut", "map.numRecordsIn"])
    let long = String(repeating: "a", count: 90)
    #expect(
      operators("\(long) -> b", among: ["\(long.prefix(80)).numRecordsIn", "b.numRecordsIn"]) != nil
    )
    // One alone, branches, two of one name, and one without counter.
    #expect(operators("parse", among: ids) == nil)
    #expect(operators("parse -> (enrich, jdbc orders: Writer)", among: ids) == nil)
    #expect(operators("parse -> enrich -> (a, b)", among: ids) == nil)
    #expect(operators("Map -> Map", among: ["Map.numRecordsIn"]) == nil)
    #expect(operators("parse -> other", among: ids) == nil)
  }

  /// 40 s in which `subtasks` are at their limit, with what each operator has taken less than the first by then.
  private func place(
    _ behind: [[Double]], subtasks: [Int] = [0, 1, 2, 3], perSecond rate: Double = 20,
    isSource: Bool = false, moments: Int = 2
  ) throws -> ChainLooks.Place? {
    let chain = try #require(operators(name, among: ids))
    var looks = ChainLooks()
    for moment in 0..<moments {
      var figures: [String: Double] = [:]
      for subtask in behind.indices {
        for (metric, less) in zip(chain.metrics, [0] + behind[subtask]) {
          figures["\(subtask).\(metric)"] = 1000 + rate * 10 * Double(moment) - less
        }
      }
      looks.take(figures, of: chain, parallelism: 4, at: at(Double(moment) * 10))
    }
    return looks.place(of: subtasks, isSource: isSource, since: at(0))
  }

  @Test("records that stand in an operator, or in none before the last, say where the time goes")
  func places() throws {
    let none = Array(repeating: [0.0, 0], count: 4)
    let first = Array(repeating: [1.0, 1], count: 4)
    let second = Array(repeating: [0.0, 1], count: 4)
    #expect(try place(first) == .inside("parse", seen: 8, of: 8, isOne: false))
    #expect(try place(second) == .inside("enrich", seen: 8, of: 8, isOne: false))
    #expect(try place(none) == .last("jdbc orders: Writer", of: 8))
    #expect(try place(none, isSource: true) == .ends("parse", "jdbc orders: Writer", of: 8))
    // Of one at its limit, whatever the others do.
    let one = [[1.0, 1], [0, 1], [1, 1], [1, 1]]
    #expect(
      try place(one, subtasks: [1], moments: 4) == .inside("enrich", seen: 4, of: 4, isOne: true))
    #expect(try place(one, subtasks: [1], moments: 3) == nil)
  }

  @Test("looks at a subtask that had time then do not count")
  func hotOnly() throws {
    let chain = try #require(operators(name, among: ids))
    var looks = ChainLooks()
    for moment in 0..<6 {
      let figures = [1000.0, 1000, 999].enumerated().map { index, taken in
        ("2.\(chain.metrics[index])", taken - (moment < 4 && index == 2 ? -1 : 0))
      }
      looks.take(
        Dictionary(uniqueKeysWithValues: figures), of: chain, parallelism: 4,
        hot: moment < 4 ? [0] : [2], at: at(Double(moment) * 10))
    }
    #expect(looks.place(of: [2], isSource: false, since: at(0)) == nil)
    #expect(
      looks.place(ofHanging: 2, isSource: false, since: at(0))
        == .inside("enrich", seen: 1, of: 1, isOne: true))
  }

  @Test("nothing is said of looks that tell nothing")
  func untold() throws {
    let second = Array(repeating: [0.0, 1], count: 4)
    #expect(try place(second, moments: 1) == nil)
    // Half of them here, half there.
    #expect(try place([[0, 0], [0, 1], [0, 0], [0, 1]]) == nil)
    // A filter, and one that makes more of one.
    #expect(try place(Array(repeating: [0.0, 7], count: 4)) == nil)
    #expect(try place(Array(repeating: [-50.0, -50], count: 4)) == nil)
    // What stands in an operator after a filter is told all the same.
    #expect(
      try place(Array(repeating: [7.0, 8], count: 4))
        == .inside("enrich", seen: 8, of: 8, isOne: false))
    // Too fast for counters that are read one after the other, and counters that begin anew.
    #expect(try place(second, perSecond: 5000) == nil)
    #expect(try place(second, perSecond: -20) == nil)
  }

  // MARK: In a verdict

  /// 60 s of a chain that holds up the source, each subtask with `less` in the sink than in `enrich`.
  private func bench(
    busy: [Double], records: [Double], less: [Double], isStill: Bool = false
  ) -> Bench {
    var bench = Bench([.test(lastModification: at(-100))], at: at(0))
    var line = [SteadyVertex].line
    (line[0].busy, line[0].backpressured, line[0].idle) = (0.05, 0.9, 0.05)
    let mean = busy.reduce(0, +) / Double(busy.count)
    (line[1].busy, line[1].backpressured, line[1].idle) = (mean, 0, 1 - mean)
    line[1].parallelism = busy.count
    let source = MetricSource.subtasks(.orders, VertexID("map"))
    let told = ["enrich.numRecordsIn", "jdbc_orders__Writer.numRecordsIn"]
    for time in stride(from: 0.0, through: 60, by: 2) {
      bench.jobs([.test(lastModification: at(-100))], at: at(time))
      var detail = line.detail(at: time)
      detail.vertices[1].name = "enrich -> jdbc orders: Writer"
      bench.detail(detail, at: at(time))
      bench.subtasks(
        "map", line[1].subtasks(at: time, busy: busy, records: records, on: ["tm-1", "tm-2"]),
        at: at(time))
      bench.cluster.apply(
        told, to: .metricIDs(.vertex(.orders, VertexID("map"))), metrics: .current, at: at(time))
      let asked = bench.cluster.inquiries(into: bench.job).compactMap {
        AnyQuestion($0.question).base as? MetricValuesQuestion
      }.first { $0.source == source }
      guard let asked else { continue }
      let readings = asked.ids.map { id -> MetricReading in
        let subtask = Int(id.prefix(1)) ?? 0
        let count = 1000 + (isStill ? 0 : time) - (id.contains("jdbc") ? less[subtask] : 0)
        return MetricReading(id, .single(text: "\(count)", number: count))
      }
      bench.cluster.apply(readings, to: asked, metrics: .current, at: at(time))
    }
    return bench
  }

  @Test("the operator of a chain that is the bottleneck is named")
  func bottleneck() throws {
    func found(_ less: Double) throws -> Finding {
      let bench = bench(
        busy: [1, 1, 1, 1], records: [10, 10, 10, 10], less: Array(repeating: less, count: 4))
      return try #require(bench.verdict(at: at(61)).findings.first)
    }
    let slow = try found(1)
    #expect(
      slow.sentence
        == "enrich -> jdbc orders: Writer is the bottleneck: busy 100%, all 4 subtasks hot; source above it is "
        + "backpressured 90%; the time goes to enrich: records stood there in 24 of 24 looks.")
    #expect(slow.advice?.hasPrefix("Its flame graph tells what takes the time") == true)
    #expect(
      try found(0).sentence.hasSuffix(
        "; the time goes to jdbc orders: Writer (or to input and timers): no record stood before it in 24 looks."
      ))
    #expect(
      try found(9).advice?.hasPrefix("Its flame graph tells which part of the chain") == true)
  }

  @Test("of a chain that hangs the operator is named where the record stands, by one look")
  func hang() throws {
    func found(_ less: [Double]) throws -> Finding {
      let bench = bench(
        busy: [0.2, 1, 0.2, 0.2], records: [100, 0, 100, 100], less: less, isStill: true)
      return try #require(bench.verdict(at: at(61)).findings.first { $0.rule == .hang })
    }
    #expect(
      try found([0, 1, 0, 0]).sentence.hasSuffix("; by its counters a record stands in enrich."))
    #expect(
      try found([1, 0, 1, 1]).sentence.hasSuffix(
        "; by its counters no record stands before jdbc orders: Writer."))
    #expect(try found([1, 9, 1, 1]).sentence.hasSuffix("no record goes in or out."))
  }

  @Test("of many subtasks the busiest are asked, and nothing of a chain that has time")
  func asked() {
    func asked(_ busy: [Double]) -> [String] {
      bench(busy: busy, records: busy.map { _ in 10 }, less: busy.map { _ in 0 })
        .questions.compactMap { $0 as? MetricValuesQuestion }
        .first { $0.source == .subtasks(.orders, VertexID("map")) }?.ids ?? []
    }
    #expect(asked([0.5, 0.5, 0.5, 0.5]).isEmpty)
    #expect(asked([1, 0, 0, 0]).count == 8)
    let hot = asked(Array(repeating: 0, count: 9) + [1])
    #expect(hot.count == 16 && hot.contains("9.enrich.numRecordsIn"))
  }
}

extension Bench {
  fileprivate var questions: [any Question] {
    cluster.inquiries(into: job).map(\.question)
  }
}
