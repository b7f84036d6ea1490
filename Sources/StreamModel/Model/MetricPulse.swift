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

/// When the JobManager fetched the metrics in an answer.
enum MetricInstant: Hashable, Sendable {
  /// On our clock; known to some 0.3 s.
  case at(Timestamp)
  /// Fetches are followed, but which one this answer carries is not known.
  case pending
  /// Nothing has told of any fetch: a version without `uptime`, or no answer yet.
  case unknown
}

/// Follows when metrics were asked for, as that is when Flink makes them new.
///
/// The JobManager fetches the metrics of all jobs together, at most each 10 s and only when anybody asks
/// (`MetricFetcherImpl.update`), so the first answer after a pause is as old as the pause. When a fetch was is told by a
/// job's `uptime`; the next one follows from our asking. Other clients may ask before us, so each `uptime` corrects it.
struct MetricPulse: Sendable {
  /// Silence after which the next answer is not current; between two fetches there are 10 s.
  static let pause: Duration = .seconds(15)
  /// How long a fetch takes: answers within it still carry what was there before (0.3 s was measured).
  static let settling: Duration = .milliseconds(300)
  /// The least time between two fetches (`metrics.fetcher.update-interval`).
  static let step: Duration = .seconds(10)
  /// What is said to be one moment lies closer together than this.
  static let alike: Duration = .seconds(2)

  private var lastAnswerAt: Timestamp?
  private var resumedAt: Timestamp?
  private var ageWhenResumed: MetricAge = .unknown
  /// A fetch that is known of, or follows from our asking.
  private struct Fetch {
    var at: Timestamp
    /// False where others may have asked before us, so that it may have been some seconds before.
    var isSure: Bool
  }

  private var lastFetch: Fetch?
  /// A fetch was told of once, so that all can be followed.
  private(set) var isTimed = false

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
    // This question made the JobManager fetch anew.
    if let last = lastFetch, now.since(last.at) > Self.step {
      let waited = now.since(last.at) - Self.step
      lastFetch = Fetch(at: now, isSure: last.isSure && waited < Self.alike / 2)
    }
    guard let resumedAt, now.since(resumedAt) < Self.settling else { return .current }
    return ageWhenResumed
  }

  /// Notes that an answer received at `now` carried metrics fetched at `time`, unless that cannot be.
  mutating func note(fetchedAt time: Timestamp, at now: Timestamp) {
    let age = now.since(time)
    guard age > .milliseconds(-500), age < Self.step + .seconds(2) else { return }
    isTimed = true
    // One that is told late, of a fetch before the last, corrects nothing.
    let isOlder = lastFetch.map { $0.isSure && $0.at.since(time) > Self.alike } ?? false
    if isOlder, let lastFetch, now.since(lastFetch.at) < Self.settling { return }
    lastFetch = Fetch(at: time, isSure: true)
  }

  /// The fetch that an answer received at `now` carries.
  func instant(at now: Timestamp) -> MetricInstant {
    guard isTimed else { return .unknown }
    // Within the time that a fetch takes, answers carry either the one before or this one.
    guard let last = lastFetch, last.isSure, now.since(last.at) >= Self.settling,
      now.since(last.at) <= Self.step
    else { return .pending }
    return .at(last.at)
  }
}
