import Testing

@testable import StreamModel

@Suite("Short names of vertices")
struct VertexNameTests {
  @Test(
    "a chain is called by its first operator with a name that says something",
    arguments: [
      ("Source: orders -> decode orders -> event time", "Source: orders"),
      ("fraud score (slow)", "fraud score (slow)"),
      ("alerts only -> Sink: alerts", "alerts only"),
      ("call gateway -> ledger: Writer", "call gateway"),
      ("warehouse: Writer -> warehouse: Committer", "warehouse: Writer"),
      ("Map", "Map"),
      ("Map -> fraud score", "fraud score"),
      ("Map -> Filter", "Map"),
      ("Filter -> Sink: lake", "Sink: lake"),
      ("Source: x -> (Map -> Sink: a, Filter -> Sink: b)", "Source: x"),
      (
        "Window(TumblingEventTimeWindows(4000), EventTimeTrigger, CoGroupWindowFunction) -> Map",
        "Window"
      ),
      ("TumblingEventTimeWindows -> Map", "TumblingEventTimeWindows"),
      ("Calc[2] -> GroupAggregate[4]", "GroupAggregate[4]"),
      ("Calc(select=[id, name], where=[(id > 3)]) -> Sink: out", "Sink: out"),
      (
        "Source: TableSourceScan(table=[[default_catalog, default_database, orders]], fields=[id])",
        "Source: orders"
      ),
      (
        "Source: TableSourceScan(table=[[default_catalog, default_database, clicks, "
          + "watermark=[-(ts, 5000:INTERVAL SECOND)], project=[user, url], filter=[=(id, 3)], limit=[10]]], "
          + "fields=[user, url]) -> Calc(select=[user])",
        "Source: clicks"
      ),
      (
        "Source: TableSourceScan(table=[[cat, db, t, source: [CsvTableSource(a, b)]]], fields=[a])",
        "Source: t"
      ),
      ("Source: DataStreamScan(table=[[Unregistered_1]], fields=[a])", "Source: Unregistered_1"),
      (
        "Sink: Sink(table=[default_catalog.default_database.out], fields=[id, name, price, ts])",
        "Sink: out"
      ),
      ("Join(joinType=[InnerJoin], where=[(a = b)], select=[a, b]) -> Calc(select=[a])", "Join"),
      ("merge — everything", "merge — everything"),
      ("", ""),
      (" -> ", " -> "),
      ("unbalanced ( -> still one", "unbalanced ( -> still one"),
      ("x) -> y", "x)"),
      ("注文 -> 変換", "注文"),
    ])
  func shortName(chain: String, expected: String) {
    #expect(Vertex.test("v", name: chain).shortName == expected)
  }

  @Test("a short name is short, whatever the operator's arguments are")
  func bounded() {
    let name = "Source: " + String(repeating: "x", count: 100_000)
    #expect(Vertex.shortName(of: name).count == Vertex.longestShortName)
  }

  @Test("a name is read in a time that grows with its length, and only once")
  func linear() {
    let fields = (0..<100_000).map { "column_\($0)" }.joined(separator: ", ")
    let name =
      "Calc(select=[\(fields)]) -> Source: TableSourceScan(table=[[a, b, c]], f=[\(fields)])"
    let clock = ContinuousClock()
    // 2.5 MB take some milliseconds, tenths of a second in a debug build. A square of it would take minutes.
    #expect(clock.measure { _ = Vertex.shortName(of: name) } < .seconds(20))
    let vertex = Vertex.test("v", name: name)
    #expect(
      clock.measure { for _ in 0..<10_000 where vertex.shortName.isEmpty { Issue.record() } }
        < .seconds(5))
    #expect(vertex.shortName == "Source: c")
  }

  @Test("a vertex that gets another name gets another short name")
  func renamed() {
    var vertex = Vertex.test("v", name: "Map -> a")
    vertex.name = "Map -> b"
    #expect(vertex.shortName == "b")
  }

  @Test("a name of any length is read in no time to speak of")
  func longName() {
    let name = String(repeating: "(a -> b) ", count: 400)
    #expect(!Vertex.test("v", name: name).shortName.isEmpty)
  }
}
