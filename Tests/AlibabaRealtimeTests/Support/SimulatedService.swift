import FlinkSimulator
import HTTPTransport
import StreamModel

@testable import AlibabaRealtime

/// The simulated service behind a real socket, whose clock stands still.
struct SimulatedService {
  static let now = Timestamp(milliseconds: 1_700_000_040_000)

  let server: SimulatorServer
  let clock: ManualClock
  let service: SimulatedAlibaba
  private let transport: CurlTransport

  init(_ service: SimulatedAlibaba = SimulatedAlibaba()) async throws {
    clock = ManualClock(SimulatedTime(epochMilliseconds: Self.now.milliseconds))
    var configuration = SimulationConfiguration.demo(seed: 1)
    configuration.hasLazyMetrics = false
    server = SimulatorServer(
      SimulatedCluster(configuration: configuration, startedAt: clock.now), alibaba: service,
      clock: clock.clock)
    let port = try await server.start()
    var options = TransportOptions()
    options.isReadOnly = true
    transport = CurlTransport(
      endpoint: try Endpoint("http://127.0.0.1:\(port)"), harmless: .alibaba, options: options)
    self.service = service
  }

  /// A client with the service's own key; each of the others in its place.
  func client(
    secret: String? = nil, id: String? = nil, project: String? = nil, token: String? = nil,
    clockIsAhead: Duration = .zero,
    nonce: @escaping @Sendable () -> String = AlibabaClient.randomNonce
  ) throws -> AlibabaClient {
    let clock = clock
    let key = try AccessKey(
      id: id ?? service.keyID, secret: Secret(secret ?? service.secret),
      token: (token ?? service.token).map { Secret($0) })
    return AlibabaClient(
      transport: transport, key: key, region: service.region, project: project ?? service.project,
      now: { Timestamp(milliseconds: clock.now.epochMilliseconds).advanced(by: clockIsAhead) },
      nonce: nonce)
  }

  /// Lines of the requests so far, without their queries.
  var asked: [String] {
    server.requests.map { "\($0.method) \($0.path.prefix { $0 != "?" })" }
  }

  func stop() async throws {
    transport.close()
    try await server.stop()
  }
}
