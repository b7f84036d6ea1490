/// Which net of a channel comes first in the direction of the flow, so that few lines cross and none
/// runs over another.
struct TrackOrder {
  /// Above any number of crossings.
  private static let overlap = 10_000
  private static let maximumRounds = 8

  private let nets: [Channel.Net]
  private let spans: [ClosedRange<Int>]
  /// The nets that need a track, first to last; the others are straight lines.
  private var order: [Int]

  init(_ nets: [Channel.Net]) {
    self.nets = nets
    spans = nets.map(\.span)
    order = []
    for net in nets.indices where spans[net].count > 1 { order.append(net) }
    improve()
  }

  /// A net whose line would run over another's on leaving at a row, if there is one.
  var conflict: (net: Int, row: Int)? {
    for (place, first) in order.enumerated() {
      for second in order[(place + 1)...] {
        if let row = overlap(of: first, with: second) { return (first, row) }
        // In the wrong order, because in the right one they would run over each other.
        if nets[second].exits.contains(where: { $0.partner == first }),
          let row = overlap(of: second, with: first)
        {
          return (second, row)
        }
      }
    }
    return nil
  }

  /// A row on which one net leaves and the other one enters, though they do not belong together.
  private func overlap(of leaving: Int, with entering: Int) -> Int? {
    nets[leaving].exits.first { exit in
      exit.partner != entering && nets[entering].entries.contains { $0.row == exit.row }
    }?.row
  }

  /// The track of each net, nil for straight ones, and the number of tracks. Nets share one where they
  /// are apart.
  func tracks() -> ([Int?], count: Int) {
    var tracks = [Int?](repeating: nil, count: nets.count)
    var count = 0
    for (place, net) in order.enumerated() {
      var track = 0
      for earlier in order[..<place] where spans[earlier].overlaps(spans[net]) {
        track = max(track, (tracks[earlier] ?? -1) + 1)
      }
      tracks[net] = track
      count = max(count, track + 1)
    }
    return (tracks, count)
  }

  /// Takes first what costs least before all the others, then moves each net to where it costs least,
  /// until nothing improves.
  private mutating func improve() {
    guard order.count > 1 else { return }
    let costs = nets.indices.map { first in
      nets.indices.map { second in first == second ? 0 : cost(of: first, before: second) }
    }
    var rest = order
    var restCosts = costs.map { row in rest.reduce(0) { $0 + row[$1] } }
    order = []
    while let next = rest.min(by: { (restCosts[$0], $0) < (restCosts[$1], $1) }) {
      order.append(next)
      rest.removeAll { $0 == next }
      for net in rest { restCosts[net] -= costs[net][next] }
    }
    for _ in 0..<Self.maximumRounds {
      var hasMoved = false
      for net in order.sorted() {
        guard let place = order.firstIndex(of: net) else { continue }
        var rest = order
        rest.remove(at: place)
        var cost = rest.reduce(0) { $0 + costs[net][$1] }
        var (best, bestCost) = (0, cost)
        var ownCost = cost
        for (index, other) in rest.enumerated() {
          cost += costs[other][net] - costs[net][other]
          if index + 1 == place { ownCost = cost }
          if cost < bestCost { (best, bestCost) = (index + 1, cost) }
        }
        if bestCost < ownCost {
          rest.insert(net, at: best)
          order = rest
          hasMoved = true
        }
      }
      if !hasMoved { return }
    }
  }

  /// Crossings of two nets if one comes first, and far more for lines on top of each other.
  private func cost(of first: Int, before second: Int) -> Int {
    guard spans[first].overlaps(spans[second]) else { return 0 }
    var cost = 0
    for exit in nets[first].exits where spans[second].contains(exit.row) {
      if !nets[second].entries.contains(where: { $0.row == exit.row }) {
        cost += 1
      } else if exit.partner != second {
        cost += Self.overlap
      }
    }
    for entry in nets[second].entries where spans[first].contains(entry.row) {
      if !nets[first].exits.contains(where: { $0.row == entry.row }) { cost += 1 }
    }
    for exit in nets[second].exits where exit.partner == first { cost += Self.overlap }
    return cost
  }
}
