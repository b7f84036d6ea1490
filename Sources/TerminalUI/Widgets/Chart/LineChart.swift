/// What a line is drawn with.
package enum ChartStyle: String, CaseIterable, Hashable, Sendable {
  /// Two by four dots a cell.
  case braille
  /// Columns of eight levels a cell.
  case blocks
  /// For terminals that show nothing else: three levels a cell.
  case ascii
}

/// A point of a line: `x` 0 to 1 from left to right, in its window, or beyond.
package struct PlotPoint: Hashable, Sendable {
  package var x: Double
  package var y: Double

  package init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// Lines through runs of points; between two runs of one there is nothing.
package struct LineChart: Sendable {
  var plots: [[[PlotPoint]]]
  var scale: ChartScale

  /// One line.
  package init(_ runs: [[PlotPoint]], scale: ChartScale) {
    self.init(lines: [runs], scale: scale)
  }

  /// Several, over each other.
  package init(lines: [[[PlotPoint]]], scale: ChartScale) {
    plots = lines
    self.scale = scale
  }

  /// The rows of the picture from the top, `columns` cells each.
  package func lines(columns: Int, rows: Int, style: ChartStyle) -> [String] {
    guard columns > 0, rows > 0 else { return [] }
    switch style {
    case .braille: return braille(columns, rows)
    case .blocks: return blocks(columns, rows)
    case .ascii: return ascii(columns, rows)
    }
  }

  /// The lowest and the highest of a line in each of so many equal parts of the window; nil where it is not.
  static func extents(of runs: [[PlotPoint]], _ count: Int) -> [ClosedRange<Double>?] {
    var extents = [ClosedRange<Double>?](repeating: nil, count: count)
    func widen(_ index: Int, _ value: Double) {
      guard extents.indices.contains(index) else { return }
      guard let former = extents[index] else { return extents[index] = value...value }
      extents[index] = min(former.lowerBound, value)...max(former.upperBound, value)
    }
    func place(_ x: Double) -> Int {
      // The last moment belongs to the last part.
      x == 1 ? count - 1 : Int((min(2, max(-1, x)) * Double(count)).rounded(.down))
    }
    for run in runs {
      for (index, point) in run.enumerated() {
        if (0...1).contains(point.x) { widen(place(point.x), point.y) }
        guard index > 0 else { continue }
        let former = run[index - 1]
        guard point.x > former.x, point.x >= 0, former.x <= 1 else { continue }
        let slope = (point.y - former.y) / (point.x - former.x)
        for part in max(0, place(former.x))...max(0, min(count - 1, place(point.x))) {
          for edge in [Double(part), Double(part + 1)] {
            let x = min(point.x, max(former.x, edge / Double(count)))
            widen(part, former.y + slope * (x - former.x))
          }
        }
      }
    }
    return extents
  }

  /// The levels that each line takes in each part, of so many.
  private func levels(_ parts: Int, of count: Int) -> [[ClosedRange<Int>?]] {
    func level(_ value: Double) -> Int {
      min(count - 1, Int((scale.share(value) * Double(count - 1)).rounded()))
    }
    return plots.map { runs in
      Self.extents(of: runs, parts).map { extent in
        extent.map { level($0.lowerBound)...level($0.upperBound) }
      }
    }
  }

  private func braille(_ columns: Int, _ rows: Int) -> [String] {
    /// By level within the cell from below, left and right.
    let dots: [[UInt32]] = [[0x40, 0x80], [0x04, 0x20], [0x02, 0x10], [0x01, 0x08]]
    var cells = [UInt32](repeating: 0, count: columns * rows)
    for line in levels(columns * 2, of: rows * 4) {
      for (part, range) in line.enumerated() {
        guard let range else { continue }
        for level in range {
          cells[(rows - 1 - level / 4) * columns + part / 2] |= dots[level % 4][part % 2]
        }
      }
    }
    return (0..<rows).map { row in
      var line = String.UnicodeScalarView()
      for cell in cells[(row * columns)..<((row + 1) * columns)] {
        line.append(cell == 0 ? " " : Unicode.Scalar(0x2800 + cell) ?? " ")
      }
      return String(line)
    }
  }

  private func blocks(_ columns: Int, _ rows: Int) -> [String] {
    let ramp = Charset.unicode.ramp
    let levels = levels(columns, of: rows * ramp.count)
    // Of several lines the highest fills the column.
    let tops = (0..<columns).map { column in levels.compactMap { $0[column]?.upperBound }.max() }
    return (0..<rows).map { row in
      let floor = (rows - 1 - row) * ramp.count
      return String(
        tops.map { level -> Character in
          guard let level, level >= floor else { return " " }
          return ramp[min(ramp.count - 1, level - floor)]
        })
    }
  }

  private func ascii(_ columns: Int, _ rows: Int) -> [String] {
    let levels = levels(columns, of: rows * 3)
    return (0..<rows).map { row in
      let floor = (rows - 1 - row) * 3
      return String(
        (0..<columns).map { column -> Character in
          let within = levels.lazy.compactMap { $0[column] }.first {
            $0.lowerBound <= floor + 2 && $0.upperBound >= floor
          }
          guard let range = within else { return " " }
          let low = max(0, range.lowerBound - floor)
          let high = min(2, range.upperBound - floor)
          return high > low ? "|" : ["_", "-", "'"][low]
        })
    }
  }
}
