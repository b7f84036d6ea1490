import FlinkREST
import Foundation
import HTTPTransport
import StreamModel
import Testing

extension RealClusterTests {
  @Suite("Every endpoint", .serialized)
  struct EndpointTests {
    @Test("each row of the table is asked here, once")
    func coverage() {
      for endpoint in APITable.all {
        let asks = (EndpointAsks.early + EndpointAsks.late).filter { $0.isOf(endpoint) }
        #expect(asks.count == 1, "\(endpoint.method.rawValue) \(endpoint.path)")
      }
      let rows = EndpointAsks.early + EndpointAsks.late
      #expect(rows.allSatisfy { ask in APITable.all.contains { ask.isOf($0) } })
    }

    @Test(
      "each row is answered by the versions that the table says have it and unknown to the others, and what is read is understood",
      arguments: FlinkCluster.versions)
    func rows(version: String) async throws {
      var stage = try await EndpointStage.set(version)
      for ask in EndpointAsks.early { try await check(ask, on: &stage) }
      try await understand(on: stage)
      for ask in EndpointAsks.late { try await check(ask, on: &stage) }
      // It has said that it ends; with jobs that run it takes longer over that than is waited for here.
      try await stage.cluster.lab("down")
    }

    /// Asks one row, and holds the answer against what the table says.
    private func check(_ ask: EndpointAsk, on stage: inout EndpointStage) async throws {
      let endpoint = try #require(APITable.all.first { ask.isOf($0) })
      let isThere =
        endpoint.since <= stage.release
        && endpoint.until.map { stage.release <= $0 } ?? true
      if isThere { try await ask.before?(&stage) }
      let (status, body) = try await stage.send(ask)
      let name = "\(ask.method.rawValue) \(ask.path) of \(stage.cluster.version)"
      let isUnknown =
        status == 404
        && (body.contains("Unable to load requested file") || body.contains("Not found: /"))
      guard isThere else {
        #expect(isUnknown, "\(name) is there: \(status) \(body.prefix(300))")
        return
      }
      #expect(!isUnknown, "\(name) is not there")
      switch ask.expected(stage.release) {
      case .good: #expect((200..<300).contains(status), "\(name): \(status) \(body.prefix(500))")
      case .status(let wanted, let mentions, let reason):
        #expect(status == wanted, "\(name), as \(reason): \(status) \(body.prefix(500))")
        #expect(
          mentions.isEmpty || body.contains(mentions), "\(name), as \(reason): \(body.prefix(500))")
      }
    }

    /// Has flinktop's own client ask each of its questions, read-only.
    private func understand(on stage: EndpointStage) async throws {
      let transport = CurlTransport(
        endpoint: try Endpoint(stage.cluster.url), harmless: .flink,
        options: TransportOptions(isReadOnly: true))
      let client = FlinkClient(transport: transport)
      let capabilities = try await client.answer(.capabilities)
      let questions = try stage.questions
      let answered = Set(Questions.all.map { $0.kind }).subtracting(client.traits.refusals.keys)
      #expect(Set(questions.map { type(of: $0).kind }) == answered)
      for question in questions {
        let kind = type(of: question).kind
        let isRefused = capabilities.refusals[kind] != nil
        do {
          try await client.understand(question)
          #expect(!isRefused, "\(kind) is answered by \(stage.cluster.version)")
        } catch {
          #expect(isRefused, "\(kind) of \(stage.cluster.version): \(error)")
        }
      }
    }
  }
}

extension FlinkClient {
  fileprivate func understand(_ question: some Question) async throws {
    _ = try await answer(question)
  }
}

