import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/vertices/:vid/subtasks/accumulators`.
  static let subtaskAccumulators = Endpoint<SubtaskAccumulatorsQuestion>(
    asks: ["/jobs/:job/vertices/:vertex/subtasks/accumulators"],
    route: {
      Route(path: Route.path($0.job, $0.vertex) + "/subtasks/accumulators", sizeLimit: 16 << 20)
    }, read: SubtaskAccumulators.all(accumulators:))
}

extension SubtaskAccumulators {
  static func all(accumulators: JSONNode) throws(JSONError) -> [SubtaskAccumulators] {
    try accumulators.requiredList("subtasks") { part throws(JSONError) in
      SubtaskAccumulators(
        subtask: try part.requiredCount("subtask"), attempt: part.count("attempt"),
        // `host` alone before 1.20, `endpoint` alone from 2.0 on.
        host: part.text("endpoint") ?? part.text("host"),
        accumulators: try Accumulator.all(accumulators: part))
    }
  }
}
