import FlinkSimulator
import Testing

@Suite("Simulated thread dumps")
struct ThreadAnswerTests {
  @Test(
    "a TaskManager has a thread each subtask that runs there, and one of them stays where it is")
  func tasks() throws {
    var cluster = Cluster()
    let managers = try cluster.get("/taskmanagers")["taskmanagers"].elements.compactMap {
      $0["id"].text
    }
    func stacks() throws -> [String: String] {
      var stacks: [String: String] = [:]
      for id in managers {
        for thread in try cluster.get("/taskmanagers/\(id)/thread-dump")["threadInfos"].elements {
          let text = try #require(thread["stringifiedThreadInfo"].text)
          stacks[try #require(thread["threadName"].text)] = text
        }
      }
      return stacks
    }
    let before = try stacks()
    cluster.pass(.seconds(30))
    let after = try stacks()
    let tasks = before.keys.filter { $0.contains("/") && !$0.hasPrefix("OutputFlusher") }
    #expect(tasks.count > 10)
    #expect(tasks.contains { before[$0] != after[$0] })
    #expect(tasks.contains { before[$0] == after[$0] && before[$0]?.contains("rateOf") == true })
  }

  @Test("an unknown TaskManager is an error of the server's; the JobManager tells from 1.15 on")
  func unknown() {
    var cluster = Cluster()
    #expect(cluster.send("GET", "/taskmanagers/nope/thread-dump").status == 500)
    #expect(cluster.send("GET", "/jobmanager/thread-dump").text.contains("BLOCKED on"))
  }
}
