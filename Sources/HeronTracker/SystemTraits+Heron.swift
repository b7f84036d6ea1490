package import StreamModel

extension SystemTraits {
  /// Heron without an API server: as it is known before anything of a connection is.
  package static let heron = heron(hasAPIServer: false)

  /// Heron, as its tracker tells of it: a topology is a job, a component a vertex, an instance a subtask and a container what
  /// runs some of them. `hasAPIServer` where there is somebody to tell what is to be done.
  package static func heron(hasAPIServer: Bool) -> SystemTraits {
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
    traits.failsInPlace = true
    traits.cancelName = "Kill"
    traits.untold = [.restarts, .backpressure, .lag, .checkpoints]
    traits.forgetsEnded = true
    traits.hasTopologies = true
    traits.listsWorkersInPart = true
    // Of all that acts, this is the tracker's.
    traits.controls = [.heapDump]
    traits.stateWords = [
      JobState.paused.name: "Paused: it was deactivated, so that its spouts emit nothing",
      "UNKNOWN": "The tracker does not know how it stands",
    ]
    if hasAPIServer {
      traits.controls.formUnion(TopologyControl.Kind.ofAPIServer)
      traits.cancelsOnly =
        "Not provided by Heron: a topology can be killed, activated, deactivated, restarted and updated."
      traits.cancelWords =
        "Kills the topology through Heron's API server: its containers end, and its state is lost. No "
        + "savepoint is taken; to run again it has to be submitted again."
    } else {
      traits.operationRefusal =
        "--api-server URL is not given: Heron's tracker only tells, and what kills, activates, deactivates, "
        + "restarts and updates topologies is Heron's API server."
    }
    traits.refusals = HeronEndpoints.refused
    return traits
  }
}
