import HTTPTransport
import Locking
import StreamModel
import Testing

@testable import HeronTracker

@Suite("What is asked of Heron's API server")
struct ControlTests {
  /// An API server that answers everything alike, or nothing at all.
  private final class ScriptedAPIServer: HTTPTransport {
    private let outcome: Result<(Int, String), TransportError>
    private let requests = Locked<[HTTPRequest]>([])

    init(_ status: Int, _ body: String) { outcome = .success((status, body)) }
    init(_ error: TransportError) { outcome = .failure(error) }

    var asked: [HTTPRequest] { requests.withLock { $0 } }
    var requestsSent: Int { asked.count }
    let address = "http://api.lab:9000"

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      requests.withLock { $0.append(request) }
      let (status, body) = try outcome.get()
      return HTTPResponse(
        status: status, contentType: "application/json", location: nil, body: Array(body.utf8),
        answerTime: .zero)
    }
  }

  private let all: [OperationKind] =
    [.cancel]
    + TopologyControl.Kind.ofAPIServer.map {
      if case .update = $0 {
        .topology(.update(TopologyUpdate(containers: 3)))
      } else {
        $0.plain
      }
    }

  private func client(
    _ server: ScriptedAPIServer, _ tracker: ScriptedTracker? = nil
  ) -> HeronClient {
    HeronClient(
      transport: tracker ?? ScriptedTracker { _ in .init(body: "{}") },
      apiServer: HeronAPIServer(transport: server)
    ) { labNow }
  }

  private func request(_ kind: OperationKind, of job: String = "e/ops/devel/w") -> OperationRequest
  {
    OperationRequest(
      in: ClusterID("x"), id: "0", kind: kind, job: JobID(job), jobName: "w")
  }

  private func error(
    _ client: HeronClient, _ request: OperationRequest
  ) async -> TriggerError? {
    do throws(TriggerError) {
      _ = try await client.trigger(request, capabilities: .unknown)
      return nil
    } catch { return error }
  }

  @Test("a restart takes its time: it is waited for longer than for what only reads")
  func patience() async {
    let server = ScriptedAPIServer(200, #"{"message":"w restarted"}"#)
    #expect(await error(client(server), request(TopologyControl.Kind.restart.plain)) == nil)
    #expect(server.asked.first?.timeout == .seconds(60))
    #expect(
      server.asked.first?.body
        == .document(Array("container_id=-1".utf8), type: "application/x-www-form-urlencoded"))
  }

  @Test(
    "may have been done where nobody says so",
    arguments: [
      (200, "{}"), (200, ""), (204, ""), (200, "<html>"), (500, "<html>"),
      (502, #"{"message":"x"}"#),
      (504, ""), (408, ""), (503, #"{"message":"x"}"#),
    ])
  func doubtful(status: Int, body: String) async {
    for kind in all {
      let server = ScriptedAPIServer(status, body)
      guard case .answerLost? = await error(client(server), request(kind)) else {
        Issue.record("\(kind.name)")
        continue
      }
      #expect(server.asked.count == 1)
    }
  }

  @Test("was not done where the API server says so, or was not reached")
  func refused() async {
    for (status, body) in [
      (500, #"{"message":"no"}"#), (404, #"{"message":"no"}"#), (404, ""), (422, "{}"), (401, ""),
    ] {
      let server = ScriptedAPIServer(status, body)
      guard case .refused? = await error(client(server), request(.cancel)) else {
        Issue.record("\(status) \(body)")
        continue
      }
    }
    let none = ScriptedAPIServer(.connectFailed("nobody there"))
    guard case .notSent? = await error(client(none), request(.cancel)) else {
      Issue.record("it was sent")
      return
    }
  }

  @Test("nothing is sent of what Heron can't do, or without an API server")
  func unknown() async {
    let server = ScriptedAPIServer(200, #"{"message":"done"}"#)
    for kind in [
      .checkpoint, .shutdown, .savepoint(targetDirectory: nil, format: nil),
      .topology(.update(TopologyUpdate())),
      .topology(.update(TopologyUpdate(containers: 2, configuration: ["a:b"]))),
    ] as [OperationKind] {
      #expect(await error(client(server), request(kind)) != nil, "\(kind.name)")
    }
    #expect(server.asked.isEmpty)
    let watching = HeronClient(transport: ScriptedTracker { _ in .init(body: "{}") }) { labNow }
    for kind in all {
      guard case .refused(.unsupported(let reason))? = await error(watching, request(kind)) else {
        Issue.record("\(kind.name)")
        continue
      }
      #expect(reason.hasPrefix("--api-server URL is not given: "))
    }
  }

  @Test("a component that the topology does not have is refused in words")
  func component() async throws {
    let server = ScriptedAPIServer(200, #"{"message":"done"}"#)
    let client = HeronClient(
      transport: RecordedTracker(.modern), apiServer: HeronAPIServer(transport: server)
    ) { labNow }
    let job = "lab-east/ops/devel/wordcount-lab"
    let update = TopologyUpdate(parallelism: ["split": 4, "nosuch": 1])
    guard
      case .refused(let why)? = await error(client, request(.topology(.update(update)), of: job))
    else {
      Issue.record("it was sent")
      return
    }
    #expect(why.description(in: .heron).contains("no component 'nosuch': there are sentence,"))
    #expect(server.asked.isEmpty)
    let known = TopologyUpdate(parallelism: ["split": 4])
    #expect(await error(client, request(.topology(.update(known)), of: job)) == nil)
  }

  @Test(
    "the role comes from the list where states do not tell it, once",
    arguments: [
      (#"{"e":{"ops":{"devel":["w"]}}}"#, true), (#"{"e":{"ops":{"devel":["v"]}}}"#, false),
      (#"{"e":{"ops":{"devel":["w"]},"dev":{"devel":["w"]}}}"#, false),
      (#"{"f":{"ops":{"devel":["w"]}}}"#, false), (#"{"e":{"ops":{"prod":["w"]}}}"#, false),
    ])
  func role(list: String, isKnown: Bool) async {
    let server = ScriptedAPIServer(200, #"{"message":"done"}"#)
    let tracker = ScriptedTracker { _ in .init(body: list) }
    let client = client(server, tracker)
    let request = request(.cancel, of: "e//devel/w")
    let first = await error(client, request)
    #expect((first == nil) == isKnown)
    guard isKnown else {
      guard case .refused(let why)? = first else {
        Issue.record("\(String(describing: first))")
        return
      }
      #expect(why.description(in: .heron).contains("Nothing was sent"))
      return #expect(server.asked.isEmpty)
    }
    #expect(await error(client, request) == nil)
    #expect(tracker.asked == ["/topologies?cluster=e&environ=devel"])
    #expect(
      server.asked.map(\.path) == Array(repeating: "/api/v1/topologies/e/ops/devel/w", count: 2))
  }

  @Test("names that can't stand in a path are not sent, all others encoded")
  func names() async {
    let server = ScriptedAPIServer(200, #"{"message":"done"}"#)
    for job in ["e/ops/../w", "e/ops/devel/%2E%2E", "e/ops//w", "./ops/devel/w"] {
      #expect(await error(client(server), request(.cancel, of: job)) != nil, "\(job)")
    }
    #expect(server.asked.isEmpty)
    #expect(await error(client(server), request(.cancel, of: "e/o%2Fp/devel/a%20b")) == nil)
    #expect(server.asked.map(\.path) == ["/api/v1/topologies/e/o%2Fp/devel/a%20b"])
  }

  @Test("read-only lets nothing out to it, and no route of it is one of the tracker's")
  func readOnly() {
    for guarding in [
      ReadOnlyGuard(harmless: .heronAPIServer), ReadOnlyGuard(harmless: .heron),
    ] {
      let place = "/api/v1/topologies/e/ops/devel/w"
      for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] {
        for path in [place] + TopologyControl.Kind.allCases.map({ "\(place)/\($0.rawValue)" }) {
          #expect(guarding.refusal(of: HTTPRequest(method, path)) != nil, "\(method) \(path)")
        }
      }
    }
  }
}
