import FlinkSimulator
import Testing

@Suite struct FlowTests {
  private static let configurations: [SimulationConfiguration] = [
    .demo(seed: 4), SimulationConfiguration(seed: 9, jobs: 12, vertices: 14, parallelism: 6),
  ]

  private struct Figures {
    var read: Int64
    var written: Int64
    var inputs: [String]
  }

  /// Every vertex of a job by id, with the plan's edges.
  private func figures(_ job: JSONValue) throws -> [String: Figures] {
    var inputs: [String: [String]] = [:]
    for node in job["plan"]["nodes"].elements {
      inputs[try #require(node["id"].text)] = node["inputs"].elements.compactMap { $0["id"].text }
    }
    var figures: [String: Figures] = [:]
    for vertex in job["vertices"].elements {
      let id = try #require(vertex["id"].text)
      figures[id] = Figures(
        read: try #require(vertex["metrics"]["read-records"].integer),
        written: try #require(vertex["metrics"]["write-records"].integer),
        inputs: inputs[id] ?? [])
    }
    return figures
  }

  @Test("a vertex never reads what was not written to it", arguments: configurations)
  func conservation(_ configuration: SimulationConfiguration) throws {
    var cluster = Cluster(configuration)
    for _ in 0..<8 {
      cluster.pass(.seconds(23))
      for job in cluster.simulated.jobNames.map(\.id) {
        let figures = try figures(cluster.get("/jobs/\(job)"))
        for vertex in figures.values where !vertex.inputs.isEmpty {
          let offered = vertex.inputs.compactMap { figures[$0]?.written }.reduce(0, +)
          #expect(vertex.read <= offered)
        }
      }
    }
  }

  @Test("a job that finished has read everything that was written")
  func finished() throws {
    var cluster = Cluster()
    let figures = try figures(cluster.get("/jobs/\(cluster.job("audit-archive"))"))
    for vertex in figures.values where !vertex.inputs.isEmpty {
      #expect(vertex.read == vertex.inputs.compactMap { figures[$0]?.written }.reduce(0, +))
    }
  }

  @Test("sources read nothing and sinks write nothing, as only the network counts")
  func networkOnly() throws {
    var cluster = Cluster()
    let job = try cluster.get("/jobs/\(cluster.job("payments"))")
    let metrics = job["vertices"].elements.map { $0["metrics"] }
    #expect(metrics.first?["read-records"].integer == 0)
    #expect(metrics.first?["write-records"].integer ?? 0 > 0)
    #expect(metrics.last?["read-records"].integer ?? 0 > 0)
    #expect(metrics.last?["write-records"].integer == 0)
  }

  @Test("the subtasks of a vertex add up to it", arguments: ["payments", "orders", "flaky-enrich"])
  func subtasks(_ name: String) throws {
    var cluster = Cluster()
    cluster.pass(.seconds(31))
    let id = try cluster.job(name)
    for vertex in try cluster.get("/jobs/\(id)")["vertices"].elements {
      let path = "/jobs/\(id)/vertices/\(vertex["id"].text ?? "")"
      let subtasks = try cluster.get(path)["subtasks"].elements
      #expect(subtasks.count == Int(vertex["parallelism"].integer ?? -1))
      for figure in vertex["metrics"].members.keys where !figure.hasSuffix("complete") {
        let sum = subtasks.reduce(0) { $0 + ($1["metrics"][figure].integer ?? -1) }
        #expect(sum == vertex["metrics"][figure].integer, "\(figure)")
      }
    }
  }

  @Test(
    "no counter of a job that goes on ever goes back",
    arguments: ["payments", "orders", "clickstream-wide"])
  func monotone(_ name: String) throws {
    var cluster = Cluster { $0.cacheInterval = .zero }
    let id = try cluster.job(name)
    var last: [[String: Int64]] = []
    for _ in 0..<40 {
      cluster.pass(.seconds(10))
      let now = try cluster.get("/jobs/\(id)")["vertices"].elements.map { vertex in
        vertex["metrics"].members.compactMapValues(\.integer)
      }
      for (before, after) in zip(last, now) {
        for (figure, value) in before { #expect(after[figure] ?? -1 >= value, "\(figure)") }
      }
      last = now
    }
  }

  @Test(
    "busy, backpressured and idle make up the second of every subtask", arguments: configurations)
  func wholeSecond(_ configuration: SimulationConfiguration) throws {
    var cluster = Cluster(configuration)
    let ids = "busyTimeMsPerSecond,backPressuredTimeMsPerSecond,idleTimeMsPerSecond"
    for job in cluster.simulated.jobNames.map(\.id) {
      for vertex in try cluster.get("/jobs/\(job)")["vertices"].elements {
        let path = "/jobs/\(job)/vertices/\(vertex["id"].text ?? "")/subtasks/0/metrics?get=\(ids)"
        let values = try cluster.get(path).elements.compactMap { Double($0["value"].text ?? "") }
        guard !values.isEmpty else { continue }
        #expect(values.allSatisfy { (0...1000).contains($0) })
        // Less where the job is younger than the ten seconds they are taken over.
        let sum = values.reduce(0, +)
        #expect(sum <= 1002)
        if vertex["duration"].integer ?? 0 > 40_000 { #expect(abs(sum - 1000) <= 2) }
      }
    }
  }

  @Test(
    "accumulated times grow at the rates the metrics say",
    arguments: ["payments", "orders", "sessions-eu"])
  func accumulated(_ name: String) throws {
    var cluster = Cluster { $0.cacheInterval = .zero }
    let id = try cluster.job(name)
    cluster.pass(.seconds(10))
    let before = try cluster.get("/jobs/\(id)")["vertices"].elements
    cluster.pass(.seconds(10))
    let after = try cluster.get("/jobs/\(id)")["vertices"].elements
    for (old, new) in zip(before, after) {
      let vertex = try #require(new["id"].text)
      for (total, rate) in [
        ("accumulated-busy-time", "busyTimeMsPerSecond"),
        ("accumulated-backpressured-time", "backPressuredTimeMsPerSecond"),
        ("accumulated-idle-time", "idleTimeMsPerSecond"),
      ] {
        let growth =
          try #require(new["metrics"][total].real) - #require(old["metrics"][total].real)
        let sum = try cluster.aggregate(rate, "sum", of: vertex, job: id)
        #expect(abs(growth / 10 - sum) <= Double(new["parallelism"].integer ?? 1) * 1.5, "\(total)")
      }
    }
  }

  @Test("records counted grow at the rates the metrics say")
  func rates() throws {
    var cluster = Cluster { $0.cacheInterval = .zero }
    let id = try cluster.job("payments")
    let vertex = try cluster.vertex("validate", of: id)
    cluster.pass(.seconds(10))
    let before = try cluster.aggregate("numRecordsIn", "sum", of: vertex, job: id)
    cluster.pass(.seconds(60))
    let after = try cluster.aggregate("numRecordsIn", "sum", of: vertex, job: id)
    let rate = try cluster.aggregate("numRecordsInPerSecond", "sum", of: vertex, job: id)
    #expect(abs((after - before) / 60 - rate) < 0.02 * rate)
  }
}
