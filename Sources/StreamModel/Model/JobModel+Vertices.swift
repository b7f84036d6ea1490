extension JobModel {
  /// Takes in structure and counters.
  mutating func take(_ detail: JobDetail, age: MetricAge, at now: Timestamp) {
    readings.value.detail = Observed(detail, receivedAt: now)
    noteParallelism(of: detail, at: now)
    if detail.state == state, !state.isTerminal, let entered = detail.stateEnteredAt[state] {
      stateSince = min(now, onOurClock(entered))
    }
    arrangeVertices(of: detail)
    followRunByStructure(at: now)
    // What is counted before may be the run's before.
    guard hasSettled(for: Self.fetched, at: now) else { return }
    let outcome = readings.value.meter.take(detail, age: age, at: now)
    if case .changed(let figures) = outcome {
      let seen = age.measuredAt(now)
      for (id, counted) in figures {
        let (place, running) = (places[id], vertex(id)?.tasks[.running])
        readings.value.vertices[id]?.counted = Observed(counted, receivedAt: seen)
        readings.value.vertices[id]?.noteHang(counted, place: place, running: running, at: seen)
      }
    }
    guard age == .current else { return }
    if readings.value.observedSince == nil { readings.value.observedSince = now }
    followFreeze(at: now)
    let places = places
    for vertex in detail.vertices {
      let run = self.run(of: vertex, place: places[vertex.id], at: now)
      readings.value.vertices[vertex.id]?.refreshFigures(of: run, isSampled: true, at: now)
    }
    refreshTotals(isSampled: true)
  }

  /// Takes in the load of one vertex, unless it is older than what is there.
  mutating func take(_ load: VertexLoad?, of id: VertexID, age: MetricAge, at now: Timestamp) {
    guard steadySince != nil, isKnown(id), readings.value.frozenSince == nil else { return }
    guard let load else {
      readings.value.vertices[id, default: VertexModel()].emptyLoadAnswers += 1
      return
    }
    let time = age.measuredAt(now)
    if age != .current, let last = vertices[id]?.load, last.receivedAt >= time { return }
    let isSampled = age != .unknown
    let run =
      vertex(id).map { self.run(of: $0, place: places[id], at: now) }
      ?? VertexRun(time: steadyTime(at: now), place: nil, parallelism: nil)
    readings.value.vertices[id, default: VertexModel()].take(load, measuredAt: time)
    readings.value.vertices[id]?.refreshFigures(of: run, isSampled: isSampled, at: now)
    refreshTotals(isSampled: isSampled)
    guard !load.past.isEmpty else { return }
    let isSink = places[id]?.isSink == true
    readings.value.vertices[id]?.take(past: load.past, isSink: isSink)
    refreshPast()
  }

  /// Takes in where the subtasks of one vertex run, and which do not run yet.
  mutating func take(_ subtasks: [Subtask], of id: VertexID, at now: Timestamp) {
    guard isKnown(id) else { return }
    let starting = subtasks.filter { $0.state == .deploying || $0.state == .initializing }
    let running = subtasks.filter { $0.state == .running }
    let workers = running.compactMap(\.taskManager)
    readings.value.vertices[id, default: VertexModel()].workers =
      steadySince != nil && workers.count == running.count ? Set(workers) : nil
    readings.value.vertices[id]?.starting = Observed(
      starting.map {
        SubtaskLoad(index: $0.index, busy: nil, taskManager: $0.taskManager, host: $0.host)
      }, receivedAt: now)
  }

  /// Takes in what the subtasks of one vertex did of late, where that is told of all of them.
  mutating func take(_ loads: Observed<SubtaskLoads>?, of id: VertexID, at now: Timestamp) {
    guard let loads, steadySince != nil, let vertex = vertex(id),
      loads.value.loads.count == vertex.tasks[.running], readings.value.frozenSince == nil
    else { return }
    if vertices[id]?.subtaskLoads?.receivedAt != loads.receivedAt {
      readings.value.vertices[id, default: VertexModel()].noteHangs(loads, place: places[id])
    }
    var followed = loads
    followed.value.follow(vertices[id]?.subtaskLoads, at: loads.receivedAt)
    readings.value.vertices[id, default: VertexModel()].subtaskLoads = followed
    let run = self.run(of: vertex, place: places[id], at: now)
    readings.value.vertices[id]?.refreshFigures(of: run, isSampled: true, at: now)
    refreshTotals(isSampled: true)
  }

  /// Takes in the watermarks of one vertex, unless they are older than what is there.
  mutating func take(
    _ watermarks: VertexWatermarks?, of id: VertexID, age: MetricAge, fetchedAt: MetricInstant,
    at now: Timestamp
  ) {
    guard hasSettled(for: Self.fetched, at: now), isKnown(id), readings.value.frozenSince == nil
    else { return }
    guard let watermarks else {
      readings.value.vertices[id, default: VertexModel()].emptyWatermarkAnswers += 1
      return
    }
    let time = age.measuredAt(now)
    if age != .current, let last = vertices[id]?.watermarks, last.receivedAt >= time { return }
    let reading = WatermarkReading(
      receivedAt: time, instant: age == .current ? fetchedAt : .unknown, clockOffset: clockOffset,
      isSampled: age != .unknown)
    let isSource = vertex(id)?.isSource ?? false
    readings.value.vertices[id, default: VertexModel()].take(
      watermarks, reading, isSource: isSource)
    let isExact = if case .notAfter = fetchedAt { false } else { true }
    refreshLag(isSampled: reading.isSampled && isExact)
  }

  /// Takes in the watermarks of the subtasks of one vertex.
  mutating func take(
    _ watermarks: SubtaskWatermarks, of id: VertexID, heldAt: Timestamp, at now: Timestamp
  ) {
    guard hasSettled(for: Self.fetched, at: now), isKnown(id), !watermarks.bySubtask.isEmpty
    else { return }
    readings.value.vertices[id, default: VertexModel()].subtaskWatermarks = Observed(
      watermarks, receivedAt: heldAt)
  }

  private func run(of vertex: Vertex, place: VertexPlace?, at now: Timestamp) -> VertexRun {
    // One of a batch job began when its turn came.
    let own = vertex.startTime.map { max(.zero, now.since(onOurClock($0))) }
    let time = steadyTime(at: now).map { min($0, own ?? $0) }
    return VertexRun(time: time, place: place, parallelism: vertex.parallelism)
  }

  /// True where counters tell the shares of time of every vertex that has any (1.16 on, and no legacy source).
  var isCounted: Bool {
    let structure = detail?.value.vertices.filter(\.hasMetrics) ?? []
    return !structure.isEmpty
      && structure.allSatisfy { vertices[$0.id]?.averagePressure?.value.busy != nil }
  }

  /// Where each vertex stands in the job graph; empty before there is a structure.
  var places: [VertexID: VertexPlace] { readings.value.places }

  /// False for a vertex that the structure does not have (an answer from before a change of it).
  private func isKnown(_ id: VertexID) -> Bool { detail == nil || vertex(id) != nil }

  private mutating func arrangeVertices(of detail: JobDetail) {
    for vertex in detail.vertices where readings.value.vertices[vertex.id] == nil {
      readings.value.vertices[vertex.id] = VertexModel()
    }
    guard readings.value.vertices.count > detail.vertices.count else { return }
    let known = Set(detail.vertices.map(\.id))
    readings.value.vertices = readings.value.vertices.filter { known.contains($0.key) }
  }
}

extension JobDetail {
  /// Where each vertex stands in the job graph.
  var places: [VertexID: VertexPlace] {
    var result: [VertexID: VertexPlace] = [:]
    guard areEdgesTold else {
      for (index, vertex) in vertices.enumerated() {
        result[vertex.id] = VertexPlace(isSource: index == 0, isSink: index == vertices.count - 1)
      }
      return result
    }
    let feeding = Set(vertices.flatMap { $0.inputs.map(\.from) })
    for vertex in vertices {
      result[vertex.id] = VertexPlace(
        isSource: vertex.isSource, isSink: !feeding.contains(vertex.id))
    }
    return result
  }
}
