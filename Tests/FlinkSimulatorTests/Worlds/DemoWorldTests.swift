import FlinkSimulator
import Testing

@Suite struct DemoWorldTests {
  @Test("the demo has a job of every kind")
  func kinds() throws {
    var cluster = Cluster()
    let jobs = try cluster.get("/jobs/overview")["jobs"].elements
    #expect(
      Set(jobs.compactMap { $0["name"].text }) == [
        "payments", "orders", "flaky-enrich", "ledger-sync", "audit-archive", "ledger-migration",
        "clickstream-wide", "nightly-backfill", "sessions-eu",
      ])
    #expect(
      Set(jobs.compactMap { $0["state"].text }).isSuperset(of: ["RUNNING", "FINISHED", "FAILED"]))
    #expect(Set(jobs.compactMap { $0["jobType"].text }) == ["STREAMING", "BATCH"])
    let starts = jobs.compactMap { $0["start-time"].integer }
    #expect(starts == starts.sorted(by: >))
    #expect(starts.allSatisfy { $0 < Cluster.start.epochMilliseconds - 600_000 })
  }

  @Test(
    "orders: one vertex without time left, those before it waiting, lag growing", arguments: 1...4)
  func orders(_ seed: UInt64) throws {
    var cluster = Cluster(.demo(seed: seed))
    cluster.pass(.seconds(20))
    let job = try cluster.job("orders")
    let hot = try cluster.vertex("fraud score", of: job)
    #expect(try cluster.aggregate("busyTimeMsPerSecond", "max", of: hot, job: job) > 970)
    #expect(try cluster.aggregate("busyTimeMsPerSecond", "min", of: hot, job: job) < 400)
    #expect(try cluster.aggregate("backPressuredTimeMsPerSecond", "max", of: hot, job: job) == 0)
    for name in ["Source: orders", "convert currency", "enrich customer"] {
      let vertex = try cluster.vertex(name, of: job)
      #expect(
        try cluster.aggregate("backPressuredTimeMsPerSecond", "min", of: vertex, job: job) > 500)
    }
    let source = try cluster.vertex("Source: orders", of: job)
    let pending = "Source__orders.pendingRecords"
    let before = try cluster.aggregate(pending, "sum", of: source, job: job)
    cluster.pass(.seconds(120))
    let after = try cluster.aggregate(pending, "sum", of: source, job: job)
    #expect(after > before * 1.1)
  }

  @Test("orders: checkpoints take long, most of it start delay before the hot subtask; some expire")
  func ordersCheckpoints() throws {
    var cluster = Cluster { $0.cacheInterval = .zero }
    let job = try cluster.job("orders")
    let hot = try cluster.vertex("fraud score", of: job)
    var failures: Set<String> = []
    for _ in 0..<120 {
      cluster.pass(.seconds(30))
      for record in try cluster.get("/jobs/\(job)/checkpoints")["history"].elements {
        if let message = record["failure_message"].text { failures.insert(message) }
      }
    }
    #expect(failures == ["Checkpoint expired before completing."])
    let latest = try cluster.get("/jobs/\(job)/checkpoints")["latest"]["completed"]
    #expect(latest["end_to_end_duration"].integer ?? 0 > 10_000)
    let details = try cluster.get(
      "/jobs/\(job)/checkpoints/details/\(latest["id"].integer ?? 0)/subtasks/\(hot)")
    #expect(details["end_to_end_duration"] == latest["end_to_end_duration"])
    let slowest = try #require(
      details["subtasks"].elements.max {
        $0["end_to_end_duration"].integer ?? 0 < $1["end_to_end_duration"].integer ?? 0
      })
    #expect(
      slowest["start_delay"].real ?? 0 > 0.9 * (slowest["end_to_end_duration"].real ?? .infinity))
  }

  @Test("flaky-enrich: restarts each minute and a half, with a cause; counters start anew")
  func flaky() throws {
    var cluster = Cluster { $0.cacheInterval = .zero }
    let job = try cluster.job("flaky-enrich")
    var states: [String] = []
    var restarts: Set<String> = []
    var isReset = false
    var lastWritten: Int64 = 0
    for _ in 0..<600 {
      cluster.pass(.seconds(1))
      let state = try #require(try cluster.state(of: job))
      if states.last != state { states.append(state) }
      let written =
        try cluster.get("/jobs/\(job)")["vertices"][0]["metrics"]["write-records"].integer ?? -1
      isReset = isReset || written < lastWritten
      lastWritten = written
      if let count = try cluster.get("/jobs/\(job)/metrics?get=numRestarts")[0]["value"].text {
        restarts.insert(count)
      }
    }
    #expect((4...8).contains(states.filter { $0 == "RESTARTING" }.count))
    #expect(Set(states) == ["RUNNING", "RESTARTING"])
    #expect(restarts.count >= 5)
    #expect(isReset)
    let exceptions = try cluster.get("/jobs/\(job)/exceptions?maxExceptions=3")["exceptionHistory"]
    #expect(exceptions["entries"].elements.count == 3)
    #expect(exceptions["truncated"].flag == true)
    let traces = exceptions["entries"].elements.compactMap { $0["stacktrace"].text }
    #expect(traces.contains { $0.contains("Caused by: java.util.concurrent.TimeoutException") })
    let checkpoints = try cluster.get("/jobs/\(job)/checkpoints")
    #expect(checkpoints["counts"]["restored"].integer ?? 0 > 200)
    #expect(checkpoints["latest"]["restored"]["external_path"].text?.contains("/chk-") == true)
  }

  @Test("while a job restarts its tasks are canceled and failed, and /jobs/overview counts them")
  func restartingTasks() throws {
    var cluster = Cluster { $0.cacheInterval = .zero }
    let job = try cluster.job("flaky-enrich")
    while try cluster.state(of: job) != "RESTARTING" { cluster.pass(.seconds(1)) }
    let overview = try cluster.get("/jobs/overview")["jobs"].elements
    let tasks = try #require(overview.first { $0["jid"].text == job })["tasks"]
    #expect(tasks["failed"].integer == 1)
    #expect(tasks["canceled"].integer == 5)
    #expect(tasks["total"].integer == 6)
    let vertices = try cluster.get("/jobs/\(job)")["vertices"].elements
    #expect(
      vertices.compactMap { $0["status"].text }.sorted() == ["CANCELED", "CANCELED", "FAILED"])
    while try cluster.state(of: job) != "RUNNING" { cluster.pass(.milliseconds(100)) }
    cluster.pass(.milliseconds(1000))
    let starting = try cluster.get("/jobs/overview")["jobs"].elements
    #expect(starting.first { $0["jid"].text == job }?["tasks"]["initializing"].integer ?? 0 > 0)
  }

  @Test("ledger-sync: goes on while its checkpoints fail")
  func ledgerSync() throws {
    var cluster = Cluster()
    let job = try cluster.job("ledger-sync")
    cluster.pass(.seconds(600))
    #expect(try cluster.state(of: job) == "RUNNING")
    let checkpoints = try cluster.get("/jobs/\(job)/checkpoints")
    let failed = checkpoints["history"].elements.filter { $0["status"].text == "FAILED" }
    #expect(failed.count >= 6)
    #expect(failed.first?["failure_message"].text == "Asynchronous task checkpoint failed.")
    #expect(failed.first?["num_acknowledged_subtasks"].integer == 8)
    #expect(
      try cluster.get("/jobs/\(job)/checkpoints/config")["tolerable_failed_checkpoints"].integer
        == 2_147_483_647)
  }

  @Test("sessions-eu: its lag drains, and later builds up again")
  func sessions() throws {
    var cluster = Cluster()
    let job = try cluster.job("sessions-eu")
    let source = try cluster.vertex("Source: clicks eu", of: job)
    let pending = "Source__clicks_eu.pendingRecords"
    func lag(_ cluster: inout Cluster) throws -> Double {
      try cluster.aggregate(pending, "sum", of: source, job: job)
    }
    let start = try lag(&cluster)
    cluster.pass(.seconds(600))
    let middle = try lag(&cluster)
    cluster.pass(.seconds(1200))
    let end = try lag(&cluster)
    #expect(start > 10_000_000)
    #expect(middle < start * 0.75)
    #expect(end < 100_000)
    cluster.pass(.seconds(900))
    #expect(try lag(&cluster) > 1_000_000)
  }

  @Test("nightly-backfill: stage after stage, no checkpoints, then finished")
  func batch() throws {
    var cluster = Cluster()
    let job = try cluster.job("nightly-backfill")
    #expect(cluster.send("GET", "/jobs/\(job)/checkpoints").status == 404)
    let detail = try cluster.get("/jobs/\(job)")
    #expect(detail["job-type"].text == "BATCH")
    #expect(
      detail["vertices"].elements.compactMap { $0["status"].text } == [
        "RUNNING", "FINISHED", "CREATED", "CREATED",
      ])
    cluster.pass(.seconds(900))
    #expect(
      try cluster.get("/jobs/\(job)")["vertices"].elements.compactMap { $0["status"].text } == [
        "FINISHED", "FINISHED", "RUNNING", "CREATED",
      ])
    cluster.pass(.seconds(1200))
    #expect(try cluster.state(of: job) == "FINISHED")
    let vertices = try cluster.get("/jobs/\(job)")["vertices"].elements.map { $0["metrics"] }
    #expect(
      vertices[2]["read-records"].integer
        == (vertices[0]["write-records"].integer ?? 0) + (vertices[1]["write-records"].integer ?? 0)
    )
  }

  @Test("ledger-migration: failed for good, with the scheduler's and its own trace")
  func failed() throws {
    var cluster = Cluster()
    let job = try cluster.job("ledger-migration")
    #expect(try cluster.state(of: job) == "FAILED")
    let entry = try cluster.get("/jobs/\(job)/exceptions")["exceptionHistory"]["entries"][0]
    #expect(entry["exceptionName"].text == "org.apache.flink.runtime.JobException")
    #expect(entry["stacktrace"].text?.contains("unknown currency \"ZWL\"") == true)
    #expect(entry["concurrentExceptions"][0]["taskName"].text?.hasPrefix("convert entry (") == true)
  }

  @Test("clickstream-wide: more than 30 vertices with joins and fan-outs")
  func wide() throws {
    var cluster = Cluster()
    let job = try cluster.job("clickstream-wide")
    let nodes = try cluster.get("/jobs/\(job)/plan")["plan"]["nodes"].elements
    #expect(nodes.count >= 30)
    #expect(nodes.contains { $0["inputs"].elements.count >= 4 })
    let fanOut = Dictionary(
      grouping: nodes.flatMap { $0["inputs"].elements.compactMap { $0["id"].text } }, by: \.self)
    #expect(fanOut.values.contains { $0.count >= 4 })
  }

  @Test("watermarks of healthy jobs follow the clock, with a spread between subtasks")
  func watermarks() throws {
    var cluster = Cluster()
    cluster.pass(.seconds(10))
    let job = try cluster.job("payments")
    let vertex = try cluster.vertex("validate", of: job)
    let values = try cluster.get("/jobs/\(job)/vertices/\(vertex)/watermarks").elements
      .compactMap { Int64($0["value"].text ?? "") }
    #expect(values.count == 8)
    #expect(Set(values).count > 1)
    let lags = values.map { cluster.simulated.now.epochMilliseconds - $0 }
    #expect(lags.allSatisfy { (500...15_000).contains($0) })
  }

  @Test("slots free and slots held make up the slots")
  func slots() throws {
    var cluster = Cluster()
    let overview = try cluster.get("/overview")
    let managers = try cluster.get("/taskmanagers")["taskmanagers"].elements
    #expect(managers.count == Int(overview["taskmanagers"].integer ?? 0))
    #expect(
      managers.reduce(0) { $0 + ($1["freeSlots"].integer ?? 0) }
        == overview["slots-available"].integer)
    for manager in managers {
      let detail = try cluster.get("/taskmanagers/\(manager["id"].text ?? "")")
      #expect(
        Int64(detail["allocatedSlots"].elements.count)
          == (detail["slotsNumber"].integer ?? 0) - (detail["freeSlots"].integer ?? 0))
    }
  }
}
