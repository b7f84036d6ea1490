import FlinkSimulator
import Testing

@Suite struct RefusalTests {
  private static let nobody = String(repeating: "0", count: 32)

  private func message(_ response: SimulatedResponse, _ index: Int = 0) throws -> String {
    try JSONValue(parsing: response.body)["errors"][index].text ?? ""
  }

  @Test(
    "what does not exist is 404, what is malformed 400, each in Flink's words",
    arguments: [
      ("/nope", 404, "Unable to load requested file /nope."),
      ("/jobs/\(nobody)", 404, "Job \(nobody) not found"),
      ("/jobs/\(nobody)/checkpoints", 404, "Job \(nobody) not found"),
      ("/jobs/nope", 400, #"Cannot resolve path parameter (jobid) from value "nope"."#),
      ("/jobs/JOB/vertices/nope", 400, "Cannot resolve path parameter (vertexid)"),
      ("/jobs/JOB/vertices/\(nobody)", 404, "JobVertex \(nobody) not found"),
      ("/jobs/JOB/vertices/\(nobody)/watermarks", 404, "No vertex with ID '\(nobody)' exists."),
      ("/jobs/JOB/checkpoints/details/x", 400, "Cannot resolve path parameter (checkpointid)"),
      (
        "/jobs/JOB/checkpoints/details/999999999", 404,
        "Could not find checkpointing statistics for checkpoint 999999999."
      ),
      ("/jobs/JOB/savepoints/nope", 400, "Cannot resolve path parameter (triggerid)"),
      (
        "/jobs/JOB/savepoints/\(nobody)", 404,
        "There is no savepoint operation with triggerId=\(nobody) for job"
      ),
      (
        "/jobs/JOB/exceptions?maxExceptions=x", 400,
        "Cannot resolve query parameter (maxExceptions)"
      ),
    ])
  func refusals(_ path: String, _ status: Int, _ words: String) throws {
    var cluster = Cluster()
    let job = try cluster.job("payments")
    let response = cluster.send("GET", path.split(separator: "JOB").joined(separator: job))
    #expect(response.status == status)
    #expect(try message(response).contains(words))
    #expect(response.headers.contains { $0.name == "content-type" && $0.value.contains("json") })
  }

  @Test("errors carry stack traces of a kilobyte and more")
  func traces() throws {
    var cluster = Cluster()
    let response = cluster.send("GET", "/jobs/\(Self.nobody)")
    #expect((1000...9000).contains(response.body.count))
    #expect(try message(response).contains("\n\tat org.apache.flink.runtime.rest.handler."))
    #expect(try message(response).contains("(CompletableFuture.java:"))
  }

  @Test("an unknown TaskManager is a server error whose text is in the second message")
  func taskManager() throws {
    var cluster = Cluster()
    let response = cluster.send("GET", "/taskmanagers/nope")
    #expect(response.status == 500)
    #expect(try message(response, 0) == "Internal server error.")
    #expect(try message(response, 1).contains("No TaskExecutor registered under nope."))
  }

  @Test("a request line of more than 4096 bytes is 404, and the connection ends")
  func longRequest() throws {
    var cluster = Cluster()
    let room = 4096 - "GET /overview?x= HTTP/1.1".utf8.count
    let fits = cluster.send("GET", "/overview?x=" + String(repeating: "y", count: room))
    #expect(fits.status == 200)
    let long = cluster.send("GET", "/overview?x=" + String(repeating: "y", count: room + 1))
    #expect(long.status == 404)
    #expect(long.closesConnection)
    #expect(try message(long) == "Unable to load requested file /bad-request.")
  }

  @Test("backpressure of what does not run is deprecated, and 500 once it was canceled")
  func backpressure() throws {
    var cluster = Cluster()
    for name in ["audit-archive", "ledger-migration"] {
      let job = try cluster.job(name)
      let vertex = try cluster.vertex("Source", of: job)
      let path = "/jobs/\(job)/vertices/\(vertex)/backpressure"
      #expect(cluster.send("GET", path).text == #"{"status":"deprecated"}"#)
    }
    let job = try cluster.job("payments")
    let vertex = try cluster.vertex("Source", of: job)
    #expect(
      cluster.send("GET", "/jobs/\(job)/vertices/\(Self.nobody)/backpressure").text
        == #"{"status":"deprecated"}"#)
    _ = cluster.send("PATCH", "/jobs/\(job)")
    cluster.pass(.seconds(20))
    #expect(cluster.send("GET", "/jobs/\(job)/vertices/\(vertex)/backpressure").status == 500)
  }

  @Test("levels and ratios of backpressure agree with the metrics")
  func levels() throws {
    var cluster = Cluster()
    let job = try cluster.job("orders")
    let vertex = try cluster.vertex("Source: orders", of: job)
    let answer = try cluster.get("/jobs/\(job)/vertices/\(vertex)/backpressure")
    #expect(answer["backpressureLevel"].text == "high")
    let highest = answer["subtasks"].elements.compactMap { $0["ratio"].real }.max() ?? 0
    let metric = try cluster.aggregate(
      "backPressuredTimeMsPerSecond", "max", of: vertex, job: job)
    #expect(abs(highest - metric / 1000) < 0.001)
  }

  @Test("other methods than those of a route are not found; HEAD and OPTIONS without a body")
  func methods() throws {
    var cluster = Cluster()
    let post = cluster.send("POST", "/overview", body: "{}")
    #expect(post.status == 404)
    #expect(try message(post) == "Not found: /overview")
    for method in ["HEAD", "OPTIONS"] {
      let response = cluster.send(method, "/overview")
      #expect(response.status == 404)
      #expect(response.body.isEmpty)
    }
  }

  @Test("everything also answers under /v1, with a trailing slash, and with parameters it ignores")
  func aliases() {
    var cluster = Cluster()
    let plain = cluster.send("GET", "/jobs/overview")
    for path in ["/v1/jobs/overview", "/jobs/overview/", "/jobs/overview?x=y"] {
      #expect(cluster.send("GET", path) == plain)
    }
  }

  @Test("a TaskManager is found by its id with the colon escaped")
  func percentEncoding() throws {
    var cluster = Cluster()
    let id = try #require(try cluster.get("/taskmanagers")["taskmanagers"][0]["id"].text)
    let escaped = id.split(separator: ":").joined(separator: "%3A")
    #expect(try cluster.get("/taskmanagers/\(escaped)")["id"].text == id)
  }
}
