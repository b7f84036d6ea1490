import StreamModel
import Testing

@testable import Monitoring

/// A cluster that is watched and not shown.
@Suite struct GlanceTests {
  private static func glance(_ cluster: FakeCluster) -> Playback {
    var playback = Playback(
      cluster, configuration: PollConfiguration(interval: .seconds(10)))
    playback.send(.start)
    playback.send(.demand(Demand(isGlance: true)))
    return playback
  }

  @Test("of a cluster that is not shown only its version, its jobs and its overview are asked for")
  func kinds() {
    var playback = Self.glance(.running(20))
    playback.run(until: .seconds(61))
    let kinds = Set(playback.asked.map(\.question.kind.name))
    #expect(kinds == ["capabilities", "jobs", "overview"])
    #expect(playback.asked.count <= 1 + 2 * 7)
    #expect(playback.published.last?.snapshot.cluster.jobs.count == 20)
  }

  @Test("what its screen needs is asked at once when it is shown")
  func shown() {
    var playback = Self.glance(.running(3))
    playback.run(until: .seconds(21))
    playback.send(.interval(.seconds(2)))
    playback.send(.demand(Demand(visibleJobs: [.numbered(0)])))
    playback.send(.refresh)
    playback.run(until: .seconds(23))
    #expect(playback.count(.job, in: .seconds(21)..<(.seconds(22))) > 0)
    #expect(playback.count(.jobs, in: .seconds(21)..<(.seconds(22))) == 1)
  }

  @Test("an operation is followed to its end all the same")
  func operation() {
    var playback = Self.glance(.running(3))
    playback.status = { _, now in
      now < .seconds(33) ? .success(.inProgress) : .success(.completed(location: "file:/s"))
    }
    playback.run(until: .seconds(30))
    playback.send(
      .perform(
        OperationRequest(
          in: ClusterIdentity.test.id, id: "a",
          kind: .savepoint(targetDirectory: nil, format: nil), job: .numbered(0),
          jobName: "orders")))
    playback.run(until: .seconds(40))
    #expect(
      playback.published.last?.snapshot.operations.first?.state
        == .completed(location: "file:/s", jobState: nil))
  }

  @Test("a request of another cluster is never sent, and says why")
  func stranger() {
    var playback = Playback.jobsScreen(.running(3), rows: 3)
    playback.run(until: .seconds(5))
    playback.send(
      .perform(
        OperationRequest(
          in: ClusterID("http://other:8081"), id: "a", kind: .cancel, job: .numbered(0),
          jobName: "orders")))
    playback.run(until: .seconds(20))
    #expect(playback.triggered.isEmpty)
    #expect(
      playback.published.last?.snapshot.operations.first?.state
        == .failed(cause: "it was asked of http://other:8081, and this is http://test:8081"))
  }
}
