import StreamModel
import TerminalUI

/// Where the user is in a flame graph.
struct FlameView: Hashable {
  /// The names that lead to the place under the cursor, so that it is found again in the next sample.
  var cursor: [String] = []
  /// Until the cursor is moved it is where most samples are.
  var hasMoved = false
  /// The place that takes the whole width; empty for none.
  var zoom: [String] = []
  /// The least depth that is seen.
  var offset = 0
  var search = ""

  /// Brings cursor and window back into what there is, of which `rows` depths are seen at once.
  mutating func settle(in graph: FlameGraph, rows: Int) {
    guard !graph.places.isEmpty else { return }
    let found = hasMoved ? graph.place(at: cursor) : nil
    guard let place = found ?? graph.hottest ?? graph.places.indices.first else { return }
    if !hasMoved || found == nil { cursor = graph.path(of: place) }
    let top = zoomed(in: graph).map { graph.places[$0].depth } ?? 0
    // A terminal that is too small has none.
    let rows = max(1, rows)
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

  mutating func move(_ move: CursorMove, in graph: FlameGraph, rows: Int) {
    guard let place = graph.place(at: cursor) else { return }
    hasMoved = true
    switch move {
    case .by(let step): go(from: place, by: step, in: graph)
    case .page(let direction): go(from: place, by: direction * max(1, rows - 1), in: graph)
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
  mutating func goSideways(_ step: Int, in graph: FlameGraph, width: Int) {
    guard let place = graph.place(at: cursor) else { return }
    hasMoved = true
    let depth = graph.places[place].depth
    let row = graph.cells(zoomed: zoomed(in: graph), width: width, depths: depth..<depth + 1)
    guard !row.isEmpty else { return }
    // One that is too narrow to be seen lies before the next that is seen.
    let index =
      row.firstIndex { $0.place == place } ?? (row.firstIndex { $0.place > place } ?? row.count)
    cursor = graph.path(of: row[(index + step).clamped(to: 0...row.count - 1)].place)
  }

  /// Gives the place under the cursor the whole width.
  mutating func zoomIn() {
    hasMoved = true
    zoom = cursor
  }

  /// Out of what is zoomed; false where nothing is.
  mutating func zoomOut() -> Bool {
    guard !zoom.isEmpty else { return false }
    zoom = []
    return true
  }
}
