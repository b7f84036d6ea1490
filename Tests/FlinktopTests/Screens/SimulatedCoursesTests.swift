import FlinkSimulator
import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

/// Faults and healthy jobs of the simulator before the whole program, from its client to its screens, by a clock that is
/// faster than ours. Those of real clusters are `Tests/Lab/faults`.
@Suite("Simulated faults", .serialized)
struct SimulatedCoursesTests {
  /// What the first sentence must say of one that is sick.
  private static let right: [JobCourse: [String]] = [
    .hotKey: ["enrich is the bottleneck", "subtask 2 on ", "hot key"],
    .slowSubtask: ["enrich is the bottleneck", "subtask 1 on ", "with no fewer records"],
    .slowMiddle: ["enrich is the bottleneck", "all 4 subtasks hot"],
    .hang: ["enrich hangs for", "subtask 3 on "],
    .sourceBound: ["Source: orders reads no faster"],
    .stalledSource: ["subtask 2", "Source: orders", "stands still"],
    .lateRecords: ["enrich drops", "20% of what comes"],
    .restartLoop: ["restart loop", "enrich", "customer of order is null"],
    .failingCheckpoints: ["failed since", "of enrich has not acknowledged it"],
  ]

  private static let sick = JobCourse.allCases.filter { !$0.isHealthy }
  private static let healthy = JobCourse.allCases.filter(\.isHealthy)

  private func session(_ course: JobCourse) async -> VirtualSession {
    let configuration = SimulationConfiguration(seed: 7, world: .courses([course]))
    var session = VirtualSession(configuration, size: Size(columns: 120, rows: 40))
    await session.start()
    // The list is there.
    await session.run(for: .seconds(2))
    return session
  }

  private func findings(_ session: VirtualSession) -> [Finding] {
    session.model.worstFirst(at: session.wallClock).flatMap(\.verdict.findings)
  }

  @Test("each is named with its place within a minute, and stays so", arguments: sick)
  func faults(course: JobCourse) async throws {
    let wanted = try #require(Self.right[course], "nothing says what is right")
    var session = await session(course)
    await session.press([.enter])
    var found: Duration?
    var last = ""
    while session.now < .seconds(80) {
      await session.run(for: .seconds(1))
      let said = findings(session).map(\.sentence)
      // While it restarts, what it fails of is a finding of its own.
      last = (course == .restartLoop ? said.joined(separator: " ") : said.first) ?? ""
      let isRight = wanted.allSatisfy { last.contains($0) }
      if isRight, found == nil { found = session.now }
      if !isRight, let found { Issue.record("right after \(found), then: \(last)") }
    }
    let onset = course == .stalledSource ? JobCourse.onset : .zero
    let took = try #require(found, "said at last: \(last)") - onset
    #expect(took <= .seconds(60), "\(last)")
  }

  @Test("one in a list beside others is looked into as well")
  func inList() async throws {
    let configuration = SimulationConfiguration(
      seed: 7, world: .courses([.steady, .hotKey, .busy80, .sourceBound, .slowSubtask]))
    var session = VirtualSession(configuration, size: Size(columns: 120, rows: 40))
    await session.start()
    await session.run(for: .seconds(60))
    for course in [JobCourse.hotKey, .slowSubtask, .sourceBound] {
      let job = try #require(session.model.jobs.first { $0.name == course.rawValue })
      let said =
        session.model.verdict(of: job, at: session.wallClock).findings.first?.sentence ?? ""
      #expect(Self.right[course]?.allSatisfy { said.contains($0) } == true, "\(said)")
      if course == .sourceBound { #expect(said.contains("records pending"), "\(said)") }
    }
  }

  @Test("nothing is found wrong with a healthy job in five minutes", arguments: healthy)
  func calm(course: JobCourse) async {
    var session = await session(course)
    await session.press([.enter])
    while session.now < .seconds(300) {
      await session.run(for: .seconds(5))
      let alarms = findings(session).filter { $0.severity >= .warning }
      #expect(alarms.isEmpty, "after \(session.now): \(alarms.map(\.sentence))")
    }
    let job = session.model.jobs.first
    let verdict = job.map { session.model.verdict(of: $0, at: session.wallClock) }
    #expect(verdict?.isComplete == true, "\(verdict?.notJudged ?? [])")
  }
}
