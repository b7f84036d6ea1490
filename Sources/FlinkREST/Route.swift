import HTTPTransport
import StreamModel

/// A route of Flink's REST API with everything in its place: method, path, and how long an answer may be.
struct Route: Hashable {
  var method: HTTPRequest.Method = .get
  /// Percent-encoded, without query.
  var path: String
  var query = ""
  /// Answers are far below these (`/jobs/:id` of 100 vertices: 90 kB); they bound what a proxy can send.
  var sizeLimit = 4 << 20
  /// Nil for the transport's own.
  var timeout: Duration?

  /// What messages call it: `GET /jobs/overview`.
  var name: String { "\(method.rawValue) \(FailureText.oneLine(path))" }

  /// The request to send.
  func request(body: HTTPBody? = nil) -> HTTPRequest {
    HTTPRequest(method, path + query, body: body, sizeLimit: sizeLimit, timeout: timeout)
  }
}

extension Route {
  static let config = Route(path: "/config", sizeLimit: 1 << 20)
  static let overview = Route(path: "/overview", sizeLimit: 1 << 20)
  /// 2 to 10 kB. Answered from memory; whoever is slow here is not to hold up what does not depend on it.
  static let jobManagerConfig = Route(
    path: "/jobmanager/config", sizeLimit: 1 << 20, timeout: .seconds(1))
  /// 0.4 kB a job.
  static let jobs = Route(path: "/jobs/overview", sizeLimit: 32 << 20)

  /// True for what any Flink has at any time, so that a 404 tells that this is none.
  var isEverywhere: Bool { [.config, .overview, .jobs].contains(self) }

  static func job(_ job: JobID) -> Route {
    Route(path: path(job), sizeLimit: 32 << 20)
  }

  /// The plain route leaves unknown ids out; it is the aggregating ones that answer `[]` for one unknown id.
  static func jobMetrics(_ job: JobID, _ ids: [String]) -> Route {
    Route(path: path(job) + "/metrics", query: "?get=" + ids.joined(separator: ","))
  }

  static func exceptions(_ job: JobID, atMost count: Int = 1) -> Route {
    Route(path: path(job) + "/exceptions", query: "?maxExceptions=\(count)", sizeLimit: 16 << 20)
  }

  static func checkpoints(_ job: JobID) -> Route {
    Route(path: path(job) + "/checkpoints")
  }

  static func checkpointConfiguration(_ job: JobID) -> Route {
    Route(path: path(job) + "/checkpoints/config", sizeLimit: 1 << 20)
  }

  static func checkpoint(_ job: JobID, _ checkpoint: CheckpointID) -> Route {
    Route(path: path(job) + "/checkpoints/details/\(checkpoint.number)")
  }

  /// 0.35 kB a subtask.
  static func checkpointSubtasks(
    _ job: JobID, _ checkpoint: CheckpointID, _ vertex: VertexID
  ) -> Route {
    Route(
      path: path(job) + "/checkpoints/details/\(checkpoint.number)/subtasks/"
        + encoded(vertex.text), sizeLimit: 16 << 20)
  }

  /// Aggregated over the subtasks of a vertex. One id that the vertex lacks makes the whole answer `[]`.
  static func subtaskMetrics(_ job: JobID, _ vertex: VertexID, _ ids: [String]) -> Route {
    Route(
      path: path(job, vertex) + "/subtasks/metrics",
      query: "?get=" + ids.map(encoded).joined(separator: ","))
  }

  /// The ids of all metrics of the first subtask: 2 to 5 kB, where the vertex's own list has that for each
  /// subtask.
  static func metricList(_ job: JobID, _ vertex: VertexID) -> Route {
    Route(path: path(job, vertex) + "/subtasks/0/metrics")
  }

  /// 60 bytes a subtask.
  static func watermarks(_ job: JobID, _ vertex: VertexID) -> Route {
    Route(path: path(job, vertex) + "/watermarks")
  }

  /// Where `operation` is sent.
  static func trigger(_ operation: OperationKind, of job: JobID) -> Route {
    switch operation {
    case .savepoint: Route(method: .post, path: path(job) + "/savepoints")
    case .stop: Route(method: .post, path: path(job) + "/stop")
    case .checkpoint: Route(method: .post, path: path(job) + "/checkpoints")
    case .cancel: Route(method: .patch, path: path(job), query: "?mode=cancel")
    }
  }

  /// Where the outcome of `operation` is asked for: a stop's too is under `savepoints`.
  static func status(_ operation: OperationKind, of job: JobID, trigger: String) -> Route {
    let family = operation == .checkpoint ? "checkpoints" : "savepoints"
    // A failure cause is 32 to 58 kB, most of it a serialised Java exception.
    return Route(path: path(job) + "/\(family)/" + encoded(trigger), sizeLimit: 1 << 20)
  }

  // MARK: Encoding

  private static func path(_ job: JobID) -> String { "/jobs/" + encoded(job.text) }

  private static func path(_ job: JobID, _ vertex: VertexID) -> String {
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
