package import StreamModel
package import TerminalUI

/// Draws a layout into `rect`: lines, boxes, and at the edges a sign wherever the drawing goes on.
/// Nothing outside `rect` is touched, whatever the viewport.
package func drawGraph(
  _ layout: GraphLayout, appearance: (VertexID) -> GraphNodeAppearance, in rect: Rect,
  viewport: GraphViewport, frame: inout Frame, charset: Charset
) {
  var drawing = GraphDrawing(layout, rect: rect, viewport: viewport, frame: frame, charset: charset)
  drawing.drawLines(appearance, into: &frame)
  drawing.drawBoxes(into: &frame)
  drawing.drawMoreSigns(into: &frame)
}

/// One drawing of a graph; places in it are the frame's.
private struct GraphDrawing {
  private let layout: GraphLayout
  private let rect: Rect
  private let clip: Rect
  /// From the layout's cells to the frame's.
  private let columns: Int
  private let rows: Int
  private let characters: GraphCharacters
  private var grid: GraphLineGrid
  private var appearances: [VertexID: GraphNodeAppearance] = [:]

  /// Beyond any screen and any layout; keeps sums in range.
  private static let farthest = 1 << 24

  init(
    _ layout: GraphLayout, rect: Rect, viewport: GraphViewport, frame: Frame, charset: Charset
  ) {
    self.layout = layout
    self.rect = rect
    clip = rect.intersection(frame.bounds)
    columns = rect.column - max(-Self.farthest, min(Self.farthest, viewport.column))
    rows = rect.row - max(-Self.farthest, min(Self.farthest, viewport.row))
    characters = GraphCharacters(charset)
    grid = GraphLineGrid(clip: clip)
  }

  mutating func drawLines(
    _ appearance: (VertexID) -> GraphNodeAppearance, into frame: inout Frame
  ) {
    for node in layout.model.nodes where appearances[node.id] == nil {
      appearances[node.id] = appearance(node.id)
    }
    for line in layout.lines {
      guard let from = appearances[line.from], let to = appearances[line.to] else { continue }
      grid.add(
        line, movedBy: columns, rows,
        style: Style(from.lineRole, isBold: from.isSelected || to.isSelected))
    }
    grid.draw(into: &frame, characters)
  }

  func drawBoxes(into frame: inout Frame) {
    for node in layout.model.nodes {
      guard var box = layout.box(of: node.id), let look = appearances[node.id] else { continue }
      box.column += columns
      box.row += rows
      if box.intersection(clip).isEmpty { continue }
      if layout.zoom.isFramed {
        drawFramed(look, box, into: &frame)
      } else {
        drawBare(look, box, into: &frame)
      }
    }
  }

  private func drawBare(_ look: GraphNodeAppearance, _ box: Rect, into frame: inout Frame) {
    let role = look.stateRole ?? look.role
    let style = Style(role, isReversed: look.isSelected, isBold: look.isBottleneck)
    frame.fill(box.intersection(clip), style: style)
    writeTitle(
      look, Rect(column: box.column + 1, row: box.row, columns: box.columns - 2, rows: 1), style,
      style, into: &frame)
    if look.isBottleneck {
      for column in [box.column, box.endColumn - 1] {
        put(characters.heavy.vertical, column, box.row, Style(role, isBold: true), into: &frame)
      }
    }
  }

  private func drawFramed(_ look: GraphNodeAppearance, _ box: Rect, into frame: inout Frame) {
    let role = look.stateRole ?? look.role
    drawRim(box, look, into: &frame)
    let inside = box.inset(left: 1, top: 1, right: 1, bottom: 1)
    frame.fill(inside.intersection(clip))
    let titleStyle = Style(
      look.stateRole ?? .title, isReversed: look.isSelected, isBold: look.isBottleneck)
    var line = Rect(column: inside.column, row: inside.row, columns: inside.columns, rows: 1)
    if look.isSelected { frame.fill(line.intersection(clip), style: titleStyle) }
    writeTitle(
      look, line, titleStyle, Style(role, isReversed: look.isSelected), into: &frame)
    guard layout.zoom == .normal else { return }
    line.row += 1
    let detail = Self.form(look.details, in: line.columns) ?? look.details.last ?? ""
    write(detail, line, Style(role), into: &frame)
  }

  /// The name, and at the right of its line the figure where it has its place there.
  private func writeTitle(
    _ look: GraphNodeAppearance, _ line: Rect, _ style: Style, _ figureStyle: Style,
    into frame: inout Frame
  ) {
    var line = line
    if layout.zoom == .brief || layout.zoom == .line,
      let figure = Self.form(look.figures, in: min(layout.figureColumns, line.columns))
    {
      let width = CellWidth.of(figure)
      write(figure, line.inset(left: line.columns - width), figureStyle, into: &frame)
      line = line.inset(right: width + 1)
    }
    write(look.title, line, style, into: &frame)
  }

