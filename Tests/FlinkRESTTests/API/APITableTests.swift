import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

@Suite("The table of Flink's endpoints")
struct APITableTests {
  /// What flinktop sends: a line `GET /jobs/:/plan` for each path that an endpoint gets or an operation goes to.
  private static let sent: Set<String> = {
    let job = JobID("a1b2")
    let operations: [OperationKind] = [
      .savepoint(targetDirectory: nil, format: nil),
      .stop(drain: false, targetDirectory: nil, format: nil), .checkpoint, .cancel,
      .rescale(Rescale(bounds: [:], from: [:])), .upload(path: "a.jar"),
      .run(JarRun(jar: JarID("a.jar"))), .plan(JarRun(jar: JarID("a.jar"))),
      .deleteJar(JarID("a.jar")), .dispose(path: "/s"), .shutdown,
      .profile(.controller, .timer, seconds: 30),
      .profile(.worker(TaskManagerID("10.0.0.1:6122-a")), .timer, seconds: 30),
      .cancelApplication(ApplicationID("a1b2")), .deleteDataSet(DataSetID("a1b2")),
      .submit(JobSubmission(graph: "a.graph")),
    ]
    let routes =
      operations.map { Route.trigger($0, of: job) }
      + operations.filter(\.hasTrigger).map { .status($0, of: job, trigger: "t1") }
    let asks = Endpoints.all.flatMap(\.asks).map { shape(.get, String($0.prefix { $0 != "?" })) }
    return Set(asks + routes.compactMap { APITable.endpoint($0.method, $0.path).map(shape) })
  }()

  /// Parameters of paths have other names here and there.
  private static func shape(_ method: HTTPRequest.Method, _ path: String) -> String {
    let segments = path.split(separator: "/").map { $0.hasPrefix(":") ? ":" : $0 }
    return "\(method.rawValue) /" + segments.joined(separator: "/")
  }

  private static func shape(_ endpoint: APIEndpoint) -> String {
    shape(endpoint.method, endpoint.path)
  }

  @Test("says where flinktop uses an endpoint exactly if flinktop asks it")
  func isTrue() {
    for endpoint in APITable.all {
      let isSent = Self.sent.contains(Self.shape(endpoint))
      #expect(
        endpoint.isUsed == isSent,
        """
        \(endpoint.method.rawValue) \(endpoint.path) is \(isSent ? "asked" : "not asked") by flinktop: the table \
        (APITable+*.swift) should name \(isSent ? "the screens and commands" : "no screens and commands")
        """)
    }
    let known = Set(APITable.all.map(Self.shape))
    #expect(Self.sent.subtracting(known).isEmpty, "the table lacks what flinktop asks")
  }

  @Test("what an endpoint gets is harmless by the table, with the parameters that it has")
  func asksAreHarmless() {
    for ask in Endpoints.all.flatMap(\.asks) {
      let request = ask.split(separator: "/").map {
        $0.hasPrefix(":") ? "x\($0.drop { $0 != "?" })" : $0
      }
      #expect(
        HarmlessRoutes.flinkAPI.contains(.get, "/" + request.joined(separator: "/")), "\(ask)")
    }
  }

  @Test("dates an endpoint as the questions do that came later")
  func since() {
    for endpoint in Endpoints.all where endpoint.since > .oldest {
      let dates = endpoint.asks.compactMap { ask in
        APITable.all.first {
          Self.shape($0) == Self.shape(.get, String(ask.prefix { $0 != "?" }))
        }?.since
      }
      #expect(dates.max() == endpoint.since, "\(endpoint.kind.name)")
    }
  }

  @Test("has each endpoint once, each with a sentence and a path that is one")
  func isWellFormed() {
    let shapes = APITable.all.map(Self.shape)
    #expect(Set(shapes).count == shapes.count)
    for endpoint in APITable.all {
      #expect(endpoint.path.hasPrefix("/") && !endpoint.path.contains("?"))
      #expect(endpoint.summary.hasSuffix("."), "\(endpoint.summary)")
      #expect(endpoint.until.map { $0 >= endpoint.since } ?? true)
    }
  }

  @Test("counts GETs that act as such, and nothing but GETs as harmless")
  func acting() {
    let acting = APITable.all.filter { $0.method == .get && !$0.isHarmless }.map(\.path)
    #expect(
      acting == ["/jars/:jarid/plan", "/jobs/:jobid/yarn-cancel", "/jobs/:jobid/yarn-stop"])
    #expect(APITable.all.allSatisfy { $0.method == .get || !$0.isHarmless })
  }

  @Test(
    "read-only lets out what changes nothing, with or without /v1, and no query that Flink does not know",
    arguments: [
      ("/jobs/overview", true), ("/v1/jobs/overview", true), ("/taskmanagers/tm/profiler", true),
      ("/jobs/metrics?get=a,b&agg=max", true), ("/jobs/a1/vertices/b2/flamegraph?type=full", true),
      ("/jobs/a1/yarn-cancel", false), ("/v1/jobs/a1/yarn-stop", false),
      ("/jars/x.jar/plan", false),
      ("/jobs/a1?mode=cancel", false), ("/jobs/a1/rescaling?parallelism=2", false),
      ("/jobs/overview/", false), ("/new/in/3.0", false), ("/jobs/a%2fyarn-cancel", false),
    ])
  func harmless(path: String, isHarmless: Bool) {
    #expect(HarmlessRoutes.flinkAPI.contains(.get, path) == isHarmless)
    #expect(!HarmlessRoutes.flinkAPI.contains(.post, path))
  }

  @Test(
    "finds the endpoint that a path goes to",
    arguments: [
      ("/jobs/overview", "/jobs/overview"), ("/v1/jobs/a1b2?x=y", "/jobs/:jobid"),
      ("/jobs/a1/checkpoints/config", "/jobs/:jobid/checkpoints/config"),
      ("/jobs/a1/checkpoints/t1", "/jobs/:jobid/checkpoints/:triggerid"), ("/", nil),
      ("/jobs/a1/nothing", nil), ("/taskmanagers/metrics", "/taskmanagers/metrics"),
    ] as [(String, String?)])
  func finds(path: String, template: String?) {
    #expect(APITable.endpoint(.get, path)?.path == template)
  }
}
