import FlinkSimulator
import Testing

@Suite struct GeneratedWorldTests {
  @Test("a generated world has as many jobs, running jobs and vertices as were asked for")
  func size() throws {
    var cluster = Cluster(
      SimulationConfiguration(seed: 5, jobs: 30, runningJobs: 12, vertices: 9, parallelism: 6))
    let overview = try cluster.get("/overview")
    #expect(overview["jobs-running"].integer == 12)
    #expect(
      ["jobs-finished", "jobs-cancelled", "jobs-failed"].allSatisfy {
        overview[$0].integer == 6
      })
    let jobs = try cluster.get("/jobs/overview")["jobs"].elements
    #expect(jobs.count == 30)
    #expect(Set(jobs.compactMap { $0["name"].text }).count == 30)
    for job in jobs {
      let detail = try cluster.get("/jobs/\(job["jid"].text ?? "")")
      let vertices = detail["vertices"].elements
      #expect(vertices.count == 9)
      #expect(vertices.allSatisfy { (3...6).contains($0["parallelism"].integer ?? 0) })
      // Nothing hangs in the air: every vertex but the last layer is read by another.
      let read = Set(
        detail["plan"]["nodes"].elements.flatMap {
          $0["inputs"].elements.compactMap { $0["id"].text }
        })
      let first = try #require(vertices.first?["id"].text)
      #expect(read.contains(first))
    }
  }

  @Test(
    "the smallest and odd sizes work", arguments: [(1, 2, 1), (1, 3, 1), (2, 40, 2), (0, 5, 5)])
  func edges(_ jobs: Int, _ vertices: Int, _ parallelism: Int) throws {
    for seed in 0..<8 as Range<UInt64> {
      var cluster = Cluster(
        SimulationConfiguration(
          seed: seed, jobs: jobs, vertices: vertices, parallelism: parallelism))
      cluster.pass(.seconds(60))
      #expect(try cluster.get("/jobs/overview")["jobs"].elements.count == jobs)
      for job in cluster.simulated.jobNames.map(\.id) {
        #expect(try cluster.get("/jobs/\(job)")["vertices"].elements.count == vertices)
      }
    }
  }

  @Test("hostile names come through JSON as they are")
  func hostileNames() throws {
    var cluster = Cluster(.hostileNames(seed: 1))
    let names = Set(
      try cluster.get("/jobs/overview")["jobs"].elements.compactMap { $0["name"].text })
    #expect(names == Set(cluster.simulated.jobNames.map(\.name)))
    #expect(names.contains { $0.contains("\n") })
    #expect(names.contains { $0.contains("\u{1B}[31m") })
    #expect(names.contains { $0.contains("\u{202E}") })
    #expect(names.contains { $0.count == 400 })
    #expect(names.contains(""))
  }

  @Test("an overview costs some 440 bytes a job")
  func bytes() throws {
    var cluster = Cluster(
      SimulationConfiguration(seed: 5, jobs: 100, runningJobs: 50, vertices: 10, parallelism: 16))
    #expect(cluster.send("GET", "/jobs/overview").body.count / 100 < 450)
  }

  @Test("answers that sum up cost no more for many subtasks than for few")
  func cost() throws {
    func time(parallelism: Int) throws -> Duration {
      var cluster = Cluster(
        SimulationConfiguration(seed: 5, jobs: 20, vertices: 3, parallelism: parallelism))
      return (0..<30).map { _ in
        ContinuousClock().measure { _ = cluster.send("GET", "/jobs/overview") }
      }.min() ?? .zero
    }
    let few = try time(parallelism: 4)
    let many = try time(parallelism: 1000)
    #expect(many < few * 4)
  }
}
