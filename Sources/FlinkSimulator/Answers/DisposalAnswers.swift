/// Savepoints that are disposed of, and what came of it.
extension SimulatedCluster {
  /// A disposal, by its trigger.
  struct Disposal: Sendable {
    var endsAt: SimulatedTime
    /// Nil where there was such a savepoint.
    var missing: String?
  }

  /// `POST /savepoint-disposal`
  mutating func disposalAnswer(_ request: SimulatedRequest) throws(Refusal) -> [UInt8] {
    let path = try DisposalBody.read(request.body).path
    let isThere = !disposed.contains(path) && jobs.contains { $0.savepoints.contains(path) }
    if isThere { disposed.insert(path) }
    let trigger = makeTriggerID()
    disposals[trigger] = Disposal(
      endsAt: now.adding(milliseconds: 60), missing: isThere ? nil : path)
    var json = JSONWriter()
    json.object { $0.member("request-id", trigger) }
    return json.bytes
  }

  /// `GET /savepoint-disposal/:trigger`
  func disposalStatus(_ trigger: String) throws(Refusal) -> [UInt8] {
    guard let disposal = disposals[trigger] else {
      throw Refusal.handler(404, "Operation not found: \(trigger)")
    }
    let isOver = disposal.endsAt <= now
    var json = JSONWriter()
    json.object { json in
      json.object("status") { $0.member("id", isOver ? "COMPLETED" : "IN_PROGRESS") }
      guard isOver else { return json.null("operation") }
      json.object("operation") { json in
        guard let path = disposal.missing else { return }
        json.object("failure-cause") { json in
          let cause =
            "java.io.FileNotFoundException: Cannot find checkpoint or savepoint file/directory "
            + "'\(path)' on file system."
          json.member("class", "java.io.FileNotFoundException")
          json.member("stack-trace", cause + "\n\tat \(StackTraces.handler)")
        }
      }
    }
    return json.bytes
  }
}
