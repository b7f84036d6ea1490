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

    @Test(
      "upload, plan, run, stop with savepoint and run from it, from the keyboard only",
      arguments: ["2.3.0"])
    func keyboard(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let terminal = try await cluster.flinktop()
      let file = try cluster.jar()
      try await terminal.press(":")
      // What comes together with it would be a paste.
      try await terminal.expectGone("q quit")
      try await terminal.type("jars")
      try await terminal.expectRow(":jars", "the Jars screen")
      try await terminal.press("Enter")
      try await terminal.expect("Enter run", "u upload")
      try await terminal.press("u")
      try await terminal.fill("file", with: file, showing: String(file.suffix(20)))
      try await terminal.expect("y upload it")
      try await terminal.confirm()
      try await terminal.expect("Upload of", ScreenText.completed)
      try await terminal.expectRow(String(file.split(separator: "/").last?.prefix(20) ?? "?"))

      try await terminal.press("P")
      try await terminal.expect("y plan it")
      try await terminal.press("Tab")
      try await terminal.fill("class", with: "lab.Calm", showing: "lab.Calm")
      try await terminal.confirm()
      try await terminal.expect("2 vertices", "Source: ticks")

      // What was planned is offered again.
      try await terminal.press("Enter")
      try await terminal.expect("y run it", "[ lab.Calm")
      try await terminal.press("Tab")
      try await terminal.expect("Enter done")
      try await terminal.press("Tab")
      try await terminal.fill("arguments", with: "'by keys'", showing: "'by keys'")
      try await terminal.confirm()
      try await terminal.expect("Run of", ScreenText.completed, within: .seconds(60))

      try await terminal.selectJob("by keys")
      let first = try #require(try await cluster.rest.jobs().first { $0.name == "by keys" }?.id)
      try await cluster.rest.waitForCheckpoint(of: first)
      try await terminal.act("S")
      try await terminal.confirm()
      try await cluster.rest.wait(for: first, toBe: "FINISHED")
      let path = try await cluster.rest.waitForSavepoint(of: first)
      try await terminal.press("9")
      try await terminal.expectRow("stop", "by keys", ScreenText.completed, within: .seconds(30))
      try await terminal.press("R")
      try await terminal.expect("y run it", "[ lab.Calm", "'by keys'", String(path.suffix(12)))
      // The jars may have come after the form could be read.
      try await terminal.press("Enter")
      try await terminal.confirm()
      try await terminal.expectRow("run", "job is RUNNING", within: .seconds(60))
      // The row of the first run looks the same.
      let second = try await eventually("the second run", within: .seconds(60)) {
        try await cluster.rest.jobs().first {
          $0.name == "by keys" && $0.id != first && $0.runsInFull
        }?.id
      }
      let restored = try await cluster.rest.get("/jobs/\(second)/checkpoints")["latest"]["restored"]
      #expect(restored["external_path"].string == path)
      try await cluster.cancel(second)
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
