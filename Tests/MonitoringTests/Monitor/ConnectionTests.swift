import StreamModel
import Testing

@testable import Monitoring

@Suite struct ConnectionTests {
  /// A monitor whose cluster is gone between two moments.
  private func playback(
    goneFrom start: Duration, to end: Duration, error: SourceError = .refused
  ) -> Playback {
    var playback = Playback(.running(3))
    playback.override = { _, now in start <= now && now < end ? .failure(error) : nil }
    playback.send(.demand(Demand(visibleJobs: (0..<3).map(JobID.numbered))))
    playback.send(.start)
    return playback
  }

  @Test("nothing answered and nothing failed yet is connecting")
  func connecting() {
    var playback = Playback(.running(1))
    playback.hangs = { _ in true }
    playback.send(.start)
    playback.run(until: .seconds(4))
    #expect(playback.model.connection == .connecting)
  }

  @Test("a cluster that never was there is unreachable at the first failure")
  func neverThere() {
    var playback = playback(goneFrom: .zero, to: .seconds(1000))
    playback.run(until: .milliseconds(10))
    #expect(playback.model.connection == .unreachable(since: nil, .refused))
    #expect(playback.published.last?.snapshot.cluster.connection.error == .refused)
  }

  @Test(
    "one failed round makes the data stale since the last answer; the third the cluster unreachable"
  )
  func staleThenUnreachable() throws {
    var playback = playback(goneFrom: .seconds(61), to: .seconds(1000))
    playback.run(until: .seconds(62.1))
    guard case .stale(let since, .refused) = playback.model.connection else {
      Issue.record("\(playback.model.connection)")
      return
    }
    let age = playback.wallClock.since(since)
    #expect(age > .seconds(1) && age < .seconds(3))
    playback.run(until: .seconds(72))
    #expect(playback.model.connection == .unreachable(since: since, .refused))
    #expect(playback.model.jobs.count == 3)
  }

  @Test("while the cluster is gone only the job list is tried, each time later, at most each 15 s")
  func backOff() {
    var playback = playback(goneFrom: .seconds(61), to: .seconds(1000))
    playback.run(until: .seconds(300))
    let tries = playback.asked.filter { $0.at > .seconds(63) }
    #expect(tries.allSatisfy { $0.question == .jobs })
    let gaps = zip(tries, tries.dropFirst()).map { $1.at - $0.at }
    #expect(gaps.allSatisfy { $0 <= .seconds(18.1) })
    #expect(gaps.suffix(5).allSatisfy { $0 >= .seconds(12) })
    #expect(playback.model.polling.nextTryAt != nil)
  }

  @Test("a Flink that is too old is said at once, without an age, and tried once a minute")
  func tooOld() {
    let error = SourceError.unsupported("Flink 1.12.7 is too old")
    var playback = playback(goneFrom: .zero, to: .seconds(1000))
    playback.override = { question, _ in question == .jobs ? .failure(error) : nil }
    for end in [5.0, 300] {
      playback.run(until: .seconds(end))
      #expect(playback.model.connection == .unreachable(since: nil, error))
    }
    #expect((4...6).contains(playback.asked(.jobs).count))
  }

  @Test("when the cluster is back, everything is asked at once and the connection is live")
  func recovery() throws {
    var playback = playback(goneFrom: .seconds(61), to: .seconds(120))
    playback.run(until: .seconds(160))
    let back = try #require(playback.asked(.jobs).first { $0 >= .seconds(120) })
    let after = playback.asked.filter { $0.at >= back && $0.at < back + .seconds(1) }
    #expect(after.contains { $0.question == .overview })
    #expect(after.count > 4)
    #expect(playback.model.connection == .live)
    #expect(playback.model.polling.nextTryAt == nil)
  }

  @Test("a refresh tries a cluster that is gone at once")
  func refreshWhileGone() {
    var playback = playback(goneFrom: .seconds(61), to: .seconds(150))
    playback.run(until: .seconds(150.01))
    let before = playback.asked.count
    playback.send(.refresh)
    playback.run(for: .milliseconds(10))
    #expect(playback.asked.dropFirst(before).first?.question == .jobs)
    #expect(playback.model.connection == .live)
  }

