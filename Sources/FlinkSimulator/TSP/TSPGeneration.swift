/// Which TSP (time-series-patterns) answers in front of a simulated cluster.
package enum TSPGeneration: String, CaseIterable, Sendable {
  /// As TSP's own pages have it, and v0.12 to v0.15 in part: `{"response", "messages"}` around everything,
  /// `statusAndMetrics`.
  case wrapped
  /// As the source of v0.16 to v18 has it: bare, but for the version and a stop; no `statusAndMetrics`.
  case bare
  /// v19 on: no Flink is told of, only rows.
  case v19

  /// What it says of itself.
  var version: String {
    switch self {
    case .wrapped: "0.12.0"
    case .bare: "0.16.1"
    case .v19: "19.7.2"
    }
  }
}
