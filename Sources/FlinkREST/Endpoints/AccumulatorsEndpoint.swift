import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/accumulators`, `/jobs/:id/vertices/:vid/accumulators`, and those of one attempt.
  static let accumulators = Endpoint<AccumulatorsQuestion>(
    asks: [
      "/jobs/:job/accumulators", "/jobs/:job/accumulators?includeSerializedValue",
      "/jobs/:job/vertices/:vertex/accumulators",
      "/jobs/:job/vertices/:vertex/subtasks/:subtask/attempts/:attempt/accumulators",
    ], route: { .accumulators($0) }, read: Accumulator.all(accumulators:))
}

extension Route {
  fileprivate static func accumulators(_ question: AccumulatorsQuestion) -> Route {
    switch question.owner {
    case .job(let job):
      Route(
        path: path(job) + "/accumulators",
        query: question.isSerialized ? "?includeSerializedValue=true" : "")
    case .vertex(let job, let vertex): Route(path: path(job, vertex) + "/accumulators")
    case .attempt(let job, let vertex, let subtask, let attempt):
      Route.subtask(job, vertex, subtask, attempt: attempt, rest: "/accumulators")
    }
  }
}

extension Accumulator {
  /// Reads the accumulators of a job (`user-task-accumulators`), or those of a part of it (`user-accumulators`).
  static func all(accumulators answer: JSONNode) throws(JSONError) -> [Accumulator] {
    let isOfJob = answer["user-accumulators"] == nil
    let listed = try answer.requiredList(
      isOfJob ? "user-task-accumulators" : "user-accumulators"
    ) { accumulator throws(JSONError) in
      Accumulator(
        name: try accumulator.requiredString("name"), type: accumulator.text("type"),
        value: accumulator["value"]?.string)
    }
    guard isOfJob, let serialized = answer["serialized-user-task-accumulators"] else {
      return listed
    }
    var byName: [String: String] = [:]
    for (key, value) in serialized.members {
      if let name = key.string, let text = value.string { byName[name] = text }
    }
    return listed.map { accumulator in
      var accumulator = accumulator
      accumulator.serialized = byName[accumulator.name]
      return accumulator
    }
  }
}
