extension JobView {
  /// `/jobs/:id/vertices/:vid`
  func vertexAnswer(_ index: Int) -> [UInt8] {
    let vertex = plan.vertices[index]
    let readings = readings(ofSubtasksOf: vertex)
    var json = JSONWriter(capacity: 800 * vertex.parallelism + 1500)
    json.object { json in
      json.member("id", vertex.id)
      json.member("name", vertex.name)
      json.member("parallelism", vertex.parallelism)
      json.member("maxParallelism", 128)
      json.member("now", now.epochMilliseconds)
      json.array("subtasks") { json in
        for subtask in 0..<vertex.parallelism {
          writeSubtask(subtask, of: index, readings[subtask], to: &json)
        }
      }
      if dialect.hasAggregates {
        json.object("aggregated") {
          writeAggregates(readings, of: index, subtasks: Array(0..<vertex.parallelism), to: &$0)
        }
      }
    }
    return json.bytes
  }

  func writeSubtask(
    _ subtask: Int, of index: Int, _ reading: Reading, to json: inout JSONWriter
  ) {
    let vertex = plan.vertices[index]
    let span = span(of: vertex, subtask: subtask)
    let manager = span.start < 0 ? nil : taskManager(ofSubtask: subtask)
    json.object { json in
      json.member("subtask", subtask)
      json.member(
        "status",
        job.taskState(vertex: index, subtask: subtask, at: seenAt).name.description)
      json.member("attempt", job.run.number)
      writeLocation(manager, to: &json)
      json.member("start-time", span.start)
      json.member("end-time", span.end)
      json.member("duration", span.duration)
      json.object("metrics") { write(reading, to: &$0) }
      json.member("taskmanager-id", manager?.id ?? "(unassigned)")
      if dialect.hasAggregates {
        json.object("status-duration") { json in
          for state in Self.timedStates {
            json.member(state.name, duration(in: state, vertex: index, subtask: subtask))
          }
        }
      }
      json.member("start_time", span.start)
    }
  }

  func writeLocation(_ manager: SimulatedTaskManager?, to json: inout JSONWriter) {
    if dialect.hasHost { json.member("host", manager?.host ?? "(unassigned)") }
    if dialect.hasEndpoint { json.member("endpoint", manager?.endpoint ?? "(unassigned)") }
  }

  /// The states that a subtask's `status-duration` lists.
  static let timedStates: [TaskState] = [
    .created, .scheduled, .deploying, .initializing, .running,
  ]

  /// Milliseconds that a subtask was in a state; -1 if it has not reached it.
  func duration(in state: TaskState, vertex index: Int, subtask: Int) -> Int64 {
    guard let entered = job.entered(state, vertex: index, subtask: subtask, by: seenAt) else {
      return -1
    }
    let end = job.endTime(of: plan.vertices[index]).flatMap { $0 <= seenAt ? $0 : nil } ?? now
    let position = Self.timedStates.firstIndex(of: state) ?? 0
    let next = Self.timedStates.dropFirst(position + 1).lazy.compactMap {
      job.entered($0, vertex: index, subtask: subtask, by: seenAt)
    }.first
    return max(0, (next ?? end).milliseconds(since: entered))
  }

  // MARK: Aggregates

  func writeAggregates(
    _ readings: [Reading], of index: Int, subtasks: [Int], to json: inout JSONWriter
  ) {
    let figures: [(StaticString, (Reading) -> Int64)] = [
      ("read-bytes", { $0.bytesRead }), ("write-bytes", { $0.bytesWritten }),
      ("read-records", { $0.recordsRead }), ("write-records", { $0.recordsWritten }),
      ("accumulated-backpressured-time", { $0.time.backpressured }),
      ("accumulated-idle-time", { $0.time.idle }), ("accumulated-busy-time", { $0.time.busy }),
    ]
    json.object("metrics") { json in
      for (name, figure) in figures {
        json.object(name) { Percentiles(readings.map(figure)).writeQuartiles(to: &$0) }
      }
    }
    json.object("status-duration") { json in
      for state in Self.timedStates {
        let durations = subtasks.map { duration(in: state, vertex: index, subtask: $0) }
        json.object(state.name) { Percentiles(durations).writeQuartiles(to: &$0) }
      }
    }
  }

