/// The log of a process that does not exist: entries at times that its seed decides, so that it grows as time passes and
/// what was written stays.
struct SimulatedLog: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var changedAt: SimulatedTime
  private let seed: Seed
  private let isController: Bool
  private var next: SimulatedTime
  private var count = 0

  /// However long a process runs, its log goes back no longer than this.
  static let reach = Duration.hours(6)

  init(of process: String, isController: Bool, seed: Seed, startedAt: SimulatedTime) {
    self.seed = seed.derived("log").derived(process)
    self.isController = isController
    next = startedAt
    changedAt = startedAt
  }

  /// Writes what a process writes until `now`.
  mutating func advance(to now: SimulatedTime) {
    while next <= now {
      write(at: next)
      changedAt = next
      count += 1
      next = next.adding(
        milliseconds: seed.milliseconds(in: .milliseconds(900)...(.seconds(9)), count))
    }
  }

  private mutating func write(at time: SimulatedTime) {
    let draw = seed.derived("entry").integer(in: 0...99, count)
    let number = seed.derived("number").integer(in: 100...9999, count)
    let (level, logger, message): (String, String, String) =
      switch draw {
      case 0..<3:
        (
          "ERROR", "com.example.rates.RateLookup",
          "No rate for key \(number), the record is left out\n" + Self.trace
        )
      case 3..<10:
        (
          "WARN", "org.apache.flink.runtime.taskmanager.Task",
          "fraud score (\(number % 4 + 1)/4)#0 took \(number) ms to react to a barrier"
        )
      case 10..<20:
        (
          "DEBUG", "org.apache.flink.runtime.io.network.netty.NettyServer",
          "Flushed \(number) buffers"
        )
      default: Self.usual(isController: isController, draw: draw, number: number)
      }
    let padded = level + String(repeating: " ", count: max(0, 5 - level.count))
    bytes += "\(time.logStamp) \(padded) \(logger) [] - \(message)\n".utf8
  }

  private static func usual(isController: Bool, draw: Int, number: Int) -> (String, String, String)
  {
    let checkpoints = "org.apache.flink.runtime.checkpoint.CheckpointCoordinator"
    if isController {
      return draw < 60
        ? (
          "INFO", checkpoints,
          "Triggering checkpoint \(number) (type=CheckpointType{name='Checkpoint'})"
        )
        : (
          "INFO", checkpoints,
          "Completed checkpoint \(number) (\(number * 311) bytes, finalizationTime=\(draw) ms)"
        )
    }
    return draw < 60
      ? (
        "INFO", "org.apache.flink.connector.kafka.source.reader.KafkaSourceReader",
        "Committed offsets of checkpoint \(number)"
      )
      : (
        "INFO", "org.apache.flink.runtime.state.heap.HeapSnapshotStrategy",
        "Checkpoint \(number) of sink (\(draw % 4 + 1)/4): state written in \(draw) ms"
      )
  }

  private static let trace = """
    java.lang.IllegalStateException: no rate for this key
    \tat com.example.rates.Rates.get(Rates.java:41) ~[rates.jar:?]
    \tat com.example.rates.RateLookup.rateOf(RateLookup.java:87) ~[rates.jar:?]
    \tat org.apache.flink.streaming.runtime.tasks.OneInputStreamTask.processInput(OneInputStreamTask.java:239) ~[flink-dist.jar:2.3.0]
    Caused by: java.util.concurrent.TimeoutException: rates did not answer within 5 s
    \t... 12 more
    """
}

extension SimulatedTime {
  /// `2026-11-21 02:11:40,506`, in UTC.
  var logStamp: String {
    func padded(_ value: Int64, _ digits: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    let (day, rest) = epochMilliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    // Years counted from March, so that the leap day comes last, in eras of 400 years.
    let shifted = day + 719_468
    let (era, dayOfEra) = shifted.quotientAndRemainder(dividingBy: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
    let date =
      "\(year)-\(padded(month < 10 ? month + 3 : month - 9, 2))-"
      + padded(dayOfYear - (153 * month + 2) / 5 + 1, 2)
    return "\(date) \(padded(rest / 3_600_000, 2)):\(padded(rest / 60_000 % 60, 2)):"
      + "\(padded(rest / 1000 % 60, 2)),\(padded(rest % 1000, 3))"
  }
}
