/// When the JobManager fetched the metrics in an answer.
enum MetricInstant: Hashable, Sendable {
  /// On our clock; known to some 0.3 s.
  case at(Timestamp)
  /// Fetches are followed, but which one this answer carries is not known: not later than this.
  case notAfter(Timestamp)
  /// Nothing has told of any fetch: a version without `uptime`, or no answer yet.
  case unknown
}

/// Follows when the JobManager fetches metrics.
///
/// It fetches those of all jobs together, at most each `step` and only when anybody asks (`MetricFetcherImpl.update`). When
/// a fetch was is told by a job's `uptime`; the next one follows from our asking. Other clients may ask before us, so each
/// `uptime` corrects it.
struct MetricPulse: Sendable {
  /// How long a fetch takes: answers within it still carry what was there before (0.3 s was measured).
  static let settling: Duration = .milliseconds(300)
  /// What is said to be one moment lies closer together than this.
  static let alike: Duration = .seconds(2)

  /// A fetch that is known of, or follows from our asking.
  private struct Fetch {
    var at: Timestamp
    /// False where others may have asked before us, so that it may have been some seconds before.
    var isSure: Bool
  }

  /// The least time between two fetches.
  let step: Duration
  private var lastFetch: Fetch?
  /// Tellings that contradicted what had followed from our asking, less those that agreed.
  private var contradictions = 0
  private var toldAt: Timestamp?
  /// A fetch was told of once, so that all can be followed.
  private(set) var isTimed: Bool

  /// `isTimed` true where the version is known to tell, as after a restart of the JobManager.
  init(step: Duration, isTimed: Bool = false) {
    self.step = step
    self.isTimed = isTimed
  }

  /// Notes an answer that is backed by metrics.
  mutating func noteAnswer(at now: Timestamp) {
    // This question made the JobManager fetch anew, unless others asked before.
    let waited = lastFetch.map { now.since($0.at) - step }
    guard waited ?? .seconds(1) > .zero else { return }
    let isSure = lastFetch?.isSure == true && (waited ?? .zero) < Self.alike / 2
    lastFetch = Fetch(at: now, isSure: isSure)
  }

  /// Notes that an answer received at `now` carried metrics fetched at `time`, unless that cannot be.
  mutating func note(fetchedAt time: Timestamp, at now: Timestamp) {
    let age = now.since(time)
    // Where metrics are fetched more or less often than each `step` (`metrics.fetcher.update-interval`), what follows from
    // our asking is wrong: then only what was just told counts.
    let isSettled = lastFetch.map { now.since($0.at) >= Self.alike / 2 } ?? false
    if let lastFetch, lastFetch.isSure, isSettled, age > .zero, age < step * 12 {
      let isWrong = lastFetch.at.since(time) > Self.alike || time.since(lastFetch.at) > Self.alike
      contradictions = isWrong ? min(contradictions + 1, 4) : max(0, contradictions - 1)
    }
    guard age > .milliseconds(-500), age < step + .seconds(2) else { return }
    isTimed = true
    toldAt = now
    // One that is told late, of a fetch before the last, corrects nothing.
    let isOlder = lastFetch.map { $0.isSure && $0.at.since(time) > Self.alike } ?? false
    if isOlder, !isSettled { return }
    lastFetch = Fetch(at: time, isSure: true)
  }

  /// The fetch that an answer received at `now` carries.
  func instant(at now: Timestamp) -> MetricInstant {
    guard isTimed else { return .unknown }
    // Within the time that a fetch takes, answers carry either the one before or this one.
    guard let last = lastFetch, last.isSure, now.since(last.at) >= Self.settling,
      now.since(last.at) <= step,
      contradictions < 2 || toldAt.map({ now.since($0) < .seconds(1) }) == true
    else { return .notAfter(lastFetch.map { min($0.at, now) } ?? now) }
    return .at(last.at)
  }
}
