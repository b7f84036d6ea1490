import StreamModel
import Testing

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

  @Test("a name of any length is read in no time to speak of")
  func longName() {
    let name = String(repeating: "(a -> b) ", count: 400)
    #expect(!Vertex.shortName(of: name).isEmpty)
  }
}
