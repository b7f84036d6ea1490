/// Orders the items of each layer so that few lines cross: sweeps down and up that sort each layer by the
/// median of its neighbours, and swaps of adjacent items, from two starting orders; the best is kept.
///
/// Among equals the one nearest to the server's order wins. Nothing is left to chance: the picture is
/// the same every time.
struct CrossingReduction {
  private static let sweepCount = 24
  /// Sweeps without improvement after which a start is given up.
  private static let patience = 6

  private struct Candidate {
    var layers: [[Int]]
    var crossings: Int
    var inversions: Int

    var isImprovable: Bool { crossings > 0 || inversions > 0 }
  }

  private let graph: LayeredGraph
  private var layers: [[Int]]
  /// Place of each item within its layer.
  private var places: [Int]

  /// Orders the nodes of every layer so that few lines cross.
  static func run(on graph: inout LayeredGraph) {
    guard graph.layers.contains(where: { $0.count > 1 }) else { return }
    var best = Candidate(layers: graph.layers, crossings: Int.max, inversions: Int.max)
    for neighbours in [graph.below, graph.above] where best.isImprovable {
      var search = CrossingReduction(graph, startingAlong: neighbours)
      search.improve(&best)
    }
    graph.layers = best.layers
  }

  /// Starts with the order in which a walk along `neighbours`, depth first, meets the items.
  private init(_ graph: LayeredGraph, startingAlong neighbours: [[Int]]) {
    self.graph = graph
    places = Array(repeating: 0, count: graph.nodes.count)
    layers = Array(repeating: [], count: graph.layers.count)
    var layerOf = places
    for (index, layer) in graph.layers.enumerated() {
      for item in layer { layerOf[item] = index }
    }
    let hasEntry = neighbours.reduce(into: Set<Int>()) { $0.formUnion($1) }
    var isPlaced = Array(repeating: false, count: graph.nodes.count)
    for root in graph.nodes.indices where !hasEntry.contains(root) {
      var stack = [root]
      while let item = stack.popLast() {
        if isPlaced[item] { continue }
        isPlaced[item] = true
        layers[layerOf[item]].append(item)
        stack.append(contentsOf: neighbours[item].reversed())
      }
    }
    for layer in layers.indices { recordPlaces(of: layer) }
  }

  private mutating func improve(_ best: inout Candidate) {
    var sinceImproved = 0
    for sweep in 0...Self.sweepCount {
      // Every other pair of sweeps turns equals around, to get out of places where only two moves
      // together would help.
      let turnsEquals = sweep % 4 > 1
      if sweep > 0 { sortByMedians(downwards: sweep % 2 == 1, turnsEquals: turnsEquals) }
      swapNeighbours(turnsEquals: turnsEquals)
      sinceImproved += 1
      if isBetter(than: &best) { sinceImproved = 0 }
      if !best.isImprovable || sinceImproved > Self.patience { return }
    }
  }

  /// Takes the layers, or their mirror image, as the best so far if they are better than that.
  private func isBetter(than best: inout Candidate) -> Bool {
    let crossings = crossingCount()
    if crossings > best.crossings { return false }
    let (inversions, mirrored) = inversionCounts()
    let fewest = min(inversions, mirrored)
    if crossings == best.crossings, fewest >= best.inversions { return false }
    best = Candidate(
      layers: inversions <= mirrored ? layers : layers.map { $0.reversed() }, crossings: crossings,
      inversions: fewest)
    return true
  }

  /// Pairs of neighbouring boxes that are not in the server's order, and pairs that are.
  private func inversionCounts() -> (inversions: Int, mirrored: Int) {
    var counts = (inversions: 0, mirrored: 0)
    for layer in layers {
      let boxes = layer.compactMap { graph.nodes[$0] }
      for (first, second) in zip(boxes, boxes.dropFirst()) {
        if first > second { counts.inversions += 1 } else { counts.mirrored += 1 }
      }
    }
    return counts
  }

  private mutating func recordPlaces(of layer: Int) {
    for (place, item) in layers[layer].enumerated() { places[item] = place }
  }

  private mutating func sortByMedians(downwards: Bool, turnsEquals: Bool) {
    let order = downwards ? Array(layers.indices.dropFirst()) : layers.indices.dropLast().reversed()
    for layer in order {
      let neighbours = downwards ? graph.above : graph.below
      // Items with no neighbour on that side stay where they are; the others share the places left.
      let moving = layers[layer].filter { !neighbours[$0].isEmpty }
      let sorted =
        moving
        .map {
          (item: $0, median: median(neighbours[$0]), place: turnsEquals ? -places[$0] : places[$0])
        }
        .sorted { ($0.median, $0.place) < ($1.median, $1.place) }
      var next = sorted.makeIterator()
      layers[layer] = layers[layer].map { item in
        neighbours[item].isEmpty ? item : next.next()?.item ?? item
      }
      recordPlaces(of: layer)
    }
  }

  /// The middle place of some neighbours; of two middle ones, nearer to the side where they lie closer.
  private func median(_ neighbours: [Int]) -> Double {
    let sorted = neighbours.map { places[$0] }.sorted()
    let middle = sorted.count / 2
    if sorted.count % 2 == 1 { return Double(sorted[middle]) }
    if sorted.count == 2 { return Double(sorted[0] + sorted[1]) / 2 }
    let left = Double(sorted[middle - 1] - sorted[0])
    let right = Double(sorted[sorted.count - 1] - sorted[middle])
    if left + right == 0 { return Double(sorted[middle - 1] + sorted[middle]) / 2 }
    return (Double(sorted[middle - 1]) * right + Double(sorted[middle]) * left) / (left + right)
  }

  /// Swaps neighbours while that takes crossings away; at first also those of which it adds none.
  private mutating func swapNeighbours(turnsEquals: Bool) {
    for round in 0..<Self.sweepCount {
      var hasSwapped = false
      for layer in layers.indices {
        for place in layers[layer].indices.dropLast() {
          let (first, second) = (layers[layer][place], layers[layer][place + 1])
          let now = crossings(of: first, before: second)
          if now == 0 { continue }
          let swapped = crossings(of: second, before: first)
          if swapped < now || (swapped == now && turnsEquals && round == 0) {
            layers[layer].swapAt(place, place + 1)
            (places[first], places[second]) = (place + 1, place)
            hasSwapped = true
          }
        }
      }
      if !hasSwapped { return }
    }
  }

  /// Crossings among the lines of two adjacent items, in that order.
  private func crossings(of first: Int, before second: Int) -> Int {
    var count = 0
    for neighbours in [graph.above, graph.below] {
      for a in neighbours[first] {
        for b in neighbours[second] where places[a] > places[b] { count += 1 }
      }
    }
    return count
  }

  private func crossingCount() -> Int {
    var total = 0
    for layer in layers.dropLast() {
      // Ends in the next layer, kept sorted, of the lines met so far: each later end beyond is a crossing.
      var ends: [Int] = []
      for item in layer {
        for place in graph.below[item].map({ places[$0] }).sorted() {
          var low = 0
          var high = ends.count
          while low < high {
            let middle = (low + high) / 2
            if ends[middle] <= place { low = middle + 1 } else { high = middle }
          }
          total += ends.count - low
          ends.insert(place, at: low)
        }
      }
    }
    return total
  }
}