  @Test("a proxy's page instead of the job list is a failed round as well")
  func malformedList() {
    let error = SourceError.malformed(what: "HTML", on: "/jobs/overview")
    var playback = playback(goneFrom: .seconds(61), to: .seconds(1000), error: error)
    playback.run(until: .seconds(80))
    #expect(playback.model.connection.error == error)
    #expect(playback.asked.allSatisfy { $0.at < .seconds(63) || $0.question == .jobs })
  }

  @Test(
    "a kind of question that goes on failing degrades the connection; a job that is gone does not",
    arguments: [
      (SourceError.server(status: 500, message: "x"), true),
      (.malformed(what: "HTML", on: "x"), true), (.unauthorized(isForbidden: true, on: "x"), true),
      (.keyRefused("x"), true),
      (.notFound("Checkpointing has not been enabled."), false), (.conflict("x"), false),
    ])
  func degraded(error: SourceError, isDegraded: Bool) {
    var playback = Playback.jobsScreen(.running(3), rows: 3)
    playback.override = { question, _ in question.kind == .checkpoints ? .failure(error) : nil }
    playback.run(until: .seconds(60))
    #expect(playback.model.connection == (isDegraded ? .degraded(error) : .live))
  }

  @Test("a degraded connection is live again once that kind is answered")
  func degradedRecovers() {
    var playback = Playback.jobsScreen(.running(3), rows: 3)
    playback.override = { question, now in
      question.kind == .checkpoints && now < .seconds(30)
        ? .failure(.server(status: 500, message: "x")) : nil
    }
    playback.run(until: .seconds(29))
    #expect(playback.model.connection.error != nil)
    playback.run(until: .seconds(120))
    #expect(playback.model.connection == .live)
  }

  @Test("a question that fails is asked again later and later, and does not hold up the others")
  func questionBackOff() {
    var playback = Playback.jobScreen(.running(1), vertices: 1)
    playback.override = { question, _ in
      question.kind == .checkpoints ? .failure(.server(status: 500, message: "x")) : nil
    }
    playback.run(until: .seconds(300))
    let times = playback.asked(.checkpoints(.numbered(0)))
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
    for (gap, expected) in zip(gaps, [2.0, 4, 8, 16, 32, 60, 60]) {
      #expect(gap >= .seconds(expected * 0.8) && gap <= .seconds(expected * 1.2 + 0.2))
    }
    #expect(playback.count(.job, in: .seconds(200)..<(.seconds(260))) >= 19)
  }

  @Test("a question that was answered and fails again is asked again as soon as the first time")
  func questionBackOffBeginsAnew() throws {
    var playback = Playback.jobScreen(.running(1), vertices: 1)
    playback.override = { question, now in
      question.kind == .checkpoints && (now < .seconds(60) || now > .seconds(100))
        ? .failure(.server(status: 500, message: "x")) : nil
    }
    playback.run(until: .seconds(200))
    let times = playback.asked(.checkpoints(.numbered(0)))
    let failed = times.filter { $0 > .seconds(100) }
    let gaps = zip(failed, failed.dropFirst()).map { $1 - $0 }
    #expect(times.contains { (.seconds(60)...(.seconds(100))).contains($0) })
    #expect(gaps.count >= 4)
    for (gap, expected) in zip(gaps, [2.0, 4, 8, 16]) {
      #expect(gap >= .seconds(expected * 0.8) && gap <= .seconds(expected * 1.2 + 0.2))
    }
  }

