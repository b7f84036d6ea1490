/// Which of Heron's two trackers answers in front of a simulated cluster.
package enum HeronGeneration: String, CaseIterable, Sendable {
  /// To 0.20.4: every answer lies in an envelope, every failure is a 404.
  case legacy
  /// 0.20.5 on: bare answers, with faults of its own.
  case modern

  /// What topologies say that they were made with.
  var release: String {
    switch self {
    case .legacy: "0.20.4-incubating"
    case .modern: "0.20.5"
    }
  }
}
