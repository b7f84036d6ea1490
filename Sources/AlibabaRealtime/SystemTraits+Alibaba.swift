package import StreamModel

extension SystemTraits {
  /// Alibaba Cloud's realtime compute (Blink): a job with its instance is a job.
  package static let alibaba = {
    let none = AlibabaEndpoints.reason
    var traits = SystemTraits(
      name: "Alibaba Cloud Realtime Compute", shortName: "Alibaba Cloud", controller: "service",
      worker: "worker", port: 443,
      // What the documents' own example asks for.
      metricStep: .seconds(20),
      operationMemory: none, checkpointsSince: none, nativeSavepointsSince: none,
      rescalingSince: none, claimModesSince: none, rescalingSetting: none, cancelSetting: none,
      jarSetting: none)
    traits.tellsRates = true
    traits.untold = [.tasks, .restarts, .load, .lag]
    traits.metricNotes = AlibabaMetric.notes
    traits.measuresJobsOnly = true
    traits.keepsMetrics = true
    traits.stateWords = [
      FoasRun.noInstance: "It has no instance: it was never started, or is offline",
      "PAUSED": "Paused: its instance can be resumed",
      "WAITING": "Its instance waits to be started",
    ]
    traits.operationRefusal =
      "flinktop only watches Alibaba Cloud: what starts and stops jobs there could not be tried."
    traits.refusals = AlibabaEndpoints.refused
    return traits
  }()
}
