package import StreamModel
package import TerminalUI

/// A cell of a layout; column 0, row 0 is the top left of the whole picture.
package struct GraphPoint: Hashable, Sendable {
  package var column: Int
  package var row: Int

  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// An edge as it is drawn.
package struct GraphLine: Hashable, Sendable {
  package var from: VertexID
  package var to: VertexID
  /// The corners: the first on the rim of `from`'s box, the last, where the arrow is, beside that of `to`.
  package var points: [GraphPoint]
}

/// Where the boxes and lines of a job graph are. It follows from the structure and the measures alone,
/// so it is the same at every refresh, whatever the figures do.
package struct GraphLayout: Hashable, Sendable {
  package let model: GraphModel
  package let orientation: GraphOrientation
  package let zoom: GraphZoom
  /// Cells kept for a figure beside a name.
  package let figureColumns: Int
  package let size: Size
  package let lines: [GraphLine]
  private let boxes: [VertexID: Rect]

  /// Names take at most `labelLimit` cells; longer ones are cut when drawn. Figures beside them take
  /// `figureColumns`.
  package init(
    _ model: GraphModel, orientation: GraphOrientation = .leftToRight, zoom: GraphZoom = .normal,
    labelLimit: Int = Self.labelLimit, figureColumns: Int = Self.figureColumns
  ) {
    self.init(
      model, parts: LayeredGraph.parts(of: model),
      metrics: GraphMetrics(
        orientation: orientation, zoom: zoom, labelLimit: max(1, labelLimit),
        figureColumns: max(1, figureColumns)))
  }

  /// What a name may take where there is room, and where there is little.
  package static let labelLimit = 28
  package static let shortLabelLimit = 18
  /// Room for `busy 100%`, for `bp 88%`, and for `100%`.
  package static let figureColumns = 9
  package static let briefFigureColumns = 6
  package static let shortFigureColumns = 4

  init(_ model: GraphModel, parts: [LayeredGraph], metrics: GraphMetrics) {
    self.model = model
    orientation = metrics.orientation
    zoom = metrics.zoom
    figureColumns = metrics.figureColumns
    var boxes: [VertexID: Rect] = [:]
    var lines: [GraphLine] = []
    var size = Size(columns: 0, rows: 0)
    for part in parts.map({ PartLayout($0, model: model, metrics: metrics) }) {
      // Parts lie beside each other across the flow.
      let isFirst = boxes.isEmpty
      let columns =
        metrics.orientation == .topToBottom && !isFirst ? size.columns + metrics.partGap : 0
      let rows = metrics.orientation == .leftToRight && !isFirst ? size.rows + metrics.partGap : 0
      for (node, box) in part.boxes {
        boxes[model.nodes[node].id] = Rect(
          column: box.column + columns, row: box.row + rows, columns: box.columns, rows: box.rows)
      }
      lines += part.lines.map { line in
        GraphLine(
          from: line.from, to: line.to,
          points: line.points.map { GraphPoint(column: $0.column + columns, row: $0.row + rows) })
      }
      size.columns = max(size.columns, columns + part.size.columns)
      size.rows = max(size.rows, rows + part.size.rows)
    }
    self.boxes = boxes
    self.lines = lines
    self.size = size
  }

  /// The box of a vertex, frame included; nil if the graph has no such vertex.
  package func box(of id: VertexID) -> Rect? { boxes[id] }
}
