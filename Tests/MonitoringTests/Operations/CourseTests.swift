import StreamModel
import Testing

@testable import Monitoring

/// What happens between the sending of an operation and its end.
@Suite struct CourseTests {
  @Test("the status is asked for each second, and each two after half a minute")
  func cadence() {
    let play = OperationPlay(.savepoint(), for: .seconds(60))
    let times = play.statusCalls.map(\.at)
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
    #expect(gaps.first.map { $0 >= .seconds(1) && $0 < .seconds(1.1) } ?? false)
    #expect(gaps.last.map { $0 >= .seconds(2) && $0 < .seconds(2.1) } ?? false)
    #expect((43...46).contains(times.count))
  }

  @Test("while the cluster cannot be asked it says so, and asks at most each five seconds")
  func waiting() {
    let play = OperationPlay(
      .savepoint().with { $0.outage = { $0 > .seconds(5) ? .refused : nil } }, for: .seconds(120))
    #expect(play.state == .waiting(.refused))
    let times = play.statusCalls.map(\.at)
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
    #expect(gaps.suffix(10).allSatisfy { $0 >= .seconds(5) && $0 < .seconds(5.1) })
  }

  @Test("once the cluster answers again it is in progress again")
  func inProgressAgain() {
    let play = OperationPlay(
      .savepoint().with {
        $0.outage = { .seconds(5) < $0 && $0 < .seconds(20) ? .refused : nil }
      }, for: .seconds(60))
    #expect(play.states.map(\.state) == [.inProgress, .waiting(.refused), .inProgress])
  }

  @Test("a stop is in progress until the job has ended, though its savepoint is there")
  func stopInProgress() {
    let play = OperationPlay(
      .stop().with {
        $0.status = {
          $0 < .seconds(3) ? .success(.inProgress) : .success(.completed(location: "x"))
        }
      }, for: .seconds(60))
    #expect(play.states.map(\.state) == [.inProgress])
    #expect(play.questions.allSatisfy { $0 == .jobs })
  }

  @Test("the trigger's id is shown once it is known")
  func triggerID() {
    let play = OperationPlay(.savepoint(), for: .seconds(5))
    #expect(play.tracker.operation.triggerID == "trigger")
    #expect(play.statusCalls.allSatisfy { $0.receipt.triggerID == "trigger" })
  }

  @Test("a lost answer is looked up by the request's own id")
  func ownID() {
    let play = OperationPlay(
      .savepoint().with { $0.triggers = [.failure(.answerLost(.refused))] }, for: .seconds(5))
    #expect(play.statusCalls.allSatisfy { $0.receipt.triggerID == "request" })
    #expect(play.tracker.operation.triggerID == "request")
    #expect(play.states.first?.state == .waiting(.refused))
  }
}

@Suite struct OperationAdmissionTests {
  private static let savepoint = OperationKind.savepoint(targetDirectory: nil, format: nil)
  private static let stop = OperationKind.stop(drain: false, targetDirectory: nil, format: nil)
  private static let drain = OperationKind.stop(drain: true, targetDirectory: nil, format: nil)

  private func operation(
    _ kind: OperationKind, of job: JobID = .numbered(0), state: OperationState = .inProgress
  ) -> Operation {
    var operation = Operation(
      request: OperationRequest(
        in: ClusterIdentity.test.id, id: kind.name, kind: kind, job: job, jobName: "a"),
      startedAt: Timestamp(milliseconds: 0))
    operation.state = state
    return operation
  }

  @Test(
    "a second operation of a job waits for the first, but for a cancel",
    arguments: [
      (savepoint, savepoint, false), (savepoint, stop, false), (savepoint, .checkpoint, false),
      (stop, savepoint, false), (stop, .cancel, true), (stop, drain, false),
      (drain, .cancel, true), (.cancel, stop, false), (.cancel, .cancel, false),
      (.cancel, savepoint, false), (savepoint, .cancel, true), (.checkpoint, .cancel, true),
    ] as [(OperationKind, OperationKind, Bool)])
  func second(underWay: OperationKind, wanted: OperationKind, isAllowed: Bool) {
    let admission = OperationAdmission(wanted, of: .numbered(0), among: [operation(underWay)])
    switch admission {
    case .allowed: Issue.record("The first is under way.")
    case .allowedWith(let warning):
      #expect(isAllowed)
      #expect(warning.contains(underWay.name))
    case .refused(let reason):
      #expect(!isAllowed)
      #expect(reason.contains(underWay.name))
    }
  }

  @Test("a second cancel is refused, whatever else is under way")
  func cancelDecides() {
    let admission = OperationAdmission(
      .cancel, of: .numbered(0), among: [operation(Self.savepoint), operation(.cancel)])
    #expect(
      admission == .refused(reason: "A cancel of this job is under way; wait for its outcome."))
  }

  @Test("other jobs and settled operations are no obstacle")
  func noObstacle() {
    let others = [
      operation(Self.stop, of: .numbered(1)), operation(Self.stop, state: .failed(cause: "x")),
      operation(.cancel, state: .uncertain(reason: "x")),
    ]
    #expect(OperationAdmission(Self.stop, of: .numbered(0), among: others) == .allowed)
  }
}
