import Foundation
import Testing

extension RealClusterTests {
  @Suite("Jars", .serialized)
  struct JarTests {
    /// The lab's own jobs, as it has compiled them for that version.
    private func jar(_ version: String) throws -> String {
      let home =
        ProcessInfo.processInfo.environment["FLINK_LAB_HOME"] ?? NSHomeDirectory()
        + "/.cache/flink-lab"
      let names = try FileManager.default.contentsOfDirectory(atPath: home + "/jars")
      let name = try #require(names.first { $0.hasPrefix("flinktop-jobs-\(version)-") })
      return home + "/jars/" + name
    }

    @Test(
      "upload, plan, run, stop with savepoint, run from it, delete and dispose, by commands",
      arguments: FlinkCluster.versions)
    func course(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      func flinktop(_ words: String...) async throws -> JSONValue {
        let end = try await Program.run(
          words + ["--format", "json", "-e", cluster.url], within: .seconds(120))
        #expect(end.end == .exited(0), "\(words): \(end.standardError)")
        return try end.json()
      }
      let id = try #require(try await flinktop("upload", try jar(version))["jar"].string)
      let plan = try await flinktop("plan", id, "--entry-class", "lab.Calm")
      #expect(plan["plan"]["vertices"].elements.count == 2)
      let run = try await flinktop("run", id, "--entry-class", "lab.Calm", "--arg", "by jar")
      let job = try #require(run["job"].string)
      #expect(try await cluster.rest.job(job).state == "RUNNING")
      let stop = try await flinktop(
        "stop", job, "--target-directory", "file://" + Scratch.directory("jar-savepoints"))
      let path = try #require(stop["location"].string)
      let again = try await flinktop(
        "run", id, "--entry-class", "lab.Calm", "--arg", "by jar again", "--from-savepoint", path,
        "--claim-mode", "no-claim")
      let second = try #require(again["job"].string)
      #expect(try await cluster.rest.job(second).state == "RUNNING")
      _ = try await flinktop("cancel", second, "--yes")
      _ = try await flinktop("wait", second, "ENDED")
      _ = try await flinktop("dispose", path, "--yes")
      #expect(
        !FileManager.default.fileExists(atPath: FlinkCluster.metadataFile(of: path)))
      _ = try await flinktop("delete-jar", id, "--yes")
      let left = try await flinktop("jars")["jars"].elements
      #expect(!left.contains { $0["id"].string == id })
    }

    @Test("a savepoint that is not there is the cause of a run that fails", arguments: ["2.3.0"])
    func missingSavepoint(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let upload = try await Program.run("upload", try jar(version), "-e", cluster.url)
      let id = upload.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
      let run = try await Program.run(
        "run", id, "--entry-class", "lab.Calm", "--arg", "lost", "--from-savepoint",
        "file:/nowhere", "-e", cluster.url, within: .seconds(90))
      #expect(run.end == .exited(1))
      #expect(run.standardError.contains("Cannot find checkpoint or savepoint"))
    }
  }
}
