import Foundation
import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST
@testable import ServerAnswers

@Suite("Jars, rescaling and disposal")
struct JarsTests {
  private static let jar = JarID("8dc8_a b.jar")
  private static let vertices: [VertexID: ParallelismBounds] = [
    VertexID("b"): ParallelismBounds(lower: 1, upper: 4),
    VertexID("a"): ParallelismBounds(lower: 2, upper: 2),
  ]

  private static func capabilities(_ version: String) throws -> Capabilities {
    try Capabilities(
      config: JSONDocument(Array(#"{"flink-version":"\#(version)","features":{}}"#.utf8)).root)
  }

  private func recorded<Q: Question>(
    _ file: String, _ version: String, _ question: Q
  ) async throws -> Q.Answer {
    let body = try RecordedTransport(version: version).body(file + ".json")
    let transport = ScriptedTransport(String(decoding: body, as: UTF8.self))
    return try await FlinkClient(transport: transport).answer(question)
  }

  @Test("the list has id, name and time of each upload", arguments: recordedVersions)
  func list(version: String) async throws {
    let jars = try await recorded("jars", version, .jars)
    let jar = try #require(jars.first)
    #expect(jars.count == 1 && jar.name == "flink-lab-jobs-\(version).jar")
    #expect(jar.id.text.hasSuffix("_" + jar.name) && jar.entries.isEmpty)
    #expect(try #require(jar.uploadedAt) > Timestamp(milliseconds: 1_795_227_000_000))
  }

  @Test(
    "a plan has every vertex with its inputs behind those that feed it", arguments: recordedVersions
  )
  func plan(version: String) async throws {
    let plan = try await recorded("plan-wide", version, .jobPlan(JobID("j")))
    #expect(plan.name == "wide" && plan.nodes.count >= 26)
    var seen: Set<VertexID> = []
    for node in plan.nodes {
      #expect(node.inputs.allSatisfy { seen.contains($0.from) })
      seen.insert(node.id)
      #expect(!node.name.contains("<br/>") && !node.name.contains("&gt;"))
    }
    #expect(plan.nodes.contains { $0.name.hasPrefix("Source: web -> decode web") })
    #expect(Set(plan.lines.map(\.number)) == Set(1...plan.nodes.count))
  }

  @Test("a job that failed says why in its result", arguments: recordedVersions)
  func result(version: String) async throws {
    let failure = try await recorded("execution-result", version, .executionResult(JobID("j")))
    #expect(failure?.cause.contains(#"unknown currency "XXX""#) == true)
  }

  @Test("the bounds of an adaptive job are known by vertex", arguments: ["1.20.5", "2.3.0"])
  func bounds(version: String) async throws {
    let bounds = try await recorded("requirements", version, .resourceRequirements(JobID("j")))
    #expect(bounds.count == 5)
    #expect(
      bounds[VertexID("cbc357ccb763df2852fee8c4fc7d55f2")] == ParallelismBounds(lower: 1, upper: 4))
  }

  @Test("a scheduler that cannot rescale says so in one sentence, asked or told")
  func fixedScheduler() async throws {
    let body =
      #"{"errors":["Internal server error.","<Exception on server side:\njava.lang.UnsupportedOperationException: "#
      + #"The DefaultScheduler does not support changing the parallelism without a job restart. This feature is "#
      + #"currently only expected to work with the AdaptiveScheduler.\n\tat org.apache.flink.X.y(X.java:1)\n"]}"#
    let client = FlinkClient(transport: ScriptedTransport(status: 500, body))
    let reason = SourceError.unsupported(
      "the scheduler of this job cannot rescale it while it runs (jobmanager.scheduler: adaptive can); "
        + "stop it with a savepoint and run it from there")
    await #expect(throws: reason) { try await client.answer(.resourceRequirements(JobID("j"))) }
    await #expect(throws: TriggerError.refused(reason)) {
      try await client.trigger(
        request(.rescale(Rescale(bounds: Self.vertices, from: [:]))),
        capabilities: try Self.capabilities("2.3.0"))
    }
  }

  private func request(_ kind: OperationKind) -> OperationRequest {
    let id = String(repeating: "0", count: 31) + "1"
    if case .rescale = kind {
      return OperationRequest(
        in: ClusterID("x"), id: id, kind: kind, job: JobID("j"), jobName: "orders")
    }
    return OperationRequest(in: ClusterID("x"), id: id, kind: kind, about: "x")
  }

  private static let run = JarRun(
    jar: jar, entryClass: "lab.Calm", arguments: ["--a", "b \"c\""], parallelism: 2,
    savepointPath: "file:/s", allowsNonRestoredState: true, claimMode: .noClaim)

  @Test(
    "the request is exactly what the version takes",
    arguments: [
      (
        .run(run), "1.15.4", "POST /jars/8dc8_a%20b.jar/run",
        #"{"entryClass":"lab.Calm","programArgsList":["--a","b \"c\""],"parallelism":2,"savepointPath":"file:/s","#
          + #""allowNonRestoredState":true,"restoreMode":"NO_CLAIM","jobId":"00000000000000000000000000000001"}"#
      ),
      (
        .run(run), "1.20.5", "POST /jars/8dc8_a%20b.jar/run",
        #"{"entryClass":"lab.Calm","programArgsList":["--a","b \"c\""],"parallelism":2,"savepointPath":"file:/s","#
          + #""allowNonRestoredState":true,"claimMode":"NO_CLAIM","jobId":"00000000000000000000000000000001"}"#
      ),
      (
        .run(JarRun(jar: jar)), "1.13.6", "POST /jars/8dc8_a%20b.jar/run",
        #"{"jobId":"00000000000000000000000000000001"}"#
      ),
      (
        .plan(run), "2.3.0", "POST /jars/8dc8_a%20b.jar/plan",
        #"{"entryClass":"lab.Calm","programArgsList":["--a","b \"c\""],"parallelism":2}"#
      ),
      (.deleteJar(jar), "2.3.0", "DELETE /jars/8dc8_a%20b.jar", nil),
      (
        .dispose(path: "file:/s"), "2.3.0", "POST /savepoint-disposal",
        #"{"savepoint-path":"file:/s"}"#
      ),
      (
        .rescale(Rescale(bounds: vertices, from: [:])), "2.3.0",
        "PUT /jobs/j/resource-requirements",
        #"{"a":{"parallelism":{"lowerBound":2,"upperBound":2}},"b":{"parallelism":{"lowerBound":1,"upperBound":4}}}"#
      ),
      (.shutdown, "2.3.0", "DELETE /cluster", nil),
    ] as [(OperationKind, String, String, String?)])
  func bodies(kind: OperationKind, version: String, line: String, body: String?) async throws {
    let transport = ScriptedTransport(
      #"{"request-id":"r","jobid":"1","plan":{"name":"p","nodes":[]}}"#)
    _ = try await FlinkClient(transport: transport).trigger(
      request(kind), capabilities: try Self.capabilities(version))
    let sent = try #require(transport.asked.first)
    #expect(transport.asked.count == 1)
    #expect("\(sent.method.rawValue) \(sent.path)" == line)
    #expect(sent.body == body.map { .json(Array($0.utf8)) })
  }

  @Test(
    "what a version cannot do is refused before anything is sent",
    arguments: [
      (.run(run), "1.13.6", "Flink 1.13.6 has no claim modes (1.15 on)."),
      (
        .rescale(Rescale(bounds: vertices, from: [:])), "1.13.6",
        "Flink 1.13.6 cannot rescale a running job (1.18 on)."
      ),
      (
        .upload(path: "/nowhere/x.jar"), "2.3.0",
        "cannot read /nowhere/x.jar: no such file or directory"
      ),
      (.upload(path: #filePath), "2.3.0", "\(#filePath) is no jar: its name does not end in .jar"),
    ] as [(OperationKind, String, String)])
  func refused(kind: OperationKind, version: String, reason: String) async throws {
    let transport = ScriptedTransport("{}")
    let error =
      if case .upload = kind { SourceError.unusable(reason) } else {
        SourceError.unsupported(reason)
      }
    await #expect(throws: TriggerError.refused(error)) {
      try await FlinkClient(transport: transport).trigger(
        request(kind), capabilities: try Self.capabilities(version))
    }
    #expect(transport.asked.isEmpty)
  }

  @Test("a run that answers 500 is told by its reason, without the path that has the jar's id")
  func failedRun() async throws {
    let trace =
      "org.apache.flink.client.program.ProgramInvocationException: The main method caused an error"
      + "\n\tat a.B.c(B.java:1)\nCaused by: java.lang.IllegalStateException: no topic\n\tat d.E.f(E.java:2)"
    let body = try JSONSerialization.data(
      withJSONObject: ["errors": ["Internal server error.", trace]])
    let transport = ScriptedTransport(status: 500, String(decoding: body, as: UTF8.self))
    await #expect(
      throws: TriggerError.refused(.server(status: 500, message: "IllegalStateException: no topic"))
    ) {
      try await FlinkClient(transport: transport).trigger(
        request(.run(JarRun(jar: Self.jar))), capabilities: try Self.capabilities("2.3.0"))
    }
  }

  @Test("a cluster that takes no jars refuses all that is done with them")
  func noJars() throws {
    let config = #"{"flink-version":"2.3.0","features":{"web-submit":false}}"#
    let capabilities = try Capabilities(config: JSONDocument(Array(config.utf8)).root)
    let kinds: [OperationKind] = [
      .upload(path: "x"), .run(JarRun(jar: Self.jar)), .plan(JarRun(jar: Self.jar)),
      .deleteJar(Self.jar),
    ]
    let reason = "This cluster is configured to take no jars (web.submit.enable: false)."
    #expect(Set(kinds.map { capabilities.refusal(of: $0) }) == [reason])
    #expect(capabilities.refusal(of: .dispose(path: "x")) == nil)
  }

  @Test("a class that is not in the jar is named, though it looks like a failure's")
  func missingClass() {
    let line = FailureText.usefulLine(
      of:
        "a.B: c\n\tat x.Y.z(Y.java:1)\nCaused by: java.lang.ClassNotFoundException: lab.Nope\n\tat u.V.w(V.java:2)"
    )
    #expect(line == "ClassNotFoundException: lab.Nope")
  }

  @Test("of the uploads of a name the newest comes first, and a part of a name is enough")
  func choice() {
    func jar(_ id: String, _ name: String, at time: Int64) -> Jar {
      Jar(id: JarID(id), name: name, uploadedAt: Timestamp(milliseconds: time))
    }
    let jars = [
      jar("1_a.jar", "a.jar", at: 1), jar("2_a.jar", "a.jar", at: 3),
      jar("3_ab.jar", "ab.jar", at: 2),
    ]
    #expect(Jar.matches("a.jar", among: jars).map(\.id.text) == ["2_a.jar", "1_a.jar"])
    #expect(Jar.matches("1_a.jar", among: jars).map(\.id.text) == ["1_a.jar"])
    #expect(Jar.matches("ab", among: jars).map(\.id.text) == ["3_ab.jar"])
    #expect(Jar.matches("a", among: jars).count == 3)
    // An unset variable of a script means none.
    #expect(Jar.matches("", among: jars).isEmpty)
  }
}
