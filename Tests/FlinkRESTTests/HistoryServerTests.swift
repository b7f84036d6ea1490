import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

@Suite("A history server")
struct HistoryServerTests {
  private static let config =
    #"{"flink-version":"2.3.0","features":{"web-cancel":false,"web-history":true}}"#

  private func client(_ config: String = config) -> (FlinkClient, ScriptedTransport) {
    let transport = ScriptedTransport(paths: [
      "/config": config,
      "/jobs/overview": #"{"jobs":[{"jid":"a","name":"n","state":"CANCELED","start-time":5,"#
        + #""end-time":0,"duration":-5,"last-modification":0,"tasks":{"total":0}}]}"#,
    ])
    return (FlinkClient(transport: transport), transport)
  }

  @Test("is recognised by /config, and neither asked for slots nor for its configuration then")
  func recognised() async throws {
    let (client, transport) = client()
    let capabilities = try await client.answer(.capabilities)
    #expect(capabilities.isHistoryServer)
    #expect(
      capabilities.refusals == [
        .overview: "a history server has no TaskManagers and slots",
        .taskManagers: "a history server has no TaskManagers",
        .taskManager: "a history server has no TaskManagers",
        .logFiles: "a history server has no logs of processes",
        .logText: "a history server has no logs of processes",
        .recoveryTrace: "a history server has no logs of processes",
        .checkpointDecline: "a history server has no logs of processes",
        .controllerErrors: "a history server has no logs of processes",
        .controller: "a history server has no JobManager",
        .controllerConfiguration: "a history server has no JobManager",
        .controllerEnvironment: "a history server has no JobManager",
        .threadDump: "a history server has no threads of processes",
        .metricIDs: "a history server has no metrics",
        .metricValues: "a history server has no metrics",
        .jars: "a history server has no jars",
        .dataSets: "a history server keeps no results",
        .profiles: "a history server has no processes to profile",
        .profilePage: "a history server has no processes to profile",
        .resourceRequirements: "a history server only shows jobs that have ended",
        .executionResult: "a history server keeps no results",
        .metricQuery: "not provided by Flink: metric query",
        .processTool: "not provided by Flink: process tool",
      ])
    await #expect(throws: SourceError.unsupported("a history server has no TaskManagers and slots"))
    { try await client.answer(.overview) }
    #expect(transport.asked.map(\.path) == ["/config"])
  }

  @Test("is no other server where it is asked for slots before it has said what it is")
  func askedBefore() async throws {
    let (client, transport) = client()
    for _ in 0..<2 {
      await #expect(
        throws: SourceError.unsupported("a history server has no TaskManagers and slots")
      ) { try await client.answer(.overview) }
    }
    #expect(transport.asked.map(\.path) == ["/overview", "/config"])
  }

  @Test("a cluster without /overview that is none stays another server")
  func other() async throws {
    let (client, _) = client(#"{"flink-version":"2.3.0","features":{"web-history":false}}"#)
    await #expect(throws: SourceError.notFlink(at: "http://jm:8081/prefix/overview")) {
      try await client.answer(.overview)
    }
  }

  @Test("an end at 0 and a duration from it are unknown")
  func unknownEnd() async throws {
    let jobs = try await client().0.answer(.jobs)
    #expect(jobs.first?.endTime == nil && jobs.first?.duration == nil)
    #expect(jobs.first?.startTime == Timestamp(milliseconds: 5))
  }

  @Test("refuses every action in one sentence, though its version could do it")
  func refuses() {
    var capabilities = Capabilities(
      version: "2.3.0", canTriggerCheckpoint: true, canChooseSavepointFormat: true,
      acceptsTriggerID: true, hasAccumulatedTimes: true, allowsCancel: true)
    let kinds: [OperationKind] = [
      .cancel, .checkpoint, .savepoint(targetDirectory: nil, format: nil),
      .stop(drain: false, targetDirectory: nil, format: nil),
      .rescale(Rescale(bounds: [:], from: [:])), .upload(path: "a.jar"), .dispose(path: "/s"),
      .run(JarRun(jar: JarID("a"))), .plan(JarRun(jar: JarID("a"))), .deleteJar(JarID("a")),
      .shutdown, .profile(.controller, .timer, seconds: 30),
      .cancelApplication(ApplicationID("a")), .deleteDataSet(DataSetID("a")),
      .submit(JobSubmission(graph: "g")),
    ]
    capabilities.canRescale = true
    #expect(kinds.allSatisfy { capabilities.refusal(of: $0) == nil })
    capabilities.isHistoryServer = true
    #expect(
      Set(kinds.map { capabilities.refusal(of: $0) })
        == ["A history server only shows jobs that have ended."])
  }
}
