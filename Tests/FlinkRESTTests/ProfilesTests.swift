import HTTPTransport
import SeededRandom
import StreamModel
import Testing

@testable import FlinkREST

@Suite("Profiles of processes")
struct ProfilesTests {
  private static let worker = LogOwner.worker(TaskManagerID("127.0.0.1:42455-5a093e"))

  private func capabilities(_ version: String, profiling: String?) async throws -> Capabilities {
    let setting = profiling.map { #"{"key":"rest.profiling.enabled","value":"\#($0)"}"# } ?? ""
    let transport = ScriptedTransport { request in
      let body =
        request.path == "/config"
        ? #"{"flink-version":"\#(version)","features":{}}"# : "[\(setting)]"
      return HTTPResponse(
        status: 200, contentType: "application/json", location: nil, body: Array(body.utf8),
        answerTime: .zero)
    }
    return try await FlinkClient(transport: transport).answer(.capabilities)
  }

  private func recorded(_ version: String) async throws -> [Profile] {
    let body = try RecordedTransport(version: version).body("profiles.json")
    return try await FlinkClient(
      transport: ScriptedTransport(String(decoding: body, as: UTF8.self))
    ).answer(.profiles(.controller))
  }

  @Test("a list has mode, state, times and the file of each; one that runs has no file yet")
  func list() async throws {
    let running = Profile(
      mode: "ITIMER", state: .running, startedAt: Timestamp(milliseconds: 1_795_692_713_224),
      duration: .seconds(3))
    #expect(try await recorded("1.20.5") == [running])
    let made = try await recorded("2.3.0")
    #expect(made.map(\.mode) == ["WALL", "ITIMER"])
    #expect(made[1].state == .finished)
    #expect(made[1].endedAt == Timestamp(milliseconds: 1_795_692_336_843))
    #expect(made[1].message == "Profiling Successful")
    #expect(made[1].file == "JobManager_ITIMER_2026-11-26_11_25_36.html")
  }

  @Test(
    "where the profiler is off or not there yet, it is not asked, and the option is named",
    arguments: [
      ("2.3.0", "true", nil), ("1.20.5", "TRUE", nil),
      ("2.3.0", nil, "the profiler is off (rest.profiling.enabled: true"),
      ("1.20.5", "false", "the profiler is off (rest.profiling.enabled: true"),
      ("1.13.6", nil, "Flink 1.13.6 does not tell: that came with 1.19"),
    ] as [(String, String?, String?)])
  func off(version: String, setting: String?, reason: String?) async throws {
    let capabilities = try await capabilities(version, profiling: setting)
    let told = capabilities.refusals[.profiles]
    if let reason {
      #expect(told?.hasPrefix(reason) == true)
      #expect(capabilities.refusals[.profilePage] == told)
      let sentence = capabilities.refusal(of: .profile(.controller, .timer, seconds: 3))
      #expect(sentence?.hasPrefix(reason.prefix(1).uppercased()) == true)
    } else {
      #expect(told == nil)
      #expect(capabilities.refusal(of: .profile(.controller, .timer, seconds: 3)) == nil)
    }
  }

  @Test("a cluster that does not show its configuration says so when it is asked")
  func unknownRoute() async {
    let body = #"{"errors":["Unable to load requested file /jobmanager/profiler."]}"#
    await #expect(throws: SourceError.unsupported(Endpoints.profilerIsOff)) {
      try await FlinkClient(transport: ScriptedTransport(status: 404, body))
        .answer(.profiles(.controller))
    }
  }

