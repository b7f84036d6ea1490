/// The log of a process of a topology, which grows as time passes.
struct HeronLog: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var changedAt: SimulatedTime
  private let file: String
  private let seed: Seed
  private var next: SimulatedTime
  private var count = 0

  /// However long a process runs, its log goes back no longer than this.
  static let reach = Duration.hours(2)

  init(_ file: String, seed: Seed, startedAt: SimulatedTime) {
    self.file = file
    self.seed = seed.derived("heron log").derived(file)
    next = startedAt
    changedAt = startedAt
  }

  mutating func advance(to now: SimulatedTime) {
    while next <= now {
      write(at: next)
      changedAt = next
      count += 1
      next = next.adding(
        milliseconds: seed.milliseconds(in: .milliseconds(1500)...(.seconds(14)), count))
    }
  }

  private mutating func write(at time: SimulatedTime) {
    let number = seed.derived("number").integer(in: 100...9999, count)
    let (level, logger, message): (String, String, String) =
      switch seed.derived("entry").integer(in: 0...99, count) {
      case 0..<2:
        (
          "SEVERE", "com.example.lookup.RateLookup",
          "No rate for <key=\(number)>, the tuple is failed\n"
            + "java.lang.IllegalStateException: no rate for this key\n"
            + "\tat com.example.lookup.Rates.get(Rates.java:41)\n"
            + "\tat com.example.lookup.RateLookup.execute(RateLookup.java:87)"
        )
      case 2..<9:
        (
          "WARNING", "org.apache.heron.network.StreamManagerClient",
          "Out queue holds \(number) tuples & is not drained"
        )
      case 9..<60:
        (
          "INFO", "org.apache.heron.instance.HeronInstance",
          "Flushed <\(number)> tuples & \(number % 17) acks"
        )
      default:
        (
          "INFO", "org.apache.heron.metricsmgr.MetricsUtil",
          "Purged \(number % 60) metrics & sent them to the metrics manager"
        )
      }
    let stamp = time.logStamp.prefix { $0 != "," }
    bytes += "[\(stamp) +0000] [\(level)] \(logger): \(message)\n".utf8
  }
}
