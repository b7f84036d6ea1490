/// When a job restarted, as told by three signs that each come late or not at all.
///
/// The state RESTARTING may fall between two polls, `numRestarts` is up to 10 s old and is absent while the job
/// is down, and `restored` rises only where there is a checkpoint. One restart shows in all of them, so each
/// sign claims the restarts that another one noted before it adds one of its own.
struct RestartLog: Sendable {
  /// The most restarts kept a job.
  static let capacity = 200
  /// How far two signs of one restart lie apart: the age of a metric, and the time between two answers.
  static let slack: Duration = .seconds(25)

  /// A cumulative count whose rise tells of restarts.
  enum Count: Hashable, Sendable {
    /// `numRestarts` of the job's metrics.
    case restarts
    /// `counts.restored` of the checkpoint statistics.
    case restored
  }

  private enum Sign: Hashable {
    case state
    case count(Count)
  }

  private struct Entry {
    var at: Timestamp
    var signs: Set<Sign>
  }

  private struct Reading {
    var value: Int
    var at: Timestamp
  }

  private var entries: [Entry] = []
  private var readings: [Count: Reading] = [:]

  init() {}

  init(times: [Timestamp]) {
    entries = times.suffix(Self.capacity).map { Entry(at: $0, signs: []) }
  }

  /// Oldest first.
  var times: [Timestamp] { entries.map(\.at) }

  /// How many restarts of the job the JobManager counts: `numRestarts` as last read, and those that were seen since and
  /// are not in it yet. Nil where it was never read.
  var total: Int? {
    guard let reading = readings[.restarts] else { return nil }
    let since = entries.count { $0.at > reading.at && !$0.signs.contains(.count(.restarts)) }
    return reading.value + since
  }

  /// The state RESTARTING was entered.
  mutating func noteRestarting(at time: Timestamp) {
    note(1, by: .state, notBefore: time.advanced(by: .zero - Self.slack), at: time)
  }

  /// A count was read that held at `measuredAt`; its first reading tells nothing, a lower one begins anew.
  mutating func note(
    _ value: Int, of count: Count, measuredAt: Timestamp, at time: Timestamp
  ) {
    let previous = readings[count]
    readings[count] = Reading(value: value, at: measuredAt)
    guard let previous, value > previous.value else { return }
    let earliest = previous.at.advanced(by: .zero - Self.slack)
    note(value - previous.value, by: .count(count), notBefore: earliest, at: time)
  }

  /// The counts begin anew, as when the JobManager lost its memory.
  mutating func forgetCounts() { readings = [:] }

  private mutating func note(
    _ restarts: Int, by sign: Sign, notBefore earliest: Timestamp, at time: Timestamp
  ) {
    var unclaimed = min(restarts, Self.capacity)
    for index in entries.indices where unclaimed > 0 {
      guard entries[index].at >= earliest, !entries[index].signs.contains(sign) else { continue }
      entries[index].signs.insert(sign)
      unclaimed -= 1
    }
    for _ in 0..<unclaimed { entries.append(Entry(at: time, signs: [sign])) }
    if entries.count > Self.capacity { entries.removeFirst(entries.count - Self.capacity) }
  }
}
