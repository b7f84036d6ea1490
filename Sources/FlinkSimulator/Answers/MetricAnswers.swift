extension SimulatedCluster {
  private static let nothing = Array("[]".utf8)

  // MARK: Jobs

  /// `/jobs/:id/metrics`: an id it does not know is left out.
  mutating func jobMetricsAnswer(_ id: String, _ request: SimulatedRequest) -> [UInt8] {
    guard let snapshot = currentMetrics(), let index = jobIndex(id) else { return Self.nothing }
    let job = snapshot.jobs[index]
    guard !job.state.isTerminal else { return Self.nothing }
    guard let wanted = request.list("get") else {
      return Self.list(
        JobMetric.allCases.filter { $0.exists(of: job.plan, in: dialect) }.map(\.rawValue))
    }
    return Self.values(wanted) { id in
      guard let metric = JobMetric(rawValue: String(id)), metric.exists(of: job.plan, in: dialect)
      else { return nil }
      return metric.value(of: job, at: snapshot.at)
    }
  }

  /// `/jobs/metrics`: over all jobs, or those in `jobs`.
  mutating func jobsMetricsAnswer(_ request: SimulatedRequest) throws(Refusal) -> [UInt8] {
    let query = try AggregationQuery(request, in: dialect)
    guard let snapshot = currentMetrics() else { return Self.nothing }
    let chosen = request.list("jobs").map { Set($0.map(String.init)) }
    let jobs = snapshot.jobs.filter {
      !$0.state.isTerminal && chosen?.contains($0.plan.id) ?? true
    }
    guard let wanted = request.list("get") else {
      return Self.list(
        JobMetric.allCases.filter { metric in
          jobs.contains { metric.exists(of: $0.plan, in: dialect) }
        }.map(\.rawValue))
    }
    return query.answer(wanted) { id in
      JobMetric(rawValue: String(id)).map { metric in
        jobs.filter { metric.exists(of: $0.plan, in: dialect) }
          .map { metric.value(of: $0, at: snapshot.at) }
      }
    }
  }

  // MARK: Vertices

  /// `/jobs/:id/vertices/:vid/subtasks/metrics`: aggregated.
  mutating func subtaskAggregatesAnswer(
    _ id: String, _ vertex: String, _ request: SimulatedRequest
  ) throws(Refusal) -> [UInt8] {
    let query = try AggregationQuery(request, in: dialect)
    guard let reader = metricReader(job: id, vertex: vertex) else { return Self.nothing }
    guard let wanted = request.list("get") else { return Self.list(metricIDs(of: reader)) }
    let subtasks = try subtasks(request, parallelism: reader.vertex.parallelism)
    return query.answer(wanted) { id in
      evaluator(id, reader).map { subtasks.lazy.map($0) }
    }
  }

  /// `subtasks=0-3,7`; all of them by default, those that do not exist left out.
  private func subtasks(_ request: SimulatedRequest, parallelism: Int) throws(Refusal) -> [Int] {
    guard let parts = request.list("subtasks") else { return Array(0..<parallelism) }
    var chosen: [Int] = []
    for part in parts {
      let ends = part.split(separator: "-").map { Int($0) }
      guard let first = ends.first, let first, let last = ends.last, let last, first <= last else {
        throw Refusal.unreadable(
          parameter: "subtasks", of: .query, value: request.parameter("subtasks") ?? "")
      }
      chosen += (first...last).filter { $0 < parallelism }
    }
    return chosen
  }

  /// `/jobs/:id/vertices/:vid/subtasks/:n/metrics`
  mutating func subtaskMetricsAnswer(
    _ id: String, _ vertex: String, subtask: String, _ request: SimulatedRequest
  ) -> [UInt8] {
    guard let reader = metricReader(job: id, vertex: vertex), let subtask = Int(subtask),
      (0..<reader.vertex.parallelism).contains(subtask)
    else { return Self.nothing }
    guard let wanted = request.list("get") else { return Self.list(metricIDs(of: reader)) }
    return Self.values(wanted) { evaluator($0, reader)?(subtask) }
  }

  private func metricIDs(of reader: VertexMetricReader) -> [String] {
    let users = configuration.world == .hostileNames ? HostileMetrics.ids : []
    return VertexMetric.ids(of: reader.vertex, in: dialect) + users
  }

  private func evaluator(
    _ id: Substring, _ reader: VertexMetricReader
  ) -> VertexMetricReader.Evaluator? {
    if let metric = VertexMetric(id, of: reader.vertex, in: dialect) {
      return reader.evaluator(for: metric)
    }
    guard configuration.world == .hostileNames,
      HostileMetrics.value(id, subtask: 0, at: reader.time) != nil
    else { return nil }
    return { HostileMetrics.value(id, subtask: $0, at: reader.time) ?? .integer(0) }
  }

  /// `/jobs/:id/vertices/:vid/jm-operator-metrics`: of sources, whose enumerators live on the JobManager.
  mutating func coordinatorMetricsAnswer(
    _ id: String, _ vertex: String, _ request: SimulatedRequest
  ) -> [UInt8] {
    guard let reader = metricReader(job: id, vertex: vertex), reader.vertex.isSource,
      let source = reader.vertex.operators.first
    else { return Self.nothing }
    let metric = "\(source.metricName).coordinator.enumerator.unassignedSplits"
    guard let wanted = request.list("get") else { return Self.list([metric]) }
    return Self.values(wanted) { String($0) == metric ? .integer(0) : nil }
  }

  /// `/jobs/:id/vertices/:vid/metrics`: ids begin with the subtask, `0.numRecordsIn`.
  mutating func vertexMetricsAnswer(
    _ id: String, _ vertex: String, _ request: SimulatedRequest
  ) -> [UInt8] {
    guard let reader = metricReader(job: id, vertex: vertex) else { return Self.nothing }
    guard let wanted = request.list("get") else {
      let ids = VertexMetric.ids(of: reader.vertex, in: dialect)
      return Self.list(
        (0..<reader.vertex.parallelism).flatMap { subtask in ids.map { "\(subtask).\($0)" } })
    }
    return Self.values(wanted) { id in
      guard let dot = id.firstIndex(of: "."), let subtask = Int(id[..<dot]),
        (0..<reader.vertex.parallelism).contains(subtask),
        let metric = VertexMetric(id[id.index(after: dot)...], of: reader.vertex, in: dialect)
      else { return nil }
      return reader.evaluator(for: metric)(subtask)
    }
  }

  // MARK: TaskManagers

  /// `/taskmanagers/:id/metrics`: `[]` for one that is not there.
  mutating func taskManagerMetricsAnswer(_ id: String, _ request: SimulatedRequest) -> [UInt8] {
    let managers = registeredTaskManagers
    guard let snapshot = currentMetrics(), let index = managers.firstIndex(where: { $0.id == id })
    else { return Self.nothing }
    guard let wanted = request.list("get") else {
      return Self.list(ProcessMetric.ofWorkers.map(\.rawValue))
    }
    return Self.values(wanted) { id in
      Self.metric(id, among: ProcessMetric.ofWorkers).map {
        value($0, of: managers[index], index, at: snapshot.at)
      }
    }
  }

  /// `/taskmanagers/metrics`: over all of them.
  mutating func taskManagersMetricsAnswer(_ request: SimulatedRequest) throws(Refusal) -> [UInt8] {
    let query = try AggregationQuery(request, in: dialect)
    let managers = registeredTaskManagers
    guard let snapshot = currentMetrics(), !managers.isEmpty else { return Self.nothing }
    guard let wanted = request.list("get") else {
      return Self.list(ProcessMetric.ofWorkers.map(\.rawValue))
    }
    return query.answer(wanted) { id in
      Self.metric(id, among: ProcessMetric.ofWorkers).map { metric in
        managers.indices.map { value(metric, of: managers[$0], $0, at: snapshot.at) }
      }
    }
  }

  private func value(
    _ metric: ProcessMetric, of manager: SimulatedTaskManager, _ index: Int, at time: SimulatedTime
  ) -> MetricValue {
    let used = Double(manager.slots - freeSlots(of: manager, index))
    return metric.value(of: manager, usedSlots: used, at: time)
  }

  private static func metric(_ id: Substring, among metrics: [ProcessMetric]) -> ProcessMetric? {
    ProcessMetric(rawValue: String(id)).flatMap { metrics.contains($0) ? $0 : nil }
  }

  // MARK: The JobManager

  /// What `/jobmanager/metrics` has besides its JVM.
  func controllerMetric(_ id: Substring) -> MetricValue? {
    let metrics = ProcessMetric.ofController
    let time = now.rounded(downTo: configuration.metricsInterval)
    let managers = registeredTaskManagers
    let slots = managers.reduce(0) { $0 + $1.slots }
    let free = managers.indices.reduce(0) { $0 + freeSlots(of: managers[$1], $1) }
    switch Self.metric(id, among: metrics) {
    case .slotsTotal: return .integer(Int64(slots))
    case .slotsAvailable: return .integer(Int64(free))
    case .taskManagers: return .integer(Int64(managers.count))
    case .runningJobs: return .integer(Int64(jobs.count { $0.state == .running }))
    case let metric?:
      // A JVM like the others.
      return managers.first.map { metric.value(of: $0, usedSlots: 0, at: time) }
    case nil: return nil
    }
  }

  // MARK: Form

  static func list(_ ids: [String]) -> [UInt8] {
    var json = JSONWriter(capacity: 40 * ids.count)
    json.array { json in for id in ids { json.object { $0.member("id", id) } } }
    return json.bytes
  }

  static func values(_ ids: [Substring], value: (Substring) -> MetricValue?) -> [UInt8] {
    var json = JSONWriter(capacity: 60 * ids.count)
    json.array { json in
      for id in ids {
        guard let value = value(id) else { continue }
        json.object { json in
          json.member("id", String(id))
          json.member("value", value.wireText)
        }
      }
    }
    return json.bytes
  }
}
