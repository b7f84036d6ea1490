import StreamModel

@testable import Dashboard

/// The logs of the first TaskManager.
enum LogsFixture {
  static let owner = LogOwner.worker(WorkersFixture.id(1))

  private static func entry(_ secondsAgo: Int, _ level: String, _ message: String) -> String {
    let time = LocalClock.utc.full(Fixture.now.advanced(by: .seconds(-secondsAgo)))
    let padded = level + String(repeating: " ", count: 5 - level.count)
    return "\(time),250 \(padded) org.apache.flink.runtime.taskmanager.Task [] - \(message)\n"
  }

  /// An entry each ten seconds, of fifteen minutes.
  static let text: String = (0..<90).map { number in
    let ago = 902 - 10 * number
    return switch number {
    case 30, 60:
      entry(
        ago, "WARN",
        "Source: orders (2/4)#0 took \(number * 31) ms to react to a barrier, more than usual.")
    case 40: entry(ago, "DEBUG", "Flushed \(number) buffers")
    case 89:
      entry(12, "ERROR", "fraud score (2/4)#0 switched from RUNNING to FAILED with failure cause:")
        + WorkersFixture.trace(4711) + "\n"
        + entry(2, "INFO", "Freeing task resources for fraud score (2/4)#0")
    default: entry(ago, "INFO", "Committed offsets of checkpoint \(number)")
    }
  }.joined()

  static func file(_ name: String, _ size: Int64, secondsAgo: Int) -> LogFile {
    LogFile(
      name: name, size: ByteCount(bytes: size),
      changedAt: Fixture.now.advanced(by: .seconds(-secondsAgo)))
  }

  static let files: [LogFile] = [
    .own, .ownOutput, file("flink-taskmanager.out", 0, secondsAgo: 90_000),
    file("flink-taskmanager.log.1", 104_857_600, secondsAgo: 4000),
    file("flink-taskmanager.log", Int64(text.utf8.count), secondsAgo: 2),
    file("gc.log", 734_003_200, secondsAgo: 30), file("huge.log", 4_294_967_296, secondsAgo: 60),
  ]

  static func fill(_ cluster: inout ClusterModel) {
    cluster.apply(files, to: .logFiles(owner), at: Fixture.now)
    cluster.apply([.own, .ownOutput], to: .logFiles(.controller), at: Fixture.now)
    cluster.apply(LogText(bytes: Array(text.utf8)), to: .logText(owner, "log"), at: Fixture.now)
  }
}
