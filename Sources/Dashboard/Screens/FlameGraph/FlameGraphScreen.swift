import StreamModel
import TerminalUI

/// The Flame graph screen: what the threads of a vertex's subtasks do, by samples of their stacks.
struct FlameGraphScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "flamegraph", title: "Flame graph", digit: nil,
    summary: "Flame graph of a vertex: where its threads are", topic: .vertex, hasLists: false,
    needs: [.flameGraph])

  var job: JobID
  var vertex: VertexID
  var threads = FlameGraph.Threads.full
  /// Nil for all of them.
  var subtask: Int?
  /// The names that lead to the place under the cursor, so that it is found again in the next sample.
  var cursor: [String] = []
  /// Until the cursor is moved it is where most samples are.
  var hasMoved = false
  /// The place that takes the whole width; empty for none.
  var zoom: [String] = []
  /// The least depth that is seen.
  var offset = 0
  var search = ""

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
    guard let graph = graph(in: context), !graph.places.isEmpty else { return }
    let found = hasMoved ? graph.place(at: cursor) : nil
    guard let place = found ?? graph.hottest ?? graph.places.indices.first else { return }
    if !hasMoved || found == nil { cursor = graph.path(of: place) }
    let top = zoomed(in: graph).map { graph.places[$0].depth } ?? 0
    // A terminal that is too small has none.
    let rows = max(1, FlameGraphLayout(context.size).graph.rows)
    let depth = graph.places[place].depth
    offset = offset.clamped(to: max(0, depth - rows + 1)...max(0, depth))
    // No empty rows below the deepest.
    let deepest = graph.places.lazy.map(\.depth).max() ?? 0
    offset = max(top, min(offset, max(0, deepest - rows + 1)))
  }

  /// The place that is zoomed, if it is in this sample whole.
  func zoomed(in graph: FlameGraph) -> Int? {
    guard !zoom.isEmpty, let place = graph.place(at: zoom),
      graph.places[place].depth == zoom.count - 1
    else { return nil }
    return place
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

  mutating func hold() { hasMoved = true }

  mutating func move(_ move: CursorMove, in context: Context) {
    guard let graph = graph(in: context), let place = graph.place(at: cursor) else { return }
    hasMoved = true
    switch move {
    case .by(let step): go(from: place, by: step, in: graph)
    case .page(let direction):
      let rows = FlameGraphLayout(context.size).graph.rows
      go(from: place, by: direction * max(1, rows - 1), in: graph)
    case .end(let direction): go(from: place, by: direction * 10_000, in: graph)
    }
  }

  /// Down to what was called most from it, or up to its caller, no further than what is zoomed.
  private mutating func go(from place: Int, by step: Int, in graph: FlameGraph) {
    let top = zoomed(in: graph)
    var place = place
    for _ in 0..<abs(step) {
      let next =
        step > 0
        ? graph.children(of: place).first : place == top ? nil : graph.parent(of: place)
      guard let next else { break }
      place = next
    }
    cursor = graph.path(of: place)
  }

  /// To the next place of the same depth that is seen.
  mutating func goSideways(_ step: Int, in context: Context) {
    guard let graph = graph(in: context), let place = graph.place(at: cursor) else { return }
    hasMoved = true
    let depth = graph.places[place].depth
    let row = graph.cells(
      zoomed: zoomed(in: graph), width: FlameGraphLayout(context.size).graph.columns,
      depths: depth..<depth + 1)
    guard !row.isEmpty else { return }
    // One that is too narrow to be seen lies before the next that is seen.
    let index =
      row.firstIndex { $0.place == place } ?? (row.firstIndex { $0.place > place } ?? row.count)
    cursor = graph.path(of: row[(index + step).clamped(to: 0...row.count - 1)].place)
  }

  func canOpen(in context: Context) -> Bool {
    graph(in: context)?.places.isEmpty == false && zoom != cursor
  }

  mutating func open(in context: Context) -> [ScreenEffect] {
    hasMoved = true
    zoom = cursor
    return []
  }

  /// Out of what is zoomed.
  mutating func back(in context: Context) -> Bool {
    guard !zoom.isEmpty else { return false }
    zoom = []
    return true
  }

  mutating func take(_ word: String, _ argument: String, in context: Context) -> [ScreenEffect]? {
    guard word == "search" else { return nil }
    search = argument
    return []
  }

  func copied(in context: Context) -> String? { cursor.last }
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
