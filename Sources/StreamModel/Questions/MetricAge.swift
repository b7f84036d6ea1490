/// How old the metrics in an answer are.
package enum MetricAge: Hashable, Sendable {
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
