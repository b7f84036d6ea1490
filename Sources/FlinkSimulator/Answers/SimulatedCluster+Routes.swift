extension SimulatedCluster {
  /// Answers a request as Flink's JobManager would at this moment; `path` is what stands in the request
  /// line, query and all.
  package mutating func respond(method: String, path: String, body: [UInt8] = [])
    -> SimulatedResponse
  {
    // Netty's limit for the first line of a request; it takes what follows for another request.
    guard method.utf8.count + path.utf8.count + " ".utf8.count * 2 + "HTTP/1.1".utf8.count <= 4096
    else {
      var response = Refusal.noSuchFile("/bad-request").response
      response.closesConnection = true
      return response
    }
    guard now >= electedAt else { return Self.leaderElection.response }
    let request = SimulatedRequest(method: method, target: path, body: body)
    do {
      return try answer(request)
    } catch {
      return error.response
    }
  }

  static let leaderElection = Refusal(
    status: 503,
    messages: [
      "Service temporarily unavailable due to an ongoing leader election. Please refresh."
    ])

  private mutating func answer(_ request: SimulatedRequest) throws(Refusal) -> SimulatedResponse {
    let parts = request.components
    switch (request.method, parts.first, parts.count) {
    case ("GET", "config", 1): return .json(200, configAnswer())
    case ("GET", "overview", 1): return .json(200, overviewAnswer())
    case ("GET", "jobmanager", 2) where parts[1] == "config":
      return .json(200, jobManagerConfigAnswer())
    case ("GET", "jobmanager", 2) where parts[1] == "metrics":
      return .json(200, controllerMetricsAnswer(request))
    case ("GET", "jobmanager", 2) where parts[1] == "environment" && dialect.isAtLeast(1, 16):
      return .json(200, Self.environmentAnswer)
    case ("GET", "jobmanager", 2) where parts[1] == "thread-dump":
      guard let answer = try threadDumpAnswer(of: nil) else { return try unknown(request) }
      return .json(200, answer)
    case ("GET", "taskmanagers", 3) where parts[2] == "thread-dump":
      guard let answer = try threadDumpAnswer(of: parts[1]) else { return try unknown(request) }
      return .json(200, answer)
    case (_, "jobmanager", 2...) where parts[1] == "profiler":
      guard let answer = try profilerAnswer(request, parts.dropFirst(2), of: nil) else {
        return try unknown(request)
      }
      return answer
    case (_, "taskmanagers", 3...) where parts[2] == "profiler":
      guard let answer = try profilerAnswer(request, parts.dropFirst(3), of: parts[1]) else {
        return try unknown(request)
      }
      return answer
    case ("GET", "jobmanager", 2...):
      guard let answer = try logAnswer(parts.dropFirst(), of: nil) else {
        return try unknown(request)
      }
      return answer
    case (_, "jars", 1...):
      guard let answer = try jarsAnswer(request, parts.dropFirst()) else {
        return try unknown(request)
      }
      return answer
    case ("POST", "savepoint-disposal", 1): return .json(200, try disposalAnswer(request))
    case ("GET", "savepoint-disposal", 2):
      return .json(200, try disposalStatus(try identifier(parts[1], named: "triggerid")))
    case ("GET", "datasets", 1), ("DELETE", "datasets", 2), ("GET", "datasets", 3):
      guard let answer = try dataSetsAnswer(request) else { return try unknown(request) }
      return answer
    case (_, "applications", 2...) where dialect.isAtLeast(2, 3):
      guard let answer = try applicationsAnswer(request, parts.dropFirst()) else {
        return try unknown(request)
      }
      return answer
    case ("POST", "jobs", 1): return .json(202, try submissionAnswer(request))
    case ("GET", "jobs", 1): return .json(200, jobListAnswer())
    case ("GET", "jobs", 2) where parts[1] == "overview": return .json(200, jobsOverviewAnswer())
    case ("GET", "jobs", 2) where parts[1] == "metrics":
      return .json(200, try jobsMetricsAnswer(request))
    case (_, "jobs", 2...):
      return try answer(request, job: try identifier(parts[1], named: "jobid"), parts.dropFirst(2))
    case ("GET", "taskmanagers", 1): return .json(200, taskManagersAnswer())
    case ("GET", "taskmanagers", 2) where parts[1] == "metrics":
      return .json(200, try taskManagersMetricsAnswer(request))
    case ("GET", "taskmanagers", 2):
      return .json(200, try taskManagerAnswer(parts[1]))
    case ("GET", "taskmanagers", 3) where parts[2] == "metrics":
      return .json(200, taskManagerMetricsAnswer(parts[1], request))
    case ("GET", "taskmanagers", 3...):
      guard let answer = try logAnswer(parts.dropFirst(2), of: parts[1]) else {
        return try unknown(request)
      }
      return answer
    default: return try unknown(request)
    }
  }

  /// Everything under `/jobs/:id`.
  private mutating func answer(
    _ request: SimulatedRequest, job: String, _ parts: ArraySlice<String>
  ) throws(Refusal) -> SimulatedResponse {
    let names = Array(parts)
    switch (request.method, names.first, names.count) {
    case ("GET", nil, 0): return .json(200, try view(ofJob: job).jobAnswer())
    case ("PATCH", nil, 0): return try cancelAnswer(job, mode: request.parameter("mode"))
    // The web UI of old cancelled with these two, as YARN's proxy lets nothing but GET through.
    case ("GET", "yarn-cancel", 1): return try cancelAnswer(job, mode: nil)
    case ("GET", "yarn-stop", 1): return try cancelAnswer(job, mode: "stop")
    case ("GET", "resource-requirements", 1), ("PUT", "resource-requirements", 1):
      guard dialect.isAtLeast(1, 18) else { return try unknown(request) }
      _ = try view(ofJob: job)
      throw Refusal.fixedScheduler
    case ("GET", "plan", 1): return .json(200, try view(ofJob: job).planAnswer())
    case ("GET", "config", 1): return .json(200, try view(ofJob: job).configAnswer())
    case ("GET", "exceptions", 1):
      return .json(200, try view(ofJob: job).exceptionsAnswer(limit: try exceptionLimit(request)))
    case ("GET", "status", 1) where dialect.hasStatusRoute:
      return .json(200, try statusAnswer(job))
    case ("GET", "metrics", 1): return .json(200, jobMetricsAnswer(job, request))
    case ("GET", "rescales", 2...) where dialect.isAtLeast(2, 3):
      _ = try view(ofJob: job)
      throw Refusal.noRescales(of: job, names)
    case ("GET", "accumulators", 1): return .json(200, try view(ofJob: job).accumulatorsAnswer())
    case ("GET", "checkpoints", 1...): return try checkpointsAnswer(request, job, names)
    case ("POST", "savepoints", 1), ("POST", "stop", 1):
      return try triggerSavepoint(request, job, stops: names[0] == "stop")
    case ("POST", "checkpoints", 1) where dialect.canTriggerCheckpoint:
      return try triggerCheckpoint(request, job)
    case ("GET", "savepoints", 2):
      return try operationAnswer(job, trigger: names[1], isSavepoint: true)
    case ("GET", "vertices", 2...):
      return try verticesAnswer(
        request, job, vertex: try identifier(names[1], named: "vertexid"), names.dropFirst(2))
    default: return try unknown(request)
    }
  }

  private mutating func checkpointsAnswer(
    _ request: SimulatedRequest, _ job: String, _ names: [String]
  ) throws(Refusal) -> SimulatedResponse {
    if names.count == 1 {
      return .json(200, try checkpointView(ofJob: job).statisticsAnswer())
    }
    switch (names[1], names.count) {
    case ("config", 2): return .json(200, try checkpointView(ofJob: job).configAnswer())
    case ("details", 3):
      let id = try checkpointID(names[2])
      return .json(200, try checkpointView(ofJob: job).detailsAnswer(id))
    case ("details", 5) where names[3] == "subtasks":
      let id = try checkpointID(names[2])
      let vertex = try identifier(names[4], named: "vertexid")
      return .json(200, try checkpointView(ofJob: job).subtasksAnswer(id, vertex: vertex))
    case (_, 2): return try operationAnswer(job, trigger: names[1], isSavepoint: false)
    default: return try unknown(request)
    }
  }

  /// Everything under `/jobs/:id/vertices/:vid`.
  private mutating func verticesAnswer(
    _ request: SimulatedRequest, _ job: String, vertex: String, _ parts: ArraySlice<String>
  ) throws(Refusal) -> SimulatedResponse {
    let names = Array(parts)
    switch (names.first, names.count) {
    case ("metrics", 1): return .json(200, vertexMetricsAnswer(job, vertex, request))
    case ("subtasks", 2) where names[1] == "metrics":
      return .json(200, try subtaskAggregatesAnswer(job, vertex, request))
    case ("subtasks", 3) where names[2] == "metrics":
      return .json(200, subtaskMetricsAnswer(job, vertex, subtask: names[1], request))
    case ("jm-operator-metrics", 1) where dialect.isAtLeast(1, 20):
      return .json(200, coordinatorMetricsAnswer(job, vertex, request))
    case ("backpressure", 1): return .json(200, try backpressureAnswer(job, vertex))
    case ("flamegraph", 1):
      return .json(200, try flameGraphAnswer(job, vertex, request))
    case ("watermarks", 1): return .json(200, try watermarksAnswer(job, vertex))
    default: break
    }
    let view = try view(ofJob: job)
    guard let index = view.plan.vertexIndex(of: vertex) else {
      throw Refusal.vertexNotFound(vertex)
    }
    switch (names.first, names.count) {
    case (nil, 0): return .json(200, view.vertexAnswer(index))
    case ("subtasktimes", 1): return .json(200, view.subtaskTimesAnswer(index))
    case ("taskmanagers", 1): return .json(200, view.vertexTaskManagersAnswer(index))
    case ("accumulators", 1): return .json(200, view.accumulatorsAnswer(vertex: index))
    case ("subtasks", 2) where names[1] == "accumulators":
      return .json(200, view.subtaskAccumulatorsAnswer(index))
    case ("subtasks", 2...):
      guard let answer = view.attemptAnswer(of: index, names.dropFirst()) else {
        return try unknown(request)
      }
      return .json(200, answer)
    default: return try unknown(request)
    }
  }

  // MARK: Parameters

  func identifier(_ text: String, named name: String) throws(Refusal) -> String {
    guard text.utf8.count == 32, text.allSatisfy(\.isHexDigit) else {
      throw Refusal.unreadable(parameter: name, of: .path, value: text)
    }
    return text.lowercased()
  }

  private func checkpointID(_ text: String) throws(Refusal) -> Int64 {
    guard let id = Int64(text) else {
      throw Refusal.unreadable(parameter: "checkpointid", of: .path, value: text)
    }
    return id
  }

  private func exceptionLimit(_ request: SimulatedRequest) throws(Refusal) -> Int? {
    guard let text = request.parameter("maxExceptions") else { return nil }
    guard let limit = Int(text) else {
      throw Refusal.unreadable(parameter: "maxExceptions", of: .query, value: text)
    }
    return limit
  }

  private func operationAnswer(_ job: String, trigger: String, isSavepoint: Bool) throws(Refusal)
    -> SimulatedResponse
  {
    let trigger = try identifier(trigger, named: "triggerid")
    return .json(200, try operationStatus(job, trigger: trigger, isSavepoint: isSavepoint))
  }

  private func unknown(_ request: SimulatedRequest) throws(Refusal) -> SimulatedResponse {
    switch request.method {
    case "GET" where request.components.isEmpty: return Self.frontPage
    case "GET": throw Refusal.noSuchFile(request.path)
    case "HEAD", "OPTIONS": return SimulatedResponse(status: 404, headers: [], body: [])
    default: throw Refusal.noSuchRoute(request.path, in: dialect)
    }
  }

  private static let frontPage = SimulatedResponse(
    status: 200, headers: [.init(name: "content-type", value: "text/html")],
    body: Array(
      "<!doctype html><html><head><title>Apache Flink (simulated)</title></head></html>".utf8))
}
