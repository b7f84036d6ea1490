import HTTPTransport
import StreamModel

/// A route of TSP with everything in its place. All of them are GETs, and all end in a slash: v0.11 knows them with it
/// only, later versions overlook it.
struct TSPRoute: Hashable {
  var path: String
  /// What every version has, so that a 404 tells that this is no TSP.
  var isEverywhere = false

  /// An overview of 10,000 jobs has some 1 MB.
  private static let sizeLimit = 16 << 20

  static let version = TSPRoute(path: "/metainfo/getVersion/", isEverywhere: true)
  static let overview = TSPRoute(path: "/jobs/overview/", isEverywhere: true)

  static func status(_ job: JobUUID) -> TSPRoute { .job(job, "status") }
  /// v0.12 to v0.15.
  static func statusAndMetrics(_ job: JobUUID) -> TSPRoute { .job(job, "statusAndMetrics") }
  static func exceptions(_ job: JobUUID) -> TSPRoute { .job(job, "exceptions") }
  /// As TSP's own pages have it; no version's source does.
  static func exceptionsUnderJobs(_ job: JobUUID) -> TSPRoute {
    TSPRoute(path: "/jobs/\(job.pathText)/exceptions/")
  }
  /// It acts although it is a GET.
  static func stop(_ job: JobUUID) -> TSPRoute { .job(job, "stop") }

  private static func job(_ job: JobUUID, _ what: String) -> TSPRoute {
    TSPRoute(path: "/job/\(job.pathText)/\(what)/")
  }

  /// What messages call it: `GET /jobs/overview`.
  var name: String { "GET \(path.dropLast())" }

  var request: HTTPRequest { HTTPRequest(.get, path, sizeLimit: Self.sizeLimit) }
}
