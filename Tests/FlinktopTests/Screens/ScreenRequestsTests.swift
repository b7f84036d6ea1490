import FlinkSimulator
import HTTPTransport
import Monitoring
import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

/// What the screens ask of a cluster: the dashboard's demand, the monitor's schedule and the client, before a simulated
/// cluster.
@Suite("Requests of the screens", .serialized)
struct ScreenRequestsTests {
  /// How a screen is reached from the list of jobs.
  struct Way: CustomTestStringConvertible, Sendable {
    var title: String
    var keys: [Key]
    var testDescription: String { title }

    init(_ title: String, _ keys: Key...) {
      self.title = title
      self.keys = keys
    }

    /// A screen of the first job, by its word.
    init(_ title: String, word: String) {
      self.title = title
      keys = [.enter, .character(":")] + word.map { .character($0) } + [.enter]
    }
  }

  private static let ways: [Way] = [
    Way("Jobs"), Way("Job", .enter), Way("Health", .character("v")),
    Way("Checkpoints", .enter, .character("3")),
    Way("Checkpoints", .enter, .character("3"), .enter, .enter),
    Way("Exceptions", .enter, .character("4")),
    Way("Subtasks", .enter, .character("5")),
    Way("Subtask", .enter, .character("5"), .enter),
    Way("Flame graph", .enter, .character("5"), .character("f")),
    Way(
      "Metrics", .enter, .character("6"), .character("/"), .character("b"), .character("u"),
      .space, .down, .space, .down, .space, .escape),
    Way("TaskManagers", .character("7")), Way("TaskManager", .character("7"), .enter),
    Way("Profiles", .character("7"), .character("P")),
    Way("Logs", .character("7"), .character("l")),
    Way("Logs", .character("7"), .character("l"), .enter),
    Way("Thread dump", .character("7"), .character("T")),
    Way("JobManager", .character("8")), Way("Operations", .character("9")),
    Way("Clusters", .character("@")), Way("Jars", word: "jars"),
    Way("Applications", word: "applications"),
    Way("Timeline", .enter, .character("L"), .enter),
    Way("Accumulators", word: "accumulators"), Way("Configuration", word: "configuration"),
    Way("Rescales", word: "rescales"), Way("Recoveries", word: "recoveries"),
  ]

  @Test("are counted for every screen", arguments: Screens.all.map { $0.sign.title })
  func complete(title: String) {
    #expect(Self.ways.contains { $0.title == title })
  }

  /// How often a path may be asked for: what the whole screen hangs on as often as Flink has it anew, what is followed
  /// each 3 s, and any other thing each 10 s.
  private static func period(of path: String) -> Duration {
    let parts = path.prefix { $0 != "?" }.split(separator: "/")
    return switch (parts.first, parts.count, parts.last) {
    case (_, _, "overview"): .seconds(2)
    case ("jobs", 2, _), ("jobs", 3, "checkpoints"): .seconds(3)
    case ("taskmanagers", 1, _), (_, _, "logs"), (_, _, "log"): .seconds(3)
    default: .seconds(10)
    }
  }

  private static let span: Duration = .seconds(30)
  /// Those that show what grows with the parallelism.
  private static let ofParts: Set = [
    "Job", "Checkpoints", "Subtasks", "Subtask", "Metrics", "Timeline", "TaskManager",
    "Accumulators",
  ]

  @Test("are one a thing each 10 s: of a job of 60 vertices", arguments: ways)
  func counted(way: Way) async throws {
    try await count(way, vertices: 60, parallelism: 4)
  }

  @Test(
    "are one a thing each 10 s: of vertices of 2,000 subtasks",
    arguments: ways.filter { ofParts.contains($0.title) })
  func countedWide(way: Way) async throws {
    try await count(way, vertices: 3, parallelism: 2000)
  }

  private func count(_ way: Way, vertices: Int, parallelism: Int) async throws {
    var session = VirtualSession(
      SimulationConfiguration(seed: 3, jobs: 1, vertices: vertices, parallelism: parallelism),
      size: Size(columns: 120, rows: 40))
    await session.start()
    await session.run(for: .seconds(8))
    await session.press(way.keys)
    #expect(session.state.visits.top.sign.title == way.title)
    await session.run(for: .seconds(12))
    let before = session.transport.requests.count
    await session.run(for: Self.span)
    let asked = session.transport.requests.dropFirst(before)
    #expect(asked.allSatisfy { $0.method == .get })
    // The budget, and the tick.
    let budget = PollConfiguration()
    #expect(Double(asked.count) <= (budget.requestsPerSecond + 1) * (Self.span / .seconds(1)))
    for (path, count) in Dictionary(grouping: asked, by: \.path).mapValues(\.count) {
      #expect(Double(count) <= Self.span / Self.period(of: path) + 1, "\(path)")
    }
  }
}
