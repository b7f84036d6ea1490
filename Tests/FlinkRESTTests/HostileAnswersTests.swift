import HTTPTransport
import SeededRandom
import StreamModel
import Testing

@testable import FlinkREST
@testable import ServerAnswers

/// Answers that no Flink gives: cut off, scrambled, of other shapes. None may trap, and none may be taken for
/// something it is not.
@Suite("Hostile answers")
struct HostileAnswersTests {
  private static let job = JobID("j")
  private static let vertex = VertexID("v")

  /// Each kind of question with the recorded answer that it is for.
  static let answers: [(file: String, question: any Question)] = [
    ("config", CapabilitiesQuestion()), ("overview", OverviewQuestion()), ("jobs", JobsQuestion()),
    ("job-orders", JobQuestion(job)), ("metrics-orders", JobMetricsQuestion(job)),
    ("exceptions-flaky", FailureQuestion(job)), ("checkpoints-failing", CheckpointsQuestion(job)),
    ("checkpoint-config", CheckpointConfigurationQuestion(job)),
    ("checkpoint-failed", CheckpointQuestion(job, CheckpointID(1))),
    ("checkpoint-subtasks-1", CheckpointSubtasksQuestion(job, CheckpointID(1), vertex)),
    ("load-orders-1", LoadQuestion(job, vertex)),
    ("watermarks-orders-1", WatermarksQuestion(job, vertex)),
    ("subtasks-orders", SubtasksQuestion(job, vertex)),
    ("flamegraph", FlameGraphQuestion(job, vertex)),
    ("watermarks-orders-1", SubtaskWatermarksQuestion(job, vertex)),
    ("exceptions-history", ExceptionsQuestion(job)), ("taskmanagers", TaskManagersQuestion()),
    ("taskmanager", TaskManagerQuestion(TaskManagerID("t"))),
    ("logs", LogFilesQuestion(.controller)),
    ("controller-metrics", ControllerQuestion()),
    ("jobmanager-config", ControllerConfigurationQuestion()),
    ("environment", ControllerEnvironmentQuestion()),
    ("job-config", JobConfigurationQuestion(job)),
    ("thread-dump", ThreadDumpQuestion(.worker(TaskManagerID("t")))),
    ("load-orders-1", MetricIDsQuestion(.vertex(job, vertex))),
    ("load-orders-1", MetricValuesQuestion(.vertex(job, vertex), ["a", "b"])),
    ("jars", JarsQuestion()), ("plan-wide", JobPlanQuestion(job)),
    ("execution-result", ExecutionResultQuestion(job)),
    ("vertex-task-managers", VertexWorkersQuestion(job, vertex)),
    ("profiles", ProfilesQuestion(.controller)),
    ("subtasktimes-failed", SubtaskTimesQuestion(job, vertex)),
    ("subtask-failed", SubtaskQuestion(job, vertex, 0)),
    ("attempt-failed", AttemptQuestion(job, vertex, 0, attempt: 0)),
    ("accumulators-serialized", AccumulatorsQuestion(.job(job), isSerialized: true)),
    ("accumulators-subtasks", SubtaskAccumulatorsQuestion(job, vertex)),
    ("datasets", DataSetsQuestion()), ("job-status", JobStatusQuestion(job)),
    ("applications", ApplicationsQuestion()),
    ("application", ApplicationQuestion(ApplicationID("a"))),
    ("application-exceptions", ApplicationFailuresQuestion(ApplicationID("a"))),
    ("application-config", ApplicationConfigurationQuestion(ApplicationID("a"))),
    ("rescales-overview", RescaleOverviewQuestion(job)),
    ("rescales-summary", RescaleSummaryQuestion(job)),
    ("rescales-settings", RescaleSettingsQuestion(job)),
    ("rescales", RescalesQuestion(job)), ("rescale", RescaleQuestion(job, "ab", isOver: true)),
  ]

  /// What came later than a version has none of it: there the next one's is taken.
  private static func body(_ file: String, _ version: String) throws -> [UInt8] {
    let isLater = ["environment", "profiles", "job-status"].contains(file) && version == "1.13.6"
    let isNew = file.hasPrefix("rescale") || file.hasPrefix("application")
    let release = isNew ? "2.3.0" : isLater ? "1.20.5" : version
    return try RecordedTransport(version: release).body(file + ".json")
  }

  /// Questions whose answers have no form that they could lack, and one that no recorded version answers before 1.18.
  static let shapeless: [(file: String, question: any Question)] = [
    ("", ResourceRequirementsQuestion(job)),
    ("", ProfilePageQuestion(.controller, "JobManager_ITIMER_2026-11-26_11_25_36.html")),
    (
      "",
      ProfilePageQuestion(.worker(TaskManagerID("127.0.0.1:1-a")), "127.0.0.1:1-a_CPU_2026.html")
    ),
    ("", ProfilesQuestion(.worker(TaskManagerID("127.0.0.1:1-a")))),
    ("", LogTextQuestion(.controller, "a b.log")), ("", LogTextQuestion(.controller, "log")),
    ("", LogTextQuestion(.worker(TaskManagerID("127.0.0.1:1-a")), "stdout")),
    ("", LogTextQuestion(.worker(TaskManagerID("127.0.0.1:1-a")), "x.log.1")),
    ("", RecoveryTraceQuestion()), ("", CheckpointDeclineQuestion(job)),
    ("", ControllerErrorsQuestion()),
  ]

