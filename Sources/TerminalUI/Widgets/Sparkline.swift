/// A row of columns of eight levels, one cell a value.
package enum Sparkline {
  /// What the lowest and the highest level stand for.
  package enum Scale: Hashable, Sendable {
    /// From 0 to a little above the largest value, so that a steady figure is seen to be steady.
    case fromZero
    /// Between fixed bounds, such as a share between 0 and 1.
    case fixed(Double, Double)
  }

  /// The line for `values`, oldest first; an unknown value is a blank.
  package static func text(_ values: [Double?], scale: Scale, charset: Charset) -> String {
    let low: Double
    let high: Double
    switch scale {
    case .fromZero:
      low = 0
      high = (values.compactMap { $0 }.max() ?? 0) * 1.15
    case .fixed(let from, let to):
      low = from
      high = to
    }
    let levels = charset.ramp.count
    return String(
      values.map { value -> Character in
        guard let value, value.isFinite else { return " " }
        guard high > low else { return charset.ramp[0] }
        let level = ((value - low) / (high - low) * Double(levels)).rounded(.down)
        return charset.ramp[Int(min(Double(levels - 1), max(0, level)))]
      })
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
