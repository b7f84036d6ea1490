package import HTTPTransport

extension HarmlessRoutes {
  /// What flinktop asks of TSP without changing anything. `stop` is not here, which acts whatever the method.
  package static let tsp = HarmlessRoutes(
    TSPEndpoints.all.flatMap(\.asks).map { HarmlessRoute(.get, $0) })
}