  @Test("a cluster that is gone a second time is tried as often as the first time")
  func backOffBeginsAnew() {
    var playback = playback(goneFrom: .seconds(61), to: .seconds(1000))
    playback.override = { _, now in
      (.seconds(61)..<(.seconds(161))).contains(now) || now >= .seconds(201)
        ? .failure(.refused) : nil
    }
    playback.run(until: .seconds(260))
    for start in [Duration.seconds(61), .seconds(201)] {
      let tries = playback.asked(.jobs).filter { $0 >= start }
      let gaps = zip(tries, tries.dropFirst()).map { $1 - $0 }
      for (gap, expected) in zip(gaps, [2.0, 4, 8]) {
        #expect(gap >= .seconds(expected * 0.8) && gap <= .seconds(expected * 1.2 + 0.2))
      }
    }
    #expect(
      playback.published.contains {
        $0.snapshot.cluster.connection == .live && $0.at > .seconds(161)
      })
  }

  @Test("a figure that times out while the job list is answered concerns nobody else")
  func oneSlowQuestion() throws {
    var playback = Playback.jobScreen(.running(1), vertices: 1)
    playback.hangs = { $0.kind == .checkpoints }
    playback.run(until: .seconds(10.5))
    let ticket = try #require(
      playback.core.flights.first { $0.value.question?.kind == .checkpoints }?.key)
    let error = SourceError.timedOut(after: .seconds(10), on: "/jobs/x/checkpoints")
    playback.send(.replied(ticket, .failure(error), after: .seconds(10)))
    playback.run(for: .seconds(10))
    #expect(playback.model.connection == .live)
    #expect(playback.core.schedule.probeAt == nil)
    #expect(playback.asked(.jobs).first { $0 > .seconds(10.1) } == .seconds(12))
  }

  @Test(
    "a figure that times out when the job list was not answered since has the list tried at once")
  func suspicion() throws {
    var playback = Playback.jobScreen(.running(1), vertices: 1)
    playback.override = { question, now in
      question.kind == .checkpoints && now > .seconds(10)
        ? .failure(.timedOut(after: .seconds(1), on: "x")) : nil
    }
    playback.run(until: .seconds(13.5))
    let failed = try #require(
      playback.asked(.checkpoints(.numbered(0))).first { $0 > .seconds(10) })
    let probe = try #require(playback.asked(.jobs).first { $0 >= failed })
    #expect(probe - failed <= .milliseconds(10))
    #expect(playback.model.connection == .live)
    // It is its own fault: asked later and later, and the list not each time.
    playback.run(until: .seconds(130))
    #expect(playback.count(.checkpoints, in: .seconds(10)..<(.seconds(130))) <= 8)
    #expect(playback.count(.jobs, in: .seconds(10)..<(.seconds(130))) <= 70)
  }

  @Test("a job list that does not come makes the data stale before the request times out")
  func hangingList() {
    var playback = Playback.jobsScreen(.running(1), rows: 0)
    playback.run(until: .seconds(30.5))
    playback.hangs = { $0 == .jobs }
    playback.run(until: .seconds(36.9))
    #expect(playback.model.connection == .live)
    playback.run(until: .seconds(37.1))
    guard case .stale(_, .timedOut) = playback.model.connection else {
      Issue.record("\(playback.model.connection)")
      return
    }
    playback.release(.jobs)
    #expect(playback.model.connection == .live)
  }

  @Test("slow answers stretch the interval, and the figures say both")
  func stretched() {
    var playback = Playback.jobsScreen(.running(3), rows: 3)
    playback.latency = .seconds(2)
    playback.run(until: .seconds(120))
    #expect(playback.model.polling.interval > .seconds(3))
    #expect(playback.model.polling.configuredInterval == .seconds(2))
    #expect(playback.model.polling.answerTime == .seconds(2))
    playback.latency = .milliseconds(5)
    playback.run(until: .seconds(400))
    #expect(playback.model.polling.interval == .seconds(2))
  }

  @Test("the tick keeps its place though all figures are slow")
  func tickIsReserved() {
    var playback = Playback.jobsScreen(.running(30), rows: 30)
    playback.latencyOfFigures = .seconds(8)
    playback.run(until: .seconds(200))
    #expect(playback.model.polling.interval == .seconds(10))
    let times = playback.asked(.jobs).filter { $0 > .seconds(60) }
    for (earlier, later) in zip(times, times.dropFirst()) {
      #expect(later - earlier <= .seconds(10.1))
    }
    #expect(playback.count(.job) > 5)
  }

  @Test("the header's requests per second are those of the last ten seconds")
  func requestsPerSecond() throws {
    // Without what is saved up for a list that opens, and paid back for minutes.
    var playback = Playback.jobsScreen(
      .running(37), rows: 37, configuration: PollConfiguration(openingBurst: 0))
    playback.run(until: .seconds(60))
    let rate = try #require(playback.model.polling.requestsPerSecond)
    #expect(abs(rate - 7) < 0.5)
  }
}
