import Foundation
import Testing

extension RealClusterTests {
  @Suite("Jars", .serialized)
  struct JarTests {
    @Test(
      "upload, plan, run, stop with savepoint, run from it, delete and dispose, by commands",
      arguments: FlinkCluster.versions)
    func course(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let id = try #require(try await cluster.command("upload", try cluster.jar())["jar"].string)
      let plan = try await cluster.command("plan", id, "--entry-class", "lab.Calm")
      #expect(plan["plan"]["vertices"].elements.count == 2)
      let run = try await cluster.command("run", id, "--entry-class", "lab.Calm", "--arg", "by jar")
      let job = try #require(run["job"].string)
      #expect(try await cluster.rest.job(job).state == "RUNNING")
      let stop = try await cluster.command(
        "stop", job, "--target-directory", "file://" + Scratch.directory("jar-savepoints"))
      let path = try #require(stop["location"].string)
      let again = try await cluster.command(
        "run", id, "--entry-class", "lab.Calm", "--arg", "by jar again", "--from-savepoint", path,
        "--claim-mode", "no-claim")
      let second = try #require(again["job"].string)
      #expect(try await cluster.rest.job(second).state == "RUNNING")
      _ = try await cluster.command("cancel", second, "--yes")
      _ = try await cluster.command("wait", second, "ENDED")
      _ = try await cluster.command("dispose", path, "--yes")
      #expect(
        !FileManager.default.fileExists(atPath: FlinkCluster.metadataFile(of: path)))
      _ = try await cluster.command("delete-jar", id, "--yes")
      let left = try await cluster.command("jars")["jars"].elements
      #expect(!left.contains { $0["id"].string == id })
    }

    @Test("a savepoint that is not there is the cause of a run that fails", arguments: ["2.3.0"])
    func missingSavepoint(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let upload = try await Program.run("upload", try cluster.jar(), "-e", cluster.url)
      let id = upload.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
      let run = try await Program.run(
        "run", id, "--entry-class", "lab.Calm", "--arg", "lost", "--from-savepoint",
        "file:/nowhere", "-e", cluster.url, within: .seconds(90))
      #expect(run.end == .exited(1))
      #expect(run.standardError.contains("Cannot find checkpoint or savepoint"))
    }
  }
}
