package import HTTPTransport

extension HarmlessRoutes {
  /// What flinktop asks of Flink without changing anything, 1.13 to 2.3: what the endpoints get.
  package static let flink = HarmlessRoutes(
    Endpoints.all.flatMap(\.asks).map { HarmlessRoute(.get, $0) } + [
      // The outcome of what was triggered before, by whomever.
      "/jobs/:job/savepoints/:trigger", "/jobs/:job/checkpoints/:trigger",
      "/savepoint-disposal/:trigger", "/datasets/delete/:trigger",
    ])
}
