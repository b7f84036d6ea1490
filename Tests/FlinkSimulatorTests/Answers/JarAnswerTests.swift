import FlinkSimulator
import Testing

@Suite("Simulated jars and disposal")
struct JarAnswerTests {
  private func upload(_ name: String, to cluster: inout Cluster) -> SimulatedResponse {
    cluster.send(
      "POST", "/jars/upload",
      body:
        "--x\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"\(name)\"\r\n\r\nPK")
  }

  @Test("a jar is uploaded, listed, planned, run from a savepoint and deleted")
  func course() throws {
    var cluster = Cluster()
    let answer = try JSONValue(parsing: upload("orders-2.jar", to: &cluster).body)
    let id = try #require(answer["filename"].text?.split(separator: "/").last.map(String.init))
    #expect(try cluster.get("/jars")["files"][0]["id"].text == id)
    // Its manifest names no class.
    #expect(cluster.send("POST", "/jars/\(id)/run", body: "{}").status == 500)
    let plan = cluster.send("POST", "/jars/\(id)/plan", body: #"{"entryClass":"a.B"}"#)
    #expect(try JSONValue(parsing: plan.body)["plan"]["name"].text == "orders")

    let old = try cluster.job("orders")
    let trigger = try cluster.trigger(
      "/jobs/\(old)/stop", body: #"{"targetDirectory":"file:/sp"}"#)
    cluster.pass(.seconds(90))
    let status = try cluster.get("/jobs/\(old)/savepoints/\(trigger)")
    let path = try #require(status["operation"]["location"].text)
    let new = String(repeating: "a", count: 32)
    let run = cluster.send(
      "POST", "/jars/\(id)/run",
      body: #"{"entryClass":"a.B","jobId":"\#(new)","savepointPath":"\#(path)"}"#)
    #expect(run.status == 200)
    cluster.pass(.seconds(30))
    #expect(try cluster.state(of: new) == "RUNNING")
    #expect(try cluster.state(of: old) == "FINISHED")
    let restored = try cluster.get("/jobs/\(new)/checkpoints")["latest"]["restored"]
    #expect(restored["external_path"].text == path)

    #expect(cluster.send("DELETE", "/jars/\(id)").status == 200)
    #expect(cluster.send("DELETE", "/jars/\(id)").status == 404)

    for isThere in [true, false] {
      let answer = cluster.send(
        "POST", "/savepoint-disposal", body: #"{"savepoint-path":"\#(path)"}"#)
      let trigger = try #require(try JSONValue(parsing: answer.body)["request-id"].text)
      #expect(
        try cluster.get("/savepoint-disposal/\(trigger)")["status"]["id"].text == "IN_PROGRESS")
      cluster.pass(.seconds(1))
      let end = try cluster.get("/savepoint-disposal/\(trigger)")
      #expect(end["status"]["id"].text == "COMPLETED")
      #expect((end["operation"]["failure-cause"]["class"].text == nil) == isThere)
    }
  }

  @Test("metrics go on being those of their job when another one comes first in the list")
  func metrics() throws {
    var cluster = Cluster()
    let payments = try cluster.job("payments")
    let path = "/jobs/\(payments)/metrics?get=numRestarts,uptime"
    let before = try cluster.get(path)[1]["value"].text
    let jar = try #require(try cluster.get("/jars")["files"][0]["id"].text)
    #expect(cluster.send("POST", "/jars/\(jar)/run", body: "{}").status == 200)
    #expect(try cluster.get(path)[1]["value"].text == before)
  }

  @Test("the scheduler is Flink's default, which rescales nothing")
  func rescaling() throws {
    var cluster = Cluster()
    let job = try cluster.job("orders")
    for method in ["GET", "PUT"] {
      let answer = cluster.send(method, "/jobs/\(job)/resource-requirements", body: "{}")
      #expect(answer.status == 500 && answer.text.contains("does not support changing"))
    }
    var old = Cluster(version: "1.17.2")
    let jobThere = try old.job("orders")
    #expect(old.send("GET", "/jobs/\(jobThere)/resource-requirements").status == 404)
  }

  @Test("only jars are taken")
  func others() {
    var cluster = Cluster()
    #expect(upload("notes.txt", to: &cluster).status == 400)
    #expect(cluster.send("POST", "/jars/upload", body: "nothing").status == 400)
  }
}
