extension SimulatedCluster {
  /// `/jobs/:id/vertices/:vid/backpressure`
  mutating func backpressureAnswer(_ id: String, _ vertexID: String) throws(Refusal) -> [UInt8] {
    let reader = metricReader(job: id, vertex: vertexID)
    guard let index = jobIndex(id) else { throw Refusal.jobNotFound(id) }
    // 1.20 and 2.3 forget to look whether there is anything to take the maximum of.
    if jobs[index].state == .canceled, dialect.isAtLeast(1, 20), reader == nil,
      jobs[index].plan.vertexIndex(of: vertexID) != nil
    {
      throw Refusal.serverError(
        "java.util.NoSuchElementException: No value present",
        frames: StackTraces.handler + StackTraces.netty)
    }
    var json = JSONWriter()
    guard let reader else {
      json.object { $0.member("status", "deprecated") }
      return json.bytes
    }
    let subtasks = (0..<reader.vertex.parallelism).map { reader.load(ofSubtask: $0) }
    let highest = subtasks.map(\.backpressured).max() ?? 0
    let spelling: StaticString =
      dialect.spellsBackpressureLevelInCamelCase ? "backpressureLevel" : "backpressure-level"
    json.object { json in
      json.member("status", "ok")
      json.member(spelling, Self.level(highest))
      json.member("end-timestamp", Int64(reader.time * 1000))
      json.array("subtasks") { json in
        for (number, load) in subtasks.enumerated() {
          json.object { json in
            json.member("subtask", number)
            json.member(spelling, Self.level(load.backpressured))
            json.member("ratio", Double(load.backpressured) / 1000)
            json.member("idleRatio", Double(load.idle) / 1000)
            json.member("busyRatio", Double(load.busy) / 1000)
            if dialect.spellsBackpressureLevelInCamelCase {
              json.member("backpressure-level", Self.level(load.backpressured))
            }
          }
        }
      }
      if dialect.spellsBackpressureLevelInCamelCase {
        json.member("backpressure-level", Self.level(highest))
      }
    }
    return json.bytes
  }

  private static func level(_ perSecond: Int64) -> String {
    perSecond <= 100 ? "ok" : perSecond <= 500 ? "low" : "high"
  }

  /// `/jobs/:id/vertices/:vid/watermarks`
  mutating func watermarksAnswer(_ id: String, _ vertexID: String) throws(Refusal) -> [UInt8] {
    guard let index = jobIndex(id) else { throw Refusal.jobNotFound(id) }
    guard jobs[index].plan.vertexIndex(of: vertexID) != nil else {
      throw Refusal.handler(404, "No vertex with ID '\(vertexID)' exists.")
    }
    var json = JSONWriter()
    json.array { json in
      guard let reader = metricReader(job: id, vertex: vertexID), !reader.vertex.isSource else {
        return
      }
      for subtask in 0..<reader.vertex.parallelism {
        json.object { json in
          json.member("id", "\(subtask).currentInputWatermark")
          json.member("value", String(reader.watermark(ofSubtask: subtask)))
        }
      }
    }
    return json.bytes
  }
}
