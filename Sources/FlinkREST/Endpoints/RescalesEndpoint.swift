import StreamModel

extension Endpoints {
  /// `/jobs/:id/rescales/history`; a 404 that says why where the job has another scheduler.
  static let rescales = Endpoint<RescalesQuestion>(
    asks: ["/jobs/:job/rescales/history"], since: FlinkRelease(2, 3),
    route: { Route(path: Route.path($0.job) + "/rescales/history") },
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
