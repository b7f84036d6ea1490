import Dashboard
import StreamModel
import TerminalUI
import Testing

@Suite("Pictures of the lab's jobs")
struct GraphJobPictureTests {
  private func orders(_ id: VertexID) -> GraphNodeAppearance {
    switch id.text {
    case "v0":
      GraphNodeAppearance(
        title: "Source: orders", details: ["bp 90%   12.4k"], figures: ["bp 90%", "bp"],
        role: .backpressured, lineRole: .backpressured)
    case "v1":
      GraphNodeAppearance(
        title: "fraud score (slow)", details: ["busy 99%  11.9k"], figures: ["busy 99%", "99%"],
        role: .busy, isBottleneck: true)
    case "v2":
      GraphNodeAppearance(
        title: "revenue per 5 s", details: ["idle 88%  11.9k"], figures: ["idle 88%", "idle"],
        role: .idle)
    case "v3":
      GraphNodeAppearance(
        title: "warehouse: Writer", details: ["idle 97%     12"], figures: ["idle 97%", "idle"],
        role: .idle)
    default: GraphNodeAppearance(title: "alerts only", details: ["-"])
    }
  }

  @Test("orders from left to right, its bottleneck in a heavy frame")
  func ordersNormal() {
    let layout = GraphLayout(GraphFixture.orders)
    #expect(
      GraphFixture.picture(layout, appearance: orders) == """
        ┌────────────────┐   ┏━━━━━━━━━━━━━━━━━━┓    ┌────────────────┐   ┌─────────────────┐
        │Source: orders  ├──▶┃fraud score (slow)┠─┬─▶│revenue per 5 s ├──▶│warehouse: Writer│
        │bp 90%   12.4k  │   ┃busy 99%  11.9k   ┃ │  │idle 88%  11.9k │   │idle 97%     12  │
        └────────────────┘   ┗━━━━━━━━━━━━━━━━━━┛ │  └────────────────┘   └─────────────────┘
                                                  │
                                                  │  ┌────────────────┐
                                                  ╰─▶│alerts only     │
                                                     │-               │
                                                     └────────────────┘
        """)
  }

  @Test("orders in one row, figures beside the names")
  func ordersInOneRow() {
    let layout = GraphLayout(GraphFixture.orders, zoom: .line, figureColumns: 4)
    #expect(
      GraphFixture.picture(layout, appearance: orders) == """
         Source: orders   bp ──▶┃fraud score (slow)  99%┃─┬─▶ revenue per 5 s idle ──▶ warehouse: Writer idle
                                                          ╰─▶ alerts only
        """)
  }

  @Test("orders in the pane of a 150 by 44 screen: top to bottom, one line a box")
  func ordersInPane() {
    let pane = Size(columns: 56, rows: 16)
    let layout = GraphLayout.best(for: GraphFixture.orders, in: pane)
    let viewport = GraphViewport().revealing(nil, of: layout, in: pane)
    #expect(
      GraphFixture.picture(layout, size: pane, viewport: viewport, appearance: orders) == """
           ┌────────────────────────┐
           │Source: orders    bp 90%│
           └────────────┬───────────┘
                        ▼
         ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
         ┃fraud score (slow)  busy 99%┃
         ┗━━━━━━━━━━━━━━┯━━━━━━━━━━━━━┛
                        ├──────────────────────────╮
                        ▼                          ▼
           ┌─────────────────────────┐  ┌─────────────────────┐
           │revenue per 5 s  idle 88%│  │alerts only          │
           └────────────┬────────────┘  └─────────────────────┘
                        ▼
          ┌───────────────────────────┐
          │warehouse: Writer  idle 97%│
          └───────────────────────────┘
        """)
  }

  @Test("orders in ASCII, its bottleneck framed by = and #")
  func ordersASCII() {
    let layout = GraphLayout(GraphFixture.orders, orientation: .topToBottom)
    #expect(
      GraphFixture.picture(layout, charset: .ascii, appearance: orders) == """
         +----------------+
         |Source: orders  |
         |bp 90%   12.4k  |
         +--------+-------+
                  v
        #==================#
        #fraud score (slow)#
        #busy 99%  11.9k   #
        #==================#
                  +-------------------+
                  v                   v
         +----------------+  +----------------+
         |revenue per 5 s |  |alerts only     |
         |idle 88%  11.9k |  |-               |
         +--------+-------+  +----------------+
                  v
         +-----------------+
         |warehouse: Writer|
         |idle 97%     12  |
         +-----------------+
        """)
  }

  @Test("orders with names only marks its bottleneck at both sides")
  func ordersCompact() {
    let layout = GraphLayout(GraphFixture.orders, zoom: .compact)
    #expect(
      GraphFixture.picture(layout, appearance: orders) == """
         Source: orders ──▶┃fraud score (slow)┃─┬─▶ revenue per 5 s ──▶ warehouse: Writer
                                                ╰─▶ alerts only
        """)
  }

  @Test("wide, 28 vertices, has no crossing")
  func wide() {
    let layout = GraphLayout(GraphFixture.wide, orientation: .topToBottom, zoom: .compact)
    #expect(
      GraphFixture.picture(layout) == """
                                     Source: web    Source: app
                                          ▼              ▼
                       Source: crm    clean web      clean app
                            │             ├──────────────╯
                            ▼             ▼
                         people        visits                Source: erp
                  ╭─────────┴───╮         ├──────────╮            │
                  ▼             ▼         ▼          ▼            ▼
         gdpr filter with a    Map       Map    sessionise      stock
                  │             ├─────────╯          │            ├───╮
                  ▼             ▼                    ▼            ▼   │
                mask    TumblingEventTime    sessions: Writer    Map  │
                  │             ├──────────╮                      │   │
                  │             │          ├──────────────────────╯   │
                  ▼             │          ▼                          │
               export           │  TumblingEventTime                  │
                  │             ╰──────────┼──────────────────────────╯
                  ▼                        ▼
         export file: Writer      merge — everything
                       ╭───────────────────┼───────────────╮
                       ▼                   ▼               ▼
                    to lake            to search       aggregate
                       ▼                   ▼               ▼
                 lake: Writer    search index: Writer    to BI
                                                           ▼
                                                      bi: Writer
        """)
  }

  @Test("wide on a screen of 100 by 50 has figures in its boxes")
  func wideBrief() {
    let layout = GraphLayout.best(for: GraphFixture.wide, in: Size(columns: 100, rows: 50))
    let picture = GraphFixture.picture(layout) { id in
      var look = GraphFixture.plain(GraphFixture.wide)(id)
      look.figures = ["12%"]
      return look
    }
    #expect(
      picture == """
                                                ┌──────────────────┐  ┌──────────────────┐
                                                │Source: web    12%│  │Source: app    12%│
                                                └─────────┬────────┘  └─────────┬────────┘
                                                          ▼                     ▼
                           ┌──────────────────┐  ┌────────────────┐    ┌────────────────┐
                           │Source: crm    12%│  │clean web    12%│    │clean app    12%│
                           └─────────┬────────┘  └────────┬───────┘    └────────┬───────┘
                                     │                    ├─────────────────────╯
                                     ▼                    ▼
                              ┌─────────────┐      ┌─────────────┐                    ┌──────────────────┐
                              │people    12%│      │visits    12%│                    │Source: erp    12%│
                              └──────┬──────┘      └──────┬──────┘                    └─────────┬────────┘
                      ╭──────────────┴──────╮             ├────────────────╮                    │
                      ▼                     ▼             ▼                ▼                    ▼
         ┌─────────────────────────┐  ┌──────────┐  ┌──────────┐  ┌─────────────────┐    ┌────────────┐
         │gdpr filter with a    12%│  │Map    12%│  │Map    12%│  │sessionise    12%│    │stock    12%│
         └────────────┬────────────┘  └─────┬────┘  └─────┬────┘  └────────┬────────┘    └──────┬─────┘
                      │                     ╰───┬─────────╯                │                    ├──────╮
                      ▼                         ▼                          ▼                    ▼      │
                ┌───────────┐      ┌────────────────────────┐  ┌───────────────────────┐  ┌──────────┐ │
                │mask    12%│      │TumblingEventTime    12%│  │sessions: Writer    12%│  │Map    12%│ │
                └─────┬─────┘      └────────────┬───────────┘  └───────────────────────┘  └─────┬────┘ │
                      │                         ├──────────────╮                                │      │
                      │                         │              ├────────────────────────────────╯      │
                      ▼                         │              ▼                                       │
               ┌─────────────┐                  │ ┌────────────────────────┐                           │
               │export    12%│                  │ │TumblingEventTime    12%│                           │
               └──────┬──────┘                  │ └────────────┬───────────┘                           │
                      │                         ╰──────────────┼───────────────────────────────────────╯
                      ▼                                        ▼
        ┌──────────────────────────┐              ┌─────────────────────────┐
        │export file: Writer    12%│              │merge — everything    12%│
        └──────────────────────────┘              └────────────┬────────────┘
                                    ╭──────────────────────────┼───────────────────────╮
                                    ▼                          ▼                       ▼
                            ┌──────────────┐          ┌────────────────┐      ┌────────────────┐
                            │to lake    12%│          │to search    12%│      │aggregate    12%│
                            └───────┬──────┘          └────────┬───────┘      └────────┬───────┘
                                    ▼                          ▼                       ▼
                          ┌───────────────────┐  ┌───────────────────────────┐  ┌────────────┐
                          │lake: Writer    12%│  │search index: Writer    12%│  │to BI    12%│
                          └───────────────────┘  └───────────────────────────┘  └──────┬─────┘
                                                                                       ▼
                                                                              ┌─────────────────┐
                                                                              │bi: Writer    12%│
                                                                              └─────────────────┘
        """)
  }
}
