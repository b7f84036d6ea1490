import ServerAnswers
import StreamModel

extension TaskCounts {
  /// Reads a `tasks` object: lower case with a `total` in `/jobs/overview`, upper case without in `/jobs/:id`.
  init(_ tasks: JSONNode) {
    var byState: [TaskState: Int] = [:]
    for (key, value) in tasks.members {
      guard let count = value.int64, count > 0 else { continue }
      let state = key.string ?? ""
      if state != "total" { byState[TaskState(state)] = Int(min(count, Int64(Int32.max))) }
    }
    self.init(byState: byState)
  }
}
