import StreamModel
import Testing

@testable import Monitoring

/// How every operation can end whose answers all come, sooner or later.
@Suite struct OutcomeTests {
  typealias Case = OutcomeCase

  static let plain: [Case] = [
    Case(
      "a savepoint completes with its location",
      .savepoint().with {
        $0.status = OutcomeCase.after(.seconds(12), .completed(location: "file:/s/1"))
      },
      .completed(location: "file:/s/1", jobState: nil)),
    Case(
      "COMPLETED with a failure cause is a failure",
      .savepoint().with {
        $0.status = OutcomeCase.after(.seconds(3), .failed(cause: "No space left"))
      },
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
      .checkpoint().with {
        $0.status = OutcomeCase.after(.seconds(2), .completed(location: "checkpoint 17"))
      },
      .completed(location: "checkpoint 17", jobState: nil)),
    Case(
      "a stop has completed when the job is FINISHED",
      .stop().with {
        $0.status = OutcomeCase.after(.seconds(8), .completed(location: "file:/s/2"))
        $0.jobState = OutcomeCase.state(.running, until: .seconds(11), then: .finished)
      },
      .completed(location: "file:/s/2", jobState: .finished)),
    Case(
      "a job that fails after its savepoint for a stop is not said to have finished",
      .stop().with {
        $0.status = OutcomeCase.after(.seconds(8), .completed(location: "file:/s/2"))
        $0.jobState = OutcomeCase.state(.running, until: .seconds(11), then: .failed)
      },
      .completed(location: "file:/s/2", jobState: .failed)),
    Case(
      "a stop that fails leaves the job running, and says why",
      .stop().with {
        $0.status = OutcomeCase.after(.seconds(8), .failed(cause: "Checkpoint expired"))
      },
      .failed(cause: "Checkpoint expired")),
    Case(
      "a stop whose job does not end is not called done",
      .stop().with {
        $0.status = OutcomeCase.after(.seconds(8), .completed(location: "file:/s/2"))
      },
      .uncertain(
        reason: "The savepoint is at file:/s/2. The job is still RUNNING.", location: "file:/s/2")),
    Case(
      "a job that vanishes during a stop leaves the outcome open, with the savepoint's place",
      .stop().with {
        $0.status = OutcomeCase.after(.seconds(8), .completed(location: "file:/s/2"))
        $0.jobState = OutcomeCase.state(.running, until: .seconds(8), then: nil)
      },
      .uncertain(
        reason: "The savepoint is at file:/s/2. The job is not listed any more, as after a restart "
          + "of the JobManager, and was not seen to end.", location: "file:/s/2")),
    Case(
      "a JobManager that goes away with its job after the savepoint takes nothing from the outcome",
      .stop().with {
        $0.status = OutcomeCase.after(.seconds(8), .completed(location: "file:/s/2"))
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
      .cancel().with {
        $0.jobState = OutcomeCase.state(.running, until: .seconds(2), then: .finished)
      },
      .completed(location: nil, jobState: .finished)),
    Case(
      "a job that fails while it is cancelled is said to have failed",
      .cancel().with {
        $0.jobState = OutcomeCase.state(.cancelling, until: .seconds(2), then: .failed)
      },
      .completed(location: nil, jobState: .failed)),
    Case(
      "a job that vanishes during a cancel leaves the outcome open",
      .cancel().with {
        $0.jobState = OutcomeCase.state(.cancelling, until: .seconds(2), then: nil)
      },
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

  static let outages: [Case] = [
    Case(
      "a savepoint is followed through ten minutes without the cluster",
      .savepoint().with {
        $0.outage = { .seconds(5) < $0 && $0 < .seconds(605) ? .refused : nil }
        $0.status = OutcomeCase.after(.seconds(300), .completed(location: "file:/s/1"))
      },
      .completed(location: "file:/s/1", jobState: nil)),
    Case(
      "a cancel is followed through an outage",
      .cancel().with {
        $0.outage = { .seconds(1) < $0 && $0 < .seconds(100) ? .refused : nil }
        $0.jobState = OutcomeCase.state(.cancelling, until: .seconds(90), then: .canceled)
      },
      .completed(location: nil, jobState: .canceled)),
  ]

  @Test("an operation ends as the cluster says", arguments: plain + outages)
  func outcome(_ expected: Case) { expected.check() }
}