  // MARK: Times and places

  /// `/jobs/:id/vertices/:vid/subtasktimes`
  func subtaskTimesAnswer(_ index: Int) -> [UInt8] {
    let vertex = plan.vertices[index]
    var json = JSONWriter(capacity: 320 * vertex.parallelism + 200)
    json.object { json in
      json.member("id", vertex.id)
      json.member("name", vertex.name)
      json.member("now", now.epochMilliseconds)
      json.array("subtasks") { json in
        for subtask in 0..<vertex.parallelism {
          let scheduled = job.entered(.scheduled, vertex: index, subtask: subtask, by: seenAt)
          let end = job.endTime(of: vertex).flatMap { $0 <= seenAt ? $0 : nil } ?? now
          json.object { json in
            json.member("subtask", subtask)
            writeLocation(scheduled == nil ? nil : taskManager(ofSubtask: subtask), to: &json)
            json.member("duration", scheduled.map { end.milliseconds(since: $0) } ?? -1)
            json.object("timestamps") { json in
              for state in TaskState.allCases {
                let at = job.entered(state, vertex: index, subtask: subtask, by: seenAt)
                json.member(state.name, at?.epochMilliseconds ?? 0)
              }
            }
          }
        }
      }
    }
    return json.bytes
  }

  /// `/jobs/:id/vertices/:vid/taskmanagers`
  func vertexTaskManagersAnswer(_ index: Int) -> [UInt8] {
    let vertex = plan.vertices[index]
    let readings = readings(ofSubtasksOf: vertex)
    let groups = Dictionary(grouping: 0..<vertex.parallelism) { subtask in
      job.taskManagerIndex(ofSubtask: subtask, among: taskManagers.count)
    }
    var json = JSONWriter(capacity: 2400 * groups.count + 200)
    json.object { json in
      json.member("id", vertex.id)
      json.member("name", vertex.name)
      json.member("now", now.epochMilliseconds)
      json.array("taskmanagers") { json in
        for (manager, subtasks) in groups.sorted(by: { $0.key < $1.key })
        where taskManagers.indices.contains(manager) {
          write(taskManagers[manager], of: index, subtasks, readings, to: &json)
        }
      }
    }
    return json.bytes
  }

  private func write(
    _ manager: SimulatedTaskManager, of index: Int, _ subtasks: [Int], _ readings: [Reading],
    to json: inout JSONWriter
  ) {
    let vertex = plan.vertices[index]
    let span = span(of: vertex, subtask: subtasks.first)
    let own = subtasks.map { readings[$0] }
    let counts = subtasks.reduce(into: TaskCounts()) { counts, subtask in
      counts[job.taskState(vertex: index, subtask: subtask, at: seenAt)] += 1
    }
    json.object { json in
      writeLocation(manager, to: &json)
      json.member("status", counts.aggregated(of: subtasks.count).name.description)
      json.member("start-time", span.start)
      json.member("end-time", span.end)
      json.member("duration", span.duration)
      json.object("metrics") { write(own.reduce(Reading(isComplete: true), +), to: &$0) }
      writeCounts(counts, named: "status-counts", to: &json)
      json.member("taskmanager-id", manager.id)
      if dialect.hasAggregates {
        json.object("aggregated") { writeAggregates(own, of: index, subtasks: subtasks, to: &$0) }
      }
    }
  }
}

extension JobView.Reading {
  fileprivate static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.bytesRead += right.bytesRead
    sum.bytesWritten += right.bytesWritten
    sum.recordsRead += right.recordsRead
    sum.recordsWritten += right.recordsWritten
    sum.time.busy += right.time.busy
    sum.time.backpressured += right.time.backpressured
    sum.time.idle += right.time.idle
    sum.isComplete = left.isComplete && right.isComplete
    return sum
  }
}
