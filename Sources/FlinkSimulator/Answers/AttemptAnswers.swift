extension JobView {
  /// What lies under `/jobs/:id/vertices/:vid/subtasks`: a subtask, its current attempt, the accumulators of that. Nil where
  /// there is none: attempts that are over are forgotten.
  func attemptAnswer(of index: Int, _ names: ArraySlice<String>) -> [UInt8]? {
    let names = Array(names)
    let vertex = plan.vertices[index]
    guard let subtask = Int(names[0]), (0..<vertex.parallelism).contains(subtask) else {
      return nil
    }
    if names.count > 1 {
      guard names.count <= 4, names[1] == "attempts", names.count > 2,
        Int(names[2]) == job.run.number
      else { return nil }
      if names.count == 4 {
        return names[3] == "accumulators"
          ? accumulatorsAnswer(vertex: index, subtask: subtask) : nil
      }
    }
    let readings = readings(ofSubtasksOf: vertex)
    var json = JSONWriter(capacity: 800)
    writeSubtask(subtask, of: index, readings[subtask], to: &json)
    return json.bytes
  }

  /// `/jobs/:id/accumulators`, those of a vertex, or of a subtask's attempt: the job's code counts the records it sees.
  func accumulatorsAnswer(vertex index: Int? = nil, subtask: Int? = nil) -> [UInt8] {
    let vertices = index.map { [plan.vertices[$0]] } ?? plan.vertices
    let all = vertices.flatMap { self.readings(ofSubtasksOf: $0) }
    let seen = (subtask.map { [all[$0]] } ?? all).reduce(0) { $0 + $1.recordsRead }
    var json = JSONWriter(capacity: 300)
    json.object { json in
      if let index { json.member("id", plan.vertices[index].id) }
      if let subtask {
        json.member("subtask", subtask)
        json.member("attempt", job.run.number)
      }
      if index == nil { json.array("job-accumulators") { _ in } }
      json.array(index == nil ? "user-task-accumulators" : "user-accumulators") { json in
        json.object { json in
          json.member("name", "records-seen")
          json.member("type", "LongCounter")
          json.member("value", String(seen))
        }
      }
      if index == nil { json.object("serialized-user-task-accumulators") { _ in } }
    }
    return json.bytes
  }

  /// `/jobs/:id/vertices/:vid/subtasks/accumulators`
  func subtaskAccumulatorsAnswer(_ index: Int) -> [UInt8] {
    let vertex = plan.vertices[index]
    let readings = readings(ofSubtasksOf: vertex)
    var json = JSONWriter(capacity: 160 * vertex.parallelism + 100)
    json.object { json in
      json.member("id", vertex.id)
      json.member("parallelism", vertex.parallelism)
      json.array("subtasks") { json in
        for subtask in 0..<vertex.parallelism {
          json.object { json in
            json.member("subtask", subtask)
            json.member("attempt", job.run.number)
            writeLocation(taskManager(ofSubtask: subtask), to: &json)
            json.array("user-accumulators") { json in
              json.object { json in
                json.member("name", "records-seen")
                json.member("type", "LongCounter")
                json.member("value", String(readings[subtask].recordsRead))
              }
            }
          }
        }
      }
    }
    return json.bytes
  }
}
