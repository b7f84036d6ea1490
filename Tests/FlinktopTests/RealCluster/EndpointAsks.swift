import FlinkREST
import HTTPTransport

/// The asks of all rows of the table. A harmless GET that needs nothing before it is asked without being listed here.
enum EndpointAsks {
  /// Asked while all jobs run, in this order.
  static let early: [EndpointAsk] = plain + profiles

  /// What acts, in an order that ends jobs and the cluster last.
  static let late: [EndpointAsk] = jars + operations + odd + ends

  private static let plain: [EndpointAsk] = APITable.all.filter { endpoint in
    endpoint.isHarmless
      && !(profiles + jars + operations + odd + ends).contains { $0.isOf(endpoint) }
  }.map { EndpointAsk(.get, $0.path) }

  private static let profile = EndpointAsk.Body.json(#"{"mode":"ITIMER","duration":1}"#)

  private static let profiles: [EndpointAsk] = [
    EndpointAsk(.post, "/jobmanager/profiler", body: profile),
    EndpointAsk(.post, "/taskmanagers/:taskmanagerid/profiler", body: profile),
    EndpointAsk(
      .get, "/jobmanager/profiler/:filename", names: ["filename": "profile"],
      before: { stage in
        try await stage.learnProfile("profile", at: "/jobmanager/profiler")
      }),
    EndpointAsk(
      .get, "/taskmanagers/:taskmanagerid/profiler/:filename",
      names: ["filename": "workerProfile"],
      before: { stage in
        let manager = try stage.value("taskmanagerid")
        try await stage.learnProfile("workerProfile", at: "/taskmanagers/\(manager)/profiler")
      }),
  ]

  private static let program = EndpointAsk.Body.json(
    #"{"entryClass":"lab.Calm","programArgsList":["started"]}"#)

  private static let jars: [EndpointAsk] = [
    EndpointAsk(
      .post, "/jars/upload", body: .form(request: nil, field: "jarfile", files: ["jar"]),
      keeps: ("filename", "jarid")),
    EndpointAsk(.get, "/jars/:jarid/plan", query: "?entry-class=lab.Calm"),
    EndpointAsk(.post, "/jars/:jarid/plan", body: program),
    EndpointAsk(.post, "/jars/:jarid/run", body: program, keeps: ("jobid", "started")),
    EndpointAsk(
      .post, "/jars/:jarid/run-application", body: program, keeps: ("applicationid", "app")),
    EndpointAsk(
      .post, "/jobs",
      body: .form(
        request: #"{"jobGraphFileName":"<graphName>","jobJarFileNames":["<jarName>"]}"#,
        field: "file", files: ["graph", "jar"]), keeps: ("jobUrl", "submitted")),
    EndpointAsk(.delete, "/jars/:jarid"),
  ]

  private static let operations: [EndpointAsk] = [
    EndpointAsk(
      .post, "/jobs/:jobid/checkpoints", body: .json(#"{"checkpointType":"CONFIGURED"}"#),
      keeps: ("request-id", "checkpointTrigger")),
    EndpointAsk(
      .get, "/jobs/:jobid/checkpoints/:triggerid", names: ["triggerid": "checkpointTrigger"]),
    EndpointAsk(
      .post, "/jobs/:jobid/savepoints", body: .json(#"{"cancel-job":false}"#),
      keeps: ("request-id", "savepointTrigger")),
    EndpointAsk(
      .get, "/jobs/:jobid/savepoints/:triggerid", names: ["triggerid": "savepointTrigger"],
      before: { stage in
        let path = "/jobs/\(try stage.value("jobid"))/savepoints/"
        let status = try await stage.wait(
          for: "COMPLETED", at: path + (try stage.value("savepointTrigger")))
        stage.values["savepoint"] = status["operation"]["location"].string
      }),
    EndpointAsk(
      .post, "/savepoint-disposal", body: .json(#"{"savepoint-path":"<savepoint>"}"#),
      keeps: ("request-id", "disposal")),
    EndpointAsk(.get, "/savepoint-disposal/:triggerid", names: ["triggerid": "disposal"]),
    EndpointAsk(
      .delete, "/datasets/:datasetid", names: ["datasetid": "none"],
      keeps: ("request-id", "deletion")),
    EndpointAsk(.get, "/datasets/delete/:triggerid", names: ["triggerid": "deletion"]),
    EndpointAsk(
      .put, "/jobs/:jobid/resource-requirements", body: .json("<requirements>"),
      before: { stage in
        let path = "/jobs/\(try stage.value("jobid"))/resource-requirements"
        stage.values["requirements"] = try await stage.rest.send("GET", path).body
      }),
  ]

  private static let disabled: @Sendable (FlinkRelease) -> EndpointAsk.Expected = { _ in
    .status(503, mentions: "FLINK-12312", because: "rescaling so is disabled in every release")
  }

  /// What is not for people, or good for nothing.
  private static let odd: [EndpointAsk] = [
    EndpointAsk(
      .get, "/jobmanager/stdout",
      expected: { _ in
        .status(
          404, mentions: "does not exist in JobManager log dir",
          because: "the lab has no file of standard output beside its log")
      }),
    EndpointAsk(
      .patch, "/jobs/:jobid/rescaling", query: "?parallelism=2", expected: disabled),
    EndpointAsk(
      .get, "/jobs/:jobid/rescaling/:triggerid", names: ["triggerid": "none"], expected: disabled),
    EndpointAsk(
      .patch, "/jobs/:jobid/clientHeartbeat", body: .json(#"{"expiredTimestamp":<later>}"#)),
    EndpointAsk(
      .post, "/jobs/:jobid/coordinators/:operatorUid", names: ["operatorUid": "vertexid"],
      body: .json(#"{"serializedCoordinationRequest":"rO0ABXA="}"#),
      expected: { release in
        release.isAtLeast("2.0")
          ? .status(
            404, mentions: "CoordinatorNotExistException",
            because: "the operators of the job have no uid of their own")
          : .status(
            500, mentions: "cannot handle client event",
            because: "no coordinator of the job takes messages")
      }),
    EndpointAsk(
      .get, "/jobs/:jobid/yarn-stop",
      expected: { _ in
        // Foundation drops the text of a redirect that leads nowhere.
        .status(308, mentions: "", because: "jobs are not stopped so any more")
      }),
  ]

  private static let ends: [EndpointAsk] = [
    EndpointAsk(.get, "/jobs/:jobid/yarn-cancel", names: ["jobid": "started"]),
    EndpointAsk(
      .post, "/applications/:applicationid/cancel", names: ["applicationid": "submitted"]),
    EndpointAsk(
      .post, "/jobs/:jobid/stop", names: ["jobid": "stopped"], body: .json(#"{"drain":false}"#)),
    EndpointAsk(.patch, "/jobs/:jobid", query: "?mode=cancel"),
    EndpointAsk(.delete, "/cluster"),
  ]
}

extension FlinkRelease {
  func isAtLeast(_ version: String) -> Bool { FlinkRelease(version).map { self >= $0 } ?? false }
}

extension EndpointStage {
  /// The file of the first profile of a process, once that is finished.
  mutating func learnProfile(_ name: String, at path: String) async throws {
    let list = try await wait(for: "FINISHED", at: path)
    values[name] = list["profilingList"].elements.first?["outputFile"].string
  }
}
