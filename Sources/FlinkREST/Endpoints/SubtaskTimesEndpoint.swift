import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/vertices/:vid/subtasktimes`.
  static let subtaskTimes = Endpoint<SubtaskTimesQuestion>(
    asks: ["/jobs/:job/vertices/:vertex/subtasktimes"],
    route: { Route(path: Route.path($0.job, $0.vertex) + "/subtasktimes", sizeLimit: 16 << 20) },
    read: SubtaskTimes.all(subtasktimes:))
}

extension SubtaskTimes {
  /// Reads `/jobs/:id/vertices/:vid/subtasktimes`, by index.
  static func all(subtasktimes answer: JSONNode) throws(JSONError) -> [SubtaskTimes] {
    try answer.requiredList("subtasks") { subtask throws(JSONError) in
      SubtaskTimes(
        index: try subtask.requiredCount("subtask"), host: Subtask.place(subtask),
        states: StateTimes(timestamps: try subtask.required("timestamps", "times by state")))
    }.sorted { $0.index < $1.index }
  }
}

extension StateTimes {
  /// Each state with the moment it was entered; 0 where it never was.
  fileprivate init(timestamps: JSONNode) {
    var entries: [Entry] = []
    for (key, value) in timestamps.members {
      guard let name = key.string, let milliseconds = value.int64, milliseconds > 0 else {
        continue
      }
      entries.append(Entry(TaskState(name), Timestamp(milliseconds: milliseconds)))
    }
    self.init(entries)
  }
}
