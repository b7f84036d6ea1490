import Testing

extension RealClusterTests {
  @Suite("Reading", .serialized)
  struct ReadingTests {
    @Test(
      "orders is RUNNING, backpressured, and its bottleneck is named",
      arguments: FlinkCluster.versions)
    func bottleneck(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      try await cluster.rest.waitForCheckpoint(of: try await cluster.running("orders"))
      let terminal = try await cluster.flinktop()
      try await terminal.selectJob("orders")
      try await terminal.expect("Flink \(version)")
      // Two fetches of metrics, 10 s apart, must have passed before a share can be known.
      try await terminal.expect(
        ScreenText.bottleneck, "fraud score", within: .seconds(90))
      try await terminal.press("Enter")
      try await terminal.expect("Vertices", ScreenText.bottleneck, "fraud score")
    }

    @Test(
      "from the verdict to the subtasks it speaks of and to what their threads do, and back",
      arguments: FlinkCluster.versions)
    func evidence(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      _ = try await cluster.running("orders")
      let terminal = try await cluster.flinktop()
      try await terminal.selectJob("orders")
      try await terminal.expect(ScreenText.bottleneck, within: .seconds(90))
      try await terminal.press("v")
      try await terminal.press("/")
      try await terminal.enter("orders bottleneck")
      // Its subtasks, or the one of them that it is once two steps of their counters have told.
      try await terminal.expect("Health", "Enter shows ", "fraud score", within: .seconds(60))
      try await terminal.press("Enter")
      try await terminal.expect("Subtasks", "fraud score", "SUBTASK")
      try await terminal.press("f")
      try await terminal.expect("Flame graph", "Thread.run", "samples", within: .seconds(60))
      try await terminal.press("Escape")
      try await terminal.expect("SUBTASK")
      try await terminal.press("Escape")
      try await terminal.expect("Health", "Enter shows ", "fraud score")
    }

    @Test("flamegraph prints the stacks of a vertex, folded too", arguments: FlinkCluster.versions)
    func flameGraph(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      _ = try await cluster.running("orders")
      let folded = try await Program.run(
        "flamegraph", "orders", "fraud score", "--folded", "-e", cluster.url, within: .seconds(60))
      #expect(folded.end == .exited(0), "stderr: \(folded.standardError)")
      let lines = folded.standardOutput.split(separator: "\n")
      #expect(!lines.isEmpty)
      #expect(lines.allSatisfy { $0.contains(/^java\.lang\.Thread\.run[^;]*;.+ [1-9][0-9]*$/) })
      let outcome = try await Program.run(
        "flamegraph", "orders", "fraud score", "--format", "json", "--subtask", "1", "-e",
        cluster.url, within: .seconds(60))
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let document = try outcome.json()
      let stacks = document["stacks"].elements
      #expect(document["subtask"].integer == 1 && !stacks.isEmpty)
      let sum = stacks.reduce(0) { $0 + ($1["samples"].integer ?? 0) }
      #expect(sum == document["samples"].integer)
    }

    @Test("flaky is seen to restart", arguments: FlinkCluster.versions)
    func restarts(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      _ = try await cluster.running("flaky")
      let terminal = try await cluster.flinktop(columns: 200)
      try await terminal.press("/")
      try await terminal.enter("flaky")
      try await terminal.expectRow("flaky")
      try await terminal.press("2")
      try await terminal.expect("a count of restarts", within: .seconds(90)) { screen in
        screen.text.contains(/restarts [1-9]/)
      }
    }

    @Test("ended jobs are shown as what they became", arguments: FlinkCluster.versions)
    func endedJobs(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      for (name, state) in [("finite", "FINISHED"), ("doomed", "FAILED")] {
        let id = try await cluster.submittedOnce(name)
        try await cluster.rest.wait(for: id, toBe: state)
      }
      let terminal = try await cluster.flinktop()
      try await terminal.expectRow("finite", "FINISHED")
      try await terminal.expectRow("doomed", "FAILED")
    }

    @Test(
      "failing checkpoints are counted on the Checkpoints screen", arguments: FlinkCluster.versions)
    func failingCheckpoints(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let id = try await cluster.running("failing-checkpoints")
      try await eventually("a failed checkpoint", within: .seconds(90)) {
        let counts = try await cluster.rest.get("/jobs/\(id)/checkpoints")["counts"]
        return (counts["failed"].integer ?? 0) > 0
      }
      let terminal = try await cluster.flinktop()
      try await terminal.press("/")
      try await terminal.enter("failing-checkpoints")
      try await terminal.expectRow("failing-checkpoints")
      try await terminal.press("3")
      try await terminal.expect("failed")
    }

    @Test(
      "the figures of --once agree with the cluster's own answers", arguments: FlinkCluster.versions
    )
    func figuresAgree(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let orders = try await cluster.running("orders")
      try await cluster.rest.waitForCheckpoint(of: orders)
      let before = try await lastCheckpoint(of: orders, cluster)
      let jobsBefore = try await cluster.rest.jobs()
      let outcome = try await Program.run(
        "--once", "--format", "json", cluster.url, within: .seconds(60))
      let jobsAfter = try await cluster.rest.jobs()
      let after = try await lastCheckpoint(of: orders, cluster)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let document = try outcome.json()

      #expect(document["cluster"]["version"].string == version)
      #expect(document["cluster"]["taskManagers"].integer == 1)
      let listed = document["jobs"].elements
      #expect(Set(listed.map { $0["id"].string }) == Set(jobsAfter.map { $0.id }))
      for job in jobsAfter {
        // A job that changed in between (flaky) proves nothing.
        guard let earlier = jobsBefore.first(where: { $0.id == job.id }),
          earlier.state == job.state, earlier.tasks == job.tasks
        else { continue }
        let ours = listed.first { $0["id"].string == job.id } ?? .null
        #expect(ours["name"].string == job.name)
        #expect(ours["state"].string == job.state)
        #expect(ours["tasks"]["total"].integer == job.tasks["total"])
        #expect(ours["tasks"]["running"].integer == job.tasks["running"])
      }
      let ours = listed.first { $0["id"].string == orders } ?? .null
      let checkpoint = try #require(ours["lastCheckpoint"]["id"].integer)
      #expect((before...after).contains(checkpoint))
    }

    @Test("checkpoints agree with the cluster's history", arguments: FlinkCluster.versions)
    func checkpointsAgree(version: String) async throws {
      let cluster = try await FlinkCluster.shared(version)
      let orders = try await cluster.running("orders")
      try await cluster.rest.waitForCheckpoint(of: orders)
      let real = try await cluster.rest.checkpoints(of: orders)
        .filter { $0["status"].string == "COMPLETED" }
      let outcome = try await Program.run(
        "checkpoints", "orders", "--format", "json", "--endpoint", cluster.url,
        within: .seconds(60))
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let ours = try outcome.json()["checkpoints"].elements
      for checkpoint in real.prefix(3) {
        let same = try #require(ours.first { $0["id"] == checkpoint["id"] })
        #expect(same["status"].string == "COMPLETED")
        #expect(same["durationMs"] == checkpoint["end_to_end_duration"])
        #expect(same["triggeredAt"] == checkpoint["trigger_timestamp"])
        #expect(same["sizeBytes"] == checkpoint["state_size"])
      }
    }

    private func lastCheckpoint(of id: String, _ cluster: FlinkCluster) async throws -> Int {
      let latest = try await cluster.rest.get("/jobs/\(id)/checkpoints")["latest"]
      return try #require(latest["completed"]["id"].integer)
    }
  }
}
