import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/vertices/:vid/subtasks/:n`: the attempt that runs, or ran last.
  static let subtask = Endpoint<SubtaskQuestion>(
    asks: ["/jobs/:job/vertices/:vertex/subtasks/:subtask"],
    route: { .subtask($0.job, $0.vertex, $0.index) },
    read: { answer throws(JSONError) in VertexSubtasks([try Subtask(answer)]) })
}

extension Route {
  /// 0.6 kB.
  static func subtask(
    _ job: JobID, _ vertex: VertexID, _ subtask: Int, attempt: Int? = nil, rest: String = ""
  ) -> Route {
    let attempt = attempt.map { "/attempts/\($0)" } ?? ""
    return Route(path: path(job, vertex) + "/subtasks/\(subtask)\(attempt)\(rest)")
  }
}
