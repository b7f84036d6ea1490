/// How much of a JVM's time goes into collecting garbage, from a counter of milliseconds since its start.
///
/// The counter steps with the JobManager's fetches, some 10 s apart, whatever the polling; when a step was is known to the
/// time between two polls. So the figure is over the last minute.
package struct GarbageMeter: Hashable, Sendable {
  static let window: Duration = .seconds(60)
  /// A difference over more than this is no rate of now.
  static let longest: Duration = .seconds(120)

  private struct Reading: Hashable {
    var at: Timestamp
    var time: Duration
    /// Something of it differs with each fetch: the used heap.
    var metrics: TaskManagerMetrics
  }

  /// Oldest first, one a fetch.
  private var readings: [Reading] = []

  /// Time spent collecting in each second: 12 ms; nil until two fetches are known.
  package var timePerSecond: Duration? {
    guard let first = readings.first, let last = readings.last, last.at > first.at else {
      return nil
    }
    return (last.time - first.time) / last.at.since(first.at).inSeconds
  }

  /// Bytes that it takes, roughly.
  var size: Int { readings.count * MemoryLayout<Reading>.stride }

  /// Takes in the metrics of an answer.
  mutating func take(_ metrics: TaskManagerMetrics, age: MetricAge, at now: Timestamp) {
    guard let time = metrics.garbageTime else { return }
    // As old as somebody else's last question, so that no time can be told.
    if age == .unknown { return }
    let reading = Reading(at: age.measuredAt(now), time: time, metrics: metrics)
    guard let last = readings.last else {
      readings = [reading]
      return
    }
    guard reading.metrics != last.metrics, reading.at > last.at else { return }
    // Another JVM, or one that was not asked about for long.
    if time < last.time || reading.at.since(last.at) > Self.longest { readings = [] }
    readings.append(reading)
    while readings.count > 2, reading.at.since(readings[0].at) > Self.window {
      readings.removeFirst()
    }
  }
}
