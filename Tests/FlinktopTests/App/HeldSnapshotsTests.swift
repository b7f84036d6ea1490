import Monitoring
import StreamModel
import Testing

@testable import flinktop

@Suite("Snapshots that wait for the next beat")
struct HeldSnapshotsTests {
  /// A snapshot of a cluster, told from others by when it was last answered.
  private func snapshot(
    _ cluster: String = "a", _ number: Int64, isUrgent: Bool = false
  ) -> MonitorSnapshot {
    let identity = ClusterIdentity(name: cluster, endpoint: cluster, source: "flink")
    var model = ClusterModel(identity: identity, interval: .seconds(2))
    model.lastAnswerAt = Timestamp(milliseconds: number)
    return MonitorSnapshot(cluster: model, operations: [], isUrgent: isUrgent)
  }

  private func words(_ snapshots: [MonitorSnapshot]) -> [String] {
    snapshots.map { "\($0.cluster.identity.name)\($0.cluster.lastAnswerAt?.milliseconds ?? -1)" }
  }

  @Test("what comes by itself is shown with the beat, the newest of each cluster once")
  func held() {
    var held = HeldSnapshots()
    #expect(held.take(snapshot("a", 1)).isEmpty)
    #expect(held.take(snapshot("b", 2)).isEmpty)
    #expect(held.take(snapshot("a", 3)).isEmpty)
    #expect(words(held.release()) == ["a3", "b2"])
    #expect(held.release().isEmpty)
  }

  @Test("what is urgent is shown at once, and nothing older of its cluster after it")
  func urgent() {
    var held = HeldSnapshots()
    _ = held.take(snapshot("a", 1))
    _ = held.take(snapshot("b", 2))
    #expect(words(held.take(snapshot("a", 3, isUrgent: true))) == ["a3"])
    #expect(words(held.release()) == ["b2"])
  }

  @Test(
    "beats fall on the second and halfway between",
    arguments: [(0, 500), (1, 499), (499, 1), (500, 500), (999, 1)] as [(Int64, Int64)])
  func beats(milliseconds: Int64, wait: Int64) {
    let now = Timestamp(milliseconds: 1_700_000_000_000 + milliseconds)
    #expect(HeldSnapshots.untilBeat(from: now) == .milliseconds(wait))
  }
}
