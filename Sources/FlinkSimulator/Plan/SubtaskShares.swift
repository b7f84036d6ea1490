/// How the records of a vertex spread over its subtasks: whole numbers, so that the subtasks' counters
/// add up to the vertex's exactly and none of them ever goes back.
struct SubtaskShares: Sendable {
  /// Of every `total` records, subtask `i` gets `starts[i + 1] - starts[i]`.
  private let starts: [Int64]

  /// The subtasks in `hot` get `factor` times what the others get.
  init(parallelism: Int, hot: [Int] = [], factor: Double = 1, seed: Seed) {
    var starts: [Int64] = [0]
    starts.reserveCapacity(parallelism + 1)
    for subtask in 0..<parallelism {
      let plain = 64 + 3 * seed.signed(subtask)
      let weight = hot.contains(subtask) ? plain * factor : plain
      starts.append((starts.last ?? 0) + Int64(weight))
    }
    self.starts = starts
  }

  var parallelism: Int { starts.count - 1 }

  /// The share of a subtask, 0 to 1.
  func share(of subtask: Int) -> Double {
    Double(starts[subtask + 1] - starts[subtask]) / Double(total)
  }

  /// The part of `count` that falls to a subtask.
  func part(of count: Int64, for subtask: Int) -> Int64 {
    let (rounds, rest) = count.quotientAndRemainder(dividingBy: total)
    let own = starts[subtask + 1] - starts[subtask]
    return rounds * own + min(max(rest - starts[subtask], 0), own)
  }

  private var total: Int64 { starts.last ?? 1 }
}
