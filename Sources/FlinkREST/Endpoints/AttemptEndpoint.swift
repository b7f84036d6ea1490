import ServerAnswers
import StreamModel

extension Endpoints {
  /// `.../subtasks/:n/attempts/:a`.
  static let attempt = Endpoint<AttemptQuestion>(
    asks: ["/jobs/:job/vertices/:vertex/subtasks/:subtask/attempts/:attempt"],
    route: { .subtask($0.job, $0.vertex, $0.subtask, attempt: $0.attempt) },
    read: { answer throws(JSONError) in try Subtask(answer) })
}
