import HTTPTransport
import StreamModel

extension Endpoints {
  /// `/jobmanager/profiler/:file`, `/taskmanagers/:id/profiler/:file`.
  static let profilePage = Endpoint<ProfilePageQuestion>(
    asks: ["/jobmanager/profiler/:file", "/taskmanagers/:manager/profiler/:file"],
    since: FlinkRelease(1, 19), refuses: noProfiler
  ) { (question, client) async throws(SourceError) in
    let route = Route.profilePage(question.owner, question.file)
    let response = try await client.send(route)
    guard (200..<300).contains(response.status) else {
      throw AnswerCheck.failure(response, route)
    }
    return ProfilePage(bytes: response.body, graph: FlameGraph(profilePage: response.body))
  }
}

extension Route {
  static func profilePage(_ owner: LogOwner, _ file: String) -> Route {
    Route(
      path: path(ofLogsOf: owner) + "/profiler/" + encoded(file), sizeLimit: 64 << 20,
      timeout: .seconds(600))
  }
}
