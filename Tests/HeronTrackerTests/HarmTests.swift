import HTTPTransport
import SeededRandom
import ServerAnswers
import StreamModel
import Testing

@testable import HeronTracker

@Suite("What does no harm, and what is not let do any")
struct HarmTests {
  private static let job = JobID("lab-east/ops/devel/wordcount-lab")
  private static let owner = LogOwner.worker(TaskManagerID("container_1/" + job.text))

  @Test("every kind of question has an endpoint, or is refused with a reason")
  func questions() {
    let answered = Set(HeronEndpoints.all.map(\.kind))
    for type in Questions.all {
      #expect(answered.contains(type.kind) != (HeronEndpoints.refused[type.kind] != nil))
    }
  }

  @Test("read-only lets out what is asked, and no jmap", arguments: generations)
  func readOnly(_ generation: TrackerGeneration) async throws {
    let guarding = ReadOnlyGuard(harmless: .heron)
    let tracker = RecordedTracker(generation)
    let client = HeronClient(transport: tracker, scope: HeronScope(roles: ["ops"])) { labNow }
    _ = try? await client.answer(.capabilities)
    _ = try? await client.answer(.jobs)
    _ = try? await client.answer(.job(Self.job))
    _ = try? await client.answer(.jobStatus(Self.job))
    _ = try? await client.answer(.jobConfiguration(Self.job))
    _ = try? await client.answer(.exceptions(Self.job))
    _ = try? await client.answer(.load(Self.job, VertexID("split")))
    _ = try? await client.answer(.subtasks(Self.job, VertexID("split")))
    _ = try? await client.answer(.logFiles(Self.owner))
    _ = try? await client.answer(.logText(Self.owner, "container_1_count_7.log.0"))
    #expect(tracker.asked.count >= 10)
    for path in tracker.asked {
      #expect(guarding.refusal(of: HTTPRequest(.get, path)) == nil, "\(path)")
      #expect(guarding.refusal(of: HTTPRequest(.post, path)) != nil)
    }
    let query = "?cluster=c&environ=e&topology=t&instance=container_1_a_1"
    #expect(guarding.refusal(of: HTTPRequest(.get, "/topologies/jmap" + query)) != nil)
    #expect(guarding.refusal(of: HTTPRequest(.get, "/topologies/containerfiledownload")) != nil)
  }

  @Test(
    "a path that leads out of the container's folder is refused before it is sent",
    arguments: ["..", "../../etc/passwd", "a/../../b", "a\\..\\b", "\u{0}"])
  func paths(_ file: String) async {
    let tracker = ScriptedTracker { _ in .init(body: #"{"offset":5,"length":0}"#) }
    let client = HeronClient(transport: tracker) { labNow }
    await #expect(throws: SourceError.self) {
      _ = try await client.answer(.logText(Self.owner, file))
    }
    #expect(tracker.asked.isEmpty)
  }

  @Test("the end of a file is read piece by piece, without the escapes of XML")
  func logText() async throws {
    let tracker = ScriptedTracker { target in
      target.contains("offset=-1")
        ? .init(body: #"{"offset":12,"length":0}"#)
        : .init(body: #"{"offset":0,"length":24,"data":"a &lt;b&gt; &amp;lt;\n"}"#)
    }
    let text = try await HeronClient(transport: tracker) { labNow }
      .answer(.logText(Self.owner, "x.log"))
    #expect(String(decoding: text.bytes, as: UTF8.self) == "a <b> &lt;\n")
    #expect(tracker.asked.count == 2)
  }

  @Test("nothing is done to a topology")
  func operations() async {
    let tracker = ScriptedTracker { _ in .init(body: "{}") }
    let client = HeronClient(transport: tracker) { labNow }
    let request = OperationRequest(
      in: ClusterID("x"), id: "0", kind: .cancel, job: Self.job, jobName: "wordcount-lab")
    await #expect(throws: TriggerError.self) {
      _ = try await client.trigger(request, capabilities: .unknown)
    }
    #expect(tracker.asked.isEmpty)
  }

  @Test("names with slashes, blanks and per cent signs come back from ids as they were")
  func names() throws {
    for name in ["a/b", "a b", "100%", "ü", "a%2Fb"] {
      let topology = TopologyName(cluster: name, role: "", environ: "e", name: name)
      #expect(TopologyName(topology.id) == topology)
      #expect(ContainerName(ContainerName(topology, 3).id)?.topology == topology)
    }
    #expect(TopologyName(JobID("no topology")) == nil)
    #expect(TopologyName(JobID("a/b/c/%zz")) == nil)
    #expect(InstancePlace("container_12_my_own_bolt_7").task == 7)
    #expect(InstancePlace("container_12_my_own_bolt_7").container == 12)
    #expect(InstancePlace("container").container == nil)
  }

  @Test("half an answer, or one with any byte changed, is an error or an answer, never the end")
  func broken() async throws {
    let calls = TrackerRecording.all.filter {
      ["/topologies/states", "/topologies/info", "/topologies/metricstimeline"].contains($0.path)
        && $0.response.status == 200
    }
    #expect(calls.count > 6)
    var random = SeededGenerator(seed: 7)
    var errors = 0
    for call in calls {
      for _ in 0..<40 {
        await Task.yield()
        var response = call.response
        if Bool.random(using: &random) {
          response.body = Array(
            response.body.prefix(.random(in: 0..<response.body.count, using: &random)))
        } else {
          let place = Int.random(in: 0..<response.body.count, using: &random)
          response.body[place] = .random(in: 0...255, using: &random)
        }
        do throws(SourceError) {
          let node = try TrackerAnswer(response, to: HeronRoute(call.path)).payload(from: "").node
          let name = TopologyName(cluster: "c", role: "", environ: "e", name: "n")
          _ = try? ExecutionState.all(states: node)
          _ = try? TopologyInfo(info: node, of: name)
          _ = try? MinuteSeries(timeline: node)
        } catch {
          errors += 1
          #expect(!error.description(in: .heron).contains("\n"))
        }
      }
    }
    #expect(errors > 100)
  }

  @Test(
    "absurd numbers are not known",
    arguments: ["1e999", "-1", "9223372036854775807", "\"nan\"", "[]", "{}", "true"])
  func absurd(_ number: String) throws {
    let text = """
      {"c":{"e":{"t":{"status":"Running","submission_time":\(number),"instances":\(number)}}}}
      """
    guard let root = try? JSONDocument(Array(text.utf8)).root else { return }
    let state = try #require(try ExecutionState.all(states: root).first)
    #expect(state.submittedAt == nil)
    let job = JobSummary(state, instances: state.instances, at: labNow)
    #expect(job.duration == nil && job.name == "t")
  }

  @Test("what answers 404 as Flink does is no tracker, and is told so")
  func otherServer() async {
    let flink = ScriptedTracker { _ in
      .init(status: 404, body: #"{"errors":["Unable to load requested file /clusters."]}"#)
    }
    do throws(SourceError) {
      _ = try await HeronClient(transport: flink) { labNow }.answer(.jobs)
      Issue.record("it was taken for a tracker")
    } catch {
      #expect(error.description(in: .heron).hasPrefix("No REST API of Heron at this address"))
    }
    let isFlinkOne = await TrackerProbe.isTracker(at: flink)
    #expect(!isFlinkOne)
    for generation in generations {
      let isOne = await TrackerProbe.isTracker(at: RecordedTracker(generation))
      #expect(isOne)
    }
  }
}
