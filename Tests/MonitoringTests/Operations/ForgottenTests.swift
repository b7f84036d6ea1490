import StreamModel
import Testing

@testable import Monitoring

/// The cluster accepted the trigger, and does not know it any more, as after a restart of the JobManager.
@Suite struct ForgottenTests {
  typealias Case = OutcomeCase

  private static let forgotten = OutcomeCase.after(.seconds(3), .unknown)
  private static let beginning =
    "The cluster has forgotten this savepoint, as after a restart of the JobManager"
  private static let nothing =
    beginning + ", and no savepoint since is listed. The job is RUNNING. Look at its checkpoints "
    + "and at the target directory before asking again."
  private static let found =
    ". Savepoint 17, triggered 1s after the request by the JobManager's clock, completed at "
    + "file:/s/17: it may be this one or another client's"

  static let cases: [Case] = [
    Case(
      "a savepoint in the checkpoint history may be the one",
      .savepoint().with {
        $0.status = forgotten
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1))] }
      },
      .uncertain(reason: beginning + found + ".", location: "file:/s/17")),
    Case(
      "so may one that failed",
      .savepoint().with {
        $0.status = forgotten
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1), .failed(cause: nil))] }
      },
      .uncertain(
        reason: beginning + ". Savepoint 17, triggered 1s after the request by the JobManager's "
          + "clock, failed: it may be this one or another client's.")),
    Case(
      "one that is nowhere leaves the outcome open",
      .savepoint().with { $0.status = forgotten }, .uncertain(reason: nothing)),
    Case(
      "so does a JobManager that comes back without the job",
      .savepoint().with {
        $0.status = forgotten
        $0.jobState = OutcomeCase.state(.running, until: .seconds(3), then: nil)
      },
      .uncertain(
        reason: beginning + ", and the job is not listed any more. Look at the cluster's log.")),
    Case(
      "a stop whose savepoint is listed is followed to the job's end",
      .stop().with {
        $0.status = forgotten
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1))] }
        $0.jobState = OutcomeCase.state(.running, until: .seconds(9), then: .finished)
      },
      .uncertain(
        reason: "The cluster has forgotten this stop, as after a restart of the JobManager" + found
          + ". The job is FINISHED: this request's doing, or another client's.",
        location: "file:/s/17")),
    Case(
      "a savepoint from before the request is not its outcome",
      .savepoint().with {
        $0.status = forgotten
        $0.checkpoints = { _ in [.savepoint(4, after: .seconds(-0.02))] }
      },
      .uncertain(reason: nothing)),
    Case(
      "nor is one that was known before, though the clocks would allow it",
      .savepoint().with {
        $0.newestKnownCheckpoint = CheckpointID(17)
        $0.status = forgotten
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1))] }
      },
      .uncertain(reason: nothing)),
  ]

  @Test("what is found in its stead is told, and not claimed", arguments: cases)
  func outcome(_ expected: Case) { expected.check() }

  @Test("it was accepted, so that it is in progress while it is looked for")
  func inProgress() {
    let play = OperationPlay(
      .stop().with {
        $0.status = Self.forgotten
        $0.outage = { .seconds(8) < $0 && $0 < .seconds(12) ? .refused : nil }
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1))] }
      })
    #expect(
      play.states.map(\.state).dropLast() == [.inProgress, .waiting(.refused), .inProgress])
  }
}
