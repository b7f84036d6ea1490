import StreamModel

/// Jobs from the worst on. Kept in order as single ones change their ranks: with each snapshot a few of maybe ten
/// thousand do.
struct RankedJobs: Sendable {
  /// The worst has place 0.
  private(set) var order: [JobID] = []
  private var ranks: [JobRank] = []

  /// The place of the job that has a rank; nil where none has it.
  func place(of rank: JobRank) -> Int? {
    let place = firstPlace(notBefore: rank)
    return place < ranks.count && ranks[place] == rank ? place : nil
  }

  /// Takes out jobs by the ranks that they had, and puts others in by those that they have now.
  mutating func replace(_ gone: [JobRank], by new: [JobRank]) {
    let places = gone.compactMap { place(of: $0) }.sorted()
    let new = new.sorted()
    var merged: [JobRank] = []
    merged.reserveCapacity(ranks.count - places.count + new.count)
    var start = 0
    var rest = new[...]
    /// Those that stay up to a place, and those that come among them.
    func keep(upTo end: Int) {
      while start < end, let next = rest.first {
        let place = min(end, max(start, firstPlace(notBefore: next)))
        merged += ranks[start..<place]
        start = place
        guard place < end else { return }
        merged.append(next)
        rest.removeFirst()
      }
      merged += ranks[start..<end]
      start = end
    }
    for place in places {
      keep(upTo: place)
      start = place + 1
    }
    keep(upTo: ranks.count)
    ranks = merged + rest
    order = ranks.map(\.id)
  }

  private func firstPlace(notBefore rank: JobRank) -> Int {
    var low = 0
    var high = ranks.count
    while low < high {
      let middle = (low + high) / 2
      if ranks[middle] < rank { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
