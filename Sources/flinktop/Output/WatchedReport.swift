import Dashboard
import Locking
import Monitoring
import StreamModel
import TerminalUI

/// The same report anew each interval: what `--watch` does. Unlike a snapshot it goes on where the cluster is away, and says
/// so each time.
struct WatchedReport {
  /// How long what is named may not be known once the jobs are.
  private static let patience: Duration = .seconds(5)

  var connection: ClusterConnection
  var interval: Duration
  /// The longest that it waits for a first report: names mean nothing before what they name is listed.
  var limit: Duration
  var demand: @Sendable (ClusterModel) -> Demand
  /// True once there is an answer to all that the report is made from, or a reason why there is none.
  var isAnswered: (ClusterModel) -> Bool
  /// What stands between two of them.
  var separator: String
  /// Makes the text of what is known; fails where what is named is not there.
  var text: (ClusterModel) throws(Failure) -> String

  /// Prints until nobody reads on or what it is about is gone; signals end the program as they do any other.
  func run() async throws(Failure) {
    let monitor = ClusterMonitor(
      system: connection.client, identity: connection.identity,
      configuration: PollConfiguration(interval: interval))
    let latest = Locked<ClusterModel?>(nil)
    let reading = Task { [demand] in
      for await snapshot in monitor.snapshots {
        latest.withLock { $0 = snapshot.cluster }
        monitor.setDemand(demand(snapshot.cluster))
      }
    }
    monitor.start()
    defer {
      reading.cancel()
      monitor.stop()
    }
    let clock = ContinuousClock()
    let patience = clock.now + limit
    var next = clock.now
    var hasBegun = false
    var awaitedUntil = patience
    // What is named within a job is known some answers after the jobs are.
    var named: ContinuousClock.Instant?
    while true {
      let model = latest.withLock { $0 }
      if named == nil, model?.jobsReceivedAt != nil { named = clock.now + Self.patience }
      let mayWait = !hasBegun && clock.now < min(patience, named ?? patience)
      // What it is made from may still be on its way, or be sampled, when what is named is there.
      let isAwaited = clock.now < awaitedUntil && model.map { !isAnswered($0) } ?? true
      if let text = try report(model, mayWait: mayWait || isAwaited), !isAwaited {
        guard Console.stream(Array((text + separator).utf8)) else { return }
        hasBegun = true
        awaitedUntil = clock.now + limit
      }
      // What takes longer than the interval does not pile up.
      next = max(clock.now, next + (hasBegun ? interval : .milliseconds(100)))
      // What is asked once for a screen is asked for each report.
      if hasBegun, let model, demand(model).questions.contains(where: \.isAskedOnce) {
        monitor.refreshNow()
      }
      try? await clock.sleep(until: next)
    }
  }

  /// The text; nil where it is too early to say that something is missing.
  private func report(_ model: ClusterModel?, mayWait: Bool) throws(Failure) -> String? {
    guard let model, model.jobsReceivedAt != nil else {
      if case .unreachable? = model?.connection {} else if mayWait { return nil }
      let reason = model?.connection.error?.description(in: connection.traits).asSentence
      throw Failure(
        .clusterUnreachable,
        reason ?? "\(connection.identity.endpoint) has not listed its jobs within "
          + "\(Format.interval(limit)) (--within).")
    }
    do throws(Failure) {
      return try text(model)
    } catch {
      if mayWait { return nil }
      throw error
    }
  }
}

extension AnyQuestion {
  fileprivate var isAskedOnce: Bool { kind.cadence == .whenChanged && kind.isRefreshable }
}
