import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/exceptions`, the newest alone.
  static let failure = Endpoint<FailureQuestion>(
    asks: ["/jobs/:job/exceptions?maxExceptions"], route: { .exceptions($0.job, atMost: 1) },
    read: JobFailure.init(exceptions:))
}

extension JobFailure {
  /// Reads `/jobs/:id/exceptions`; nil where the job never failed. A failure of the job as a whole names no task; the
  /// task that set it off is among the concurrent ones.
  init?(exceptions: JSONNode) throws(JSONError) {
    guard let newest = try JobExceptions(exceptions: exceptions).entries.first else { return nil }
    self.init(
      cause: newest.cause, at: newest.at, task: newest.origin.task,
      location: newest.origin.location)
    isInSnapshot = [newest.trace, newest.origin.trace].contains {
      $0.contains("Could not complete snapshot") || $0.contains("Could not perform checkpoint")
    }
  }
}
