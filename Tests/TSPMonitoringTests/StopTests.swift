import HTTPTransport
import StreamModel
import Testing

@testable import TSPMonitoring

@Suite("TSP's stop")
struct StopTests {
  private static let request = OperationRequest(
    in: ClusterID("x"), id: "0", kind: .cancel, job: Bodies.id, jobName: "x")

  /// A TSP whose job stands so, and that answers a stop so.
  private func tsp(_ stop: ScriptedTSP.Answer, _ status: String = Bodies.status) -> ScriptedTSP {
    ScriptedTSP { target in
      switch target {
      case "/metainfo/getVersion/": .init(Bodies.version)
      case "/jobs/overview/": .init(Bodies.overview([("aa01", Bodies.uuid)]))
      case "/job/8dd36cd6-4f7b/status/": .init(status)
      case "/job/8dd36cd6-4f7b/stop/": stop
      default: .noRoute
      }
    }
  }

  private func stops(_ tsp: ScriptedTSP) -> Int { tsp.asked.count { $0.contains("stop") } }

  @Test(
    "is sent once, and taken where TSP says so",
    arguments: [
      #"{"response":1,"messages":[]}"#, #"{"response": 1}"#, #"{"message":"Job x stopped."}"#,
    ])
  func accepted(_ body: String) async throws {
    let tsp = tsp(.init(body))
    let receipt = try await Bodies.client(tsp).trigger(Self.request, capabilities: .unknown)
    #expect(receipt.triggerID == nil && stops(tsp) == 1)
  }

