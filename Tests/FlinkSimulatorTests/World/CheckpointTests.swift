import FlinkSimulator
import Testing

@Suite struct CheckpointTests {
  private static let jobs = [
    "payments", "orders", "clickstream-wide", "flaky-enrich", "sessions-eu",
  ]

  private func integer(_ value: JSONValue, _ name: String) throws -> Int64 {
    try #require(value[name].integer, "\(name)")
  }

  @Test("history: newest first, ten at most, and the counts fit", arguments: jobs)
  func history(_ name: String) throws {
    var cluster = Cluster { $0.cacheInterval = .zero }
    let job = try cluster.job(name)
    for _ in 0..<10 {
      cluster.pass(.seconds(13))
      let statistics = try cluster.get("/jobs/\(job)/checkpoints")
      let history = statistics["history"].elements
      let ids = try history.map { try integer($0, "id") }
      #expect(ids.count <= 10)
      #expect(ids == ids.sorted(by: >))
      let counts = statistics["counts"]
      #expect(
        try integer(counts, "total")
          == integer(counts, "completed") + integer(counts, "failed")
          + integer(counts, "in_progress"))
      #expect(
        Int64(history.filter { $0["status"].text == "IN_PROGRESS" }.count)
          == counts["in_progress"].integer)
    }
  }

  @Test("the older ones are discarded, the latest is kept")
  func discarded() throws {
    var cluster = Cluster()
    let job = try cluster.job("payments")
    let completed = try cluster.get("/jobs/\(job)/checkpoints")["history"].elements
      .filter { $0["status"].text == "COMPLETED" }
    #expect(completed.first?["discarded"].flag == false)
    #expect(completed.dropFirst().allSatisfy { $0["discarded"].flag == true })
  }

  @Test(
    "a checkpoint is as long as its slowest subtask, and as large as all of them", arguments: jobs)
  func details(_ name: String) throws {
    var cluster = Cluster { $0.cacheInterval = .zero }
    let job = try cluster.job(name)
    let path = "/jobs/\(job)/checkpoints"
    let record = try cluster.get(path)["latest"]["completed"]
    let id = try integer(record, "id")
    let details = try cluster.get("\(path)/details/\(id)")
    let tasks = details["tasks"].members
    let durations = try tasks.values.map { try integer($0, "end_to_end_duration") }
    #expect(durations.max() == record["end_to_end_duration"].integer)
    let sizes = try tasks.values.map { try integer($0, "state_size") }
    #expect(sizes.reduce(0, +) == record["state_size"].integer)
    for (vertex, task) in tasks {
      let subtasks = try cluster.get("\(path)/details/\(id)/subtasks/\(vertex)")
      let all = subtasks["subtasks"].elements
      #expect(Int64(all.count) == task["num_subtasks"].integer)
      for subtask in all {
        let parts =
          try integer(subtask, "start_delay") + integer(subtask["alignment"], "duration")
          + integer(subtask["checkpoint"], "sync") + integer(subtask["checkpoint"], "async")
        #expect(parts == subtask["end_to_end_duration"].integer)
      }
      let longest = try all.map { try integer($0, "end_to_end_duration") }.max()
      #expect(longest == task["end_to_end_duration"].integer)
      for figure in ["state_size", "checkpointed_size"] {
        #expect(try all.reduce(0) { try $0 + integer($1, figure) } == task[figure].integer)
      }
    }
  }

  @Test("one in progress is acknowledged step by step")
  func inProgress() throws {
    var cluster = Cluster { $0.cacheInterval = .zero }
    let job = try cluster.job("orders")
    var acknowledged: [Int64] = []
    var id: Int64?
    for _ in 0..<400 {
      cluster.pass(.milliseconds(200))
      let newest = try cluster.get("/jobs/\(job)/checkpoints")["history"][0]
      guard newest["status"].text == "IN_PROGRESS" else { continue }
      if id == nil { id = newest["id"].integer }
      guard newest["id"].integer == id else { break }
      acknowledged.append(try integer(newest, "num_acknowledged_subtasks"))
      #expect(try integer(newest, "end_to_end_duration") < 61_000)
    }
    #expect(acknowledged == acknowledged.sorted())
    #expect(Set(acknowledged).count >= 4)
    #expect(acknowledged.allSatisfy { $0 < 24 })
  }

  @Test("subtasks that did not acknowledge are pending, and have no figures")
  func pending() throws {
    var cluster = Cluster()
    let job = try cluster.job("ledger-sync")
    let vertex = try cluster.vertex("deduplicate", of: job)
    let history = try cluster.get("/jobs/\(job)/checkpoints")["history"].elements
    let failed = try #require(history.first { $0["status"].text == "FAILED" })
    let answer = try cluster.get(
      "/jobs/\(job)/checkpoints/details/\(try integer(failed, "id"))/subtasks/\(vertex)")
    let pending = answer["subtasks"].elements.filter { $0["status"].text == "pending_or_failed" }
    #expect(pending.count == 1)
    #expect(Set(pending[0].members.keys) == ["className", "index", "status"])
    #expect(answer["summary"]["start_delay"]["p50"].text == "NaN")
  }

  @Test("unaligned checkpoints say so, and what they wrote down of the data in flight")
  func unaligned() throws {
    var cluster = Cluster()
    let job = try cluster.job("clickstream-wide")
    let statistics = try cluster.get("/jobs/\(job)/checkpoints")
    let latest = statistics["latest"]["completed"]
    #expect(latest["checkpoint_type"].text == "UNALIGNED_CHECKPOINT")
    #expect(latest["persisted_data"].integer ?? 0 > 0)
    #expect(statistics["summary"]["persisted_data"]["max"].integer ?? 0 > 0)
  }

  @Test("the summary's percentiles lie between minimum and maximum, in order")
  func summary() throws {
    var cluster = Cluster()
    cluster.pass(.seconds(900))
    let summary = try cluster.get("/jobs/\(cluster.job("orders"))/checkpoints")["summary"]
    for name in ["end_to_end_duration", "state_size", "checkpointed_size", "processed_data"] {
      let figures = ["min", "p50", "p90", "p95", "p99", "p999", "max"].compactMap {
        summary[name][$0].real
      }
      #expect(figures.count == 7)
      #expect(figures == figures.sorted())
    }
  }
}
