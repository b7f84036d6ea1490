import StreamModel

/// How `orders` was restarted four times, as spans, the log and the REST API tell it.
enum RecoveriesFixture {
  private static func ago(_ seconds: Double) -> Timestamp {
    Fixture.now.advanced(by: .milliseconds(-Int(seconds * 1000)))
  }

  private static func part(_ name: String, _ max: Int, _ sum: Int) -> Recovery.Part {
    Recovery.Part(name: name, max: .milliseconds(max), sum: .milliseconds(sum), source: .span)
  }

  /// One that took longer the larger `scale` is.
  private static func restart(_ seconds: Double, checkpoint: Int64, scale: Double) -> Recovery {
    var recovery = Recovery(cause: .failure)
    func at(_ offset: Double) -> Timestamp { ago(seconds - offset * scale) }
    recovery.failure = "java.io.IOException: connection to broker-\(checkpoint % 7) lost"
    recovery.failedTask = "fraud score (3/4)"
    recovery.outcome = .completed
    recovery.failedAt = .init(at(0), .rest)
    recovery.noticedAt = .init(at(0.02), .log)
    recovery.cancelledAt = .init(at(0.31), .log)
    recovery.runningAt = .init(at(1.02), .span)
    recovery.deployedAt = .init(at(1.35), .log)
    recovery.endedAt = .init(at(2.4), .span)
    recovery.checkpoint = .init(CheckpointID(checkpoint), .log)
    recovery.isSavepoint = false
    recovery.triggeredAt = .init(ago(seconds + 9.4), .log)
    recovery.restoredAt = .init(at(1.03), .log)
    recovery.stateSize = .init(ByteCount(bytes: 4_137_496), .span)
    recovery.subtasks = .init(12, .log)
    let ms = scale
    recovery.parts = [
      part("MailboxStart", Int(36 * ms), Int(228 * ms)), part("ReadOutputData", 1, 1),
      part("InitializeState", Int(801 * ms), Int(4_120 * ms)),
      part("DownloadState", Int(420 * ms), Int(2_300 * ms)),
      part("RestoreState", Int(310 * ms), Int(1_500 * ms)),
      part("GateRestore", Int(52 * ms), Int(96 * ms)),
    ]
    recovery.places = [
      Recovery.Place(
        name: "LOCAL_DISK", max: ByteCount(bytes: 2_115_993), sum: ByteCount(bytes: 4_136_950)),
      Recovery.Place(name: "LOCAL_MEMORY", max: ByteCount(bytes: 265), sum: ByteCount(bytes: 530)),
    ]
    return recovery
  }

  /// Oldest first: restarts, a rescale that only the log tells of, one that failed. The REST API tells of the last two as well.
  static let all: [Recovery] = {
    var rescale = Recovery(cause: .rescale)
    rescale.noticedAt = .init(ago(4000), .log)
    rescale.cancelledAt = .init(ago(3999.4), .log)
    rescale.runningAt = .init(ago(3999), .log)
    rescale.endedAt = .init(ago(3997.5), .log)
    rescale.outcome = .completed
    rescale.subtasks = .init(12, .log)
    var failed = restart(2100, checkpoint: 61, scale: 1.4)
    failed.outcome = .failed
    return [
      restart(9000, checkpoint: 11, scale: 0.8), rescale, failed,
      restart(900, checkpoint: 71, scale: 1), restart(12, checkpoint: 118, scale: 2.2),
    ]
  }()

  static func trace(spans: Int = 4) -> RecoveryTrace {
    RecoveryTrace(
      jobs: [OrdersFixture.job: .init(name: "orders", recoveries: all)], spanCount: spans,
      edition: 700)
  }

  static func fill(_ cluster: inout ClusterModel) {
    cluster.apply(trace(), to: RecoveryTraceQuestion(), at: Fixture.now)
  }
}