  @Test(
    "under --read-only every question gets out, whatever it takes", arguments: answers + shapeless)
  func areHarmless(answer: (file: String, question: any Question)) async throws {
    let (job, vertex) = (JobID("a1"), VertexID("b2"))
    let site = VertexSite(name: "Source: s", isSource: true, hasDownstream: false)
    let ofSources: [any Question] = [
      LoadQuestion(job, vertex, site: site), WatermarksQuestion(job, vertex, site: site),
      SubtaskWatermarksQuestion(job, vertex, site: site, parallelism: 2),
    ]
    for question in [answer.question] + ofSources {
      let transport = ScriptedTransport(
        #"[{"id":"numRecordsOutPerSecond","min":0,"max":0,"avg":0,"sum":0},"#
          + #"{"id":"numBytesOutPerSecond","min":0,"max":0,"avg":0,"sum":0},"#
          + #"{"id":"Source__s.currentOutputWatermark"},{"id":"Source__s.numRecordsOutPerSecond"}]"#
      )
      try? await FlinkClient(transport: transport).ask(question)
      #expect(!transport.asked.isEmpty)
      for request in transport.asked {
        #expect(HarmlessRoutes.flink.contains(request.method, request.path), "\(request.path)")
      }
      if ofSources.contains(where: { AnyQuestion($0) == AnyQuestion(question) }) {
        #expect(transport.asked.count > 1)
      }
    }
  }

  @Test("each kind of question has such an answer")
  func kinds() {
    #expect(
      Set((Self.answers + Self.shapeless).map { type(of: $0.question).kind })
        == Set(Questions.all.map { $0.kind }).subtracting(Endpoints.refused.keys))
  }

  /// Asks, and gets `body`, whatever the path.
  private func ask(
    _ question: some Question, body: [UInt8]
  ) async -> Result<any Sendable, SourceError> {
    let transport = ScriptedTransport { _ in
      HTTPResponse(
        status: 200, contentType: "application/json", location: nil, body: body,
        answerTime: .zero)
    }
    do throws(SourceError) {
      return .success(try await FlinkClient(transport: transport).answer(question))
    } catch {
      return .failure(error)
    }
  }

  @Test("every prefix of an answer is an error", arguments: recordedVersions, answers)
  func prefixes(version: String, answer: (file: String, question: any Question)) async throws {
    let body = try Self.body(answer.file, version)
    _ = try await ask(answer.question, body: body).get()
    // Of long answers every byte of both ends, and every 53rd between.
    for end in 0..<body.count where end < 150 || end > body.count - 150 || end % 53 == 0 {
      switch await ask(answer.question, body: Array(body[..<end])) {
      case .failure(.malformed(what: "the answer ends in the middle", _)): continue
      case let other: Issue.record("\(answer.file) cut at \(end): \(other)")
      }
    }
  }

  @Test("JSON of another shape is malformed, or says nothing", arguments: answers)
  func otherShapes(answer: (file: String, question: any Question)) async {
    for body in ["null", "true", "7", "\"x\"", "{}", "{\"errors\":[]}", "{\"jobs\":{}}"] {
      switch await ask(answer.question, body: Array(body.utf8)) {
      case .failure(.malformed): continue
      case let other: Issue.record("\(answer.file) as \(body): \(other)")
      }
    }
  }

  @Test("scrambled answers never trap", arguments: recordedVersions, answers)
  func scrambled(version: String, answer: (file: String, question: any Question)) async throws {
    let body = try Self.body(answer.file, version)
    var generator = SeededGenerator(seed: 99)
    for _ in 0..<200 {
      let result = await ask(answer.question, body: body.mutated(using: &generator))
      if case .failure(let error) = result {
        #expect(
          !error.description.unicodeScalars.contains { $0.properties.isWhitespace && $0 != " " })
      }
    }
  }

  @Test("numbers beyond all bounds are unknown, not wrong and no trap")
  func extremeNumbers() async throws {
    for number in [
      "9223372036854775807", "-9223372036854775808", "1e308", "-1e308", "99999999999999999999",
      "9.3e18", "0.5", "-0",
    ] {
      let json = """
        {"jid":"j","name":"n","state":"RUNNING","now":\(number),"timestamps":{"RUNNING":\(number)},
        "vertices":[{"id":"v","name":"x","parallelism":1,"maxParallelism":\(number),"status":"RUNNING",
        "start-time":\(number),"tasks":{"RUNNING":\(number),"FAILED":\(number)},"metrics":{"read-bytes":\(number),
        "read-records":\(number),"accumulated-busy-time":\(number),"accumulated-idle-time":\(number)}}]}
        """
      let job: JobDetail = try await FlinkClient(transport: ScriptedTransport(json))
        .answer(.job(Self.job))
      #expect(job.vertices.count == 1)
      let vertex = job.vertices[0]
      #expect((0...2 * Int(Int32.max)).contains(vertex.tasks.total))
      if let busy = vertex.counters.busyTime { #expect(busy >= .zero) }
      if let records = vertex.counters.recordsIn { #expect((0..<1 << 60).contains(records)) }
    }
  }

  @Test("the text of an error is one line without control characters")
  func textInErrors() async {
    let errors = [
      #"{"errors":["\u001b[31mred\u0007\nsecond"]}"#, #"{"errors":["\u202eevil\u0000"]}"#,
    ]
    for body in errors {
      for status in [400, 404, 409, 418, 500, 503] {
        let transport = ScriptedTransport(status: status, body)
        await #expect {
          _ = try await FlinkClient(transport: transport).answer(.job(JobID("a\u{1B}[0m\nb")))
        } throws: { error in
          "\(error)".unicodeScalars.allSatisfy {
            ![.control, .format].contains($0.properties.generalCategory)
          }
        }
      }
    }
  }
}
