import StreamModel
import Testing

@testable import Monitoring

/// The connection breaks after the request went out: it was sent once, and what is not known is said.
@Suite struct LostAnswerTests {
  typealias Case = OutcomeCase

  private static let error = SourceError.timedOut(after: .seconds(5), on: "/stop")
  private static let lost: [Result<TriggerReceipt, TriggerError>] = [.failure(.answerLost(error))]
  private static let unknown: @Sendable (Duration) -> Result<TriggerStatus, SourceError> = { _ in
    .success(.unknown)
  }
  private static let noAnswer = "No answer came to the savepoint request (\(error))"
  private static let idUnknown =
    ". The cluster answers, and does not know its trigger id, so that it most likely never arrived"
  private static let forgettable =
    ". The cluster answers, and does not know its trigger id: it never arrived, or was forgotten, as "
    + "by a restart of the JobManager"
  private static let nothing =
    ", and no savepoint since is listed. The job is RUNNING. Look at its checkpoints and at the "
    + "target directory before asking again."
  private static let whose = ": it may be this one or another client's"

  static let withID: [Case] = [
    Case(
      "our own id is asked for, and the operation followed",
      .savepoint().with {
        $0.triggers = lost
        $0.status = OutcomeCase.after(.seconds(9), .completed(location: "file:/s/1"))
      },
      .completed(location: "file:/s/1", jobState: nil)),
    Case(
      "a request that a proxy held back for eight seconds is ours once it arrives",
      .savepoint().with {
        $0.triggers = lost
        $0.status = {
          $0 < .seconds(8)
            ? .success(.unknown)
            : $0 < .seconds(12)
              ? .success(.inProgress) : .success(.completed(location: "file:/s/1"))
        }
      },
      .completed(location: "file:/s/1", jobState: nil)),
    Case(
      "a request that never arrived is not sent again",
      .savepoint().with {
        $0.triggers = lost
        $0.status = unknown
      },
      .uncertain(reason: noAnswer + idUnknown + nothing)),
    Case(
      "the success of another client's savepoint is told, and not claimed",
      .savepoint().with {
        $0.triggers = lost
        $0.status = unknown
        $0.checkpoints = { _ in [.savepoint(18, after: .milliseconds(700))] }
      },
      .uncertain(
        reason: noAnswer + idUnknown + ". Savepoint 18, triggered 701ms after the request by the "
          + "JobManager's clock, completed at file:/s/18\(whose).", location: "file:/s/18")),
    Case(
      "an id that is unknown after an outage may have been forgotten",
      .savepoint().with {
        $0.triggers = lost
        $0.outage = { .seconds(0.001) < $0 && $0 < .seconds(20) ? .refused : nil }
        $0.status = unknown
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1))] }
      },
      .uncertain(
        reason: noAnswer + forgettable + ". Savepoint 17, triggered 1s after the request by the "
          + "JobManager's clock, completed at file:/s/17\(whose).", location: "file:/s/17")),
    Case(
      "a JobManager that restarted unseen, and lost the job",
      .savepoint().with {
        $0.triggers = lost
        $0.status = unknown
        $0.jobState = OutcomeCase.state(.running, until: .seconds(1), then: nil)
      },
      .uncertain(
        reason: noAnswer + forgettable
          + ", and the job is not listed any more. Look at the cluster's log.")),
    Case(
      "a checkpoint that the cluster does not know is not looked for among the periodic ones",
      .checkpoint().with {
        $0.triggers = lost
        $0.status = unknown
        $0.checkpoints = { _ in [.savepoint(18, after: .seconds(0.7))] }
      },
      .uncertain(
        reason: "No answer came to the checkpoint request (\(error))" + idUnknown
          + ". The job is RUNNING. Look whether a checkpoint completed since.")),
  ]

  /// Before 1.15.
  static let withoutID: [Case] = [
    Case(
      "a savepoint in the history may be ours",
      .savepoint().with {
        $0.acceptsTriggerID = false
        $0.triggers = lost
        $0.checkpoints = { $0 < .seconds(6) ? [] : [.savepoint(17, after: .seconds(1))] }
      },
      .uncertain(
        reason: noAnswer + ". Savepoint 17, triggered 1s after the request by the JobManager's "
          + "clock, completed at file:/s/17\(whose).", location: "file:/s/17")),
    Case(
      "one in progress is followed for as long as it takes",
      .savepoint().with {
        $0.acceptsTriggerID = false
        $0.triggers = lost
        $0.checkpoints = {
          [.savepoint(17, after: .seconds(1), $0 < .seconds(120) ? .inProgress : nil)]
        }
      },
      .uncertain(
        reason: noAnswer + ". Savepoint 17, triggered 1s after the request by the JobManager's "
          + "clock, completed at file:/s/17\(whose).", location: "file:/s/17")),
    Case(
      "one that failed may be another's as well",
      .savepoint().with {
        $0.acceptsTriggerID = false
        $0.triggers = lost
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1), .failed(cause: "disk full"))] }
      },
      .uncertain(
        reason: noAnswer + ". Savepoint 17, triggered 1s after the request by the JobManager's "
          + "clock, failed (disk full)\(whose).")),
    Case(
      "of several the first since the request is told, and that there are more",
      .savepoint().with {
        $0.acceptsTriggerID = false
        $0.triggers = lost
        $0.checkpoints = { _ in
          [.savepoint(18, after: .seconds(3)), .savepoint(17, after: .seconds(1))]
        }
      },
      .uncertain(
        reason: noAnswer
          + ". Savepoint 17, the first of 2 since, triggered 1s after the request by "
          + "the JobManager's clock, completed at file:/s/17\(whose).", location: "file:/s/17")),
    Case(
      "one from 20 ms before the request is none, though the clocks are an hour apart",
      .savepoint().with {
        $0.acceptsTriggerID = false
        $0.clockOffset = .seconds(-3600)
        $0.triggers = lost
        $0.checkpoints = { _ in [.savepoint(17, after: .milliseconds(-3_600_020))] }
      },
      .uncertain(reason: noAnswer + nothing)),
    Case(
      "one from 20 ms after it may be ours, though the clocks are an hour apart",
      .savepoint().with {
        $0.acceptsTriggerID = false
        $0.clockOffset = .seconds(3600)
        $0.triggers = lost
        $0.checkpoints = { _ in [.savepoint(17, after: .milliseconds(3_600_020))] }
      },
      .uncertain(
        reason: noAnswer + ". Savepoint 17, triggered 21ms after the request by the JobManager's "
          + "clock, completed at file:/s/17\(whose).", location: "file:/s/17")),
    Case(
      "without the JobManager's clock nothing tells before from after",
      .savepoint().with {
        $0.acceptsTriggerID = false
        $0.hasDetail = false
        $0.triggers = lost
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1))] }
      },
      .uncertain(reason: noAnswer + nothing)),
    Case(
      "but what is newer than the newest one known is later for certain",
      .savepoint().with {
        $0.acceptsTriggerID = false
        $0.hasDetail = false
        $0.newestKnownCheckpoint = CheckpointID(16)
        $0.triggers = lost
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1))] }
      },
      .uncertain(
        reason: noAnswer + ". Savepoint 17, completed at file:/s/17\(whose).",
        location: "file:/s/17")),
    Case(
      "what was removed since has no place",
      .savepoint().with {
        $0.acceptsTriggerID = false
        $0.triggers = lost
        $0.checkpoints = { _ in
          [.savepoint(17, after: .seconds(1), .completed(path: "file:/s/17", isDiscarded: true))]
        }
      },
      .uncertain(
        reason: noAnswer + ". Savepoint 17, triggered 1s after the request by the JobManager's "
          + "clock, completed and was removed since\(whose).")),
  ]

  private static let noStop = "No answer came to the stop request (\(error))"
  private static let noCancel = "No answer came to the cancel request (\(error))"
  private static let stopped =
    ". Savepoint 17, triggered 1s after the request by the JobManager's clock, completed at "
    + "file:/s/17\(whose)"

  static let ends: [Case] = [
    Case(
      "1.13: a stop is followed to the job's end, whoever stopped it",
      .stop().with {
        $0.acceptsTriggerID = false
        $0.triggers = lost
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1))] }
        $0.jobState = OutcomeCase.state(.running, until: .seconds(4), then: .finished)
      },
      .uncertain(
        reason: noStop + stopped
          + ". The job is FINISHED: this request's doing, or another client's.",
        location: "file:/s/17")),
    Case(
      "1.13: a savepoint whose job goes on was perhaps no stop",
      .stop().with {
        $0.acceptsTriggerID = false
        $0.triggers = lost
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1))] }
      },
      .uncertain(
        reason: noStop + stopped + ". The job is still RUNNING.", location: "file:/s/17")),
    Case(
      "1.13: a stop whose savepoint failed leaves the job as it is",
      .stop().with {
        $0.acceptsTriggerID = false
        $0.triggers = lost
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1), .failed(cause: nil))] }
      },
      .uncertain(
        reason: noStop
          + ". Savepoint 17, triggered 1s after the request by the JobManager's clock, "
          + "failed\(whose). The job is RUNNING.")),
    Case(
      "1.13: a cluster that goes away after the savepoint keeps its place",
      .stop().with {
        $0.acceptsTriggerID = false
        $0.triggers = lost
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1))] }
        $0.outage = { $0 < .seconds(2) ? nil : .refused }
      },
      .uncertain(
        reason: noStop + stopped + ". The job was not seen to end: \(SourceError.refused)",
        location: "file:/s/17")),
    Case(
      "1.13: a stop of which nothing is seen",
      .stop().with {
        $0.acceptsTriggerID = false
        $0.triggers = lost
      },
      .uncertain(reason: noStop + nothing)),
    Case(
      "a stop that never arrived is not sent again",
      .stop().with {
        $0.triggers = lost
        $0.status = unknown
      },
      .uncertain(reason: noStop + idUnknown + nothing)),
    Case(
      "a cancel whose job is CANCELED may be another client's",
      .cancel().with {
        $0.triggers = lost
        $0.jobState = {
          $0 < .seconds(1) ? .running : $0 < .seconds(30) ? .cancelling : .canceled
        }
      },
      .uncertain(
        reason: noCancel + ". The job is CANCELED: this request's doing, or another client's.")),
    Case(
      "a job that failed before a cancel of which nothing is known",
      .cancel().with {
        $0.triggers = lost
        $0.jobState = OutcomeCase.state(.running, until: .seconds(2), then: .failed)
      },
      .uncertain(reason: noCancel + ". The job is FAILED.")),
    Case(
      "a cancel is not sent again, though the job runs on",
      .cancel().with { $0.triggers = lost },
      .uncertain(
        reason: noCancel + ", and the job is still RUNNING. Cancel it again if it is to go.")),
    Case(
      "a job that vanishes after a cancel of which nothing is known",
      .cancel().with {
        $0.triggers = lost
        $0.jobState = OutcomeCase.state(.running, until: .seconds(2), then: nil)
      },
      .uncertain(
        reason: noCancel
          + ". The job is not listed any more, as after a restart of the JobManager, "
          + "and was not seen to end.")),
  ]

  @Test("what is not known to be ours is not claimed", arguments: withID + withoutID + ends)
  func outcome(_ expected: Case) { expected.check() }

  @Test(
    "while the JobManager is not reached the operation waits, and nothing is sent again",
    arguments: [OperationScript.savepoint(), .stop(), .cancel(), .checkpoint()], [true, false])
  func unreachable(script: OperationScript, acceptsTriggerID: Bool) {
    let play = OperationPlay(
      script.with {
        $0.acceptsTriggerID = acceptsTriggerID
        $0.triggers = Self.lost
        $0.outage = { .seconds(0.001) < $0 ? .refused : nil }
      }, for: .seconds(900))
    #expect(play.state == .waiting(.refused))
    #expect(play.sent.count == 1)
  }

  @Test("nothing says that it was accepted while that is not known")
  func neverInProgress() {
    let play = OperationPlay(
      .savepoint().with {
        $0.acceptsTriggerID = false
        $0.triggers = Self.lost
        $0.outage = { .seconds(20) < $0 && $0 < .seconds(30) ? .refused : nil }
        $0.checkpoints = {
          [.savepoint(17, after: .seconds(1), $0 < .seconds(60) ? .inProgress : nil)]
        }
      })
    #expect(
      play.states.map(\.state).dropLast() == [
        .waiting(Self.error), .waiting(.refused), .waiting(Self.error),
      ])
  }

  @Test("the id is asked for at most once a second, for ten seconds")
  func cadence() {
    let play = OperationPlay(
      .savepoint().with {
        $0.triggers = Self.lost
        $0.status = Self.unknown
      })
    #expect((10...12).contains(play.statusCalls.count))
    #expect(play.statusCalls.allSatisfy { $0.receipt.triggerID == "request" })
  }

  @Test("the job's detail that the screen asks for does not send the search back to its beginning")
  func screenAsksToo() throws {
    let script = OperationScript.savepoint().with { $0.acceptsTriggerID = false }
    let moment = Moment(uptime: .zero, now: OperationScript.start)
    var tracker = OperationTracker(script.request, capabilities: script.capabilities, at: moment)
    tracker.triggered(.failure(.answerLost(Self.error)), at: moment)
    let detail = try script.answer(.job(OperationScript.job), at: .zero).get()
    tracker.observe(detail, at: moment)
    tracker.observe(try script.answer(.jobs, at: .zero).get(), at: moment)
    tracker.observe(detail, at: moment)
    #expect(tracker.next?.step == .ask(.checkpoints(OperationScript.job)))
  }
}
