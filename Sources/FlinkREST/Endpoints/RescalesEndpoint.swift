import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/rescales/history`; a 404 that says why where the job has another scheduler.
  static let rescales = Endpoint<RescalesQuestion>(
    asks: ["/jobs/:job/rescales/history"], since: FlinkRelease(2, 3),
    route: { Route(path: Route.path($0.job) + "/rescales/history") },
    meaning: RescaleHistory.meaning,
    read: RescaleRecord.all(history:))
}

extension RescaleRecord {
  static func all(history: JSONNode) throws(JSONError) -> [RescaleRecord] {
    var records: [RescaleRecord] = []
    for element in try history.requiredElements() { records.append(try RescaleRecord(element)) }
    return records
  }

  init(_ rescale: JSONNode) throws(JSONError) {
    self.init(
      id: try rescale.requiredString("rescaleUuid"), cause: rescale.text("triggerCause"),
      outcome: rescale.text("terminalState"), reason: rescale.text("terminatedReason"),
      attempt: rescale.count("rescaleAttemptId"),
      startTime: rescale.timestamp("startTimestampInMillis"),
      endTime: rescale.timestamp("endTimestampInMillis"))
  }
}

/// Why there are no rescales to tell of (2.3): 404 with `AdaptiveScheduler is not enabled for this job (ID)` to asking for
/// the settings, and with `RescalesUnavailableException`, which leaves open whether the scheduler is another one or none
/// are remembered, to the rest.
enum RescaleHistory {
  static func meaning(of error: SourceError, _ traits: SystemTraits) -> SourceError? {
    guard case .notFound(let message) = error else { return nil }
    if message.contains("AdaptiveScheduler is not enabled") {
      return .unsupported("the scheduler of this job is not the adaptive one, so it never rescales")
    }
    guard message.contains("rescale-history.size") else { return nil }
    return .unsupported(
      "of this job no rescales are kept: its scheduler is not the adaptive one, or "
        + "web.adaptive-scheduler.rescale-history.size is 0")
  }
}
