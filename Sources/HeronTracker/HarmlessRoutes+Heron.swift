package import HTTPTransport

extension HarmlessRoutes {
  /// What flinktop asks of a tracker. A tracker has two routes that are more than looking: `jmap`, which writes a heap dump on the
  /// worker, and `containerfiledownload`, which sends a file of any length; neither is here.
  package static let heron = HarmlessRoutes(
    (HeronEndpoints.all.flatMap(\.asks) + HeronRoute.rolePatterns).map {
      HarmlessRoute(.get, $0)
    })
}
