package import HTTPTransport

/// Heron's API server: the process beside the tracker that does what is asked of topologies.
package struct HeronAPIServer: Sendable {
  let transport: any HTTPTransport
  /// The longest that it may take: it answers once a thing is done, and a restart takes its time.
  let patience: Duration

  /// What its requests may take where the command line does not allow more.
  package static let leastPatience: Duration = .seconds(60)

  package init(transport: any HTTPTransport, patience: Duration = leastPatience) {
    self.transport = transport
    self.patience = max(patience, Self.leastPatience)
  }
}

extension HarmlessRoutes {
  /// What flinktop asks of an API server without changing anything: nothing at all.
  package static let heronAPIServer = HarmlessRoutes([])
}
