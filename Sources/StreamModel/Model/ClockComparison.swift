/// Compares the JobManager's clock with ours, by `now` of `/jobs/:id`.
///
/// The median over the last answers, so that one slow answer moves nothing. It is only as good as the answer
/// time, which is enough for ages and lags.
struct ClockComparison: Sendable {
  /// Few enough that a JobManager on another machine is believed after five answers.
  static let capacity = 9

  private var differences: [Duration] = []

  /// Takes in one answer and returns the server's clock minus ours.
  mutating func add(serverNow: Timestamp, receivedAt: Timestamp) -> Duration {
    differences.append(serverNow.since(receivedAt))
    if differences.count > Self.capacity { differences.removeFirst() }
    return differences.sorted()[differences.count / 2]
  }
}
