import StreamModel
import Testing

@testable import Monitoring

@Suite struct FairnessTests {
  /// How often each of `rows` jobs was asked in a span of time.
  private func counts(
    _ playback: Playback, rows: Int, _ question: (JobID) -> AnyQuestion, in range: Range<Duration>
  ) -> [Int] {
    (0..<rows).map { row in
      playback.asked(question(.numbered(row))).count { range.contains($0) }
    }
  }

  @Test("no row and no kind of figure waits longer than others, though the budget serves not all")
  func allAreServedAlike() throws {
    var playback = Playback.jobsScreen(.running(40, vertices: 2), rows: 40)
    playback.run(until: .seconds(240))
    let range: Range<Duration> = .seconds(80)..<(.seconds(240))
    for question in [AnyQuestion.job, AnyQuestion.checkpoints, AnyQuestion.jobMetrics] {
      let asked = counts(playback, rows: 40, question, in: range)
      let fewest = try #require(asked.min())
      let most = try #require(asked.max())
      #expect(fewest >= 3)
      #expect(most - fewest <= 2)
    }
    for kind in [QuestionKind.job, .checkpoints, .jobMetrics, .load, .watermarks] {
      #expect(playback.count(kind, in: range) >= 80)
    }
  }

  @Test("the rows are filled from the top")
  func topFirst() {
    var playback = Playback.jobsScreen(.running(37), rows: 37)
    playback.run(until: .seconds(6))
    let order = playback.asked.compactMap { ask in
      ask.question.kind == .checkpoints ? ask.question.job : nil
    }
    #expect(order.count > 10)
    #expect(order == (0..<order.count).map(JobID.numbered))
  }

  @Test("rows that were never asked go before rows that are merely due")
  func neverAskedFirst() throws {
    var playback = Playback.jobsScreen(.running(80), rows: 20)
    playback.run(until: .seconds(60))
    let scrolled = (20..<40).map(JobID.numbered)
    playback.send(.demand(Demand(visibleJobs: (0..<20).map(JobID.numbered) + scrolled)))
    playback.run(for: .seconds(6))
    let firstAsk = try #require(playback.asked(.job(scrolled[19])).first)
    #expect(firstAsk <= .seconds(66))
  }

  @Test("vertices of an open job take turns, at most each 10 s, one of a kind at a time")
  func verticesTakeTurns() throws {
    var playback = Playback.jobScreen(.running(1, vertices: 5), vertices: 5)
    playback.run(until: .seconds(120))
    for number in 0..<5 {
      for question in [
        AnyQuestion.load(.numbered(0), .numbered(number)),
        .watermarks(.numbered(0), .numbered(number)),
      ] {
        let times = playback.asked(question)
        #expect(times.count >= 9)
        for (earlier, later) in zip(times, times.dropFirst()) {
          #expect(later - earlier >= .seconds(10))
          #expect(later - earlier <= .seconds(20))
        }
      }
    }
    // Spread: after the first round no two loads follow one another at once.
    let loads = playback.asked.filter { $0.question.kind == .load && $0.at > .seconds(20) }
    for (earlier, later) in zip(loads, loads.dropFirst()) {
      #expect(later.at - earlier.at >= .seconds(1.9))
    }
  }

  @Test("two vertices are never asked for the same kind of figure at a time")
  func oneOfAKind() {
    var playback = Playback.jobScreen(
      .running(1, vertices: 30), vertices: 30,
      configuration: PollConfiguration(requestsInFlight: 4))
    playback.latencyOfFigures = .milliseconds(300)
    playback.run(until: .seconds(60))
    #expect(playback.count(.load) > 30)
    #expect(playback.mostLoadsInFlight == 1)
  }

  @Test("the open job's own figures go before its vertices, however many those are")
  func openJobFirst() {
    var playback = Playback.jobScreen(.running(1, vertices: 100), vertices: 100)
    playback.run(until: .seconds(120))
    let range: Range<Duration> = .seconds(60)..<(.seconds(120))
    #expect(playback.count(.job, in: range) >= 19)
    #expect(playback.count(.checkpoints, in: range) >= 19)
  }
}
