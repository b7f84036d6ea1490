import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/applications/:id`.
  static let application = Endpoint<ApplicationQuestion>(
    asks: ["/applications/:application"], since: FlinkRelease(2, 3),
    route: { Route(path: Route.path($0.id)) }, read: ApplicationDetail.init(application:))
}

extension ApplicationDetail {
  init(application: JSONNode) throws(JSONError) {
    var times: [StateEntry] = []
    if let members = application["timestamps"]?.members {
      for (key, value) in members {
        guard let name = key.string, let at = value.int64, at > 0 else { continue }
        times.append(StateEntry(state: JobState(name), at: Timestamp(milliseconds: at)))
      }
    }
    self.init(
      id: ApplicationID(try application.requiredString("id")),
      name: try application.requiredString("name"),
      state: JobState(try application.requiredString("status")),
      times: times.sorted { $0.at < $1.at }, jobs: try JobSummary.all(overview: application))
  }
}