  @Test("starting one is a POST with mode and seconds, and what the server refuses is told")
  func start() async throws {
    let on = try await capabilities("2.3.0", profiling: "true")
    let request = OperationRequest(
      in: ClusterID("x"), id: "1", kind: .profile(Self.worker, .allocations, seconds: 12),
      about: "tm")
    let transport = ScriptedTransport(#"{"status":"RUNNING"}"#)
    _ = try await FlinkClient(transport: transport).trigger(request, capabilities: on)
    let sent = try #require(transport.asked.first)
    #expect(
      "\(sent.method.rawValue) \(sent.path)"
        == "POST /taskmanagers/127.0.0.1%3A42455-5a093e/profiler")
    #expect(sent.body == .json(Array(#"{"mode":"ALLOC","duration":12}"#.utf8)))
    let busy =
      #"{"errors":["Internal server error.","<Exception on server side:\njava.lang.IllegalStateException: "#
      + #"JobManager is still under profiling.\n\tat org.apache.flink.X.y(X.java:95)\n"]}"#
    await #expect {
      _ = try await FlinkClient(transport: ScriptedTransport(status: 500, busy))
        .trigger(request, capabilities: on)
    } throws: { error in
      guard case .refused(let reason)? = error as? TriggerError else { return false }
      return "\(reason)".contains("JobManager is still under profiling")
    }
  }

  private func page(_ text: String) -> FlameGraph? { FlameGraph(profilePage: Array(text.utf8)) }

  @Test("the samples of a recorded page are read whole, callers before what they called")
  func recordedPage() async throws {
    let body = try RecordedTransport(version: "2.3.0").body("profile.html")
    let transport = ScriptedTransport(String(decoding: body, as: UTF8.self))
    let page = try await FlinkClient(transport: transport)
      .answer(.profilePage(Self.worker, "127.0.0.1:42455-5a093e_ITIMER.html"))
    #expect(
      transport.asked.first?.path
        == "/taskmanagers/127.0.0.1%3A42455-5a093e/profiler/127.0.0.1%3A42455-5a093e_ITIMER.html")
    #expect(page.bytes == body)
    let graph = try #require(page.graph)
    #expect(graph.total == 24 && graph.places.count == 213 && !graph.isCut)
    #expect(graph.places[0].name == "all" && graph.places[0].end == 213)
    let names = Set(graph.places.map(\.name))
    #expect(names.contains("java.lang.Thread.sleep"))
    #expect(names.contains("StringTable::intern(oopDesc*, JavaThread*)"))
    // What was called takes no more samples than its caller.
    for place in graph.places.indices {
      let children = graph.children(of: place)
      #expect(children.reduce(0) { $0 + graph.places[$1].samples } <= graph.places[place].samples)
      #expect(
        zip(children, children.dropFirst()).allSatisfy {
          graph.places[$0].samples >= graph.places[$1].samples
        })
    }
  }

  @Test("names are Java's own, without slashes, marks of escape and addresses of lambdas")
  func names() {
    let text = """
      f(0,0,9,3,'all')
      f(1,0,3,1,'a/b/C.run')
      f(1,3,6,2,'a/B$$Lambda$7.0x00007f0e946fe6a8.apply',1,2,3)
      f(2,3,6,3,'it\\'s [a/b]')
      """
    let graph = page(text)
    #expect(
      graph?.places.map(\.name) == ["all", "a.B$$Lambda$7.apply", "it's [a/b]", "a.b.C.run"])
    #expect(graph?.places.map(\.samples) == [9, 6, 6, 3])
    #expect(graph?.places.map(\.depth) == [0, 1, 2, 1])
    #expect(graph?.places.map(\.end) == [4, 3, 3, 4])
  }

  @Test("what is no such page has no graph, and no page traps")
  func hostile() throws {
    for text in [
      "", "<html></html>", "f(", "f()", "f(0,0,0,3,'all')", "f(-1,0,1,3,'x')", "f(0,0,1,3,x)",
      "f(0,0,99999999999999999999,3,'all')", "f(1,0,3,1,'without a root')", "f(0,0,1,3,'",
    ] {
      #expect(page(text) == nil, "\(text)")
    }
    #expect(page("f(0,0,1,3,'all')\nf(9,0,1,3,'deep')\nf(4,0,1,3,'up')")?.places.count == 3)
    let deep = (0..<6000).map { "f(\($0),0,1,1,'a')" }.joined(separator: "\n")
    #expect(try #require(page(deep)).places.count == 4096)
    let body = try RecordedTransport(version: "2.3.0").body("profile.html")
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      guard let graph = FlameGraph(profilePage: body.mutated(using: &generator)) else { continue }
      for place in graph.places.indices { #expect(graph.places[place].end > place) }
      _ = graph.children(of: nil)
    }
  }
}
