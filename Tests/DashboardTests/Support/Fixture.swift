import StreamModel
import TerminalUI

@testable import Dashboard

/// A small cluster to draw and to act on, at a fixed moment.
enum Fixture {
  /// 2026-11-21 14:02:31 UTC.
  static let now = Timestamp(milliseconds: 1_795_269_751_000)

  static func summary(
    _ name: String, _ state: JobState = .running, id: String? = nil, hours: Int = 3,
    tasks: [TaskState: Int] = [.running: 4]
  ) -> JobSummary {
    let start = now.advanced(by: .seconds(-3600 * hours))
    return JobSummary(
      id: JobID(id ?? identifier(name)), name: name, state: state, startTime: start,
      endTime: state.isTerminal ? now.advanced(by: .seconds(-60)) : nil,
      duration: .seconds(3600 * hours), lastModification: start, tasks: TaskCounts(byState: tasks))
  }

  /// 32 digits that depend on the name alone.
  static func identifier(_ name: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String((digits + digits + digits).prefix(32))
  }

  static func overview() -> ClusterOverview {
    ClusterOverview(
      taskManagers: 3, slotsTotal: 32, slotsAvailable: 6, jobsRunning: 3, jobsFinished: 1,
      jobsCancelled: 0, jobsFailed: 1, version: "2.3.0")
  }

  static let capabilities = Capabilities(
    version: "2.3.0", canTriggerCheckpoint: true, canChooseSavepointFormat: true,
    acceptsTriggerID: true, hasAccumulatedTimes: true, allowsCancel: true)

  static let identity = ClusterIdentity(
    name: "prod-eu", endpoint: "https://flink.prod-eu:8081", source: "flink")

  static func cluster(_ jobs: [JobSummary]) -> ClusterModel {
    var cluster = ClusterModel(
      identity: identity,
      interval: .seconds(2))
    cluster.apply(capabilities, to: .capabilities, at: now)
    cluster.apply(overview(), to: .overview, at: now)
    cluster.apply(jobs, to: .jobs, at: now)
    cluster.connection = .live
    cluster.lastAnswerAt = now
    cluster.polling.requestsPerSecond = 0.9
    cluster.polling.answerTime = .milliseconds(4)
    return cluster
  }

  static func settings(isReadOnly: Bool = false, charset: Charset = .unicode) -> Settings {
    Settings(
      isReadOnly: isReadOnly, charset: charset, themeName: "default",
      themeNames: ["default", "dark", "mono"], clock: .utc, interval: .seconds(2),
      makeOperationID: { "0123456789abcdef0123456789abcdef" })
  }

  static let jobs = [
    summary("orders"), summary("payments"), summary("flaky-enrich", .restarting),
    summary("ledger-sync", .failed), summary("audit-archive", .finished),
  ]

  /// The jobs as the cluster lists them at another moment.
  static func jobs(at time: Timestamp) -> [JobSummary] {
    jobs.map { job in
      var job = job
      if !job.state.isTerminal { job.duration = job.duration.map { $0 + time.since(now) } }
      return job
    }
  }

  static func state(
    _ jobs: [JobSummary] = jobs, columns: Int = 80, rows: Int = 24, isReadOnly: Bool = false,
    charset: Charset = .unicode
  ) -> DashboardState {
    let cluster = cluster(jobs)
    var state = DashboardState(
      settings: settings(isReadOnly: isReadOnly, charset: charset), cluster: cluster,
      size: Size(columns: columns, rows: rows), now: now)
    _ = state.reduce(.snapshot(cluster, []), at: now)
    return state
  }
}

extension DashboardState {
  /// Presses keys one after the other, as a person who reads a dialog first; returns all that was asked for.
  @discardableResult
  mutating func press(_ keys: Key...) -> [Effect] {
    keys.flatMap { key in
      let effects = reduce(.event(.key(key)), at: now)
      for case .awaitReading(let dialog) in effects {
        _ = reduce(.dialogReadable(dialog), at: now)
      }
      return effects.filter { if case .awaitReading = $0 { false } else { true } }
    }
  }

  /// Changes the terminal's size, and lets a dialog be read there.
  mutating func resize(columns: Int, rows: Int) {
    let effects = reduce(.event(.resize(Size(columns: columns, rows: rows))), at: now)
    for case .awaitReading(let dialog) in effects {
      _ = reduce(.dialogReadable(dialog), at: now)
    }
  }

  /// Types a text key by key.
  @discardableResult
  mutating func type(_ text: String) -> [Effect] {
    text.flatMap { press($0 == " " ? .space : .character($0)) }
  }

  /// The whole frame as text.
  var picture: String { frame().lines.joined(separator: "\n") }
}
