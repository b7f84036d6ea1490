extension JobView {
  /// `/jobs/:id`
  func jobAnswer() -> [UInt8] {
    var json = JSONWriter(capacity: 1000 + 1300 * plan.vertices.count)
    json.object { json in
      json.member("jid", plan.id)
      if dialect.hasScheduler { json.member("application-id", plan.id) }
      json.member("name", plan.name)
      json.member("isStoppable", false)
      json.member("state", job.state.rawValue)
      if dialect.hasJobType { json.member("job-type", plan.type.rawValue) }
      if dialect.hasScheduler { json.member("schedulerType", plan.schedulerType) }
      json.member("start-time", plan.startedAt.epochMilliseconds)
      json.member("end-time", job.endedAt?.epochMilliseconds ?? -1)
      json.member("duration", (job.endedAt ?? now).milliseconds(since: plan.startedAt))
      json.member("maxParallelism", -1)
      json.member("now", now.epochMilliseconds)
      json.object("timestamps") { json in
        for state in JobState.allCases {
          json.member(named: state.rawValue, job.enteredAt[state]?.epochMilliseconds ?? 0)
        }
      }
      json.array("vertices") { json in
        for index in plan.vertices.indices { writeVertex(index, to: &json) }
      }
      writeCounts(vertexCounts(), named: "status-counts", to: &json)
      json.object("plan") { writePlan(to: &$0) }
      if dialect.hasScheduler { json.member("pending-operators", 0) }
    }
    return json.bytes
  }

  private func writeVertex(_ index: Int, to json: inout JSONWriter) {
    let vertex = plan.vertices[index]
    let counts = job.taskCounts(ofVertex: index, at: seenAt)
    let span = span(of: vertex, subtask: nil)
    json.object { json in
      json.member("id", vertex.id)
      if dialect.hasSlotSharingGroup { json.member("slotSharingGroupId", slotSharingGroup) }
      json.member("name", vertex.name)
      json.member("maxParallelism", 128)
      json.member("parallelism", vertex.parallelism)
      json.member("status", counts.aggregated(of: vertex.parallelism).name.description)
      json.member("start-time", span.start)
      json.member("end-time", span.end)
      json.member("duration", span.duration)
      writeCounts(counts, named: "tasks", to: &json)
      json.object("metrics") { write(reading(of: vertex), to: &$0) }
    }
  }

  var slotSharingGroup: String { plan.seed.derived("slots").hexadecimal(digits: 32) }

  func writeCounts(_ counts: TaskCounts, named name: StaticString, to json: inout JSONWriter) {
    json.object(name) { json in
      for state in TaskState.allCases { json.member(state.name, counts[state]) }
    }
  }

  /// How many vertices are in each state.
  private func vertexCounts() -> TaskCounts {
    plan.vertices.indices.reduce(into: TaskCounts()) { sum, index in
      let counts = job.taskCounts(ofVertex: index, at: seenAt)
      sum[counts.aggregated(of: plan.vertices[index].parallelism)] += 1
    }
  }

  func write(_ reading: Reading, to json: inout JSONWriter) {
    json.member("read-bytes", reading.bytesRead)
    json.member("read-bytes-complete", reading.isComplete)
    json.member("write-bytes", reading.bytesWritten)
    json.member("write-bytes-complete", reading.isComplete)
    json.member("read-records", reading.recordsRead)
    json.member("read-records-complete", reading.isComplete)
    json.member("write-records", reading.recordsWritten)
    json.member("write-records-complete", reading.isComplete)
    guard dialect.hasAccumulatedTimes else { return }
    json.member("accumulated-backpressured-time", reading.time.backpressured)
    json.member("accumulated-idle-time", reading.time.idle)
    json.member("accumulated-busy-time", Double(reading.time.busy))
  }

  /// Start, end and duration of a vertex or one of its subtasks, -1 where there is none.
  func span(of vertex: VertexPlan, subtask: Int?) -> (start: Int64, end: Int64, duration: Int64) {
    let stagger = Int64(subtask ?? 0) * Deployment.stagger / Int64(vertex.parallelism)
    let start = job.startTime(of: vertex).adding(milliseconds: Deployment.deploying + stagger)
    guard start <= seenAt else { return (-1, -1, -1) }
    let end = job.endTime(of: vertex).flatMap { $0 <= seenAt ? $0 : nil }
    return (
      start.epochMilliseconds, end?.epochMilliseconds ?? -1,
      max(0, (end ?? now).milliseconds(since: start))
    )
  }

  // MARK: Plan and configuration

  /// `/jobs/:id/plan`
  func planAnswer() -> [UInt8] {
    var json = JSONWriter(capacity: 400 * plan.vertices.count)
    json.object { $0.object("plan") { writePlan(to: &$0) } }
    return json.bytes
  }

  private func writePlan(to json: inout JSONWriter) {
    json.member("jid", plan.id)
    json.member("name", plan.name)
    if dialect.hasJobType { json.member("type", plan.type.rawValue) }
    json.array("nodes") { json in
      // The sinks come first here.
      for vertex in plan.vertices.reversed() { writeNode(vertex, to: &json) }
    }
  }

  private func writeNode(_ vertex: VertexPlan, to json: inout JSONWriter) {
    json.object { json in
      json.member("id", vertex.id)
      json.member("parallelism", vertex.parallelism)
      json.member("operator", "")
      json.member("operator_strategy", "")
      json.member("description", description(of: vertex))
      if !vertex.isSource {
        json.array("inputs") { json in
          for (number, input) in vertex.inputs.enumerated() {
            json.object { json in
              json.member("num", number)
              json.member("id", plan.vertices[input.from].id)
              json.member("ship_strategy", input.shipStrategy.rawValue)
              json.member("exchange", plan.type == .batch ? "blocking" : "pipelined_bounded")
            }
          }
        }
      }
      json.object("optimizer_properties") { _ in }
    }
  }

  private func description(of vertex: VertexPlan) -> String {
    guard dialect.hasJobType else {
      return vertex.operators.map(\.name).joined(separator: " -&gt; ")
    }
    return vertex.operators.enumerated().reduce(into: "") { text, part in
      let indent = String(repeating: "   ", count: max(0, part.offset - 1))
      text += "\(indent)\(part.offset > 0 ? "+- " : "")\(part.element.name)<br/>"
    }
  }

  /// `/jobs/:id/config`
  func configAnswer() -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("jid", plan.id)
      json.member("name", plan.name)
      json.object("execution-config") { json in
        if !dialect.isAtLeast(2, 0) { json.member("execution-mode", "PIPELINED") }
        json.member("restart-strategy", plan.restartStrategy)
        json.member("job-parallelism", plan.slots)
        json.member("object-reuse-mode", false)
        json.object("user-config") { _ in }
      }
    }
    return json.bytes
  }
}
