/// Whether the JobManager has fresh metrics.
///
/// It fetches them from the TaskManagers only when somebody asks, for all jobs at once and at most each 10 s in Flink
/// (`metrics.fetcher.update-interval`), and answers with what it had before. So after a pause one question goes
/// ahead to wake it and is asked again a moment later; everything else that is backed by metrics waits for that.
struct MetricWarmth: Sendable {
  /// How long the fetch takes; measured well under 0.3 s.
  static let fetch: Duration = .milliseconds(700)

  enum Admission: Equatable {
    /// The answer will be fresh.
    case fresh
    /// This one wakes the fetcher; its own answer is old or empty.
    case waking
    /// A fetch is under way.
    case notBefore(Duration)
  }

  /// Without a question for so long the next answer is too old to show.
  let pause: Duration
  private var lastAskAt: Duration?
  private var freshAt: Duration?

  /// `step` is the least time between two fetches.
  init(step: Duration) { pause = step * 1.5 }

  func admission(at now: Duration) -> Admission {
    guard let lastAskAt, now - lastAskAt <= pause else { return .waking }
    if let freshAt, now < freshAt { return .notBefore(freshAt) }
    return .fresh
  }

  /// How old metrics are.
  enum Freshness: Hashable, Sendable {
    /// No older than one step of the metrics.
    case current
    /// As of the last question before; nil where there was none, so that it is as old as somebody else's.
    case asOf(Duration?)
  }

  /// How old the metrics in the answer to a question asked now will be.
  func freshness(at now: Duration) -> Freshness {
    admission(at: now) == .waking ? .asOf(lastAskAt) : .current
  }

  /// Notes that a metric-backed question goes out.
  mutating func noteAsk(at now: Duration) {
    if admission(at: now) == .waking { freshAt = now + Self.fetch }
    lastAskAt = now
  }

  /// The waking question failed, so that nothing was fetched.
  mutating func wakingFailed() {
    lastAskAt = nil
    freshAt = nil
  }
}
