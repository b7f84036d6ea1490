import StreamModel
import TerminalUI

/// One connected part of a graph, laid out from column 0, row 0 on.
struct PartLayout {
  /// Boxes by the model's node.
  private(set) var boxes: [(node: Int, rect: Rect)] = []
  private(set) var lines: [GraphLine] = []
  private(set) var size = Size(columns: 0, rows: 0)

  /// A place in terms of the flow, whichever way that runs.
  private struct Point {
    var along: Int
    var across: Int
  }

  private let graph: LayeredGraph
  private let metrics: GraphMetrics
  /// Of the boxes; nil for way points.
  private let sizes: [Size?]
  private let across: [Int]
  private var layerOf: [Int]
  /// First cell and length of each layer along the flow.
  private var starts: [Int] = []
  private var lengths: [Int] = []
  private var channels: [Channel] = []

  init(_ graph: LayeredGraph, model: GraphModel, metrics: GraphMetrics) {
    self.graph = graph
    self.metrics = metrics
    let sizes = graph.nodes.map { node in
      node.map { metrics.boxSize(label: model.nodes[$0].label) }
    }
    self.sizes = sizes
    across = CrossPlacement.positions(
      of: graph,
      extents: sizes.map { size in
        guard let size else { return .init(before: 0, after: 0, isBox: false) }
        let port = metrics.port(size)
        return .init(before: port, after: metrics.across(size) - 1 - port, isBox: true)
      },
      metrics: metrics)
    layerOf = across
    placeLayers()
    makePicture(model)
  }

  private mutating func placeLayers() {
    var start = 0
    for (index, layer) in graph.layers.enumerated() {
      let length = layer.reduce(1) { max($0, sizes[$1].map(metrics.along) ?? 1) }
      var links: [Channel.Link] = []
      for item in layer {
        layerOf[item] = index
        links += graph.below[item].map { Channel.Link(from: across[item], to: across[$0]) }
      }
      let channel = Channel(links)
      starts.append(start)
      lengths.append(length)
      channels.append(channel)
      start += length + metrics.channelLead + channel.trackCount + metrics.channelTail
    }
  }

  private mutating func makePicture(_ model: GraphModel) {
    var routes: [(from: Int, to: Int, points: [Point])] = []
    for (arc, items) in graph.routes {
      guard let first = items.first.flatMap({ graph.nodes[$0] }),
        let last = items.last.flatMap({ graph.nodes[$0] })
      else { continue }
      routes.append(
        arc.isReversed
          ? (last, first, points(of: items, isReversed: true).reversed())
          : (first, last, points(of: items, isReversed: false)))
    }
    // Detours may lead past the first box.
    var lowest = Int.max
    for item in graph.nodes.indices {
      lowest = min(lowest, across[item] - (sizes[item].map(metrics.port) ?? 0))
    }
    for point in routes.lazy.flatMap(\.points) { lowest = min(lowest, point.across) }
    for (item, node) in graph.nodes.enumerated() {
      guard let node, var box = sizes[item] else { continue }
      let corner = cell(
        Point(along: starts[layerOf[item]], across: across[item] - metrics.port(box) - lowest))
      if fillsLayer { box.columns = lengths[layerOf[item]] }
      boxes.append(
        (node, Rect(column: corner.column, row: corner.row, columns: box.columns, rows: box.rows)))
      size.columns = max(size.columns, corner.column + box.columns)
      size.rows = max(size.rows, corner.row + box.rows)
    }
    for (from, to, points) in routes {
      let cells = points.map { cell(Point(along: $0.along, across: $0.across - lowest)) }
      lines.append(GraphLine(from: model.nodes[from].id, to: model.nodes[to].id, points: cells))
      for cell in cells {
        size.columns = max(size.columns, cell.column + 1)
        size.rows = max(size.rows, cell.row + 1)
      }
    }
  }

  /// Boxes of a column are of one width, which looks calm; bare names are not.
  private var fillsLayer: Bool { metrics.orientation == .leftToRight && metrics.zoom.isFramed }

  /// The first cell along the flow after an item.
  private func end(of item: Int) -> Int {
    let layer = layerOf[item]
    return starts[layer] + (fillsLayer ? lengths[layer] : sizes[item].map(metrics.along) ?? 1)
  }

  /// The corners of a line from the first of some items through the others, up to where its arrow is:
  /// before the last item, or if reversed, after the first.
  private func points(of items: [Int], isReversed: Bool) -> [Point] {
    var points: [Point] = []
    guard let first = items.first, let last = items.last else { return points }
    points.append(Point(along: end(of: first) - (isReversed ? 0 : 1), across: across[first]))
    for (item, next) in zip(items, items.dropFirst()) {
      let layer = layerOf[item]
      let firstTrack = starts[layer] + lengths[layer] + metrics.channelLead
      var place = across[item]
      for bend in channels[layer].bends(of: .init(from: place, to: across[next])) {
        let track = firstTrack + bend.track
        if bend.to != place {
          points.append(Point(along: track, across: place))
          points.append(Point(along: track, across: bend.to))
        }
        place = bend.to
      }
    }
    points.append(
      Point(along: starts[layerOf[last]] - (isReversed ? 0 : 1), across: across[last]))
    return points
  }

  private func cell(_ point: Point) -> GraphPoint {
    metrics.orientation == .leftToRight
      ? GraphPoint(column: point.along, row: point.across)
      : GraphPoint(column: point.across, row: point.along)
  }
}
