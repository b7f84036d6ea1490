extension SimulatedAlibaba {
  func answer(
    _ request: FoasRequest, _ cluster: inout SimulatedCluster
  ) throws(FoasRefusal) -> [UInt8] {
    let parts = request.components.dropFirst(3)
    guard parts.first == project else {
      throw FoasRefusal(404, "ProjectNotExist", "Project \(parts.first ?? "") does not exist.")
    }
    let rest = Array(parts.dropFirst())
    switch (request.method, rest.first, rest.count) {
    case ("GET", nil, 0): return projectAnswer()
    case ("GET", "jobs", 1): return try jobsAnswer(request, cluster)
    case ("GET", "instances", 1): return try instancesAnswer(request, cluster)
    case ("GET", "runsummary", 1): return summariesAnswer(request, cluster)
    case ("POST", "jobs", 3) where rest[2] == "metric":
      return try metricAnswer(request, try index(of: rest[1], in: cluster), cluster)
    case ("GET", "jobs", 5) where rest[2] == "instances":
      return try instanceAnswer(rest[4], of: try index(of: rest[1], in: cluster), &cluster)
    default: throw FoasRefusal(404, "InvalidAction.NotFound", "Specified api is not found.")
    }
  }

  private func index(
    of name: String, in cluster: SimulatedCluster
  ) throws(FoasRefusal) -> Int {
    guard let index = names(cluster).firstIndex(of: name) else {
      throw FoasRefusal(404, "JobNotExist", "Job \(name) does not exist.")
    }
    return index
  }

  /// Of the jobs, each unlike any other.
  private func names(_ cluster: SimulatedCluster) -> [String] {
    var taken: Set<String> = []
    return cluster.jobs.map { job in
      var name = job.plan.name
      while !taken.insert(name).inserted { name += "_" }
      return name
    }
  }

  private func instanceID(_ index: Int) -> Int { 7001 + index }

  // MARK: Lists

  private func projectAnswer() -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("RequestId", "SIMULATED")
      $0.object("Project") {
        $0.member("Name", project)
        $0.member("Region", region)
      }
    }
    return writer.bytes
  }

  /// The part of a list that a page shows.
  private func page(_ request: FoasRequest, of count: Int) throws(FoasRefusal) -> (
    index: Int, size: Int, range: Range<Int>
  ) {
    func number(_ name: String, _ usual: Int) -> Int? {
      guard let text = request.query.first(where: { $0.name == name })?.value else { return usual }
      return Int(text)
    }
    guard let index = number("pageIndex", 1), let size = number("pageSize", 10), index >= 1,
      (1...100).contains(size), index < 1_000_000
    else { throw FoasRefusal(400, "InvalidParameter", "pageIndex or pageSize is not valid.") }
    let start = min(count, (index - 1) * size)
    return (index, size, start..<min(count, start + size))
  }

  private func jobsAnswer(
    _ request: FoasRequest, _ cluster: SimulatedCluster
  ) throws(FoasRefusal) -> [UInt8] {
    let names = names(cluster)
    let page = try page(request, of: names.count)
    var writer = JSONWriter(capacity: 8192)
    writer.object { answer in
      answer.member("RequestId", "SIMULATED")
      answer.member("PageIndex", page.index)
      answer.member("PageSize", page.size)
      answer.member("TotalCount", names.count)
      answer.object("Jobs") {
        $0.array("Job") { list in
          for index in page.range {
            list.object {
              $0.member("JobName", names[index])
              $0.member("ProjectName", project)
              $0.member(
                "JobType",
                cluster.jobs[index].plan.type == .batch ? "FLINK_BATCH" : "FLINK_STREAM")
              $0.member("EngineVersion", "blink-3.7.11")
            }
          }
        }
      }
    }
    return writer.bytes
  }

  private func instancesAnswer(
    _ request: FoasRequest, _ cluster: SimulatedCluster
  ) throws(FoasRefusal) -> [UInt8] {
    let names = names(cluster)
    let page = try page(request, of: names.count)
    var writer = JSONWriter(capacity: 8192)
    writer.object { answer in
      answer.member("RequestId", "SIMULATED")
      answer.member("TotalCount", names.count)
      answer.object("Instances") {
        $0.array("Instance") { list in
          for index in page.range {
            let job = cluster.jobs[index]
            list.object {
              $0.member("Id", instanceID(index))
              $0.member("JobName", names[index])
              $0.member("ActualState", Self.state(job.state))
              $0.member("StartTime", job.plan.startedAt.epochMilliseconds)
              if let end = job.endedAt { $0.member("EndTime", end.epochMilliseconds) }
            }
          }
        }
      }
    }
    return writer.bytes
  }

  private func summariesAnswer(_ request: FoasRequest, _ cluster: SimulatedCluster) -> [UInt8] {
    let names = names(cluster)
    let wanted = request.query.first { $0.name == "jobNames" }?.value
    let chosen = wanted.map { Set($0.split(separator: ",").map(String.init)) }
    var writer = JSONWriter(capacity: 4096)
    writer.object { answer in
      answer.member("RequestId", "SIMULATED")
      answer.object("RunSummarys") {
        $0.array("RunSummary") { list in
          for index in names.indices where chosen?.contains(names[index]) ?? true {
            list.object { writer in
              writer.member("Id", instanceID(index))
              writer.member("JobName", names[index])
              writer.member("ActualState", Self.state(cluster.jobs[index].state))
              writer.member("ExpectState", "RUNNING")
              if let failure = cluster.jobs[index].failures.first {
                writer.member("LastErrorTime", failure.at.epochMilliseconds)
                writer.member(
                  "LastErrorMessage", failure.cause.exception + ": " + failure.cause.message)
              }
            }
          }
        }
      }
    }
    return writer.bytes
  }

  private static func state(_ state: JobState) -> String {
    state == .canceled ? "TERMINATED" : state.rawValue
  }

  // MARK: One instance

  /// What Flink says of the job, as the one text that the service has for it.
  private func instanceAnswer(
    _ what: String, of index: Int, _ cluster: inout SimulatedCluster
  ) throws(FoasRefusal) -> [UInt8] {
    let id = cluster.jobs[index].plan.id
    let state = cluster.jobs[index].state
    let (path, member): (String, StaticString)
    switch what {
    case "details": (path, member) = ("", "Detail")
    case "checkpoints": (path, member) = ("/checkpoints", "Checkpoints")
    case "exceptions": (path, member) = ("/exceptions", "Exceptions")
    case "config": (path, member) = ("/config", "Config")
    default: throw FoasRefusal(404, "InvalidAction.NotFound", "Specified api is not found.")
    }
    guard !state.isTerminal || what == "exceptions" else {
      throw FoasRefusal(
        400, "InstanceNotRunning", "The instance is not running: \(state.rawValue).")
    }
    let told = cluster.respond(method: "GET", path: "/jobs/\(id)\(path)")
    guard told.status != 404 else {
      throw FoasRefusal(404, "CheckpointNotExist", "The instance has none.")
    }
    guard told.status == 200 else {
      throw FoasRefusal(500, "InternalError", "The engine answered \(told.status).")
    }
    var writer = JSONWriter(capacity: told.body.count * 2)
    writer.object {
      $0.member("RequestId", "SIMULATED")
      $0.member(member, told.text)
    }
    return writer.bytes
  }
}
