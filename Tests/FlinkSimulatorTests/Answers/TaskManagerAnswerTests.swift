import FlinkSimulator
import Testing

@Suite("Simulated TaskManagers and exceptions")
struct TaskManagerAnswerTests {
  @Test("TaskManagers differ in how full their heaps are, and one collects garbage all the time")
  func heaps() throws {
    var cluster = Cluster()
    let managers = try cluster.get("/taskmanagers")["taskmanagers"].elements
    let ids = managers.compactMap { $0["id"].text }
    func spent() throws -> [Int64] {
      try ids.map { id in
        let collectors = try cluster.get("/taskmanagers/\(id)")["metrics"]["garbageCollectors"]
        return try #require(collectors.elements.first { $0["name"].text == "All" }?["time"].integer)
      }
    }
    let shares = try ids.map { id in
      let metrics = try cluster.get("/taskmanagers/\(id)")["metrics"]
      return try #require(metrics["heapUsed"].integer) * 100
        / #require(metrics["heapMax"].integer)
    }
    #expect(ids.count >= 3)
    #expect(try #require(shares.max()) - #require(shares.min()) > 20)
    var before = try spent()
    // Of twelve days.
    #expect(before.allSatisfy { $0 > 1_000_000 && $0 < 200_000_000 })
    var rises: [Int64] = []
    for _ in 0..<30 {
      cluster.pass(.seconds(10))
      let after = try spent()
      rises += zip(before, after).map { $1 - $0 }
      before = after
    }
    #expect(rises.allSatisfy { $0 >= 0 && $0 < 5000 })
    #expect(rises.contains { $0 > 500 })
    #expect(rises.contains { $0 < 200 })
  }

  @Test("the plain route gives the metrics that are asked for, and leaves out what there is not")
  func metrics() throws {
    var cluster = Cluster()
    let id = try #require(try cluster.get("/taskmanagers")["taskmanagers"][0]["id"].text)
    let path = "/taskmanagers/\(id)/metrics"
    let answer = try cluster.get(
      path + "?get=Status.JVM.CPU.Load,nope,Status.Flink.Memory.Managed.Used")
    #expect(
      answer.elements.compactMap { $0["id"].text } == [
        "Status.JVM.CPU.Load", "Status.Flink.Memory.Managed.Used",
      ])
    #expect(Double(try #require(answer[0]["value"].text)) ?? -1 > 0)
    #expect(try cluster.get(path).elements.count == 15)
    #expect(cluster.send("GET", "/taskmanagers/nope/metrics").body == Array("[]".utf8))
  }

  @Test("flaky-enrich fails of two causes, one of them most often")
  func causes() throws {
    var cluster = Cluster()
    let job = try cluster.job("flaky-enrich")
    cluster.pass(.seconds(1800))
    let entries = try cluster.get("/jobs/\(job)/exceptions?maxExceptions=50")["exceptionHistory"][
      "entries"
    ].elements
    let traces = entries.compactMap { $0["stacktrace"].text }
    let timeouts = traces.count { $0.contains("TimeoutException") }
    let resets = traces.filter { $0.contains("connection reset in batch ") }
    #expect(timeouts + resets.count == 16)
    #expect((1...7).contains(resets.count))
    #expect(!resets.contains { $0.contains("{run}") })
    #expect(Set(resets).count == resets.count)
  }
}
