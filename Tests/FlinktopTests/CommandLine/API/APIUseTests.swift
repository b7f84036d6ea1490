import FlinkREST
import Foundation
import HTTPTransport
import Testing

extension CommandLineTests {
  @Suite("Who uses an endpoint")
  struct APIUseTests {
    /// A file that begins as a jar does.
    private static let jar: String = {
      let path = Scratch.directory("jars") + "/some.jar"
      _ = FileManager.default.createFile(atPath: path, contents: Data("PK\u{3}\u{4}".utf8))
      return path
    }()

    /// A file that begins as what Java has serialised does.
    private static let graph: String = {
      let path = Scratch.directory("graphs") + "/some.graph"
      _ = FileManager.default.createFile(atPath: path, contents: Data([0xAC, 0xED, 0, 5]))
      return path
    }()

    @Test(
      "each command asks what the table says of it, and nothing else",
      arguments: [
        ["jobs"], ["job", "payments"], ["checkpoints", "payments"], ["health"],
        ["checkpoints", "payments", "--all"], ["savepoint", "payments"],
        ["exceptions", "payments"],
        ["subtasks", "payments", "ledger"], ["flamegraph", "payments", "ledger"], ["taskmanagers"],
        ["logs", "jobmanager"], ["spans"], ["recoveries", "payments"],
        ["config"], ["config", "payments"], ["thread-dump", "jobmanager"],
        ["thread-dump", "10.42.1.11"],
        ["timeline", "payments", "--vertex", "ledger", "--subtask", "0"],
        ["accumulators", "payments"], ["accumulators", "payments", "--vertex", "ledger"],
        ["accumulators", "payments", "--vertex", "ledger", "--by-subtask"],
        ["rescales", "payments"], ["applications"], ["applications", "(payments)"], ["datasets"],
        ["cancel-application", "(payments)", "--yes"], ["delete-dataset", "ab", "--yes"],
        ["submit", Self.graph, "--detach"], ["wait", "payments", "CANCELED", "--within", "3s"],
        ["metrics", "payments"],
        ["metrics", "payments", "--vertex", "ledger", "numRecordsIn"],
        ["metrics", "payments", "--vertex", "ledger", "--subtask", "0"], ["metrics", "jobmanager"],
        ["metrics", ":"],
        ["query", "SUM(TS(payments, *, numRecordsIn))"],
        ["query", "TS(ledger topic, 0, numRecordsIn)"],
        ["query", "TS(taskmanagers, *, Status.JVM.CPU.Load)"], ["query", "SUM(1)"],
        ["query", "TS(jobmanager, *, numRunningJobs)"],
        ["checkpoint", "payments"],
        ["stop", "payments"], ["cancel", "payments", "--yes"],
        ["jars"], ["plan", "orders"], ["plan", "orders-1.4"], ["run", "orders"],
        ["upload", Self.jar], ["delete-jar", "orders", "--yes"],
        ["rescale", "payments", "--parallelism", "3"],
        ["wait", "payments", "RUNNING"], ["dispose", "file:/sp/1", "--yes"], ["shutdown", "--yes"],
      ])
    func commands(words: [String]) async throws {
      let simulator = try await SimulatorProcess.start()
      let proxy = try RequestLogProxy(forwardingTo: simulator.url)
      _ = try await Program.run(words + ["-e", proxy.url], within: .seconds(90))
      #expect(!proxy.requests.isEmpty)
      for request in Set(proxy.requests) {
        let method = try #require(HTTPRequest.Method(rawValue: request.method))
        let endpoint = try #require(APITable.endpoint(method, request.target), "\(request)")
        #expect(endpoint.commands.contains(words[0]), "\(words[0]) asks \(endpoint.path)")
      }
    }
  }
}
