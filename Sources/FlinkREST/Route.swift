import HTTPTransport
import ServerAnswers
import StreamModel

/// A route of Flink's REST API with everything in its place: method, path, and how long an answer may be.
struct Route: Hashable {
  var method: HTTPRequest.Method = .get
  /// Percent-encoded, without query.
  var path: String
  var query = ""
  /// Answers are far below these (`/jobs/:id` of 100 vertices: 90 kB); they bound what a proxy can send.
  var sizeLimit = 4 << 20
  /// How much of an answer is kept.
  var keeps = AnswerPart.whole
  /// Nil for the transport's own.
  var timeout: Duration?
  /// True for what any Flink has at any time, so that a 404 tells that this is none.
  var isEverywhere = false

  /// What messages call it: `GET /jobs/overview`.
  var name: String { "\(method.rawValue) \(FailureText.oneLine(path))" }

  /// The request to send.
  func request(body: HTTPBody? = nil) -> HTTPRequest {
    HTTPRequest(
      method, path + query, body: body, sizeLimit: sizeLimit, keeps: keeps, timeout: timeout)
  }
}

extension Route {
  /// Where `operation` is sent.
  static func trigger(_ operation: OperationKind, of job: JobID) -> Route {
    switch operation {
    case .savepoint: Route(method: .post, path: path(job) + "/savepoints")
    case .stop: Route(method: .post, path: path(job) + "/stop")
    case .checkpoint: Route(method: .post, path: path(job) + "/checkpoints")
    case .cancel: Route(method: .patch, path: path(job), query: "?mode=cancel")
    case .rescale: Route(method: .put, path: path(job) + "/resource-requirements")
    // As long as something goes: a jar may have hundreds of megabytes.
    case .upload: Route(method: .post, path: "/jars/upload", timeout: .seconds(3600))
    case .run(let run): ofMain(path(run.jar) + "/run")
    case .plan(let run): ofMain(path(run.jar) + "/plan")
    case .deleteJar(let jar): Route(method: .delete, path: path(jar))
    case .dispose: Route(method: .post, path: "/savepoint-disposal")
    case .shutdown: Route(method: .delete, path: "/cluster")
    case .profile(let owner, _, _): Route(method: .post, path: path(ofLogsOf: owner) + "/profiler")
    case .cancelApplication(let id): Route(method: .post, path: path(id) + "/cancel")
    case .deleteDataSet(let id): Route(method: .delete, path: "/datasets/" + encoded(id.text))
    case .submit: Route(method: .post, path: "/jobs", timeout: .seconds(3600))
    // Refused before: it is Heron's.
    case .topology: Route(path: path(job))
    }
  }

  /// What the JobManager answers once the jar's `main` has returned, which may have asked other systems: Flink itself
  /// waits for ten minutes (`web.timeout`).
  private static func ofMain(_ path: String) -> Route {
    Route(method: .post, path: path, sizeLimit: 32 << 20, timeout: .seconds(600))
  }

  private static func path(_ jar: JarID) -> String { "/jars/" + encoded(jar.text) }

  /// Where the outcome of `operation` is asked for: a stop's too is under `savepoints`.
  static func status(_ operation: OperationKind, of job: JobID, trigger: String) -> Route {
    if case .dispose = operation {
      return Route(path: "/savepoint-disposal/" + encoded(trigger), sizeLimit: 1 << 20)
    }
    if case .deleteDataSet = operation {
      return Route(path: "/datasets/delete/" + encoded(trigger), sizeLimit: 1 << 20)
    }
    let family = operation == .checkpoint ? "checkpoints" : "savepoints"
    // A failure cause is 32 to 58 kB, most of it a serialised Java exception.
    return Route(path: path(job) + "/\(family)/" + encoded(trigger), sizeLimit: 1 << 20)
  }

  // MARK: Encoding

  static func path(_ job: JobID) -> String { "/jobs/" + encoded(job.text) }

  static func path(_ application: ApplicationID) -> String {
    "/applications/" + encoded(application.text)
  }

  static func path(_ job: JobID, _ vertex: VertexID) -> String {
    path(job) + "/vertices/" + encoded(vertex.text)
  }

  /// Percent-encodes everything but RFC 3986's unreserved characters.
  static func encoded(_ text: String) -> String {
    var encoded: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.append(byte)
      default:
        encoded.append(UInt8(ascii: "%"))
        encoded.append(hexDigits[Int(byte >> 4)])
        encoded.append(hexDigits[Int(byte & 15)])
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static let hexDigits = Array("0123456789ABCDEF".utf8)
}
