extension SimulatedCluster {
  // MARK: Starting

  /// `POST /jobs/:id/savepoints` and `/stop`: 202 with the trigger's id, even for a job that does not exist.
  mutating func triggerSavepoint(_ request: SimulatedRequest, _ id: String, stops: Bool)
    throws(Refusal) -> SimulatedResponse
  {
    let name = stops ? "StopWithSavepointRequestBody" : "SavepointTriggerRequestBody"
    let body = try TriggerBody.read(request.body, named: name)
    var known: Set = stops ? ["drain", "targetDirectory"] : ["cancel-job", "target-directory"]
    if dialect.knowsTriggerID { known.formUnion(["formatType", "triggerId"]) }
    guard !dialect.refusesUnknownMembers || body.members.isSubset(of: known) else {
      throw Refusal.unreadable(body: name)
    }
    guard let directory = body.targetDirectory ?? configuration.savepointDirectory else {
      throw Refusal.handler(
        400,
        "Config key [\(dialect.savepointDirectoryOption)] is not set. Property "
          + "[\(stops ? "targetDirectory" : "target-directory")] must be provided.")
    }
    return try begin(
      SimulatedJob.Request(
        triggerID: try triggerID(body.triggerID),
        kind: stops ? .stop : .savepoint(cancelsJob: body.cancelsJob),
        format: body.format, directory: directory), job: id)
  }

  /// `POST /jobs/:id/checkpoints`
  mutating func triggerCheckpoint(_ request: SimulatedRequest, _ id: String) throws(Refusal)
    -> SimulatedResponse
  {
    let body = try CheckpointBody.read(request.body)
    switch body.checkpointType ?? "CONFIGURED" {
    case "CONFIGURED", "FULL": break
    case "INCREMENTAL":
      throw Refusal.serverError(
        "java.lang.IllegalStateException: Flink does not support triggering incremental checkpoint "
          + "explicitly. See FLINK-33723.", frames: StackTraces.handler + StackTraces.netty)
    default: throw Refusal.unreadable(body: "CheckpointTriggerRequestBody")
    }
    let trigger = try triggerID(body.triggerId)
    return try begin(SimulatedJob.Request(triggerID: trigger, kind: .checkpoint), job: id)
  }

  private mutating func triggerID(_ given: String?) throws(Refusal) -> String {
    guard dialect.knowsTriggerID, let id = given else { return makeTriggerID() }
    guard id.utf8.count == 32, id.allSatisfy(\.isHexDigit) else {
      throw Refusal.unreadable(body: "SavepointTriggerRequestBody")
    }
    return id.lowercased()
  }

  private mutating func begin(_ request: SimulatedJob.Request, job id: String) throws(Refusal)
    -> SimulatedResponse
  {
    if let index = jobIndex(id) {
      jobs[index].begin(request, at: now)
    } else {
      var orphan = JobOperation(triggerID: request.triggerID, kind: request.kind)
      orphan.settlement = .init(
        at: now.adding(milliseconds: 40), outcome: .failure(.jobNotFound(id)))
      orphans["\(id)/\(request.triggerID)"] = orphan
    }
    var json = JSONWriter()
    json.object { $0.member("request-id", request.triggerID) }
    return .json(202, json.bytes)
  }

  // MARK: Following

  /// `GET /jobs/:id/savepoints/:trigger` and `/checkpoints/:trigger`
  func operationStatus(_ id: String, trigger: String, isSavepoint: Bool) throws(Refusal) -> [UInt8]
  {
    let known = jobIndex(id).flatMap { jobs[$0].operation(trigger) } ?? orphans["\(id)/\(trigger)"]
    guard let operation = known, operation.isSavepoint == isSavepoint,
      !operation.isForgotten(at: now)
    else {
      throw Refusal.handler(
        404,
        "There is no \(isSavepoint ? "savepoint" : "checkpoint") operation with "
          + "triggerId=\(trigger) for job \(id).")
    }
    let settlement = operation.settlement.flatMap { $0.at <= now ? $0 : nil }
    var json = JSONWriter()
    json.object { json in
      json.object("status") { $0.member("id", settlement == nil ? "IN_PROGRESS" : "COMPLETED") }
      guard let settlement else { return json.null("operation") }
      json.object("operation") { json in
        switch settlement.outcome {
        case .savepoint(let location): json.member("location", location)
        case .checkpoint(let id): json.member("checkpointId", id)
        case .failure(let failure): json.object("failure-cause") { failure.write(to: &$0) }
        }
      }
    }
    return json.bytes
  }

  // MARK: Cancelling

  /// `PATCH /jobs/:id?mode=` and `GET /jobs/:id/yarn-cancel`
  mutating func cancelAnswer(_ id: String, mode: String?) throws(Refusal) -> SimulatedResponse {
    switch mode?.lowercased() ?? "cancel" {
    case "cancel": break
    case "stop":
      throw Refusal.handler(
        308,
        "The termination mode \"stop\" has been removed. For an ungraceful shutdown, please use "
          + "\"cancel\" instead. For a graceful shutdown, please use \"jobs/:jobId/stop\" instead.")
    default: throw Refusal.unreadable(parameter: "mode", of: .query, value: mode ?? "")
    }
    guard let index = jobIndex(id) else {
      throw Refusal.handler(404, "Job could not be found.")
    }
    let state = jobs[index].state
    if state.isTerminal, !dialect.distinguishesEndedJobs {
      throw Refusal.handler(404, "Job could not be found.")
    }
    if state == .finished || state == .failed {
      throw Refusal.handler(
        409,
        "Job cancellation failed because the job has already reached another terminal state "
          + "(\(state.rawValue)).")
    }
    jobs[index].cancel(at: now)
    return .json(202, Array("{}".utf8))
  }
}

extension OperationFailure {
  /// `failure-cause`: class, stack trace, and the exception serialised by Java, which is long and
  /// of no use to anybody else.
  func write(to json: inout JSONWriter) {
    json.member("class", "java.util.concurrent.CompletionException")
    json.member("stack-trace", stackTrace)
    json.member("serialized-throwable", Self.serialized)
  }

  private var stackTrace: String {
    var text = "java.util.concurrent.CompletionException: \(exception): \(message)\n"
    text += StackTraces.coordinator + "Caused by: \(exception): \(message)\n" + StackTraces.trigger
    if let root {
      text += "Caused by: \(root.exception): \(root.message)\n\tat \(root.frame)\n"
    }
    return text + "\t... 3 more\n"
  }

  private static let serialized = "rO0ABXNyACdq" + Seed(7).hexadecimal(digits: 27_000) + "=="
}
