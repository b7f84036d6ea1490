import FlinkSimulator
import Testing

@Suite("Simulated applications, results and job graphs")
struct ApplicationAnswerTests {
  @Test("each job is an application of its own, which ends with it")
  func applications() throws {
    var cluster = Cluster()
    let job = try cluster.job("orders")
    let all = try cluster.get("/applications/overview")["applications"].elements
    #expect(all.contains { $0["id"].text == job && $0["status"].text == "RUNNING" })
    let one = try cluster.get("/applications/\(job)")
    #expect(one["name"].text == "SingleJobApplication(orders)")
    #expect(one["jobs"][0]["jid"].text == job)
    #expect(
      try cluster.get("/applications/\(job)/exceptions")["exceptionHistory"]["entries"].elements
        .isEmpty)
    #expect(cluster.send("POST", "/applications/\(job)/cancel").status == 202)
    cluster.pass(.seconds(30))
    #expect(try cluster.state(of: job) == "CANCELED")
    #expect(try cluster.get("/applications/\(job)")["status"].text == "CANCELED")
    #expect(cluster.send("POST", "/applications/\(job)/cancel").status == 404)
  }

  @Test("versions before 2.3 have none", arguments: ["1.13.6", "1.20.5"])
  func older(version: String) {
    var cluster = Cluster(version: version)
    #expect(cluster.send("GET", "/applications/overview").status == 404)
    #expect(
      cluster.send("POST", "/applications/\(String(repeating: "a", count: 32))/cancel").status
        == 404)
  }

  @Test("it keeps no results, and says of any that it was deleted, as Flink does")
  func results() throws {
    var cluster = Cluster()
    #expect(try cluster.get("/datasets")["dataSets"].elements.isEmpty)
    let answer = cluster.send("DELETE", "/datasets/\(String(repeating: "a", count: 32))")
    #expect(answer.status == 202)
    let trigger = try #require(try JSONValue(parsing: answer.body)["request-id"].text)
    cluster.pass(.seconds(1))
    #expect(try cluster.get("/datasets/delete/\(trigger)")["status"]["id"].text == "COMPLETED")
  }

  @Test("a job graph starts a job, and what is none does not")
  func submission() throws {
    var cluster = Cluster()
    let answer = cluster.send(
      "POST", "/jobs", body: "--x\r\n\r\n{\"jobGraphFileName\":\"g\"}\r\n--x--")
    #expect(answer.status == 202)
    let place = try #require(try JSONValue(parsing: answer.body)["jobUrl"].text)
    cluster.pass(.seconds(30))
    let job = try #require(place.split(separator: "/").last.map(String.init))
    #expect(try cluster.state(of: job) == "RUNNING")
    #expect(cluster.send("POST", "/jobs", body: "{}").status == 400)
  }

  @Test("accumulators are told by subtask")
  func accumulators() throws {
    var cluster = Cluster()
    let job = try cluster.job("payments")
    let vertex = try #require(try cluster.get("/jobs/\(job)")["vertices"][0]["id"].text)
    let told = try cluster.get("/jobs/\(job)/vertices/\(vertex)/subtasks/accumulators")
    let parts = told["subtasks"].elements
    #expect(!parts.isEmpty)
    #expect(parts.allSatisfy { $0["user-accumulators"][0]["name"].text == "records-seen" })
  }
}
