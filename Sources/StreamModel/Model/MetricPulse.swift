/// How old the metrics in an answer are.
enum MetricAge: Hashable, Sendable {
  /// At most the 10 s that pass between two fetches of the JobManager.
  case current
  /// From the first answers after a pause: as things stood when metrics were last asked for.
  case asOf(Timestamp)
  /// From the first answers ever: as old as somebody else's last question.
  case unknown

  /// When the figures held, for an answer that arrived at `now`.
  func measuredAt(_ now: Timestamp) -> Timestamp {
    if case .asOf(let earlier) = self { return earlier }
    return now
  }
}

/// Follows when metrics were asked for, as that is when Flink makes them new.
///
/// The JobManager fetches the metrics of all jobs together, at most each 10 s and only when anybody asks
/// (`MetricFetcherImpl.update`), so the first answer after a pause is as old as the pause.
struct MetricPulse: Sendable {
  /// Silence after which the next answer is not current; between two fetches there are 10 s.
  static let pause: Duration = .seconds(15)
  /// How long a fetch takes: answers within it still carry what was there before (0.3 s was measured).
  static let settling: Duration = .milliseconds(300)

  private var lastAnswerAt: Timestamp?
  private var resumedAt: Timestamp?
  private var ageWhenResumed: MetricAge = .unknown

  /// Notes an answer that is backed by metrics, and says how old its metrics are.
  mutating func beat(at now: Timestamp) -> MetricAge {
    if let last = lastAnswerAt {
      if now.since(last) > Self.pause {
        resumedAt = now
        ageWhenResumed = .asOf(last)
      }
    } else {
      resumedAt = now
      ageWhenResumed = .unknown
    }
    lastAnswerAt = now
    guard let resumedAt, now.since(resumedAt) < Self.settling else { return .current }
    return ageWhenResumed
  }
}
