import StreamModel
import Testing

@testable import Monitoring

/// A stop fails after its savepoint was made: what there is to restore from is not lost.
@Suite struct FailedStopTests {
  typealias Case = OutcomeCase

  private static func failed(
    _ cause: String, location: String? = nil
  ) -> @Sendable (Duration) -> Result<TriggerStatus, SourceError> {
    OutcomeCase.after(.seconds(3), .failed(cause: cause, location: location))
  }

  private static let cause = "the savepoint was made, but the job failed"
  private static let likely =
    "\(cause). Savepoint 17, triggered 1s after the request by the JobManager's clock, completed at "
    + "file:/s/17: it is most likely this stop's, but the failure does not name it"

  static let cases: [Case] = [
    Case(
      "the place that the failure names is kept",
      .stop().with { $0.status = failed(cause, location: "file:/s/9") },
      .failed(cause: cause, location: "file:/s/9")),
    Case(
      "one that the failure does not name is found in the checkpoint statistics (1.13)",
      .stop().with {
        $0.status = failed(cause)
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1))] }
      },
      .failed(cause: likely, location: "file:/s/17")),
    Case(
      "so it is where the statistics are three seconds old",
      .stop().with {
        $0.status = failed(cause)
        $0.checkpoints = {
          $0 < .seconds(4)
            ? [] : [.savepoint(17, after: .seconds(1), $0 < .seconds(6) ? .inProgress : nil)]
        }
      },
      .failed(cause: likely, location: "file:/s/17")),
    Case(
      "a savepoint that failed as well is no news",
      .stop().with {
        $0.status = failed("Checkpoint expired")
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1), .failed(cause: "expired"))] }
      },
      .failed(cause: "Checkpoint expired")),
    Case(
      "one from before the stop is not its own",
      .stop().with {
        $0.status = failed("Checkpoint expired")
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(-0.02))] }
      },
      .failed(cause: "Checkpoint expired")),
    Case(
      "nor is one from after the failure",
      .stop().with {
        $0.status = failed("Checkpoint expired")
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(4))] }
      },
      .failed(cause: "Checkpoint expired")),
    Case(
      "one that another client's savepoint is still working on is not waited for",
      .stop().with {
        $0.status = failed("Checkpoint expired")
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1), .inProgress)] }
      },
      .failed(cause: "Checkpoint expired")),
    Case(
      "a cluster that goes away with its job takes nothing from the failure",
      .stop().with {
        $0.status = failed("Checkpoint expired")
        $0.outage = { $0 < .seconds(3.5) ? nil : .refused }
      },
      .failed(cause: "Checkpoint expired")),
    Case(
      "a job that is not there has no savepoint to look for",
      .stop().with {
        $0.status = failed("FlinkJobNotFoundException")
        $0.jobState = { _ in nil }
      },
      .failed(cause: "FlinkJobNotFoundException")),
    Case(
      "a savepoint that fails was not made",
      .savepoint().with {
        $0.status = failed("No space left")
        $0.checkpoints = { _ in [.savepoint(17, after: .seconds(1))] }
      },
      .failed(cause: "No space left")),
  ]

  @Test("a failed stop keeps the savepoint that it made", arguments: cases)
  func outcome(_ expected: Case) { expected.check() }

  @Test("nothing more is asked where the failure names the place")
  func askedOnce() {
    let play = OperationPlay(
      .stop().with { $0.status = Self.failed(Self.cause, location: "file:/s/9") })
    #expect(play.questions.isEmpty)
  }

  @Test("the failure is told within six seconds where there is no savepoint, with few questions")
  func soon() {
    let play = OperationPlay(.stop().with { $0.status = Self.failed("Checkpoint expired") })
    #expect(play.states.last.map { $0.at < .seconds(9) } ?? false)
    #expect(play.questions.count <= 4)
  }
}
