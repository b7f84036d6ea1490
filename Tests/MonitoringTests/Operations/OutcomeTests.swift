import StreamModel
import Testing

@testable import Monitoring

/// How every operation can end.
@Suite struct OutcomeTests {
  /// A course and its end.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var script: OperationScript
    var outcome: OperationState
    var timesSent = 1

    init(_ name: String, _ script: OperationScript, _ outcome: OperationState, timesSent: Int = 1) {
      self.name = name
      self.script = script
      self.outcome = outcome
      self.timesSent = timesSent
    }

    var testDescription: String { name }
  }

  private static let lost = TriggerError.answerLost(.timedOut(after: .seconds(5), on: "/stop"))
  private static let accepted: Result<TriggerReceipt, TriggerError> = .success(
    TriggerReceipt(triggerID: "trigger"))

  /// In progress for so long, then that.
  private static func after(
    _ time: Duration, _ status: TriggerStatus
  ) -> @Sendable (Duration) -> Result<TriggerStatus, SourceError> {
    { $0 < time ? .success(.inProgress) : .success(status) }
  }

  /// One state for so long, then another.
  private static func state(
    _ first: JobState?, until time: Duration, then second: JobState?
  ) -> @Sendable (Duration) -> JobState? {
    { $0 < time ? first : second }
  }

  private static let savepoint17 = Checkpoint.numbered(
    17, status: .completed(path: "file:/s/17", isDiscarded: false), isSavepoint: true,
    triggeredAt: OperationScript.start.advanced(by: .seconds(1)))

  static let plain: [Case] = [
    Case(
      "a savepoint completes with its location",
      .savepoint().with { $0.status = after(.seconds(12), .completed(location: "file:/s/1")) },
      .completed(location: "file:/s/1", jobState: nil)),
    Case(
      "COMPLETED with a failure cause is a failure",
      .savepoint().with { $0.status = after(.seconds(3), .failed(cause: "No space left")) },
      .failed(cause: "No space left")),
    Case(
      "a refused trigger failed, and nothing happened",
      .savepoint().with { $0.triggers = [.failure(.refused(.conflict("no")))] },
      .failed(cause: String(describing: SourceError.conflict("no")))),
    Case(
      "a trigger that did not get there is said not to have been sent",
      .savepoint().with { $0.triggers = [.failure(.notSent(.refused))] },
      .failed(cause: "Not sent. \(SourceError.refused)")),
    Case(
      "a checkpoint completes with its number",
      .checkpoint().with { $0.status = after(.seconds(2), .completed(location: "checkpoint 17")) },
      .completed(location: "checkpoint 17", jobState: nil)),
    Case(
      "a stop has completed when the job is FINISHED",
      .stop().with {
        $0.status = after(.seconds(8), .completed(location: "file:/s/2"))
        $0.jobState = state(.running, until: .seconds(11), then: .finished)
      },
      .completed(location: "file:/s/2", jobState: .finished)),
    Case(
      "a job that fails after its savepoint for a stop is not said to have finished",
      .stop().with {
        $0.status = after(.seconds(8), .completed(location: "file:/s/2"))
        $0.jobState = state(.running, until: .seconds(11), then: .failed)
      },
      .completed(location: "file:/s/2", jobState: .failed)),
    Case(
      "a stop that fails leaves the job running, and says why",
      .stop().with { $0.status = after(.seconds(8), .failed(cause: "Checkpoint expired")) },
      .failed(cause: "Checkpoint expired")),
    Case(
      "a stop whose job does not end is not called done",
      .stop().with { $0.status = after(.seconds(8), .completed(location: "file:/s/2")) },
      .uncertain(reason: "The savepoint is at file:/s/2. The job is still RUNNING.")),
    Case(
      "a job that vanishes during a stop leaves the outcome open, with the savepoint's place",
      .stop().with {
        $0.status = after(.seconds(8), .completed(location: "file:/s/2"))
        $0.jobState = state(.running, until: .seconds(8), then: nil)
      },
      .uncertain(
        reason: "The savepoint is at file:/s/2. The job is not listed any more, as after a restart "
          + "of the JobManager, and was not seen to end.")),
    Case(
      "a JobManager that goes away with its job after the savepoint takes nothing from the outcome",
      .stop().with {
        $0.status = after(.seconds(8), .completed(location: "file:/s/2"))
        $0.outage = { $0 < .seconds(9) ? nil : .refused }
      },
      .completed(location: "file:/s/2", jobState: nil)),
    Case(
      "a cancel has completed when the job is CANCELED",
      .cancel().with {
        $0.jobState = {
          $0 < .seconds(1) ? .running : $0 < .seconds(40) ? .cancelling : .canceled
        }
      },
      .completed(location: nil, jobState: .canceled)),
    Case(
      "a job that finished before the cancel reached it is said to have finished",
      .cancel().with { $0.jobState = state(.running, until: .seconds(2), then: .finished) },
      .completed(location: nil, jobState: .finished)),
    Case(
      "a job that fails while it is cancelled is said to have failed",
      .cancel().with { $0.jobState = state(.cancelling, until: .seconds(2), then: .failed) },
      .completed(location: nil, jobState: .failed)),
    Case(
      "a job that vanishes during a cancel leaves the outcome open",
      .cancel().with { $0.jobState = state(.cancelling, until: .seconds(2), then: nil) },
      .uncertain(
        reason: "The cancel was sent. The job is not listed any more, as after a restart of the "
          + "JobManager, and was not seen to end.")),
    Case(
      "a job that misses in one list only, as during a failover, is waited for",
      .cancel().with {
        $0.jobState = {
          $0 < .seconds(2)
            ? .running : $0 < .seconds(5) ? nil : $0 < .seconds(20) ? .running : .canceled
        }
      },
      .completed(location: nil, jobState: .canceled)),
  ]

  static let lostConnections: [Case] = [
    Case(
      "a savepoint is followed through ten minutes without the cluster",
      .savepoint().with {
        $0.outage = { .seconds(5) < $0 && $0 < .seconds(605) ? .refused : nil }
        $0.status = after(.seconds(300), .completed(location: "file:/s/1"))
      },
      .completed(location: "file:/s/1", jobState: nil)),
    Case(
      "a cancel is followed through an outage",
      .cancel().with {
        $0.outage = { .seconds(1) < $0 && $0 < .seconds(100) ? .refused : nil }
        $0.jobState = state(.cancelling, until: .seconds(90), then: .canceled)
      },
      .completed(location: nil, jobState: .canceled)),
    Case(
      "a forgotten savepoint is found in the checkpoint history",
      .savepoint().with {
        $0.status = after(.seconds(3), .unknown)
        $0.checkpoints = { _ in [savepoint17] }
      },
      .completed(location: "file:/s/17", jobState: nil)),
    Case(
      "a forgotten savepoint that failed by the history has failed",
      .savepoint().with {
        $0.status = after(.seconds(3), .unknown)
        $0.checkpoints = { _ in
          [
            .numbered(
              18, status: .failed(cause: nil), isSavepoint: true,
              triggeredAt: OperationScript.start.advanced(by: .seconds(1)))
          ]
        }
      },
      .failed(cause: "Savepoint 18 failed; the cluster gives no cause.")),
    Case(
      "a forgotten savepoint that is nowhere leaves the outcome open",
      .savepoint().with { $0.status = after(.seconds(3), .unknown) },
      .uncertain(
        reason: "The cluster has forgotten this savepoint, as after a restart of the JobManager, "
          + "and no savepoint since is listed. The job is RUNNING. Look at its checkpoints and at "
          + "the target directory before asking again.")),
    Case(
      "a JobManager that comes back without the job leaves the outcome open",
      .savepoint().with {
        $0.status = after(.seconds(3), .unknown)
        $0.jobState = state(.running, until: .seconds(3), then: nil)
      },
      .uncertain(
        reason: "The cluster has forgotten this savepoint, as after a restart of the JobManager, "
          + "and the job is not listed any more. Look at the cluster's log.")),
    Case(
      "a forgotten stop whose savepoint is listed is followed to the job's end",
      .stop().with {
        $0.status = after(.seconds(3), .unknown)
        $0.checkpoints = { _ in [savepoint17] }
        $0.jobState = state(.running, until: .seconds(9), then: .finished)
      },
      .completed(location: "file:/s/17", jobState: .finished)),
    Case(
      "a savepoint from before the request is not taken for its outcome",
      .savepoint().with {
        $0.status = after(.seconds(3), .unknown)
        $0.checkpoints = { _ in
          [
            .numbered(
              4, status: .completed(path: "file:/old", isDiscarded: false), isSavepoint: true,
              triggeredAt: OperationScript.start.advanced(by: .seconds(-60)))
          ]
        }
      },
      .uncertain(
        reason: "The cluster has forgotten this savepoint, as after a restart of the JobManager, "
          + "and no savepoint since is listed. The job is RUNNING. Look at its checkpoints and at "
          + "the target directory before asking again.")),
    Case(
      "nor is one that was known before, though the clocks would allow it",
      .savepoint().with {
        $0.newestKnownCheckpoint = CheckpointID(17)
        $0.status = after(.seconds(3), .unknown)
        $0.checkpoints = { _ in [savepoint17] }
      },
      .uncertain(
        reason: "The cluster has forgotten this savepoint, as after a restart of the JobManager, "
          + "and no savepoint since is listed. The job is RUNNING. Look at its checkpoints and at "
          + "the target directory before asking again.")),
    Case(
      "the JobManager's clock may be an hour behind",
      .savepoint().with {
        $0.clockOffset = .seconds(-3600)
        $0.status = after(.seconds(3), .unknown)
        $0.checkpoints = { _ in
          [
            .numbered(
              17, status: .completed(path: "file:/s/17", isDiscarded: false), isSavepoint: true,
              triggeredAt: OperationScript.start.advanced(by: .seconds(-3599)))
          ]
        }
      },
      .completed(location: "file:/s/17", jobState: nil)),
  ]

  static let lostAnswers: [Case] = [
    Case(
      "a lost answer is looked up by our own id, and the operation followed",
      .savepoint().with {
        $0.triggers = [.failure(lost)]
        $0.status = after(.seconds(9), .completed(location: "file:/s/1"))
      },
      .completed(location: "file:/s/1", jobState: nil)),
    Case(
      "a trigger that never arrived is sent once more with the same id",
      .savepoint().with {
        $0.triggers = [.failure(lost), accepted]
        $0.status = {
          $0 < .seconds(1)
            ? .success(.unknown) : .success(.completed(location: "file:/s/1"))
        }
      },
      .completed(location: "file:/s/1", jobState: nil), timesSent: 2),
    Case(
      "but never a third time",
      .savepoint().with {
        $0.triggers = [.failure(lost), .failure(lost)]
        $0.status = { _ in .success(.unknown) }
      },
      .uncertain(
        reason: "No answer came to the savepoint request "
          + "(\(SourceError.timedOut(after: .seconds(5), on: "/stop"))), and no savepoint since is "
          + "listed. The job is RUNNING. Look at its checkpoints and at the target directory before "
          + "asking again."), timesSent: 2),
    Case(
      "nor a second time when the cluster may have forgotten it meanwhile",
      .savepoint().with {
        $0.triggers = [.failure(lost)]
        $0.outage = { .seconds(0.001) < $0 && $0 < .seconds(400) ? .refused : nil }
        $0.status = { _ in .success(.unknown) }
        $0.checkpoints = { _ in [savepoint17] }
      },
      .completed(location: "file:/s/17", jobState: nil)),
    Case(
      "1.13: a lost answer is never sent again; the savepoint is found in the history",
      .savepoint().with {
        $0.acceptsTriggerID = false
        $0.triggers = [.failure(lost)]
        $0.checkpoints = { $0 < .seconds(6) ? [] : [savepoint17] }
      },
      .completed(location: "file:/s/17", jobState: nil)),
    Case(
      "1.13: a savepoint in progress in the history is followed for as long as it takes",
      .savepoint().with {
        $0.acceptsTriggerID = false
        $0.triggers = [.failure(lost)]
        $0.checkpoints = { time in
          var savepoint = savepoint17
          if time < .seconds(120) { savepoint.status = .inProgress }
          return [savepoint]
        }
      },
      .completed(location: "file:/s/17", jobState: nil)),
    Case(
      "1.13: a lost stop that took effect is followed to the job's end",
      .stop().with {
        $0.acceptsTriggerID = false
        $0.triggers = [.failure(lost)]
        $0.checkpoints = { _ in [savepoint17] }
        $0.jobState = state(.running, until: .seconds(4), then: .finished)
      },
      .completed(location: "file:/s/17", jobState: .finished)),
    Case(
      "1.13: a lost stop of which nothing is seen leaves the outcome open",
      .stop().with {
        $0.acceptsTriggerID = false
        $0.triggers = [.failure(lost)]
      },
      .uncertain(
        reason: "No answer came to the stop request "
          + "(\(SourceError.timedOut(after: .seconds(5), on: "/stop"))), and no savepoint since is "
          + "listed. The job is RUNNING. Look at its checkpoints and at the target directory before "
          + "asking again.")),
    Case(
      "a cancel whose answer was lost has worked if the job ends",
      .cancel().with {
        $0.triggers = [.failure(lost)]
        $0.jobState = {
          $0 < .seconds(1) ? .running : $0 < .seconds(30) ? .cancelling : .canceled
        }
      },
      .completed(location: nil, jobState: .canceled)),
    Case(
      "a cancel whose answer was lost is not sent again, though the job runs on",
      .cancel().with { $0.triggers = [.failure(lost)] },
      .uncertain(
        reason: "No answer came to the cancel request "
          + "(\(SourceError.timedOut(after: .seconds(5), on: "/stop"))), and the job is still RUNNING. "
          + "Cancel it again if it is to go.")),
    Case(
      "a lost checkpoint request that the cluster does not know twice leaves the outcome open",
      .checkpoint().with {
        $0.triggers = [.failure(lost), .failure(lost)]
        $0.status = { _ in .success(.unknown) }
      },
      .uncertain(
        reason: "No answer came to the checkpoint request "
          + "(\(SourceError.timedOut(after: .seconds(5), on: "/stop"))). The job is RUNNING. Look "
          + "whether a checkpoint completed since."), timesSent: 2),
  ]

  @Test("an operation ends as the cluster says", arguments: plain + lostConnections + lostAnswers)
  func outcome(_ expected: Case) {
    let play = OperationPlay(expected.script)
    #expect(play.state == expected.outcome)
    #expect(play.sent.count == expected.timesSent)
    #expect(play.tracker.operation.endedAt != nil)
    #expect(play.tracker.next == nil)
  }
}
