import FoundationEssentials

/// A TSP in front of the cluster: it asks it as TSP's source does, and tells what it would. Any method will do.
extension SimulatedCluster {
  package mutating func respondAsTSP(
    _ generation: TSPGeneration, to path: String, isFlinkThere: Bool = true
  ) -> SimulatedResponse {
    let request = SimulatedRequest(method: "GET", target: path, body: [])
    let parts = request.components
    do throws(TSPFailure) {
      if parts == ["metainfo", "getVersion"] { return Self.version(of: generation) }
      guard isFlinkThere || generation == .v19 else { throw TSPFailure.flink("Connection refused") }
      switch (parts.first, parts.count) {
      case ("jobs", 2) where parts[1] == "overview": return try overview(as: generation)
      case ("job", 3):
        if let answer = try answer(parts[2], about: parts[1], as: generation) { return answer }
      default: break
      }
      throw TSPFailure.unknownPath(request.path)
    } catch {
      return error.response
    }
  }

  private mutating func answer(
    _ what: String, about uuid: String, as generation: TSPGeneration
  ) throws(TSPFailure) -> SimulatedResponse? {
    switch (what, generation) {
    case ("status", .v19):
      let details = try details(of: uuid)
      return Self.bare { json in
        json.member("rowsRead", details.rowsRead)
        json.member("rowsWritten", details.rowsProcessed)
      }
    case ("status", _):
      let details = try details(of: uuid)
      return Self.answer(as: generation) { details.write(to: &$0) }
    case ("statusAndMetrics", .wrapped): return try statusAndMetrics(of: uuid)
    case ("exceptions", .wrapped), ("exceptions", .bare):
      let job = try job(uuid)
      let told: RelayedExceptions = try flink("/jobs/\(job.jid)/exceptions")
      return Self.answer(as: generation) { json in
        json.member("timestamp", told.timestamp)
        json.member("root-exception", told.rootException)
        json.member("truncated", told.truncated)
      }
    case ("stop", _): return try stop(uuid, as: generation)
    default: return nil
    }
  }

  // MARK: Routes

  private static func version(of generation: TSPGeneration) -> SimulatedResponse {
    wrapped { json in
      guard generation != .wrapped else { return json.member("response", generation.version) }
      json.object("response") { json in
        json.member("tsp", generation.version)
        json.member("scala", "2.12.7")
        if generation == .bare { json.member("flink", "1.13.6") }
      }
    }
  }

  private mutating func overview(
    as generation: TSPGeneration
  ) throws(TSPFailure) -> SimulatedResponse {
    let told: RelayedOverview = try flink("/jobs/overview")
    guard generation != .v19 else {
      var json = JSONWriter()
      json.array { json in
        for job in told.jobs where job.state == "RUNNING" { json.element(job.name) }
      }
      return .json(200, json.bytes)
    }
    return Self.answer(as: generation) { json in
      json.array("jobs") { json in
        for job in told.jobs {
          json.object { json in
            json.member("jid", job.jid)
            json.member("name", job.name)
          }
        }
      }
    }
  }

  private mutating func statusAndMetrics(of uuid: String) throws(TSPFailure) -> SimulatedResponse {
    let details = try details(of: uuid)
    // What TSP calls the current event time stands here at the watermark of the first vertex after the sources.
    var eventTime = "0"
    for vertex in details.vertices where vertex.metrics.read > 0 {
      let path = "/jobs/\(details.jid)/vertices/\(vertex.id)/watermarks"
      let told: [RelayedMetric] = try flink(path)
      eventTime = told.compactMap { Int64($0.value) }.filter { $0 > 0 }.min().map { "\($0)" } ?? "0"
      break
    }
    return Self.wrapped { json in
      json.object("response") { json in
        json.object("details") { details.write(to: &$0) }
        json.object("metrics") { json in
          json.member("numRecordsRead", "\(details.rowsRead)")
          json.member("numRecordsProcessed", "\(details.rowsProcessed)")
          json.member("currentEventTs", eventTime)
        }
      }
    }
  }

  private mutating func stop(
    _ uuid: String, as generation: TSPGeneration
  ) throws(TSPFailure) -> SimulatedResponse {
    let job = try job(uuid)
    guard generation != .v19 || job.state == "RUNNING" else { throw .noSuchJob }
    let answer = respond(method: "PATCH", path: "/jobs/\(job.jid)")
    guard (200..<300).contains(answer.status) else { throw .flink("MonitoringException") }
    if generation == .v19 {
      return Self.bare { $0.member("message", "Job \(uuid) stopped.") }
    }
    return Self.wrapped { $0.member("response", 1) }
  }

  // MARK: What it asks its Flink

  private mutating func job(_ uuid: String) throws(TSPFailure) -> RelayedOverview.Job {
    let told: RelayedOverview = try flink("/jobs/overview")
    guard let job = told.first(named: uuid) else { throw .noSuchJob }
    return job
  }

  private mutating func details(of uuid: String) throws(TSPFailure) -> RelayedDetails {
    try flink("/jobs/\(try job(uuid).jid)")
  }

  private mutating func flink<Answer: Decodable>(_ path: String) throws(TSPFailure) -> Answer {
    let answer = respond(method: "GET", path: path)
    guard let read = try? JSONDecoder().decode(Answer.self, from: Data(answer.body)) else {
      throw .flink("Could not unmarshal response with any of the EitherUnmarshaller")
    }
    return read
  }

  // MARK: Envelopes

  private static func answer(
    as generation: TSPGeneration, _ content: (inout JSONWriter) -> Void
  ) -> SimulatedResponse {
    guard generation == .wrapped else { return bare(content) }
    return wrapped { $0.object("response", content) }
  }

  private static func wrapped(_ content: (inout JSONWriter) -> Void) -> SimulatedResponse {
    bare { json in
      content(&json)
      json.array("messages") { _ in }
    }
  }

  private static func bare(_ content: (inout JSONWriter) -> Void) -> SimulatedResponse {
    var json = JSONWriter()
    json.object(content)
    return .json(200, json.bytes)
  }
}

/// What TSP answers where it can't: `{"errorCode", "message", "errors"}`.
private enum TSPFailure: Error {
  case noSuchJob
  case unknownPath(String)
  /// Its Flink does not answer, or not as it expects.
  case flink(String)

  var response: SimulatedResponse {
    switch self {
    case .noSuchJob: Self.response(400, 4006, "No such job.", [])
    case .unknownPath(let path): Self.response(404, 4004, "Path not found: `\(path)`", [])
    case .flink(let reason):
      Self.response(
        500, 5005, "Internal server error",
        [reason, "\(reason)\n\tat ru.itclover.tsp.http.services.flink.MonitoringService"])
    }
  }

  private static func response(
    _ status: Int, _ code: Int, _ message: String, _ errors: [String]
  ) -> SimulatedResponse {
    var json = JSONWriter()
    json.object { json in
      json.member("errorCode", code)
      json.member("message", message)
      json.array("errors") { json in for error in errors { json.element(error) } }
    }
    return .json(status, json.bytes)
  }
}
