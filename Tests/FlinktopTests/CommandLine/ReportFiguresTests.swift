import Dashboard
import StreamModel
import TerminalUI
import Testing

@testable import flinktop

extension CommandLineTests {
  /// Figures of a text snapshot that can be checked against one another.
  @Suite("Figures in text agree with one another")
  struct ReportFiguresTests {
    @Test("slots in use and TaskManagers stand in the first line")
    func header() {
      let now = Timestamp(milliseconds: 1_795_269_751_000)
      var cluster = ClusterModel(
        identity: ClusterIdentity(name: "jm:8081", endpoint: "http://jm:8081", source: "flink"),
        interval: .seconds(2))
      let overview = ClusterOverview(
        taskManagers: 3, slotsTotal: 32, slotsAvailable: 6, jobsRunning: 1, jobsFinished: 0,
        jobsCancelled: 0, jobsFailed: 0, version: "2.3.0")
      cluster.apply(overview, to: .overview, at: now)
      let report = TextReport(cluster: cluster, takenAt: now, clock: .utc, charset: .unicode)
      #expect(
        report.header == "jm:8081  Flink 2.3.0  slots 26/32  3 TaskManagers  2026-11-21 14:02:31")
    }

    @Test("busy, backpressured and idle shares of a vertex are of one whole")
    func shares() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run("job", "orders", "-e", simulator.url)
      #expect(outcome.end == .exited(0), "stderr: \(outcome.standardError)")
      let lines = outcome.standardOutput.split(separator: "\n")
      let head = try #require(lines.firstIndex { $0.hasPrefix("VERTEX") })
      #expect(lines[head].contains(/BUSY +BP +IDLE/))
      var sums: [Int] = []
      for line in lines[(head + 1)...] {
        let shares = line.split(separator: " ").filter { $0.hasSuffix("%") }
          .compactMap { Int($0.dropLast()) }
        if shares.count == 3 { sums.append(shares.reduce(0, +)) }
      }
      #expect(sums.count > 2)
      #expect(sums.allSatisfy { (60...110).contains($0) }, "\(outcome.standardOutput)")
    }

    @Test("the level of backpressure is that of its share")
    func levels() async throws {
      let simulator = try await SimulatorProcess.start()
      let outcome = try await Program.run("jobs", "--format", "json", "-e", simulator.url)
      let jobs = try outcome.json()["jobs"].elements
      let told = jobs.map { $0["backpressure"] }.filter { $0 != .null }
      #expect(!told.isEmpty)
      for share in told {
        let ratio = try #require(share["ratio"].number)
        let level = ratio <= 0.1 ? "OK" : ratio <= 0.5 ? "LOW" : "HIGH"
        #expect(share["level"].string == level)
      }
      #expect(Set(told.map { $0["level"].string }).count > 1)
    }
  }
}