extension EndpointStage {
  /// Boots the cluster, starts what is looked at and what is ended, and finds out what parameters may be.
  static func set(_ version: String) async throws -> EndpointStage {
    guard let release = FlinkRelease(version) else { throw KitError("no version \(version)") }
    let cluster = try await FlinkCluster.endpoints(version)
    var stage = EndpointStage(cluster: cluster, release: release)
    let graph = Scratch.path("by-\(version).graph")
    async let made = cluster.lab("graph", graph)
    let jobs = try await cluster.lab("jobs", "calm=watched", "calm=stopped")
      .split(separator: "\n").map { String($0.prefix { !$0.isWhitespace }) }
    let jar = try await made.trimmingCharacters(in: .whitespacesAndNewlines)
    let job = jobs[0]
    try await cluster.rest.waitForCheckpoint(of: job)
    let rest = cluster.rest
    let none = String(repeating: "0", count: 31) + "1"
    stage.values = [
      "jobid": job, "stopped": jobs[1], "applicationid": job, "graph": graph, "jar": jar,
      "graphName": URL(filePath: graph).lastPathComponent,
      "jarName": URL(filePath: jar).lastPathComponent, "subtaskindex": "0", "attempt": "0",
      // For versions that have none.
      "none": none, "rescaleuuid": none, "app": none, "submitted": none, "checkpointTrigger": none,
      "profile": "none.html", "workerProfile": "none.html",
      "later": "\(Int(Date().timeIntervalSince1970) + 600)000",
    ]
    stage.values["vertexid"] =
      try await rest.get("/jobs/\(job)")["vertices"].elements.first?["id"].string
    stage.values["taskmanagerid"] =
      try await rest.get("/taskmanagers")["taskmanagers"].elements.first?["id"].string
    stage.values["checkpointid"] =
      try await rest.checkpoints(of: job).first { $0["status"].string == "COMPLETED" }?["id"]
      .integer.map(String.init)
    stage.values["filename"] =
      try await rest.get("/jobmanager/logs")["logs"].elements
      .first { $0["name"].string?.hasSuffix(".log") == true }?["name"].string
    if release.isAtLeast("2.3") {
      stage.values["rescaleuuid"] =
        try await rest.get("/jobs/\(job)/rescales/history").elements.first?["rescaleUuid"].string
    }
    return stage
  }

  /// One question of each kind at least, about what is there.
  var questions: [any Question] {
    get throws {
      let job = JobID(try value("jobid"))
      let vertex = VertexID(try value("vertexid"))
      let worker = TaskManagerID(try value("taskmanagerid"))
      let application = ApplicationID(try value("applicationid"))
      let checkpoint = CheckpointID(Int64(try value("checkpointid")) ?? 0)
      return [
        AccumulatorsQuestion(.job(job), isSerialized: true),
        AccumulatorsQuestion(.vertex(job, vertex)),
        AccumulatorsQuestion(.attempt(job, vertex, subtask: 0, attempt: 0)),
        SubtaskAccumulatorsQuestion(job, vertex), AttemptQuestion(job, vertex, 0, attempt: 0),
        ApplicationsQuestion(), ApplicationQuestion(application),
        ApplicationFailuresQuestion(application), ApplicationConfigurationQuestion(application),
        CapabilitiesQuestion(), CheckpointConfigurationQuestion(job),
        CheckpointQuestion(job, checkpoint), CheckpointSubtasksQuestion(job, checkpoint, vertex),
        CheckpointsQuestion(job), CheckpointDeclineQuestion(job), ControllerErrorsQuestion(),
        ControllerConfigurationQuestion(),
        ControllerEnvironmentQuestion(), ControllerQuestion(), DataSetsQuestion(),
        ExceptionsQuestion(job), ExecutionResultQuestion(job), FailureQuestion(job),
        FlameGraphQuestion(job, vertex), JobConfigurationQuestion(job), JarsQuestion(),
        JobMetricsQuestion(job), JobPlanQuestion(job), JobQuestion(job), JobStatusQuestion(job),
        JobsQuestion(), LoadQuestion(job, vertex), LogFilesQuestion(.controller),
        LogFilesQuestion(.worker(worker)), LogTextQuestion(.controller, try value("filename")),
        LogTextQuestion(.worker(worker), "log"), MetricIDsQuestion(.vertex(job, vertex)),
        MetricValuesQuestion(.job(job), ["uptime"]), OverviewQuestion(),
        ProfilePageQuestion(.controller, try value("profile")), RecoveryTraceQuestion(),
        ProfilePageQuestion(.worker(worker), try value("workerProfile")),
        ProfilesQuestion(.controller), ProfilesQuestion(.worker(worker)),
        ResourceRequirementsQuestion(job),
        RescaleQuestion(job, try value("rescaleuuid"), isOver: true), RescalesQuestion(job),
        RescaleOverviewQuestion(job), RescaleSummaryQuestion(job), RescaleSettingsQuestion(job),
        SubtaskQuestion(job, vertex, 0), SubtaskTimesQuestion(job, vertex),
        SubtaskWatermarksQuestion(job, vertex), SubtasksQuestion(job, vertex),
        TaskManagerQuestion(worker), TaskManagersQuestion(), ThreadDumpQuestion(.controller),
        ThreadDumpQuestion(.worker(worker)), VertexWorkersQuestion(job, vertex),
        WatermarksQuestion(job, vertex),
      ]
    }
  }
}
