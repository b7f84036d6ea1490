import StreamModel
import TerminalUI

extension ContextReader {
  /// Draws a flame graph, callers above what they called, and what there is to say of the place under the cursor.
  func drawFlames(
    _ graph: FlameGraph, _ view: FlameView, in layout: FlameGraphLayout, frame: inout Frame
  ) {
    let cursor = graph.place(at: view.cursor)
    let cells = graph.cells(
      zoomed: view.zoomed(in: graph), width: layout.graph.columns,
      depths: view.offset..<view.offset + max(0, layout.graph.rows))
    for cell in cells {
      draw(cell, of: graph, view, isCursor: cell.place == cursor, in: layout.graph, frame: &frame)
    }
    if let cursor { drawFoot(cursor, of: graph, view, in: layout.foot, frame: &frame) }
  }

  private func draw(
    _ cell: FlameCell, of graph: FlameGraph, _ view: FlameView, isCursor: Bool, in rect: Rect,
    frame: inout Frame
  ) {
    let place = graph.places[cell.place]
    let row = rect.row + cell.depth - view.offset
    let column = rect.column + cell.columns.lowerBound
    // The last column keeps neighbours apart.
    let width = max(1, cell.columns.count - 1)
    let style =
      isCursor ? Style(.selection, isReversed: true, isBold: true) : style(of: place, view)
    let name = CellWidth.truncate(place.shortName, to: width, isASCII: settings.charset.isASCII)
    let text = width < 3 ? "" : name
    let used = frame.put(text, column: column, row: row, limit: width, style: style)
    frame.put(
      String(repeating: " ", count: max(0, width - used)), column: column + used, row: row,
      style: style)
  }

  private func isMatch(_ place: FlameGraph.Place, _ view: FlameView) -> Bool {
    !view.search.isEmpty && place.name.lowercased().contains(view.search.lowercased())
  }

  /// The job's own code stands out.
  private func style(of place: FlameGraph.Place, _ view: FlameView) -> Style {
    if isMatch(place, view) { return Style(.match, isReversed: true) }
    return switch CodeOrigin(of: place.name) {
    case .job: Style(.busy, isReversed: true)
    case .engine: Style(.graph, isReversed: true)
    case .runtime: Style(.dim, isReversed: true)
    }
  }

  /// The place under the cursor with its whole name, and how much was found.
  private func drawFoot(
    _ cursor: Int, of graph: FlameGraph, _ view: FlameView, in rect: Rect, frame: inout Frame
  ) {
    let place = graph.places[cursor]
    func share(_ samples: Int) -> String {
      Format.percent(Double(samples) / Double(max(1, graph.total)))
    }
    let own = graph.ownSamples(of: cursor)
    var lines: [[Span]] = [
      [Span(SafeText.plain(place.name), .title)],
      [
        Span("in \(place.samples) of \(graph.total) samples, \(share(place.samples))"),
        Span("   itself \(share(own))", .dim),
      ],
    ]
    if !view.search.isEmpty {
      let found = graph.samples { isMatch($0, view) }
      lines.append([
        Span("'\(SafeText.plain(view.search))' ", .match),
        Span("in \(share(found)) of the samples"),
      ])
    } else {
      let origin: (String, Role) =
        switch CodeOrigin(of: place.name) {
        case .job: ("the job's own code, or a library's", .busy)
        case .engine: ("\(cluster.traits.shortName)'s code", .graph)
        case .runtime: ("the Java runtime", .dim)
        }
      lines.append([Span(origin.0, origin.1)])
    }
    for (index, line) in lines.prefix(rect.rows).enumerated() {
      frame.put(
        line, column: rect.column, row: rect.row + index, limit: rect.columns,
        charset: settings.charset)
    }
  }
}
