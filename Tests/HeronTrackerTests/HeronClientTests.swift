import HTTPTransport
import StreamModel
import Testing

@testable import HeronTracker

/// The moment of the recordings.
let labNow = Timestamp(milliseconds: 1_700_000_040_000)

let generations: [TrackerGeneration] = [.legacy, .modern]

@Suite("Heron's client on recorded answers")
struct HeronClientTests {
  private static let words = JobID("lab-east/ops/devel/wordcount-lab")

  private func client(_ tracker: any HTTPTransport, _ scope: HeronScope = HeronScope())
    -> HeronClient
  {
    HeronClient(transport: tracker, scope: scope) { labNow }
  }

  @Test("capabilities tell the generation and what is not provided", arguments: generations)
  func capabilities(_ generation: TrackerGeneration) async throws {
    let told = try await client(RecordedTracker(generation)).answer(.capabilities)
    #expect(told.version == generation.name)
    #expect(told.refusals[.checkpoints] == "not provided by Heron: checkpoints")
    #expect(told.refusals[.exceptions] == nil)
    #expect(told.refusal(of: .cancel)?.contains("API server") == true)
  }

  @Test("topologies are jobs, with their state and submission", arguments: generations)
  func jobs(_ generation: TrackerGeneration) async throws {
    let jobs = try await client(RecordedTracker(generation)).answer(.jobs)
    #expect(
      jobs.map(\.id.text) == [
        "lab-east/ads/prod/clicks-lab", "lab-east/ops/devel/starting-lab",
        "lab-east/ops/devel/wordcount-lab",
      ])
    #expect(jobs.map(\.state) == [.other("PAUSED"), .running, .running])
    #expect(jobs[2].startTime == Timestamp(milliseconds: 1_699_910_040_000))
    #expect(jobs[2].duration == .seconds(90_000))
    // A legacy tracker does not count instances in its list: they are counted in the plans, asked for once.
    #expect(jobs.map(\.tasks.total) == [2, 0, 7])
  }

  @Test("a legacy tracker is asked for the plans once, a modern one never", arguments: generations)
  func instancesOfPlan(_ generation: TrackerGeneration) async throws {
    let tracker = RecordedTracker(generation)
    let client = client(tracker)
    for _ in 0..<3 { _ = try await client.answer(.jobs) }
    let plans = tracker.asked.count { $0.hasPrefix("/topologies/info") }
    #expect(plans == (generation == .legacy ? 3 : 0))
  }

  @Test("only the role that was asked for is listed, though a modern tracker sends all")
  func role() async throws {
    for generation in generations {
      let jobs = try await client(RecordedTracker(generation), HeronScope(roles: ["ops"]))
        .answer(.jobs)
      #expect(jobs.map(\.name) == ["starting-lab", "wordcount-lab"])
    }
  }

  @Test("components are vertices, groupings their edges", arguments: generations)
  func graph(_ generation: TrackerGeneration) async throws {
    let job = try await client(RecordedTracker(generation)).answer(.job(Self.words))
    #expect(job.name == "wordcount-lab")
    #expect(job.vertices.map(\.name) == ["sentence", "split", "count"])
    #expect(job.vertices.map(\.parallelism) == [2, 3, 2])
    #expect(job.vertices[0].isSource)
    #expect(
      job.vertices[2].inputs == [Edge(from: VertexID("split"), shipStrategy: "FIELDS")])
    let plan = try await client(RecordedTracker(generation)).answer(.jobPlan(Self.words))
    #expect(plan.nodes.map(\.name) == ["sentence", "split", "count"])
  }

  @Test("a topology that was just submitted has no components yet", arguments: generations)
  func starting(_ generation: TrackerGeneration) async throws {
    let id = JobID("lab-east/ops/devel/starting-lab")
    let job = try await client(RecordedTracker(generation)).answer(.job(id))
    #expect(job.vertices.isEmpty && job.state == .running)
  }

  @Test("a topology that is not there is not found", arguments: generations)
  func missing(_ generation: TrackerGeneration) async {
    let id = JobID("lab-east//devel/no-such")
    await #expect(throws: SourceError.self) {
      do throws(SourceError) {
        _ = try await client(RecordedTracker(generation)).answer(.job(id))
      } catch {
        guard case .notFound = error else {
          Issue.record("\(error)")
          throw error
        }
        throw error
      }
    }
  }

  @Test("exceptions have their count and their place, the newest first")
  func exceptions() async throws {
    for generation in generations {
      let told = try await client(AllButSentence(generation)).answer(.exceptions(Self.words))
      #expect(told.entries.count == 4 && !told.isTruncated)
      let first = try #require(told.entries.first)
      #expect(first.name == "java.lang.IllegalStateException")
      #expect(first.cause == "IllegalStateException: window 17 is closed")
      #expect(first.task == "container_2_count_6" && first.location == "127.0.0.1")
      #expect(first.count == 3 && first.firstAt == Timestamp(epochSeconds: 1_699_996_440))
      #expect(first.taskManager?.text == "container_2/lab-east/ops/devel/wordcount-lab")
      #expect(first.at == Timestamp(milliseconds: 1_699_999_860_000))
    }
  }

  @Test("settings are texts in both generations", arguments: generations)
  func settings(_ generation: TrackerGeneration) async throws {
    let told = try await client(RecordedTracker(generation)).answer(.jobConfiguration(Self.words))
    #expect(
      told.userSettings.map { "\($0.key)=\($0.value)" } == [
        "topology.acking=true", "topology.message.timeout.secs=30", "topology.stmgrs=2",
      ])
  }

  @Test("files of a container are its logs, with sizes", arguments: generations)
  func files(_ generation: TrackerGeneration) async throws {
    let owner = LogOwner.worker(TaskManagerID("container_1/" + Self.words.text))
    let tracker = RecordedTracker(generation)
    let files = try await client(tracker).answer(.logFiles(owner))
    #expect(
      files.first == LogFile(name: "container_1_count_7.log.0", size: ByteCount(bytes: 2080)))
    // The parent folder is none of them.
    #expect(files.count == 4)
  }

  @Test("both generations behind one address give one picture")
  func changingGeneration() async throws {
    for offset in 0...1 {
      let tracker = RecordedTracker { ($0 + offset) % 2 == 0 ? .legacy : .modern }
      let client = client(tracker)
      for _ in 0..<3 {
        let jobs = try await client.answer(.jobs)
        #expect(jobs.count == 3)
        let job = try await client.answer(.job(Self.words))
        #expect(job.vertices.count == 3)
        let owner = LogOwner.worker(TaskManagerID("container_1/" + Self.words.text))
        let files = try await client.answer(.logFiles(owner))
        #expect(files.count == 4)
      }
    }
  }
}

/// No exceptions of `sentence` were recorded: of it there are none.
private final class AllButSentence: HTTPTransport {
  private let tracker: RecordedTracker
  init(_ generation: TrackerGeneration) { tracker = RecordedTracker(generation) }
  var requestsSent: Int { tracker.requestsSent }
  let address = "http://tracker.lab:8888"
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    guard request.path.contains("exceptions?"), request.path.contains("component=sentence") else {
      return try await tracker.send(request)
    }
    var response = try await tracker.send(request)
    response.status = 200
    response.contentType = "application/json"
    response.body = Array("[]".utf8)
    return response
  }
}
