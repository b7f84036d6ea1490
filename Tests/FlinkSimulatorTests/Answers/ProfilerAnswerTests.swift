import FlinkREST
import HTTPTransport
import StreamModel
import Testing

@testable import FlinkSimulator

@Suite("Profiles of simulated processes")
struct ProfilerAnswerTests {
  private func list(_ cluster: inout Cluster, _ path: String) throws -> [JSONValue] {
    try cluster.get("\(path)/profiler")["profilingList"].elements
  }

  @Test("one is running until its time is over, and its page has the stacks of the process then")
  func course() throws {
    var cluster = Cluster()
    let manager = try #require(cluster.simulated.registeredTaskManagers.first).id
    for path in ["/jobmanager", "/taskmanagers/\(manager)"] {
      #expect(try list(&cluster, path).isEmpty)
      let started = cluster.send(
        "POST", "\(path)/profiler", body: #"{"mode":"ITIMER","duration":5}"#)
      #expect(started.status == 200)
      #expect(try list(&cluster, path).map { $0["status"].text } == ["RUNNING"])
      // Another at the same time is refused.
      #expect(cluster.send("POST", "\(path)/profiler", body: #"{"mode":"WALL"}"#).status == 500)
      cluster.pass(.seconds(6))
      let over = try #require(try list(&cluster, path).first)
      #expect(over["status"].text == "FINISHED" && over["duration"].integer == 5)
      let file = try #require(over["outputFile"].text)
      let page = cluster.send("GET", "\(path)/profiler/\(file)")
      #expect(page.status == 200)
      let frames = page.text.split(separator: "\n").filter { $0.hasPrefix("f(") }
      #expect(frames.first?.hasSuffix(",3,'all')") == true)
      #expect(frames.count > 5 && page.text.contains("'java/lang/Thread.run')"))
    }
    #expect(cluster.send("GET", "/jobmanager/profiler/other.html").status == 404)
  }

  @Test("ten are kept of a process, and there is none before 1.19")
  func kept() throws {
    var cluster = Cluster()
    for _ in 0..<12 {
      _ = cluster.send("POST", "/jobmanager/profiler", body: #"{"mode":"CPU","duration":1}"#)
      cluster.pass(.seconds(2))
    }
    #expect(try list(&cluster, "/jobmanager").count == 10)
    var old = Cluster(version: "1.18.1")
    #expect(old.send("GET", "/jobmanager/profiler").status == 404)
    #expect(cluster.send("POST", "/jobmanager/profiler", body: #"{"mode":"X"}"#).status == 400)
  }
}
