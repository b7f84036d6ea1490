import StreamModel
import Testing

@testable import Monitoring

/// A course of an operation and its end.
struct OutcomeCase: Sendable, CustomTestStringConvertible {
  var name: String
  var script: OperationScript
  var outcome: OperationState

  init(_ name: String, _ script: OperationScript, _ outcome: OperationState) {
    self.name = name
    self.script = script
    self.outcome = outcome
  }

  var testDescription: String { name }

  /// In progress for so long, then that.
  static func after(
    _ time: Duration, _ status: TriggerStatus
  ) -> @Sendable (Duration) -> Result<TriggerStatus, SourceError> {
    { $0 < time ? .success(.inProgress) : .success(status) }
  }

  /// One state for so long, then another.
  static func state(
    _ first: JobState?, until time: Duration, then second: JobState?
  ) -> @Sendable (Duration) -> JobState? {
    { $0 < time ? first : second }
  }

  /// Plays the script, and expects its outcome, and that the trigger was sent once.
  func check(sourceLocation: SourceLocation = #_sourceLocation) {
    let play = OperationPlay(script)
    #expect(play.state == outcome, sourceLocation: sourceLocation)
    #expect(play.sent.count == 1, sourceLocation: sourceLocation)
    #expect(play.tracker.operation.endedAt != nil, sourceLocation: sourceLocation)
    #expect(play.tracker.next == nil, sourceLocation: sourceLocation)
  }
}

extension Checkpoint {
  /// A savepoint triggered so long after the operation was asked for, by our clock.
  static func savepoint(
    _ number: Int64, after time: Duration, _ status: CheckpointStatus? = nil
  ) -> Checkpoint {
    .numbered(
      number, status: status ?? .completed(path: "file:/s/\(number)", isDiscarded: false),
      isSavepoint: true, triggeredAt: OperationScript.start.advanced(by: time))
  }
}
