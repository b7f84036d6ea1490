import SeededRandom
import StreamModel
import Testing

@testable import Monitoring

/// That rows are remembered must change nothing but how often they are worked out.
@Suite("Rows that are worked out once")
struct RowMemoryTests {
  /// One step of a course, the same for every playback.
  private enum Step {
    case event(MonitorCore.Event)
    case job(JobID, FakeCluster.Job?)
    case server(version: String, hasTimes: Bool, hasMetrics: Bool)
    case weather(latency: Duration, failing: UInt64)
    case time(Duration)
  }

  /// A long course of everything that may happen, from one seed.
  private static func course(seed: UInt64, steps: Int) -> [Step] {
    var random = SeededGenerator(seed: seed)
    return (0..<steps).flatMap { number in
      [step(number, &random), .time(.milliseconds(Int.random(in: 1...9_000, using: &random)))]
    }
  }

  private static func step(_ number: Int, _ random: inout SeededGenerator) -> Step {
    func id() -> JobID { .numbered(Int.random(in: 0..<30, using: &random)) }
    switch Int.random(in: 0..<12, using: &random) {
    case 0...3: return .event(.demand(demand(&random)))
    case 4: return .event(.refresh)
    case 5: return .event(.interval(.milliseconds(Int.random(in: 500...8_000, using: &random))))
    case 6:
      let kind = OperationKind.savepoint(targetDirectory: nil, format: nil)
      let request = OperationRequest(
        in: ClusterIdentity.test.id, id: "\(number)", kind: kind, job: id(), jobName: "a")
      return .event(.perform(request))
    case 7:
      return .server(
        version: Bool.random(using: &random) ? "2.3.0" : "1.15.4",
        hasTimes: Bool.random(using: &random), hasMetrics: Bool.random(using: &random))
    case 8:
      let failing = Bool.random(using: &random) ? UInt64.random(in: 2...9, using: &random) : 0
      return .weather(
        latency: .milliseconds(Int.random(in: 1...900, using: &random)), failing: failing)
    case 9 where Int.random(in: 0..<4, using: &random) == 0: return .job(id(), nil)
    default: return .job(id(), job(&random))
    }
  }

  private static func demand(_ random: inout SeededGenerator) -> Demand {
    let first = Int.random(in: 0..<20, using: &random)
    var demand = Demand(visibleJobs: (first..<first + 10).map(JobID.numbered))
    if Int.random(in: 0..<3, using: &random) == 0 {
      demand.openJob = .numbered(first)
      demand.visibleVertices = (0..<3).map(VertexID.numbered)
      demand.questions = [AnyQuestion(ExceptionsQuestion(.numbered(first)))]
    }
    demand.isPaused = Int.random(in: 0..<9, using: &random) == 0
    demand.isGlance = Int.random(in: 0..<9, using: &random) == 0
    return demand
  }

  private static func job(_ random: inout SeededGenerator) -> FakeCluster.Job {
    let states: [JobState] = [.running, .running, .running, .restarting, .failed, .finished]
    return FakeCluster.Job(
      name: "job", state: states.randomElement(using: &random) ?? .running,
      vertices: Int.random(in: 1...6, using: &random),
      finishedVertices: Int.random(in: 0...1, using: &random),
      restarts: Int.random(in: 0...2, using: &random))
  }

  private func play(_ course: [Step], isInUse: Bool) -> Playback {
    var cluster = FakeCluster.running(30)
    var calls: UInt64 = 0
    var failing: UInt64 = 0
    var playback = Playback(cluster)
    playback.core.schedule.rows = RowMemory(isInUse: isInUse)
    playback.override = { _, _ in
      calls += 1
      return failing > 0 && calls % failing == 0 ? .failure(.refused) : nil
    }
    playback.send(.start)
    for step in course {
      switch step {
      case .event(let event): playback.send(event)
      case .time(let span): playback.run(for: span)
      case .job(let id, let job?):
        if cluster.jobs[id] == nil { cluster.order.append(id) }
        cluster.jobs[id] = job
      case .job(let id, nil): cluster.remove(id)
      case .server(let version, let hasTimes, let hasMetrics):
        cluster.version = version
        cluster.hasAccumulatedTimes = hasTimes
        cluster.hasNoMetrics = !hasMetrics
      case .weather(let latency, let one):
        playback.latency = latency
        failing = one
      }
      playback.cluster = cluster
    }
    return playback
  }

  @Test(
    "the same is asked at the same times whether rows are remembered or worked out each time",
    arguments: [1, 2, 3])
  func sameCourse(seed: UInt64) {
    let course = Self.course(seed: seed, steps: 50)
    let remembered = play(course, isInUse: true)
    let plain = play(course, isInUse: false)
    #expect(remembered.asked == plain.asked)
    #expect(remembered.cancelled == plain.cancelled)
    #expect(remembered.wakes == plain.wakes)
    #expect(remembered.published.map(\.at) == plain.published.map(\.at))
    #expect(plain.asked.count > 200)
    #expect(remembered.core.schedule.rows.workedOut < plain.core.schedule.rows.workedOut)
  }

  @Test("after an answer about a job its row is worked out anew, and no other")
  func oneRowAtATime() {
    var playback = Playback.jobsScreen(.running(20), rows: 20)
    playback.run(until: .seconds(60))
    let before = playback.core.schedule.rows.workedOut
    let asked = playback.asked.count
    playback.run(until: .seconds(160))
    let workedOut = playback.core.schedule.rows.workedOut - before
    #expect(workedOut > 0)
    // Once when it is asked, and once when it is answered.
    #expect(workedOut <= 2 * (playback.asked.count - asked), "\(workedOut)")
  }
}
