/// The errors in the log of a process.
package struct LogErrors: Hashable, Sendable {
  /// More than so many are not counted.
  package static let most = 1000

  /// When each was written, oldest first, by the clock of the process; the newest `most` of them.
  package var times: [Timestamp]
  /// What the newest says, with the cause behind it, in one line; empty where there is none.
  package var newest: String

  package init(times: [Timestamp], newest: String) {
    self.times = times
    self.newest = newest
  }
}

extension LogText {
  /// How far its clock is ahead of UTC: the zone of who writes it, in quarters of an hour. `changedAt` is when the file was
  /// written last. Nil where no line has a time.
  package func zone(changedAt: Timestamp) -> Duration? {
    guard let last = lastTime else { return nil }
    let quarter: Int64 = 15 * 60_000
    let difference = Double(last.since(changedAt).wholeMilliseconds)
    return .milliseconds(Int64((difference / Double(quarter)).rounded()) * quarter)
  }
}
