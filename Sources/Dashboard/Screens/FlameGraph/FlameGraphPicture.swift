import StreamModel
import TerminalUI

extension FlameGraph.Threads {
  /// Which samples they are, for the title.
  var words: String {
    switch self {
    case .full: "all threads"
    case .onCPU: "on the CPU"
    case .offCPU: "waiting"
    }
  }
}

extension ScreenPicture<FlameGraphScreen> {
  func draw(in frame: inout Frame) {
    let layout = FlameGraphLayout(size)
    let whose = screen.subtask.map { "subtask \($0)" } ?? "all subtasks"
    let separator = " \(settings.charset.separator) "
    Box.draw(
      layout.frame, title: "Flame graph\(separator)\(screen.threads.words)\(separator)\(whose)",
      remark: remark, isFocused: true, charset: settings.charset, in: &frame)
    guard let graph = screen.graph(in: context) else {
      return drawReason(waitingText(screen.question), in: layout.graph, frame: &frame)
    }
    guard !graph.places.isEmpty else {
      return drawReason(emptyText(graph), in: layout.graph, frame: &frame)
    }
    let cursor = graph.place(at: screen.cursor)
    let cells = graph.cells(
      zoomed: screen.zoomed(in: graph), width: layout.graph.columns,
      depths: screen.offset..<screen.offset + max(0, layout.graph.rows))
    for cell in cells {
      draw(cell, of: graph, isCursor: cell.place == cursor, in: layout.graph, frame: &frame)
    }
    if let cursor { drawFoot(cursor, of: graph, in: layout.foot, frame: &frame) }
  }

  /// When the samples were taken, and why they are old where they are.
  private var remark: String {
    guard let graph = screen.graph(in: context) else { return "" }
    var parts: [String] = []
    if case .sampled(let at) = graph.standing {
      parts.append("\(graph.total) samples, \(Format.age(max(.zero, serverKnownAt.since(at)))) ago")
    }
    if graph.isCut { parts.append("cut short") }
    if let error = cluster.failing[screen.question] { parts.append(text(error)) }
    return parts.joined(separator: " \(settings.charset.separator) ")
  }

  private func emptyText(_ graph: FlameGraph) -> String {
    switch graph.standing {
    case .waiting: "The stacks are being sampled, which takes some seconds."
    case .disabled:
      "Flame graphs are switched off: rest.flamegraph.enabled: true in the configuration of the "
        + "\(cluster.traits.controller) turns them on."
    case .ended: "There is no thread to sample: the task has ended."
    case .sampled: "No thread was seen in such a state: Tab shows the others."
    }
  }

  private func draw(
    _ cell: FlameCell, of graph: FlameGraph, isCursor: Bool, in rect: Rect, frame: inout Frame
  ) {
    let place = graph.places[cell.place]
    let row = rect.row + cell.depth - screen.offset
    let column = rect.column + cell.columns.lowerBound
    // The last column keeps neighbours apart.
    let width = max(1, cell.columns.count - 1)
    let style = isCursor ? Style(.selection, isReversed: true, isBold: true) : style(of: place)
    let name = CellWidth.truncate(place.shortName, to: width, isASCII: settings.charset.isASCII)
    let text = width < 3 ? "" : name
    let used = frame.put(text, column: column, row: row, limit: width, style: style)
    frame.put(
      String(repeating: " ", count: max(0, width - used)), column: column + used, row: row,
      style: style)
  }

  private func isMatch(_ place: FlameGraph.Place) -> Bool {
    !screen.search.isEmpty && place.name.lowercased().contains(screen.search.lowercased())
  }

  /// The job's own code stands out.
  private func style(of place: FlameGraph.Place) -> Style {
    if isMatch(place) { return Style(.match, isReversed: true) }
    return switch CodeOrigin(of: place.name) {
    case .job: Style(.busy, isReversed: true)
    case .engine: Style(.graph, isReversed: true)
    case .runtime: Style(.dim, isReversed: true)
    }
  }

  /// The place under the cursor with its whole name, and how much was found.
  private func drawFoot(
    _ cursor: Int, of graph: FlameGraph, in rect: Rect, frame: inout Frame
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
    if !screen.search.isEmpty {
      let found = graph.samples(where: isMatch)
      lines.append([
        Span("'\(SafeText.plain(screen.search))' ", .match),
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
