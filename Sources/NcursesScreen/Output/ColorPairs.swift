import CNcurses

/// Curses' colour pairs, made when first used.
struct ColorPairs {
  private struct Colors: Hashable {
    var foreground: Int16
    var background: Int16
  }

  // Pair 0 is the terminal's own colours and cannot be changed.
  private var pairs: [Colors: Int32] = [Colors(foreground: -1, background: -1): 0]
  private let capacity: Int32
  private let hasDefaultColors: Bool

  /// To be made once colours are started.
  init(hasDefaultColors: Bool) {
    capacity = nc_color_pairs()
    self.hasDefaultColors = hasDefaultColors
  }

  /// The pair of two colours (-1: the terminal's own); pair 0 when the terminal has no more.
  mutating func pair(foreground: Int16, background: Int16) -> Int32 {
    let colors = Colors(
      foreground: hasDefaultColors || foreground >= 0 ? foreground : 7,
      background: hasDefaultColors || background >= 0 ? background : 0)
    if let pair = pairs[colors] { return pair }
    let pair = Int32(pairs.count)
    guard pair < capacity,
      init_extended_pair(pair, Int32(colors.foreground), Int32(colors.background)) == OK
    else { return 0 }
    pairs[colors] = pair
    return pair
  }
}
