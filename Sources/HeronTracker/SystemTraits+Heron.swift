package import StreamModel

extension SystemTraits {
  /// Heron, as its tracker tells of it: a topology is a job, a component a vertex, an instance a subtask and a container what
  /// runs some of them.
  package static let heron = {
    let none = "not provided by Heron"
    var traits = SystemTraits(
      name: "Apache Heron", shortName: "Heron", controller: "Tracker", worker: "container",
      port: 8888,
      // Topology managers gather by the minute.
      metricStep: .seconds(60),
      operationMemory: none, checkpointsSince: none, nativeSavepointsSince: none,
      rescalingSince: none, claimModesSince: none, rescalingSetting: none, cancelSetting: none,
      jarSetting: none)
    traits.tellsRates = true
    traits.keepsMetrics = true
    traits.untold = [.restarts, .lag, .checkpoints]
    traits.stateWords = [
      "PAUSED": "Paused: it was deactivated, so that its spouts emit nothing",
      "UNKNOWN": "The tracker does not know how it stands",
    ]
    traits.operationRefusal =
      "Heron's tracker only tells: to kill, activate or update is the API server's, which flinktop does not ask yet."
    traits.refusals = HeronEndpoints.refused
    return traits
  }()
}
