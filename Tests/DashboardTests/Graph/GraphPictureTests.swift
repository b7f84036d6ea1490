import Dashboard
import StreamModel
import TerminalUI
import Testing

@Suite("Pictures of small graphs")
struct GraphPictureTests {
  private func normal(_ model: GraphModel) -> String {
    GraphFixture.picture(GraphLayout(model))
  }

  private func compact(
    _ model: GraphModel, _ orientation: GraphOrientation = .leftToRight,
    charset: Charset = .unicode
  ) -> String {
    GraphFixture.picture(
      GraphLayout(model, orientation: orientation, zoom: .compact), charset: charset)
  }

  @Test("a chain is one straight line")
  func chain() {
    #expect(
      normal(GraphFixture.graph("source -> parse -> sink")) == """
        ┌────────────────┐   ┌────────────────┐   ┌────────────────┐
        │source          ├──▶│parse           ├──▶│sink            │
        │                │   │                │   │                │
        └────────────────┘   └────────────────┘   └────────────────┘
        """)
  }

  @Test("a chain from top to bottom is one straight line")
  func chainDownwards() {
    let layout = GraphLayout(
      GraphFixture.graph("source -> parse -> sink"), orientation: .topToBottom)
    #expect(
      GraphFixture.picture(layout) == """
        ┌────────────────┐
        │source          │
        │                │
        └────────┬───────┘
                 ▼
        ┌────────────────┐
        │parse           │
        │                │
        └────────┬───────┘
                 ▼
        ┌────────────────┐
        │sink            │
        │                │
        └────────────────┘
        """)
  }

  @Test("a diamond keeps its first branch straight")
  func diamond() {
    #expect(
      normal(GraphFixture.graph("source -> left -> join", "source -> right -> join")) == """
        ┌────────────────┐    ┌────────────────┐    ┌────────────────┐
        │source          ├─┬─▶│left            ├─┬─▶│join            │
        │                │ │  │                │ │  │                │
        └────────────────┘ │  └────────────────┘ │  └────────────────┘
                           │                     │
                           │  ┌────────────────┐ │
                           ╰─▶│right           ├─╯
                              │                │
                              └────────────────┘
        """)
  }

  @Test("a fan-in joins before its one arrow")
  func fanIn() {
    #expect(
      compact(GraphFixture.graph("a -> join", "b -> join", "c -> join", "join -> sink")) == """
         a ─╮
         b ─┼─▶ join ──▶ sink
         c ─╯
        """)
  }

  @Test("a fan-out branches off one line")
  func fanOut() {
    let model = GraphFixture.graph("source -> a", "source -> b", "source -> c -> d")
    #expect(
      compact(model) == """
                 ╭─▶ a
         source ─┼─▶ b
                 ╰─▶ c ──▶ d
        """)
    #expect(
      compact(model, .topToBottom) == """
           source
         ╭────┼────╮
         ▼    ▼    ▼
         a    b    c
                   ▼
                   d
        """)
  }

  @Test("in ASCII the same picture is made of -, |, + and arrows")
  func ascii() {
    let model = GraphFixture.graph("source -> a", "source -> b", "source -> c -> d")
    #expect(
      compact(model, charset: .ascii) == """
                 +-> a
         source -+-> b
                 +-> c --> d
        """)
    #expect(
      compact(model, .topToBottom, charset: .ascii) == """
           source
         +----+----+
         v    v    v
         a    b    c
                   v
                   d
        """)
  }

  @Test("parts that nothing joins stand below each other, or beside each other from top to bottom")
  func twoParts() {
    let model = GraphFixture.graph("a -> b", "c -> d -> e")
    #expect(
      compact(model) == """
         a ──▶ b

         c ──▶ d ──▶ e
        """)
    #expect(
      compact(model, .topToBottom) == """
         a     c
         ▼     ▼
         b     d
               ▼
               e
        """)
  }

  @Test("a long edge passes the layers it skips in a straight line, beside the main path")
  func longEdge() {
    #expect(
      normal(GraphFixture.graph("a -> b -> c -> d", "a -> d")) == """
        ┌────────────────┐    ┌────────────────┐   ┌────────────────┐
        │a               ├─┬─▶│b               ├──▶│c               ├─╮
        │                │ │  │                │   │                │ │
        └────────────────┘ │  └────────────────┘   └────────────────┘ │
                           │                                          │  ┌────────────────┐
                           ╰──────────────────────────────────────────┴─▶│d               │
                                                                         │                │
                                                                         └────────────────┘
        """)
  }

  @Test("long edges on both sides leave the main path straight")
  func longEdges() {
    #expect(
      compact(GraphFixture.graph("a -> b -> c -> d -> e", "a -> d", "b -> e")) == """
                   ╭─────────────┬─▶ e
         a ─┬─▶ b ─┴─▶ c ─┬─▶ d ─╯
            ╰─────────────╯
        """)
  }

  @Test("an edge from a fan-out into a fan-in parts first and joins later")
  func knot() {
    #expect(
      compact(GraphFixture.graph("a -> c", "a -> d", "b -> d")) == """
         a ─┬──▶ c
            ╰╮
         b ──┴─▶ d
        """)
  }

  @Test("a source stands next to what reads it, however late that is")
  func lateSource() {
    #expect(
      compact(GraphFixture.graph("a -> b -> c -> join", "rates -> join")) == """
         a ──▶ b ──▶ c ─────┬─▶ join
                     rates ─╯
        """)
  }

  @Test("an edge that closes a cycle is drawn backwards, with its arrow where it ends")
  func cycle() {
    #expect(
      compact(GraphFixture.graph("a -> b -> c -> a", "c -> d")) == """
         a ◀┬─▶ b ─╮
            ╰──────┴─▶ c ──▶ d
        """)
  }

  @Test("edges to nowhere, to itself, twice, and a second vertex of one id are left out")
  func oddInput() {
    let (a, b) = (VertexID("a"), VertexID("b"))
    let model = GraphModel(
      nodes: [
        GraphNode(id: a, label: "a"), GraphNode(id: b, label: "b"),
        GraphNode(id: a, label: "again"),
      ],
      edges: [(a, b), (a, b), (a, a), (VertexID("gone"), b), (b, VertexID("gone"))])
    #expect(compact(model) == " a ──▶ b")
  }

  @Test("a graph without vertices takes no room")
  func empty() {
    let layout = GraphLayout(GraphModel(nodes: [], edges: [GraphEdge]()))
    #expect(layout.size == Size(columns: 0, rows: 0))
    #expect(GraphFixture.picture(layout, size: Size(columns: 4, rows: 1)) == "")
  }
}
