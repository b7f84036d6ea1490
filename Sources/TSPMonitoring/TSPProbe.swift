package import HTTPTransport
import ServerAnswers
import StreamModel

/// Finds out whether a TSP answers.
package enum TSPProbe {
  /// Longer nobody waits for it: what is slow is asked again as what it is said to be.
  private static let timeout: Duration = .seconds(3)

  /// True where `metainfo/getVersion` is answered as TSP does it. Flink has no such route.
  package static func isTSP(at transport: any HTTPTransport) async -> Bool {
    var request = TSPRoute.version.request
    request.timeout = timeout
    request.sizeLimit = 1 << 20
    guard let response = try? await transport.send(request),
      let payload = try? TSPAnswer(response, to: .version).payload(from: transport.address)
    else { return false }
    return (try? TSPVersion(getVersion: payload)) != nil
  }
}
