import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/applications/:id/exceptions`.
  static let applicationFailures = Endpoint<ApplicationFailuresQuestion>(
    asks: ["/applications/:application/exceptions"], since: FlinkRelease(2, 3),
    route: { Route(path: Route.path($0.id) + "/exceptions", sizeLimit: 16 << 20) },
    read: ApplicationFailure.all(exceptions:))
}

extension ApplicationFailure {
  static func all(exceptions: JSONNode) throws(JSONError) -> [ApplicationFailure] {
    let history = try exceptions.required("exceptionHistory", "list of failures")
    let all = try history.requiredList("entries") { entry throws(JSONError) in
      let trace = try entry.requiredString("stacktrace")
      return ApplicationFailure(
        at: entry.timestamp("timestamp"), cause: FailureText.usefulLine(of: trace), trace: trace,
        job: entry.text("jobId").map { JobID($0) })
    }
    let never = Timestamp(milliseconds: 0)
    return all.sorted { ($0.at ?? never) > ($1.at ?? never) }
  }
}
