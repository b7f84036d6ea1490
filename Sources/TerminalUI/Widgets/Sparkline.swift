/// Columns of eight levels a row, one cell a value.
package enum Sparkline {
  /// What the lowest and the highest level stand for.
  package enum Scale: Hashable, Sendable {
    /// From 0 to a little above the largest value, so that a steady figure is seen to be steady.
    case fromZero
    /// Between fixed bounds, such as a share between 0 and 1.
    case fixed(Double, Double)
    /// From the smallest value to a little above the largest, which count as half the largest apart at least: what
    /// stands still is low and flat, however high it stands.
    case change

    fileprivate func bounds(of values: [Double]) -> (low: Double, high: Double) {
      let most = values.max() ?? 0
      switch self {
      case .fromZero: return (0, most * 1.15)
      case .fixed(let low, let high): return (low, high)
      case .change:
        let least = values.min() ?? 0
        return (least, least + max(most - least, most / 2) * 1.15)
      }
    }
  }

  /// The line for `values`, oldest first; an unknown value is a blank.
  package static func text(_ values: [Double?], scale: Scale, charset: Charset) -> String {
    lines(values, scale: scale, rows: 1, charset: charset)[0]
  }

  /// The same, several rows high; the top one comes first.
  package static func lines(
    _ values: [Double?], scale: Scale, rows: Int, charset: Charset
  ) -> [String] {
    let rows = max(1, rows)
    let known = values.compactMap { $0 }.filter(\.isFinite)
    let (low, high) = scale.bounds(of: known)
    let steps = charset.ramp.count
    // A level of 0 is the lowest column that there is.
    let levels = values.map { value -> Int? in
      guard let value, value.isFinite else { return nil }
      guard high > low else { return 0 }
      let level = ((value - low) / (high - low) * Double(steps * rows)).rounded(.down)
      return Int(min(Double(steps * rows - 1), max(0, level)))
    }
    return (0..<rows).map { row in
      let floor = (rows - 1 - row) * steps
      return String(
        levels.map { level -> Character in
          guard let level, level >= floor else { return " " }
          return charset.ramp[min(steps - 1, level - floor)]
        })
    }
  }
}

/// A horizontal bar of whole and partial cells.
package enum Bar {
  private static let partial: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// `share` of `width` cells filled, the rest dotted.
  package static func text(_ share: Double, width: Int, charset: Charset) -> String {
    guard width > 0 else { return "" }
    let eighths = Int((min(1, max(0, share)) * Double(width * 8)).rounded())
    var text = ""
    if charset.isASCII {
      let full = (eighths + 4) / 8
      text = String(repeating: "#", count: full)
    } else {
      text = String(repeating: "█", count: eighths / 8)
      if eighths % 8 > 0 { text.append(partial[eighths % 8 - 1]) }
    }
    return text + String(repeating: charset.idleFill, count: max(0, width - text.count))
  }

  /// Cells that each of several shares gets, so that they sum to at most `width`; what is above 0 gets
  /// a cell where there is one to give.
  package static func cells(_ shares: [Double], width: Int) -> [Int] {
    let total = max(1, shares.reduce(0) { $0 + max(0, $1) })
    var cells: [Int] = []
    var used = 0
    var exact = 0.0
    for share in shares {
      exact += max(0, share) / total * Double(width)
      let end = min(width, Int(exact.rounded()))
      cells.append(max(0, end - used))
      used = max(used, end)
    }
    for index in shares.indices where shares[index] >= 0.01 && cells[index] == 0 {
      guard let donor = cells.indices.max(by: { cells[$0] < cells[$1] }), cells[donor] > 1 else {
        continue
      }
      cells[donor] -= 1
      cells[index] = 1
    }
    return cells
  }
}
