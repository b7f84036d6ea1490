import StreamModel

/// A place of a flame graph on the screen.
struct FlameCell: Hashable {
  /// Its index among the graph's places.
  var place: Int
  var depth: Int
  /// Columns of the screen, from 0.
  var columns: Range<Int>
}

extension FlameGraph {
  /// The places that have a column at least, callers above what they called and as wide as they were frequent. `zoomed`
  /// takes the whole width; `depths` are those that are seen.
  func cells(zoomed: Int?, width: Int, depths: Range<Int>) -> [FlameCell] {
    let whole = zoomed.map { places[$0].samples } ?? total
    guard whole > 0, width > 0 else { return [] }
    var cells: [FlameCell] = []
    func add(_ place: Int, from start: Int) {
      let samples = places[place].samples
      // What was called may have more samples than what called it, by what a cluster says.
      let first = min(width, start * width / whole)
      let columns = first..<max(first, min(width, (start + samples) * width / whole))
      guard !columns.isEmpty, places[place].depth < depths.upperBound else { return }
      if depths.contains(places[place].depth) {
        cells.append(FlameCell(place: place, depth: places[place].depth, columns: columns))
      }
      addAll(children(of: place), from: start)
    }
    func addAll(_ children: [Int], from start: Int) {
      var start = start
      for child in children {
        add(child, from: start)
        start += places[child].samples
      }
    }
    if let zoomed { add(zoomed, from: 0) } else { addAll(children(of: nil), from: 0) }
    return cells
  }

  /// The names that lead to a place.
  func path(of place: Int) -> [String] {
    var path: [String] = []
    var next: Int? = place
    while let index = next {
      path.append(places[index].name)
      next = parent(of: index)
    }
    return path.reversed()
  }

  /// The place that some names lead to, as far as there is one.
  func place(at path: [String]) -> Int? {
    var found: Int?
    for name in path {
      guard let next = children(of: found).first(where: { places[$0].name == name }) else { break }
      found = next
    }
    return found
  }

  /// Where to look first: down from the top as long as half of all samples go one way.
  var hottest: Int? {
    var found: Int?
    while let next = children(of: found).first, places[next].samples * 2 >= total, total > 0 {
      found = next
    }
    return found
  }
}
