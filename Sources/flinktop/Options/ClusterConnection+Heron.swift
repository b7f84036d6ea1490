import HTTPTransport
import HeronTracker
import StreamModel

extension ClusterConnection {
  /// What a Heron Tracker tells of, and the API server at `apiServer`, which acts: with the same login, headers and TLS
  /// options, and read-only where the tracker is.
  init(
    heron endpoint: Endpoint, options: TransportOptions, scope: HeronScope, apiServer: Endpoint?
  ) {
    let transport = CurlTransport(endpoint: endpoint, harmless: .heron, options: options)
    let acting = apiServer.map {
      CurlTransport(endpoint: $0, harmless: .heronAPIServer, options: options)
    }
    self.init(
      ClusterIdentity(name: endpoint.name, endpoint: endpoint.displayText, source: "heron"),
      client: HeronClient(
        transport: transport,
        apiServer: acting.map {
          HeronAPIServer(transport: $0, patience: options.requestTimeout)
        }, scope: scope
      ) { SystemClock.now }, transport: transport, others: acting.map { [$0] } ?? [],
      isReadOnly: options.isReadOnly)
  }
}
