import HTTPTransport
import HeronTracker
import StreamModel

extension ClusterConnection {
  /// The demo's Heron. Its API server answers at the tracker's own address, so both are named.
  init(simulatedHeron endpoint: Endpoint, options: TransportOptions) {
    self.init(heron: endpoint, options: options, scope: HeronScope(), apiServer: endpoint)
    identity = ClusterIdentity(name: "demo", endpoint: endpoint.displayText, source: "heron")
  }
}