  @Test(
    "may have been taken where TSP failed at it or says something else",
    arguments: [
      ScriptedTSP.Answer.noFlink, .init("<html>", status: 502), .init("x", status: 408),
      .init(#"{"response":0}"#), .init(""), .init("{}"),
    ])
  func doubtful(_ answer: ScriptedTSP.Answer) async {
    let tsp = tsp(answer)
    do throws(TriggerError) {
      _ = try await Bodies.client(tsp).trigger(Self.request, capabilities: .unknown)
      Issue.record("it was taken")
    } catch {
      guard case .answerLost = error else {
        Issue.record("\(error)")
        return
      }
    }
    #expect(stops(tsp) == 1)
  }

  @Test(
    "was not taken where TSP refuses it",
    arguments: [ScriptedTSP.Answer.noJob, .noRoute, .init("no", status: 403)])
  func refused(_ answer: ScriptedTSP.Answer) async {
    let tsp = tsp(answer)
    do throws(TriggerError) {
      _ = try await Bodies.client(tsp).trigger(Self.request, capabilities: .unknown)
      Issue.record("it was taken")
    } catch {
      guard case .refused = error else {
        Issue.record("\(error)")
        return
      }
    }
    #expect(stops(tsp) == 1)
  }

  @Test("is not sent where the run that TSP means has ended")
  func ended() async {
    let tsp = tsp(.init(#"{"response":1}"#), Bodies.status("CANCELED", jid: "old"))
    await #expect(
      throws: TriggerError.refused(
        .conflict("TSP means the run old by that uuid, which is CANCELED"))
    ) {
      _ = try await Bodies.client(tsp).trigger(Self.request, capabilities: .unknown)
    }
    #expect(stops(tsp) == 0)
  }

  @Test("nothing else is done to a job")
  func otherActions() async {
    let tsp = tsp(.init(#"{"response":1}"#))
    let kinds: [OperationKind] = [
      .savepoint(targetDirectory: nil, format: nil), .checkpoint, .shutdown,
      .stop(drain: false, targetDirectory: nil, format: nil),
      .stop(drain: true, targetDirectory: nil, format: nil),
    ]
    for kind in kinds {
      var request = Self.request
      request.kind = kind
      await #expect(throws: TriggerError.self) {
        _ = try await Bodies.client(tsp).trigger(request, capabilities: .unknown)
      }
    }
    #expect(tsp.asked.isEmpty)
  }

  @Test("is done only once the status of that run says so")
  func outcome() async throws {
    let clock = TestClock()
    let tsp = tsp(.init(#"{"response":1}"#))
    let client = Bodies.client(tsp, clock: clock)
    _ = try await client.answer(.jobs)
    _ = try await client.trigger(Self.request, capabilities: .unknown)
    func state() async throws -> JobState? {
      // A stopped run is asked about with each list.
      clock.advance(by: .milliseconds(100))
      return try await client.answer(.jobs).first?.state
    }
    let running = try await state()
    #expect(running == .running)
    func stand(_ state: String, _ jid: String) {
      tsp.answer { target in
        switch target {
        case "/jobs/overview/":
          .init(Bodies.overview([("bb02", Bodies.uuid), ("aa01", Bodies.uuid)]))
        case "/job/8dd36cd6-4f7b/status/": .init(Bodies.status(state, jid: jid))
        default: .noRoute
        }
      }
    }
    // An earlier run that TSP tells of by now says nothing of this one.
    stand("CANCELED", "bb02")
    let other = try await state()
    #expect(other == .other("UNKNOWN"))
    stand("CANCELED", "aa01")
    let ended = try await state()
    #expect(ended == .canceled)
    #expect(stops(tsp) == 1)
  }

  @Test("of v19 it is done once the job is not listed as running any more")
  func v19() async throws {
    let tsp = ScriptedTSP { target in
      switch target {
      case "/metainfo/getVersion/": .init(Bodies.version19)
      case "/jobs/overview/": .init(#"["8dd36cd6-4f7b","b"]"#)
      case "/job/8dd36cd6-4f7b/stop/": .init(#"{"message":"Job 8dd36cd6-4f7b stopped."}"#)
      default: .noRoute
      }
    }
    let client = Bodies.client(tsp)
    _ = try await client.answer(.jobs)
    _ = try await client.trigger(Self.request, capabilities: .unknown)
    let before = try await client.answer(.jobs)
    #expect(before.map(\.state) == [.running, .running])
    tsp.answer { target in
      target == "/jobs/overview/" ? .init(#"["b"]"#) : .noRoute
    }
    let after = try await client.answer(.jobs)
    #expect(after.first { $0.id == Bodies.id }?.state == .canceled && after.count == 2)
  }

  @Test("is none of what read-only lets out, however it is written")
  func readOnly() {
    let guarding = ReadOnlyGuard(harmless: .tsp)
    for path in [
      "/job/a/stop/", "/job/a/stop", "/job/a/STOP/", "/job/a/st%6Fp/", "/job/a/stop/?x",
      "/job/a//stop//", "/job/a/status/../stop/", "/job/a/stop-flink/", "/job/a%2Fstop/status/",
      "/jobs/a", "/streamJob/from-jdbc/to-jdbc/",
    ] {
      for method in [HTTPRequest.Method.get, .post, .patch] {
        #expect(guarding.refusal(of: HTTPRequest(method, path)) != nil, "\(path)")
      }
    }
    #expect(guarding.refusal(of: HTTPRequest(.get, "/job/a/status/")) == nil)
    #expect(guarding.refusal(of: HTTPRequest(.get, "/job/stop/status/")) == nil)
    #expect(guarding.refusal(of: HTTPRequest(.get, "/jobs/overview/")) == nil)
  }

  @Test("every kind of question has an endpoint, or is refused with a reason")
  func questions() {
    let answered = Set(TSPEndpoints.all.map(\.kind))
    let refused = TSPEndpoints.refused(hasFlink: false)
    let withFlink = TSPEndpoints.refused(hasFlink: true)
    for type in Questions.all {
      #expect(answered.contains(type.kind) != (refused[type.kind] != nil))
      #expect(
        (answered.contains(type.kind) || FlinkBehind.kinds.contains(type.kind))
          != (withFlink[type.kind] != nil))
    }
  }
}
