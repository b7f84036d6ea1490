import HTTPTransport
import HeronTracker
import StreamModel

extension ClusterConnection {
  /// The demo's Heron. Its API server answers at the tracker's own address, so that both would be named here.
  init(simulatedHeron endpoint: Endpoint, options: TransportOptions) {
    self.init(heron: endpoint, options: options, scope: HeronScope())
    identity = ClusterIdentity(name: "demo", endpoint: endpoint.displayText, source: "heron")
  }
}
