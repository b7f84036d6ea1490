import FlinkREST
import HTTPTransport
import StreamModel
import TSPMonitoring

extension ClusterConnection {
  /// What TSP tells of, and the system behind it at `flink`. That one is only read, whatever the options say, with the same
  /// login.
  init(tsp endpoint: Endpoint, options: TransportOptions, flink: Endpoint?, name: String? = nil) {
    let transport = CurlTransport(endpoint: endpoint, harmless: .tsp, options: options)
    var readOnly = options
    readOnly.isReadOnly = true
    let behind = flink.map { flink in
      (
        endpoint: flink,
        transport: CurlTransport(endpoint: flink, harmless: .flink, options: readOnly)
      )
    }
    self.init(
      ClusterIdentity(
        name: name ?? endpoint.name, endpoint: endpoint.displayText, source: "tsp"),
      client: TSPClient(
        transport: transport,
        flink: behind.map {
          FlinkBehind(FlinkClient(transport: $0.transport), at: $0.endpoint.displayText)
        }
      ) { SystemClock.now }, transport: transport, others: behind.map { [$0.transport] } ?? [],
      isReadOnly: options.isReadOnly)
  }

  /// True where a TSP answers.
  static func isTSP(at endpoint: Endpoint, _ options: TransportOptions) async -> Bool {
    var options = options
    options.isReadOnly = true
    let transport = CurlTransport(endpoint: endpoint, harmless: .tsp, options: options)
    defer { transport.close() }
    return await TSPProbe.isTSP(at: transport)
  }
}
