import Foundation
import Testing

extension CommandLineTests {
  @Suite("A project of Alibaba Cloud on the command line")
  struct AlibabaSourceTests {
    private static let key = [
      "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAIsimulated",
      "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "simulatedSecret0123456789",
    ]
    private static let place = ["--region", "cn-simulated", "--project", "demo"]
    private static let nowhere = ["-e", "http://127.0.0.1:1"]

    private func run(
      _ words: [String], _ environment: [String: String] = key
    ) async throws -> Program.Outcome {
      try await Program.run(words, environment: environment)
    }

    @Test("what is missing is asked for in one line, and nothing is sent")
    func missing() async throws {
      let cases: [([String], [String: String], String)] = [
        (["--project", "p"], Self.key, "--source aliyun needs --region"),
        (["--region", "r"], Self.key, "--source aliyun needs --project"),
        (["--region", "a.b", "--project", "p"], Self.key, "--region wants a name"),
        (["--region", "r", "--project", "a/b"], Self.key, "no project's name has"),
        (Self.place, [:], "--access-key-id-file or the variable ALIBABA_CLOUD_ACCESS_KEY_ID"),
        (
          Self.place, ["ALIBABA_CLOUD_ACCESS_KEY_ID": "x"],
          "--access-key-secret-file or the variable ALIBABA_CLOUD_ACCESS_KEY_SECRET"
        ),
        (Self.place + ["--access-key-secret-file", "/nowhere"], Self.key, "cannot read /nowhere"),
      ]
      for (words, environment, text) in cases {
        let outcome = try await run(["jobs"] + Self.nowhere + words, environment)
        #expect(outcome.end == .exited(2))
        #expect(outcome.errorLines.count == 1 && outcome.standardError.contains(text), "\(text)")
      }
    }

    @Test("options of one system go with no other")
    func others() async throws {
      for (words, text) in [
        (["--source", "flink", "--region", "r"], "--region is for --source aliyun"),
        (["--source", "heron", "--project", "p"], "--project is for --source aliyun"),
        (["--source", "aliyun", "--role", "ops"], "--role is for --source heron"),
      ] {
        let outcome = try await run(["jobs"] + words)
        #expect(outcome.end == .exited(2) && outcome.standardError.contains(text))
      }
      let login = try await run(
        ["jobs", "--username", "u"] + Self.place + Self.nowhere,
        Self.key.merging(["FLINKTOP_PASSWORD": "p"]) { $1 })
      #expect(login.end == .exited(2) && login.standardError.contains("takes no --username"))
    }

    @Test("a service that is not there is told in one line, without the key")
    func unreachable() async throws {
      let outcome = try await run(["jobs"] + Self.place + Self.nowhere)
      #expect(outcome.end == .exited(3) && outcome.errorLines.count == 1)
      #expect(outcome.standardError.contains("127.0.0.1:1"))
      #expect(!outcome.standardError.contains("simulatedSecret"))
    }

    @Test("the simulated service is watched with the keys that it prints, from files as well")
    func simulated() async throws {
      let service = try await SimulatorProcess.start("--source", "aliyun")
      defer { service.kill() }
      let folder = FileManager.default.temporaryDirectory
        .appending(path: "flinktop-key-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let (id, secret) = (folder.appending(path: "id"), folder.appending(path: "secret"))
      try "LTAIsimulated\n".write(to: id, atomically: true, encoding: .utf8)
      try "simulatedSecret0123456789\n".write(to: secret, atomically: true, encoding: .utf8)
      let here =
        Self.place + [
          "-e", service.url, "--access-key-id-file", id.path,
          "--access-key-secret-file", secret.path,
        ]
      let jobs = try await run(["jobs"] + here, [:])
      #expect(jobs.end == .exited(0) && jobs.standardOutput.contains("orders"))
      let metrics = try await run(
        ["metrics", "orders", "delay", "--from", "-2m", "--format", "json"] + here, [:])
      let document = try metrics.json()
      let delay = try #require(document["metrics"].elements.first)
      #expect(delay["unit"].string == "ms" && delay["points"].elements.count > 10)
      for (words, text) in [
        (["subtasks", "orders", "fraud"], "Not provided by Alibaba Cloud: subtasks"),
        (["cancel", "orders", "--yes"], "only watches Alibaba Cloud"),
        (["taskmanagers"], "Not provided by Alibaba Cloud: task managers"),
        (["metrics", "ledger-migration"], "the job is not running"),
        (["api", "/jobs"], "is for Flink's REST API"),
      ] {
        let outcome = try await run(words + here, [:])
        #expect(outcome.end == .exited(1), "\(words)")
        #expect(outcome.standardError.contains(text), "\(outcome.standardError)")
      }
    }

    @Test("no history is asked of what keeps none, and what is not simulated is told")
    func usage() async throws {
      let list = try await run(["metrics", "x", "--list", "--from", "-1m"])
      #expect(list.end == .exited(2) && list.standardError.contains("leave out --from"))
      let unknown = try await run(["simulate", "--source", "storm"])
      #expect(unknown.end == .exited(2) && unknown.standardError.contains("'aliyun'"))
      let xml = try await run(["simulate", "--xml"])
      #expect(xml.end == .exited(2) && xml.standardError.contains("--xml is for --source aliyun"))
    }
  }
}
