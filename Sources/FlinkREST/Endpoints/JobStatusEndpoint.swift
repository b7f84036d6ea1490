import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/status`: not from the execution graph's cache, as `/jobs/:id` is.
  static let jobStatus = Endpoint<JobStatusQuestion>(
    asks: ["/jobs/:job/status"], since: FlinkRelease(1, 16),
    route: { Route(path: Route.path($0.job) + "/status") }
  ) { status throws(JSONError) in JobState(try status.requiredString("status")) }
}
