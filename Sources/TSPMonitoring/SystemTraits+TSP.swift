package import StreamModel

extension SystemTraits {
  /// Where TSP listens unless it is told otherwise.
  package static let tspPort = 8080

  /// TSP (time-series-patterns): its jobs are Flink's, of which it tells a part. `hasFlink` where the rest is asked of the
  /// Flink behind it.
  package static func tsp(hasFlink: Bool) -> SystemTraits {
    let none = "not provided by TSP"
    var traits = SystemTraits(
      name: "TSP", shortName: "TSP", controller: hasFlink ? "JobManager" : "TSP",
      worker: "TaskManager",
      port: tspPort,
      // The figures are those of Flink's metrics.
      metricStep: SystemTraits.flink.metricStep,
      operationMemory: none, checkpointsSince: none, nativeSavepointsSince: none,
      rescalingSince: none, claimModesSince: none, rescalingSetting: none, cancelSetting: none,
      jarSetting: none)
    traits.measuresJobsOnly = !hasFlink
    if !hasFlink { traits.untold = [.restarts, .load, .checkpoints] }
    traits.stateWords = [
      JobState.untold.name: "TSP has not told its state: it is asked for job by job"
    ]
    traits.cancelsOnly =
      "TSP can only stop a job, which cancels it without a savepoint: all else is its Flink's to do, which is "
      + "not asked through TSP."
    traits.cancelWords =
      "Sends TSP's stop once: it cancels the job without a savepoint. TSP then says that Flink has accepted, "
      + "not that the job has ended: its status tells."
    traits.refusals = TSPEndpoints.refused(hasFlink: hasFlink)
    return traits
  }
}

extension JobState {
  /// Of a job that was listed, and not told of (yet).
  static let untold = JobState.other("UNKNOWN")
}
