import Foundation
import Glibc
import Synchronization

/// `flinktop simulate` as a process of its own, so that it can be killed and started again.
final class SimulatorProcess: Sendable {
  /// Where it listens; the same after a restart.
  let url: String
  private let options: [String]
  private let child: Mutex<ChildProcess>

  var cluster: ClusterREST { ClusterREST(url: url) }

  private init(url: String, options: [String], child: ChildProcess) {
    self.url = url
    self.options = options
    self.child = Mutex(child)
  }

  /// Starts one on a free port. Without options it serves the jobs of `flinktop demo`.
  static func start(_ options: String..., seed: Int = 7) async throws -> SimulatorProcess {
    let options = options + ["--seed", "\(seed)"]
    let child = try launch(port: "0", options)
    let url = try await announcedURL(of: child)
    return SimulatorProcess(url: url, options: options, child: child)
  }

  /// A job that runs well and has completed a checkpoint: one to savepoint, stop and cancel.
  func healthyJob() async throws -> ClusterREST.Job {
    try await eventually("a healthy job", within: .seconds(60), every: .milliseconds(100)) {
      for job in try await cluster.jobs() where job.runsInFull && job.hasPlainName {
        // A job without checkpoints is answered 404.
        guard let checkpoints = try? await cluster.get("/jobs/\(job.id)/checkpoints"),
          let completed = checkpoints["latest"]["completed"]["id"].integer
        else { continue }
        let failed = checkpoints["latest"]["failed"]["id"].integer ?? 0
        // One that has just restarted has no figures yet.
        let metrics = try? await cluster.get("/jobs/\(job.id)/metrics?get=numRestarts")
        let restarts = metrics?.elements.first?["value"].string
        if completed > failed + 5, restarts == "0" { return job }
      }
      return nil
    }
  }

  /// Ends it without a word to its clients, as a crash would.
  func kill() {
    child.withLock { $0.terminate() }
  }

  /// Starts it again on the port it had.
  func startAgain() async throws {
    guard let port = URL(string: url)?.port else { throw KitError("no port in \(url)") }
    let fresh = try Self.launch(port: "\(port)", options)
    child.withLock { $0 = fresh }
    _ = try await Self.announcedURL(of: fresh)
  }

  private static func launch(port: String, _ options: [String]) throws -> ChildProcess {
    try ChildProcess([Program.path, "simulate", "--port", port] + options)
  }

  private static func announcedURL(of child: ChildProcess) async throws -> String {
    try await eventually("the simulator's URL") {
      if let end = child.reap() {
        throw KitError("simulate ended: \(end)\n\(child.standardError)\(child.standardOutput)")
      }
      let match = child.standardOutput.firstMatch(of: /http:\/\/127\.0\.0\.1:[0-9]+/)
      return match.map { String($0.0) }
    }
  }
}
