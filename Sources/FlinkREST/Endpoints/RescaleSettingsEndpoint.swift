import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/rescales/config`; a 404 that says why where the job has another scheduler.
  static let rescaleSettings = Endpoint<RescaleSettingsQuestion>(
    asks: ["/jobs/:job/rescales/config"], since: FlinkRelease(2, 3),
    route: { Route(path: Route.path($0.job) + "/rescales/config") },
    meaning: RescaleHistory.meaning,
    read: RescaleSettings.init(config:))
}

extension RescaleSettings {
  fileprivate init(config: JSONNode) throws(JSONError) {
    // The one that is never null.
    _ = try config.requiredInt64("rescaleHistoryMax")
    self.init(
      historySize: config.count("rescaleHistoryMax"),
      executionMode: config.text("schedulerExecutionMode"),
      cooldown: config.milliseconds("executingCooldownTimeoutInMillis"),
      stabilization: config.milliseconds("executingResourceStabilizationTimeoutInMillis"),
      longestDelay: config.milliseconds("maximumDelayForTriggeringRescaleInMillis"),
      failedCheckpoints: config.count("rescaleOnFailedCheckpointCount"),
      submissionWait: config.milliseconds("submissionResourceWaitTimeoutInMillis"),
      submissionStabilization: config.milliseconds(
        "submissionResourceStabilizationTimeoutInMillis"),
      slotIdle: config.milliseconds("slotIdleTimeoutInMillis"))
  }
}
