import StreamModel
import Testing

@testable import Monitoring

@Suite struct PublishTests {
  private func gate(_ spacing: Duration = .milliseconds(500)) -> PublishGate {
    var gate = PublishGate(spacing: spacing)
    gate.published(at: .seconds(10))
    return gate
  }

  @Test("nothing changed, nothing published")
  func unchanged() {
    #expect(gate().dueAt(isAwaitingAnswers: false) == nil)
  }

  @Test(
    "a snapshot waits for its spacing, unless it is for a key",
    arguments: [
      (PublishGate.Urgency.ordinary, Duration.milliseconds(10500)), (.eager, .milliseconds(10120)),
      (.immediate, .milliseconds(10070)),
    ])
  func spacing(urgency: PublishGate.Urgency, expected: Duration) {
    var gate = gate()
    gate.note(urgency, at: .milliseconds(10070))
    #expect(gate.dueAt(isAwaitingAnswers: true) == expected)
  }

  @Test("a change waits a little for the others of its tick, and not at all if there are none")
  func gathering() {
    var gate = gate()
    gate.note(.ordinary, at: .seconds(20))
    #expect(gate.dueAt(isAwaitingAnswers: true) == .milliseconds(20050))
    gate.note(.ordinary, at: .milliseconds(20040))
    #expect(gate.dueAt(isAwaitingAnswers: true) == .milliseconds(20050))
    #expect(gate.dueAt(isAwaitingAnswers: false) == .seconds(20))
  }

  @Test("never more than ten a second of data that comes by itself, whatever is configured")
  func shortestSpacing() {
    var gate = gate(.zero)
    gate.note(.ordinary, at: .seconds(10))
    #expect(gate.dueAt(isAwaitingAnswers: false) == .milliseconds(10100))
  }

  @Test("a quiet list publishes once a tick")
  func quietList() {
    var playback = Playback.jobsScreen(.running(5), rows: 0)
    playback.run(until: .seconds(10))
    let before = playback.published.count
    playback.run(until: .seconds(70))
    #expect(playback.published.count - before == 30)
  }

  @Test("what was asked for by opening a job is shown soon")
  func eagerAfterDemand() throws {
    var playback = Playback.jobsScreen(.running(5), rows: 0)
    playback.run(until: .milliseconds(60300))
    playback.send(.demand(Demand(openJob: .numbered(0))))
    playback.run(for: .milliseconds(160))
    let latest = try #require(playback.published.last)
    #expect(latest.at > .milliseconds(60300))
    #expect(latest.snapshot.cluster.job(.numbered(0))?.detail != nil)
  }

  @Test("what comes by itself is not urgent; first data and what follows a key are")
  func urgency() throws {
    var playback = Playback.jobsScreen(.running(5), rows: 0)
    playback.run(until: .milliseconds(100))
    #expect(try #require(playback.published.first).snapshot.isUrgent)
    playback.run(until: .seconds(60))
    let before = playback.published.count
    playback.run(until: .milliseconds(70100))
    #expect(playback.published.count > before)
    #expect(playback.published.dropFirst(before).allSatisfy { !$0.snapshot.isUrgent })
    playback.send(.demand(Demand(openJob: .numbered(0))))
    playback.run(for: .milliseconds(160))
    #expect(try #require(playback.published.last).snapshot.isUrgent)
  }
}
