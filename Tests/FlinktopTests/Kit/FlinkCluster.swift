import Foundation
import Glibc

/// A real Flink cluster of the lab, booted once a version and shared by the whole run.
struct FlinkCluster: Sendable {
  let version: String
  let url: String
  private let runDirectory: String

  var rest: ClusterREST { ClusterREST(url: url) }

  /// Versions to test with: `$FLINKTOP_TEST_VERSIONS` ("1.13.6,2.3.0"), else the two at hand.
  static let versions: [String] = {
    let given = ProcessInfo.processInfo.environment["FLINKTOP_TEST_VERSIONS"] ?? ""
    let names = given.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
    return names.isEmpty ? ["1.20.5", "2.3.0"] : names
  }()

  /// The cluster of that version with all the lab's jobs, booted when first asked for. Skips the
  /// current test, or fails it under CI, where Java or Flink cannot be had.
  static func shared(_ version: String) async throws -> FlinkCluster {
    try await booted(Kind(version: version))
  }

  /// One whose jobs can be rescaled while they run, without jobs.
  static func adaptive(_ version: String) async throws -> FlinkCluster {
    try await booted(Kind(version: version, isAdaptive: true))
  }

  /// One on which everything is tried: it ends with the test that asked for it. Without jobs.
  static func endpoints(_ version: String) async throws -> FlinkCluster {
    try await booted(Kind(version: version, isAdaptive: true, hasProfiler: true))
  }

  private static func booted(_ kind: Kind) async throws -> FlinkCluster {
    try require(.python3, .java, .javac)
    switch try await FlinkClusters.shared.cluster(kind) {
    case .running(let cluster): return cluster
    case .unobtainable(let reason): try giveUp("Flink \(kind.version): \(reason)")
    }
  }

  /// What is asked for once a run.
  fileprivate struct Kind: Hashable, Sendable {
    var version: String
    var isAdaptive = false
    var hasProfiler = false

    /// The folder of the lab that it runs in.
    var folder: String {
      hasProfiler ? "/lab-endpoints" : isAdaptive ? "/lab-adaptive" : "/lab"
    }

    /// Slots for a job of parallelism 4, and no long wait for more of them.
    var options: [String] {
      isAdaptive
        ? [
          "--slots", "6", "-D", "jobmanager.scheduler=adaptive",
          "-D", "jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling=1s",
        ]
          + (hasProfiler
            ? [
              "-D", "rest.profiling.enabled=true", "-D",
              "web.adaptive-scheduler.rescale-history.size=10",
            ] : []) : []
    }
  }

  /// Boots it: processes, the lab's jobs, and the first checkpoint of `orders`.
  fileprivate static func boot(_ kind: Kind) async throws -> FlinkBoot {
    let version = kind.version
    let runDirectory = Scratch.root + kind.folder
    let up = try ChildProcess(
      [TestEnvironment.labFolder + "/flink-lab", "up", version, "--owner", "\(getpid())"]
        + kind.options,
      environment: environment(runDirectory))
    // Long, because a fresh machine downloads Flink first.
    let end = try await up.waitForEnd(within: .seconds(900))
    if end == .exited(69) { return .unobtainable(up.standardError) }
    guard end == .exited(0) else { throw KitError("flink-lab up: \(up.standardError)") }
    let url = up.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
    let cluster = FlinkCluster(version: version, url: url, runDirectory: runDirectory)
    if !kind.isAdaptive { try await cluster.lab("jobs") }
    return .running(cluster)
  }

  /// Runs a command of the lab on this cluster: `lab("kill-tm")`.
  @discardableResult
  func lab(_ command: String, _ arguments: String...) async throws -> String {
    try await ChildProcess.run(
      [TestEnvironment.labFolder + "/flink-lab", command, version] + arguments,
      environment: Self.environment(runDirectory), within: .seconds(180))
  }

  /// The lab's own jobs, as it has compiled them for this version last.
  func jar() throws -> String {
    let folder = URL(filePath: Self.environment(runDirectory)["FLINK_LAB_HOME"] ?? "")
      .appending(path: "jars")
    let jars = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [.contentModificationDateKey]
    ).filter { $0.lastPathComponent.hasPrefix("flinktop-jobs-\(version)-") }
    func changedAt(_ file: URL) -> Date {
      let values = try? file.resourceValues(forKeys: [.contentModificationDateKey])
      return values?.contentModificationDate ?? .distantPast
    }
    guard let newest = jars.max(by: { changedAt($0) < changedAt($1) }) else {
      throw KitError("no jar of flink-lab's jobs for \(version) in \(folder.path)")
    }
    return newest.path
  }

  /// Submits a small healthy job of that name; returns its id once it has a checkpoint.
  func submitCalmJob(_ name: String) async throws -> String {
    let line = try await lab("jobs", "calm=\(name)")
    let id = String(line.prefix { !$0.isWhitespace })
    try await rest.waitForCheckpoint(of: id)
    return id
  }

  /// The id of one of the lab's endless jobs; submitted again if an earlier test has cost it.
  func running(_ name: String) async throws -> String {
    try await submittedOnce(name) { !["FAILED", "CANCELED", "FINISHED"].contains($0.state) }
  }

  /// The id of a job of the lab, as it is; submitted if the cluster has none that will do.
  func submittedOnce(
    _ name: String, where willDo: (ClusterREST.Job) -> Bool = { _ in true }
  ) async throws -> String {
    let known = try await rest.jobs().first { $0.name == name && willDo($0) }
    if let known { return known.id }
    return String(try await lab("jobs", name).prefix { !$0.isWhitespace })
  }

  /// The file behind a savepoint's location ("file:/tmp/...").
  static func metadataFile(of location: String) -> String {
    let path = location.replacing(/^file:\/*/, with: "/")
    return path + "/_metadata"
  }

  private static func environment(_ runDirectory: String) -> [String: String] {
    let own = ProcessInfo.processInfo.environment
    let home = own["HOME"] ?? "/root"
    return own.merging([
      "FLINK_LAB_HOME": own["FLINK_LAB_HOME"] ?? home + "/.cache/flink-lab",
      "FLINK_LAB_RUN": runDirectory,
    ]) { _, new in new }
  }
}

/// What came of booting a cluster.
private enum FlinkBoot: Sendable {
  case running(FlinkCluster)
  case unobtainable(String)
}

/// Boots each version once, one after the other: two cores do not boot two clusters any faster.
private actor FlinkClusters {
  static let shared = FlinkClusters()

  private var boots: [FlinkCluster.Kind: Task<FlinkBoot, any Error>] = [:]
  private var last: Task<FlinkBoot, any Error>?

  func cluster(_ kind: FlinkCluster.Kind) async throws -> FlinkBoot {
    if let boot = boots[kind] { return try await boot.value }
    let before = last
    let boot = Task {
      _ = await before?.result
      return try await FlinkCluster.boot(kind)
    }
    boots[kind] = boot
    last = boot
    return try await boot.value
  }
}
