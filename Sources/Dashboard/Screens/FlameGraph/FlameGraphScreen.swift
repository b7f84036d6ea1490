import StreamModel
import TerminalUI

/// The Flame graph screen: what the threads of a vertex's subtasks do, by samples of their stacks.
struct FlameGraphScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "flamegraph", title: "Flame graph", key: nil,
    summary: "Flame graph of a vertex: where its threads are", topic: .vertex, hasLists: false,
    needs: [.flameGraph])

  var job: JobID
  var vertex: VertexID
  var threads = FlameGraph.Threads.full
  /// Nil for all of them.
  var subtask: Int?
  var view = FlameView()

  init?(_ subject: Subject, in context: Context) {
    guard case .vertex(let job, let vertex) = subject else { return nil }
    self.job = job
    self.vertex = vertex
  }

  var subject: Subject { .vertex(job, vertex) }
  var question: FlameGraphQuestion { .flameGraph(job, vertex, threads, subtask: subtask) }

  func trail(in context: Context) -> [String] {
    [context.cluster.job(job)?.vertex(vertex)?.shortName ?? vertex.text]
      + (subtask.map { ["subtask \($0)"] } ?? [])
  }

  func graph(in context: Context) -> FlameGraph? { context.cluster.answers[question]?.value }

  mutating func settle(in context: Context) {
    guard let graph = graph(in: context) else { return }
    view.settle(in: graph, rows: FlameGraphLayout(context.size).graph.rows)
  }

  func demand(in context: Context) -> Demand {
    Demand(openJob: job, questions: [AnyQuestion(question)])
  }

  func draw(in context: Context, frame: inout Frame) {
    picture(in: context).draw(in: &frame)
  }

  func list(in context: Context) -> CurrentList? { nil }

  func noList(in context: Context) -> (thing: String, way: String)? {
    ("A flame graph", "/ searches in it")
  }

  mutating func inList(_ action: TableAction) {}

  mutating func hold() { view.hasMoved = true }

  mutating func move(_ move: CursorMove, in context: Context) {
    guard let graph = graph(in: context) else { return }
    view.move(move, in: graph, rows: FlameGraphLayout(context.size).graph.rows)
  }

  mutating func goSideways(_ step: Int, in context: Context) {
    guard let graph = graph(in: context) else { return }
    view.goSideways(step, in: graph, width: FlameGraphLayout(context.size).graph.columns)
  }

  func canOpen(in context: Context) -> Bool {
    graph(in: context)?.places.isEmpty == false && view.zoom != view.cursor
  }

  mutating func open(in context: Context) -> [ScreenEffect] {
    view.zoomIn()
    return []
  }

  /// Out of what is zoomed.
  mutating func back(in context: Context) -> Bool { view.zoomOut() }

  mutating func take(_ word: String, _ argument: String, in context: Context) -> [ScreenEffect]? {
    guard word == "search" else { return nil }
    view.search = argument
    return []
  }

  func copied(in context: Context) -> String? { view.cursor.last }
}

/// Where the parts of the Flame graph screen lie.
struct FlameGraphLayout {
  /// With its frame.
  var frame: Rect
  var graph: Rect
  /// What there is to say of the place under the cursor.
  var foot: Rect

  init(_ size: Size) {
    frame = ScreenLayout(size).body
    let inside = frame.inset(left: 1, top: 1, right: 1, bottom: 1)
    let footRows = min(3, max(0, inside.rows - 3))
    graph = inside.inset(left: 1, right: 1, bottom: footRows)
    foot = inside.inset(left: 1, top: inside.rows - footRows, right: 1)
  }
}
