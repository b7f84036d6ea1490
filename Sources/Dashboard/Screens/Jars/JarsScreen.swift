import StreamModel
import TerminalUI

/// The Jars screen: what was uploaded to the cluster, and the plan that was last asked for.
struct JarsScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "jars", title: "Jars", key: nil, summary: "Jars: upload, plan, run", topic: .cluster,
    needs: [.jars])
  static let bindings: [Binding<JarsScreen>] = [
    opening("run", [.enter], "run the jar", footer: "run", rank: 0) { .run($0) },
    opening("plan", [.character("P")], "preview its job's graph", footer: "plan", rank: 1) {
      .plan($0)
    },
    Binding(
      "upload", [.character("u")], "upload a jar", footer: "upload", group: .act, rank: 1,
      pace: .alone, refusal: { _, context in context.jarRefusal(.upload) }
    ) { _, _ in [.form(.upload, savepoint: "")] },
    opening("delete", [.delete, .character("X")], "delete the jar", footer: "delete", rank: 2) {
      .deleteJar($0)
    },
    Binding(
      "close-plan", [.character("x")], "close the plan", footer: "close plan", rank: 2,
      isThere: { $0.plan != nil }
    ) { screen, context in
      // The older ones as well: they were closed when this one took their place.
      screen.closedPlans.formUnion(context.operations.filter { $0.plan != nil }.map(\.id))
      screen.plan = nil
      return []
    },
    moving("plan-left", [.left, .character("h")], "the plan further left", by: (-1, 0)),
    moving("plan-right", [.right, .character("l")], "the plan further right", by: (1, 0)),
    moving("plan-up", [.character("K")], "the plan further up", by: (0, -1)),
    moving("plan-down", [.character("J")], "the plan further down", by: (0, 1)),
  ]

  /// A plan that is shown.
  struct ShownPlan: Hashable {
    /// The operation that asked for it.
    var id: String
    var jar: String
    var plan: JobPlan
    var graph: GraphPaneState?

    /// What is seen of it half a pane further; nil where that is the same.
    func moved(by step: (columns: Int, rows: Int)) -> GraphViewport? {
      guard let graph else { return nil }
      var viewport = graph.viewport
      viewport.column += step.columns * max(1, graph.pane.columns / 2)
      viewport.row += step.rows * max(1, graph.pane.rows / 2)
      viewport = viewport.revealing(nil, of: graph.layout, in: graph.pane)
      return viewport == graph.viewport ? nil : viewport
    }
  }

  var table = TableState<JarID>()
  var plan: ShownPlan?
  var closedPlans: Set<String> = []

  init?(_ subject: Subject, in context: Context) {
    guard subject == .cluster else { return nil }
  }

  var subject: Subject { .cluster }

  /// A key that opens a form about the jar under the cursor.
  private static func opening(
    _ name: String, _ keys: [Key], _ title: String, footer: String, rank: Int,
    _ purpose: @escaping @Sendable (Jar) -> FormDialog.Purpose
  ) -> Binding<JarsScreen> {
    Binding(
      name, keys, title, footer: footer, group: .act, rank: rank, pace: .alone,
      refusal: { screen, context in
        guard let jar = screen.selected(in: context) else { return "No jar is listed." }
        return context.jarRefusal(purpose(jar))
      }
    ) { screen, context in
      screen.hold()
      return screen.selected(in: context).map { [.form(purpose($0), savepoint: "")] } ?? []
    }
  }

  /// A key that moves the plan by half of its pane.
  private static func moving(
    _ name: String, _ keys: [Key], _ title: String, by step: (columns: Int, rows: Int)
  ) -> Binding<JarsScreen> {
    Binding(
      name, keys, title, group: .look, pace: .repeated, isThere: { $0.plan != nil },
      refusal: { screen, _ in
        screen.plan?.moved(by: step) == nil ? "There is no more of the plan there." : nil
      }
    ) { screen, _ in
      if let viewport = screen.plan?.moved(by: step) { screen.plan?.graph?.viewport = viewport }
      return []
    }
  }

  func selected(in context: Context) -> Jar? {
    context.jarRows.first { $0.jar.id == table.cursor }?.jar
  }

  mutating func hold() { table.hasMoved = true }

  mutating func settle(in context: Context) {
    let newest = context.operations.first { $0.plan != nil && !closedPlans.contains($0.id) }
    if let newest, let plan = newest.plan, self.plan?.id != newest.id {
      self.plan = ShownPlan(id: newest.id, jar: newest.request.targetName, plan: plan)
    }
    let layout = JarsLayout(context.size, hasPlan: plan != nil)
    table.arrange(context.jarRows, in: JarTable.table)
    table.scroll(height: layout.table.rows - 1)
    guard let shown = plan, !layout.plan.isEmpty else { return }
    let inside = layout.plan.inset(left: 1, top: 1, right: 1, bottom: 1)
    let size = Size(columns: inside.columns, rows: inside.rows)
    let structure = GraphModel(plan: shown.plan)
    if shown.graph?.layout.model != structure || shown.graph?.pane != size {
      let layout = GraphLayout.best(for: structure, in: size)
      plan?.graph = GraphPaneState(
        pane: size, layout: layout,
        viewport: GraphViewport().revealing(nil, of: layout, in: size))
    }
  }

  func demand(in context: Context) -> Demand { Demand(questions: [AnyQuestion(.jars)]) }

  func draw(in context: Context, frame: inout Frame) {
    picture(in: context).draw(in: &frame)
  }

  func drawHead(in context: Context, frame: inout Frame) {
    picture(in: context).drawHead(in: &frame)
  }

  func list(in context: Context) -> CurrentList? {
    CurrentList(
      "Jars", JarTable.table, table,
      at: JarTable.table.placement(
        hiding: table.hidden, in: JarsLayout(context.size, hasPlan: plan != nil).table))
  }

  mutating func inList(_ action: TableAction) { table.take(action) }

  func copied(in context: Context) -> String? { table.cursor?.text }
}

/// Where the parts of the Jars screen lie.
struct JarsLayout {
  var list: Rect
  var table: Rect
  /// With its frame; empty where no plan is shown.
  var plan: Rect

  init(_ size: Size, hasPlan: Bool) {
    let body = ScreenLayout(size).body
    let rows = hasPlan && body.rows >= 12 ? body.rows * 6 / 10 : 0
    list = body.inset(bottom: rows)
    table = list.inset(left: 1, top: 1, right: 1, bottom: 1)
    plan = body.inset(top: body.rows - rows)
  }
}

extension GraphModel {
  /// The graph of a plan.
  init(plan: JobPlan) {
    self.init(
      nodes: plan.nodes.map { GraphNode(id: $0.id, label: Vertex.shortName(of: $0.name)) },
      edges: plan.nodes.flatMap { node in
        node.inputs.map { GraphEdge(from: $0.from, to: node.id) }
      })
  }
}

extension ContextReader {
  /// Why something can't be done with jars here; nil where it can.
  func jarRefusal(_ purpose: FormDialog.Purpose) -> String? {
    if settings.isReadOnly {
      return "Read-only: what is done with jars is switched off (--read-only)."
    }
    return purpose.plainOperation.flatMap { cluster.capabilities.refusal(of: $0) }
  }
}
