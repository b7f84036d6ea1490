import FlinkSimulator
import Testing

@Suite("Simulated logs")
struct LogAnswerTests {
  private func sizes(_ cluster: inout Cluster, _ path: String) throws -> [String: Int64] {
    let files = try cluster.get(path)["logs"].elements
    return Dictionary(
      uniqueKeysWithValues: try files.map {
        (try #require($0["name"].text), try #require($0["size"].integer))
      })
  }

  @Test("a log grows as time passes, what was written stays, and the list tells its size")
  func grows() throws {
    var cluster = Cluster()
    let id = try #require(
      try cluster.get("/taskmanagers")["taskmanagers"].elements.first?["id"].text)
    for process in ["/jobmanager", "/taskmanagers/\(id)"] {
      let before = cluster.send("GET", process + "/log").body
      #expect(before.count > 10_000)
      cluster.pass(.seconds(60))
      let after = cluster.send("GET", process + "/log").body
      #expect(after.count > before.count && after.starts(with: before))
      let name = process == "/jobmanager" ? "flink-jobmanager.log" : "flink-taskmanager.log"
      #expect(try sizes(&cluster, process + "/logs")[name] == Int64(after.count))
      #expect(cluster.send("GET", process + "/logs/" + name).body == after)
    }
  }

  @Test("it has entries of all levels and a stack trace, with times to the millisecond")
  func entries() {
    var cluster = Cluster()
    let lines = cluster.send("GET", "/jobmanager/log").text.split(separator: "\n")
    for level in ["ERROR", "WARN ", "INFO ", "DEBUG"] {
      let pattern = #/20\d\d-\d\d-\d\d \d\d:\d\d:\d\d,\d\d\d /#
      #expect(lines.contains { $0.contains(" \(level) ") && $0.prefixMatch(of: pattern) != nil })
    }
    #expect(lines.contains { $0.hasPrefix("Caused by:") })
  }

  @Test("a JobManager that was restarted begins its log anew, and a lost TaskManager has none")
  func ends() throws {
    var cluster = Cluster()
    let before = cluster.send("GET", "/jobmanager/log").body.count
    cluster.simulated.restartJobManager()
    cluster.pass(.seconds(1))
    #expect(cluster.send("GET", "/jobmanager/log").body.count < before / 10)
    #expect(cluster.send("GET", "/taskmanagers/nope/logs").status == 500)
    #expect(cluster.send("GET", "/taskmanagers/nope/log").status == 404)
    #expect(cluster.send("GET", "/jobmanager/logs/nope.log").status == 404)
  }

  @Test("when a file was written last is told from 1.16 on")
  func versions() throws {
    for (version, isTold) in [("1.13.6", false), ("1.20.5", true)] {
      var cluster = Cluster(version: version)
      let file = try #require(try cluster.get("/jobmanager/logs")["logs"].elements.first)
      #expect((file["mtime"].integer != nil) == isTold)
    }
  }
}
