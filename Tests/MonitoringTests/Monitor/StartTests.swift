import StreamModel
import Testing

@testable import Monitoring

@Suite struct StartTests {
  @Test("the job list and the overview go out at once, the capabilities with the first answer")
  func firstQuestions() {
    var playback = Playback(.running(3))
    playback.send(.start)
    #expect(playback.asked.map(\.question) == [.jobs, .overview])
    playback.run(until: .milliseconds(4))
    #expect(playback.asked.contains { $0.question == .capabilities })
  }

  @Test("nothing is asked before the start, but what is demanded then is remembered")
  func beforeStart() {
    var playback = Playback(.running(3))
    playback.send(.demand(Demand(visibleJobs: [.numbered(2)])))
    playback.run(until: .seconds(10))
    #expect(playback.asked.isEmpty)
    playback.send(.start)
    playback.run(for: .seconds(5))
    #expect(!playback.asked(.job(.numbered(2))).isEmpty)
  }

  @Test("the first snapshot comes with the job list, though the overview hangs")
  func firstSnapshot() throws {
    var playback = Playback(.running(3))
    playback.hangs = { $0 == .overview }
    playback.send(.start)
    playback.run(until: .seconds(1))
    let first = try #require(playback.published.first)
    #expect(first.at == .milliseconds(4))
    #expect(first.snapshot.cluster.jobs.count == 3)
    #expect(first.snapshot.cluster.connection == .live)
  }

  @Test("the capabilities are asked for until they are known, and then no more")
  func capabilities() {
    var playback = Playback(.running(1))
    playback.override = { question, now in
      question == .capabilities && now < .seconds(10)
        ? .failure(.server(status: 500, message: "starting")) : nil
    }
    playback.send(.start)
    playback.run(until: .seconds(120))
    let times = playback.asked(.capabilities)
    #expect((3...5).contains(times.count))
    #expect(playback.model.capabilities.version == "2.3.0")
  }

  @Test("another version wants the capabilities again")
  func otherVersion() {
    var playback = Playback(.running(1))
    playback.send(.start)
    playback.run(until: .seconds(30))
    playback.cluster.version = "2.4.0"
    playback.run(until: .seconds(60))
    #expect(playback.asked(.capabilities).count == 2)
    #expect(playback.model.capabilities.version == "2.4.0")
  }

  @Test("after the stop nothing more is asked, and what was under way is given up")
  func stop() {
    var playback = Playback(.running(1))
    playback.hangs = { $0 == .overview }
    playback.send(.start)
    playback.run(until: .seconds(1))
    playback.send(.stop)
    let before = playback.asked.count
    playback.run(until: .seconds(60))
    #expect(playback.asked.count == before)
    #expect(playback.cancelled == [.overview])
  }

  @Test("while paused nothing at all is asked")
  func paused() {
    var playback = Playback.jobScreen(.running(3), vertices: 4)
    playback.run(until: .seconds(30.5))
    playback.send(.demand(Demand(openJob: .numbered(0), isPaused: true)))
    playback.send(.refresh)
    playback.run(until: .seconds(120))
    #expect(playback.requests(in: .seconds(30.5)..<(.seconds(120))) == 0)
    playback.send(.demand(Demand()))
    playback.run(for: .milliseconds(10))
    #expect(playback.asked(.jobs).last == .seconds(120))
  }
}
