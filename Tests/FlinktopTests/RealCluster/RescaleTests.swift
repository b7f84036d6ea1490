import Testing

extension RealClusterTests {
  @Suite("Rescaling", .serialized)
  struct RescaleTests {
    /// Of the vertex `count`.
    private func parallelism(of job: String, on cluster: FlinkCluster) async throws -> Int? {
      try await cluster.rest.get("/jobs/" + job)["vertices"].elements
        .first { $0["name"].string?.hasPrefix("count") == true }?["parallelism"].integer
    }

    @Test("a job of the adaptive scheduler runs with 4 instead of 2, and by keys with 3")
    func adaptive() async throws {
      let cluster = try await FlinkCluster.adaptive("2.3.0")
      let jar = try await cluster.command("upload", try cluster.jar())["jar"].string ?? ""
      let run = try await cluster.command(
        "run", jar, "--entry-class", "lab.Calm", "--arg", "elastic", "--parallelism", "2")
      let job = try #require(run["job"].string)
      #expect(try await parallelism(of: job, on: cluster) == 2)
      let rescale = try await cluster.command("rescale", job, "--parallelism", "4")
      #expect(rescale["state"].string == "completed")
      #expect(try await parallelism(of: job, on: cluster) == 4)

      let terminal = try await cluster.flinktop()
      try await terminal.selectJob("elastic")
      try await terminal.act("R")
      try await terminal.expectRow("all", "one number for every vertex")
      try await terminal.expect("runs with 4, may 1 to 4", "y do it")
      try await terminal.press("Tab")
      try await terminal.expect("Enter done")
      try await terminal.type("3")
      try await terminal.expectRow("all", "[ 3")
      try await terminal.press("Enter")
      try await terminal.expect("y do it")
      try await terminal.confirm()
      try await terminal.press("9")
      try await terminal.expectRow("rescale", "elastic", ScreenText.completed, within: .seconds(60))
      try await terminal.expect("4 to 3")
      #expect(try await parallelism(of: job, on: cluster) == 3)
    }

    @Test(
      "where the scheduler cannot, nothing is sent, and it says so",
      arguments: FlinkCluster.versions)
    func standard(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let job = try await cluster.running("orders")
      let end = try await Program.run("rescale", job, "--parallelism", "3", "-e", cluster.url)
      #expect(end.end == .exited(1))
      #expect(end.standardError.contains("adaptive"))
    }
  }
}
