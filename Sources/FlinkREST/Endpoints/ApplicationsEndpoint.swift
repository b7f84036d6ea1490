import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/applications/overview`.
  static let applications = Endpoint<ApplicationsQuestion>(
    asks: ["/applications/overview"], since: FlinkRelease(2, 3),
    route: { _ in Route(path: "/applications/overview", sizeLimit: 32 << 20) },
    read: ApplicationSummary.all(overview:))
}

extension ApplicationSummary {
  static func all(overview: JSONNode) throws(JSONError) -> [ApplicationSummary] {
    try overview.requiredList("applications") { entry throws(JSONError) in
      var jobs: [JobState: Int] = [:]
      if let members = entry["jobs"]?.members {
        for (key, value) in members {
          guard let name = key.string, let count = value.int64, count > 0 else { continue }
          jobs[JobState(name)] = Int(min(count, Int64(Int32.max)))
        }
      }
      return ApplicationSummary(
        id: ApplicationID(try entry.requiredString("id")),
        name: try entry.requiredString("name"),
        state: JobState(try entry.requiredString("status")),
        startTime: entry.timestamp("start-time"), endTime: entry.timestamp("end-time"),
        duration: entry.milliseconds("duration"), jobs: jobs)
    }
  }
}
