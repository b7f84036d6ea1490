package import HTTPTransport
import ServerAnswers
import StreamModel

/// Finds out whether a Heron Tracker answers.
package enum TrackerProbe {
  /// Longer nobody waits for it: what is slow is asked again as what it is said to be.
  private static let timeout: Duration = .seconds(3)

  /// True where `/clusters` is answered as either generation does it. Flink has no such route.
  package static func isTracker(at transport: any HTTPTransport) async -> Bool {
    var request = HeronRoute.clusters.request
    request.timeout = timeout
    request.sizeLimit = 1 << 20
    guard let response = try? await transport.send(request),
      let payload = try? TrackerAnswer(response, to: .clusters).payload(from: transport.address)
    else { return false }
    return (try? HeronClusters.names(clusters: payload.node)) != nil
  }
}
