/// Applications (2.3 on): each job is one of its own, with the same id, as Flink makes one of what is submitted alone.
extension SimulatedCluster {
  /// Everything under `/applications`; nil where there is no such route.
  mutating func applicationsAnswer(
    _ request: SimulatedRequest, _ parts: ArraySlice<String>
  ) throws(Refusal) -> SimulatedResponse? {
    let names = Array(parts)
    if request.method == "GET", names == ["overview"] {
      return .json(200, applicationListAnswer())
    }
    let id = try identifier(names[0], named: "applicationid")
    switch (request.method, names.dropFirst().joined(separator: "/")) {
    case ("GET", ""): return .json(200, applicationAnswer(try application(id)))
    case ("GET", "exceptions"): return .json(200, failuresAnswer(try application(id)))
    case ("GET", "jobmanager/config"):
      _ = try application(id)
      return .json(200, jobManagerConfigAnswer())
    case ("POST", "cancel"):
      guard let index = jobIndex(id), !jobs[index].state.isTerminal else {
        throw Refusal.handler(404, "Application could not be found.")
      }
      jobs[index].cancel(at: now)
      return .json(202, Array("{}".utf8))
    default: return nil
    }
  }

  private func application(_ id: String) throws(Refusal) -> Int {
    guard let index = jobIndex(id) else {
      throw Refusal.handlerNotFound("Application \(id) not found")
    }
    return index
  }

  private func applicationListAnswer() -> [UInt8] {
    var json = JSONWriter(capacity: 240 * jobs.count + 16)
    json.object { json in
      json.array("applications") { json in
        for index in jobs.indices {
          json.object { json in
            json.member("id", jobs[index].plan.id)
            json.member("name", name(of: index))
            writeCourse(of: index, to: &json)
            json.object("jobs") { $0.member(named: jobs[index].state.rawValue, Int64(1)) }
          }
        }
      }
    }
    return json.bytes
  }

  private func applicationAnswer(_ index: Int) -> [UInt8] {
    var json = JSONWriter(capacity: 900)
    let entered = jobs[index].enteredAt
    json.object { json in
      json.member("id", jobs[index].plan.id)
      json.member("name", name(of: index))
      writeCourse(of: index, to: &json)
      json.object("timestamps") { json in
        json.member("CREATED", jobs[index].plan.startedAt.epochMilliseconds)
        json.member("RUNNING", jobs[index].plan.startedAt.epochMilliseconds)
        for (name, state) in Self.ends {
          json.member(named: name, entered[state]?.epochMilliseconds ?? 0)
        }
      }
      json.array("jobs") { writeOverview(of: index, to: &$0) }
    }
    return json.bytes
  }

  /// What an application enters after RUNNING, with the state that its job enters then.
  private static let ends: [(String, JobState)] = [
    ("FAILING", .failing), ("FAILED", .failed), ("CANCELING", .cancelling),
    ("CANCELED", .canceled), ("FINISHED", .finished),
  ]

  private func writeCourse(of index: Int, to json: inout JSONWriter) {
    let start = jobs[index].plan.startedAt
    let end = jobs[index].endedAt
    let state = Self.ends.first { $0.1 == jobs[index].state }?.0 ?? "RUNNING"
    json.member("status", state)
    json.member("start-time", start.epochMilliseconds)
    json.member("end-time", end?.epochMilliseconds ?? -1)
    json.member("duration", (end ?? now).milliseconds(since: start))
  }

  private func failuresAnswer(_ index: Int) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.object("exceptionHistory") { json in
        json.array("entries") { json in
          guard jobs[index].state == .failed else { return }
          let cause = "org.apache.flink.runtime.JobException"
          json.object { json in
            json.member("exceptionName", cause)
            json.member(
              "stacktrace",
              "\(cause): Recovery is suppressed by NoRestartBackoffTimeStrategy\n"
                + StackTraces.future)
            json.member("timestamp", jobs[index].endedAt?.epochMilliseconds ?? 0)
            json.member("jobId", jobs[index].plan.id)
          }
        }
      }
    }
    return json.bytes
  }

  private func name(of index: Int) -> String { "SingleJobApplication(\(jobs[index].plan.name))" }

  // MARK: Data sets and job graphs

  /// `/datasets`: it keeps none, and says of any that it was deleted, as Flink does.
  mutating func dataSetsAnswer(_ request: SimulatedRequest) throws(Refusal) -> SimulatedResponse? {
    let parts = request.components
    var json = JSONWriter()
    switch (request.method, parts.count) {
    case ("GET", 1):
      json.object { $0.array("dataSets") { _ in } }
      return .json(200, json.bytes)
    case ("DELETE", 2):
      _ = try identifier(parts[1], named: "datasetid")
      let trigger = makeTriggerID()
      disposals[trigger] = Disposal(endsAt: now.adding(milliseconds: 60), missing: nil)
      json.object { $0.member("request-id", trigger) }
      return .json(202, json.bytes)
    case ("GET", 3) where parts[1] == "delete":
      return .json(200, try disposalStatus(try identifier(parts[2], named: "triggerid")))
    default: return nil
    }
  }

  /// `POST /jobs`: what is in the graph nobody reads; the newest program is started once more.
  mutating func submissionAnswer(_ request: SimulatedRequest) throws(Refusal) -> [UInt8] {
    let text = String(decoding: request.body.prefix(4096), as: UTF8.self)
    guard text.contains("jobGraphFileName"), let template = jobs.indices.first else {
      throw Refusal.handler(
        400, "The number of uploaded files was 0 different than the expected count. Expected: 1")
    }
    let id = makeTriggerID()
    add(SimulatedJob(plan: jobs[template].plan.copy(id: id, startedAt: now)), from: nil)
    var json = JSONWriter()
    json.object { $0.member("jobUrl", "/jobs/\(id)") }
    return json.bytes
  }
}
