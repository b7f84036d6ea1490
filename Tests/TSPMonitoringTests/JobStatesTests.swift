import HTTPTransport
import StreamModel
import Testing

@testable import TSPMonitoring

@Suite("How jobs stand that are listed by name alone")
struct JobStatesTests {
  /// A TSP of so many running jobs.
  private func tsp(_ count: Int, state: String = "RUNNING") -> ScriptedTSP {
    ScriptedTSP { target in
      switch target {
      case "/metainfo/getVersion/": .init(Bodies.version)
      case "/jobs/overview/":
        .init(Bodies.overview((0..<count).map { ("j\($0)", "job-\($0)") }))
      default:
        .init(
          Bodies.status(
            state, jid: "j" + target.dropFirst("/job/job-".count).prefix { $0 != "/" }))
      }
    }
  }

  private func statuses(_ tsp: ScriptedTSP) -> [String] {
    tsp.asked.filter { $0.hasSuffix("/status/") }
  }

  @Test("of a thousand jobs 60 are asked about at first and four a second then, each in its turn")
  func budget() async throws {
    let tsp = tsp(1000)
    let clock = TestClock()
    let client = Bodies.client(tsp, clock: clock)
    let first = try await client.answer(.jobs)
    #expect(statuses(tsp).count == 60)
    #expect(first.count { $0.state == .running } == 60)
    #expect(first.count { $0.state == .other("UNKNOWN") } == 940)
    for _ in 0..<20 {
      clock.advance(by: .seconds(2))
      _ = try await client.answer(.jobs)
    }
    #expect(statuses(tsp).count == 60 + 20 * 8)
    // Nobody twice before everybody once.
    #expect(Set(statuses(tsp)).count == statuses(tsp).count)
  }

  @Test("two lists at a time that take more than there is leave none, and no trap")
  func overdrawn() {
    var budget = StatusBudget()
    let rooms = [budget.room(at: tspNow), budget.room(at: tspNow)]
    #expect(rooms == [60, 60])
    for _ in 0..<120 { budget.take() }
    #expect(budget.room(at: tspNow) == 0)
    #expect(budget.room(at: tspNow.advanced(by: .seconds(16))) == 4)
  }

  @Test("a clock that is set back asks for nothing")
  func setBack() async throws {
    let tsp = tsp(1000)
    let clock = TestClock()
    let client = Bodies.client(tsp, clock: clock)
    _ = try await client.answer(.jobs)
    clock.advance(by: .seconds(-3600))
    _ = try await client.answer(.jobs)
    #expect(statuses(tsp).count == 60)
    clock.advance(by: .seconds(2))
    _ = try await client.answer(.jobs)
    #expect(statuses(tsp).count == 68)
  }

  @Test("a run that has ended is asked about no more, another run of its uuid is")
  func ended() async throws {
    let tsp = tsp(2, state: "FINISHED")
    let clock = TestClock()
    let client = Bodies.client(tsp, clock: clock)
    for _ in 0..<3 {
      clock.advance(by: .seconds(2))
      let jobs = try await client.answer(.jobs)
      #expect(jobs.map(\.state) == [.finished, .finished])
      #expect(jobs[0].endTime == Timestamp(milliseconds: 1_700_000_060_000))
    }
    #expect(statuses(tsp).count == 2)
    tsp.answer { target in
      switch target {
      case "/metainfo/getVersion/": .init(Bodies.version)
      case "/jobs/overview/": .init(Bodies.overview([("new", "job-0"), ("j1", "job-1")]))
      default: .init(Bodies.status("RUNNING", jid: "new"))
      }
    }
    clock.advance(by: .seconds(2))
    let jobs = try await client.answer(.jobs)
    #expect(jobs.map(\.state) == [.running, .finished])
  }

  @Test("several runs of one uuid are one job, the one that TSP means")
  func runs() async throws {
    let tsp = ScriptedTSP([
      "/metainfo/getVersion/": Bodies.version,
      "/jobs/overview/": Bodies.overview([("aa", "x"), ("bb", "x"), ("cc", "y")]),
      "/job/x/status/": Bodies.status("RUNNING", jid: "aa"),
      "/job/y/status/": Bodies.status("FAILED", jid: "cc"),
    ])
    let jobs = try await Bodies.client(tsp).answer(.jobs)
    #expect(jobs.map(\.name) == ["x", "y"] && jobs.map(\.state) == [.running, .failed])
  }

  @Test("time goes on for a job that runs since it was told of")
  func duration() async throws {
    let tsp = tsp(1)
    let clock = TestClock()
    let client = Bodies.client(tsp, clock: clock)
    let first = try await client.answer(.jobs)
    #expect(first[0].duration == .seconds(60))
    clock.advance(by: .milliseconds(500))
    let second = try await client.answer(.jobs)
    #expect(second[0].duration == .milliseconds(60_500))
    #expect(statuses(tsp).count == 1)
  }

  @Test("once TSP does not answer three times, no further state is asked for")
  func silence() async throws {
    let tsp = ScriptedTSP { target in
      switch target {
      case "/metainfo/getVersion/": .init(Bodies.version)
      case "/jobs/overview/": .init(Bodies.overview((0..<50).map { ("j\($0)", "job-\($0)") }))
      default: .init("busy", status: 503)
      }
    }
    let jobs = try await Bodies.client(tsp).answer(.jobs)
    #expect(jobs.count == 50 && statuses(tsp).count == 3)
    #expect(jobs.allSatisfy { !$0.isStateTold })
  }

  @Test("one job that can't be told says nothing of the others")
  func oneFails() async throws {
    let tsp = ScriptedTSP { target in
      switch target {
      case "/metainfo/getVersion/": .init(Bodies.version)
      case "/jobs/overview/": .init(Bodies.overview([("aa", "x"), ("bb", "y")]))
      case "/job/x/status/": .init("busy", status: 503)
      default: .init(Bodies.status("RUNNING", jid: "bb"))
      }
    }
    let jobs = try await Bodies.client(tsp).answer(.jobs)
    #expect(jobs.map(\.state) == [.other("UNKNOWN"), .running])
  }

  @Test(
    "what would be another path is not asked about",
    arguments: ["..", ".", "a/../stop", "a/stop", "x?y", "x#", "50%", "a;b", "a\\b", "\u{1}"])
  func harmfulNames(_ name: String) async throws {
    let body = name == "\u{1}" ? "\\u0001" : name.replacing("\\", with: "\\\\")
    let tsp = ScriptedTSP([
      "/metainfo/getVersion/": Bodies.version, "/jobs/overview/": Bodies.overview([("a", body)]),
    ])
    let client = Bodies.client(tsp)
    let jobs = try await client.answer(.jobs)
    #expect(jobs.map(\.name) == [name] && jobs.map(\.state) == [.other("UNKNOWN")])
    let id = try #require(jobs.first).id
    do throws(SourceError) {
      _ = try await client.answer(.job(id))
      Issue.record("it was asked about")
    } catch {
      #expect(error.description.contains("can't stand in a path"))
    }
    let request = OperationRequest(
      in: ClusterID("x"), id: "0", kind: .cancel, job: id, jobName: name)
    await #expect(throws: TriggerError.self) {
      _ = try await client.trigger(request, capabilities: .unknown)
    }
    #expect(tsp.asked == ["/metainfo/getVersion/", "/jobs/overview/"])
  }
}
