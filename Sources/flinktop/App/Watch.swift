import Monitoring
import StreamModel

/// One cluster that is watched: its monitor, and what that was last told.
struct Watch {
  let monitor: ClusterMonitor
  private var demand = Demand()
  private var interval: Duration

  /// How often a cluster that is not shown is asked, unless all are asked less often.
  private static let glanceInterval: Duration = .seconds(10)

  init(of connection: ClusterConnection, interval: Duration) {
    self.interval = interval
    monitor = ClusterMonitor(
      system: connection.client, identity: connection.identity,
      configuration: PollConfiguration(interval: interval))
  }

  /// Tells the monitor what is needed now; `wanted` is the interval for a cluster that is shown.
  mutating func adopt(_ demand: Demand, interval wanted: Duration) {
    let interval = demand.isGlance ? max(wanted, Self.glanceInterval) : wanted
    if interval != self.interval {
      self.interval = interval
      monitor.setInterval(interval)
    }
    guard demand != self.demand else { return }
    let isShownAgain = self.demand.isGlance && !demand.isGlance
    self.demand = demand
    monitor.setDemand(demand)
    if isShownAgain { monitor.refreshNow() }
  }
}
