import FlinkSimulator
import Testing

@Suite struct DeterminismTests {
  private static let configurations: [SimulationConfiguration] = [
    .demo(seed: 3), SimulationConfiguration(seed: 3, jobs: 6, vertices: 8, parallelism: 4),
  ]

  /// Asks for a bit of everything.
  private func answers(_ cluster: inout Cluster) throws -> [[UInt8]] {
    var answers = ["/overview", "/jobs/overview", "/taskmanagers"].map {
      cluster.send("GET", $0).body
    }
    for job in cluster.simulated.jobNames.map(\.id) {
      for path in ["", "/checkpoints", "/exceptions", "/metrics?get=numRestarts,uptime"] {
        answers.append(cluster.send("GET", "/jobs/\(job)\(path)").body)
      }
    }
    return answers
  }

  @Test("the same seed gives the same bytes at the same time", arguments: configurations)
  func sameSeed(_ configuration: SimulationConfiguration) throws {
    var one = Cluster(configuration)
    var other = Cluster(configuration)
    for step in [0, 7, 100] {
      one.pass(.seconds(step))
      other.pass(.seconds(step))
      #expect(try answers(&one) == answers(&other))
    }
  }

  @Test("another seed gives another cluster")
  func otherSeed() throws {
    var one = Cluster(.demo(seed: 1))
    var other = Cluster(.demo(seed: 2))
    #expect(one.simulated.jobNames.map(\.id) != other.simulated.jobNames.map(\.id))
    #expect(try answers(&one) != answers(&other))
  }

  @Test("how far time passes at once makes no difference", arguments: configurations)
  func steps(_ configuration: SimulationConfiguration) throws {
    var atOnce = Cluster(configuration)
    var slowly = Cluster(configuration)
    atOnce.pass(.seconds(600))
    for _ in 0..<1000 { slowly.pass(.milliseconds(600)) }
    #expect(try answers(&atOnce) == answers(&slowly))
  }

  @Test("a copy goes its own way")
  func copies() throws {
    var cluster = Cluster()
    let job = try cluster.job("payments")
    var copy = cluster
    _ = copy.send("PATCH", "/jobs/\(job)?mode=cancel")
    copy.pass(.seconds(10))
    cluster.pass(.seconds(10))
    #expect(try copy.state(of: job) == "CANCELED")
    #expect(try cluster.state(of: job) == "RUNNING")
  }

  @Test("time does not go back")
  func backwards() {
    var cluster = Cluster()
    cluster.pass(.seconds(10))
    let now = cluster.simulated.now
    cluster.simulated.advance(to: Cluster.start)
    #expect(cluster.simulated.now == now)
  }
}
