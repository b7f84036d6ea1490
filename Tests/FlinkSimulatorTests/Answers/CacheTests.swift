import FlinkSimulator
import Testing

@Suite struct CacheTests {
  @Test("/jobs/:id is up to three seconds behind, /jobs/overview is not")
  func executionGraph() throws {
    var cluster = Cluster()
    let job = try cluster.job("payments")
    #expect(try cluster.get("/jobs/\(job)")["state"].text == "RUNNING")
    cluster.pass(.milliseconds(500))
    _ = cluster.send("PATCH", "/jobs/\(job)?mode=cancel")
    #expect(try cluster.state(of: job) == "CANCELLING")
    #expect(try cluster.get("/jobs/\(job)")["state"].text == "RUNNING")
    cluster.pass(.milliseconds(2600))
    #expect(try cluster.state(of: job) == "CANCELED")
    #expect(try cluster.get("/jobs/\(job)")["state"].text == "CANCELED")
  }

  @Test("now and duration move on all the same")
  func clock() throws {
    var cluster = Cluster()
    let job = try cluster.job("payments")
    let before = try cluster.get("/jobs/\(job)")
    cluster.pass(.milliseconds(700))
    let after = try cluster.get("/jobs/\(job)")
    #expect((after["now"].integer ?? 0) - (before["now"].integer ?? 0) == 700)
    #expect((after["duration"].integer ?? 0) - (before["duration"].integer ?? 0) == 700)
  }

  @Test("checkpoint statistics stay for three seconds")
  func statistics() throws {
    var cluster = Cluster()
    let job = try cluster.job("payments")
    let path = "/jobs/\(job)/checkpoints"
    var answers: Set<String> = []
    for _ in 0..<120 {
      answers.insert(cluster.send("GET", path).text)
      cluster.pass(.milliseconds(250))
    }
    #expect((3...11).contains(answers.count))
  }
}