  /// The longest of several forms that fits.
  private static func form(_ forms: [String], in columns: Int) -> String? {
    forms.first { CellWidth.of($0) <= columns }
  }

  private func drawRim(_ box: Rect, _ look: GraphNodeAppearance, into frame: inout Frame) {
    let rim = look.isBottleneck ? characters.heavy : characters.light
    let style = Style(look.stateRole ?? look.role, isBold: look.isBottleneck)
    let (right, bottom) = (box.endColumn - 1, box.endRow - 1)
    for column in (box.column + 1)..<right {
      let isTied = grid.joint(column: column, row: box.row).contains(.up)
      put(isTied ? rim.up : rim.horizontal, column, box.row, style, into: &frame)
      let isTiedBelow = grid.joint(column: column, row: bottom).contains(.down)
      put(isTiedBelow ? rim.down : rim.horizontal, column, bottom, style, into: &frame)
    }
    for row in (box.row + 1)..<bottom {
      let isTied = grid.joint(column: box.column, row: row).contains(.left)
      put(isTied ? rim.left : rim.vertical, box.column, row, style, into: &frame)
      let isTiedRight = grid.joint(column: right, row: row).contains(.right)
      put(isTiedRight ? rim.right : rim.vertical, right, row, style, into: &frame)
    }
    let corners = [(box.column, box.row), (right, box.row), (right, bottom), (box.column, bottom)]
    for (corner, place) in zip(rim.corners, corners) {
      put(corner, place.0, place.1, style, into: &frame)
    }
  }

  /// Signs near the middle of those edges beyond which there is more.
  func drawMoreSigns(into frame: inout Frame) {
    let left = Rect(column: rect.column, row: rect.row, columns: 1, rows: rect.rows)
    let top = Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1)
    if columns < rect.column { sign(.left, on: left, into: &frame) }
    if rows < rect.row { sign(.up, on: top, into: &frame) }
    if columns + layout.size.columns > rect.endColumn {
      sign(.right, on: left.inset(left: rect.columns - 1, right: 1 - rect.columns), into: &frame)
    }
    if rows + layout.size.rows > rect.endRow {
      sign(.down, on: top.inset(top: rect.rows - 1, bottom: 1 - rect.rows), into: &frame)
    }
  }

  /// Puts a sign where nothing is drawn, or if there is no such cell, in the middle.
  private func sign(_ direction: LineJoint, on edge: Rect, into frame: inout Frame) {
    let edge = edge.intersection(clip)
    if edge.isEmpty { return }
    let length = max(edge.columns, edge.rows)
    let places = (0..<length).map { place in
      edge.columns == 1 && edge.rows > 1
        ? (column: edge.column, row: edge.row + place)
        : (column: edge.column + place, row: edge.row)
    }
    let byDistance = places.indices.sorted {
      (abs($0 - length / 2), $0) < (abs($1 - length / 2), $1)
    }
    let blank = byDistance.first { index in
      let cell = frame[places[index].column, places[index].row]
      return cell.scalar == " " && cell.width == 1
    }
    guard let index = blank ?? byDistance.first else { return }
    put(
      characters.more(direction), places[index].column, places[index].row,
      Style(.accent, isBold: true), into: &frame)
  }

  private func put(
    _ scalar: Unicode.Scalar, _ column: Int, _ row: Int, _ style: Style, into frame: inout Frame
  ) {
    let cell = Rect(column: column, row: row, columns: 1, rows: 1)
    frame.fill(cell.intersection(clip), with: scalar, style: style)
  }

  /// Writes a text into a line, cut to it, and of that what is inside the clip.
  private func write(_ text: String, _ line: Rect, _ style: Style, into frame: inout Frame) {
    let seen = line.intersection(clip)
    if seen.isEmpty { return }
    let text = CellWidth.truncate(text, to: line.columns, isASCII: characters.isASCII)
    var column = line.column
    var tail = ""
    for glyph in Glyph.Sequence(text) {
      if column >= seen.column {
        tail.unicodeScalars.append(glyph.scalar)
        tail.unicodeScalars.append(contentsOf: glyph.marks)
      } else if column + Int(glyph.width) > seen.column {
        tail = " "
      }
      column += Int(glyph.width)
    }
    frame.put(tail, column: seen.column, row: seen.row, limit: seen.columns, style: style)
  }
}

extension Rect {
  /// The cells that two rectangles share; empty, but in its place, if there are none.
  fileprivate func intersection(_ other: Rect) -> Rect {
    let (left, top) = (max(column, other.column), max(row, other.row))
    return Rect(
      column: left, row: top, columns: min(endColumn, other.endColumn) - left,
      rows: min(endRow, other.endRow) - top)
  }
}
