import StreamModel
import Synchronization
import Testing

@testable import Monitoring

@Suite("Operations that are not waited for, or only", .patient)
struct OperationFollowTests {
  private let request = OperationRequest(
    in: ClusterIdentity.test.id, id: "a", kind: .savepoint(targetDirectory: nil, format: nil),
    job: .numbered(0),
    jobName: "orders")

  private func runner(_ system: ScriptedSystem, _ capabilities: Capabilities) -> OperationRunner {
    OperationRunner(
      system: system, capabilities: capabilities, clock: ManualClock(jumps: true))
  }

  @Test("what was asked for before is followed to its end, and nothing is sent")
  func followed() async {
    let system = ScriptedSystem(
      onStatus: { receipt in .success(.completed(location: receipt.triggerID)) },
      reply: { _, _ in nil })
    let operation = await runner(system, FakeCluster().capabilities)
      .follow(request, trigger: "before", status: .inProgress)
    #expect(operation.state == .completed(location: "before", jobState: nil))
    #expect(operation.triggerID == "before")
    #expect(system.triggers.isEmpty)
  }

  @Test("an outcome that is known already is not asked for again")
  func known() async {
    let system = ScriptedSystem(
      onStatus: { _ in .failure(.cancelled) }, reply: { _, _ in nil })
    let operation = await runner(system, .unknown)
      .follow(request, trigger: "before", status: .failed(cause: "x"))
    #expect(operation.state == .failed(cause: "x"))
  }

  @Test("no later savepoint is taken for one that was forgotten while it was followed")
  func forgotten() async {
    let system = ScriptedSystem(
      onStatus: { _ in .success(.unknown) }, reply: { _, _ in nil })
    let operation = await runner(system, FakeCluster().capabilities)
      .follow(request, trigger: "before", status: .inProgress)
    guard case .uncertain(let reason, nil) = operation.state else {
      Issue.record("\(operation.state)")
      return
    }
    #expect(reason.contains("forgotten"))
    #expect(system.log.isEmpty)
  }

  @Test("a cancelled task learns where a stop's savepoint lies, whose job has not ended")
  func cancelledStop() async {
    // The job list is kept waiting, until it is not wanted any more.
    let system = ScriptedSystem(reply: { _, _ in nil })
    let runner = runner(system, FakeCluster().capabilities)
    let task = Task { await runner.run(stop) }
    _ = await system.questions.first { $0 == .jobs }
    task.cancel()
    let operation = await task.value
    #expect(operation.location == "file:/s")
    #expect(operation.state == .inProgress)
    #expect(operation.endedAt == nil)
  }

  private let stop = OperationRequest(
    in: ClusterIdentity.test.id, id: "a",
    kind: .stop(drain: false, targetDirectory: nil, format: nil), job: .numbered(0),
    jobName: "orders")

  @Test("a stop that is asked about once tells what is known: its failure, or its savepoint")
  func askedOnce() async {
    let runner = runner(ScriptedSystem(reply: { _, _ in nil }), FakeCluster().capabilities)
    let failed = await runner.follow(
      stop, trigger: "before", status: .failed(cause: "expired"), isWaiting: false)
    guard case .failed(let cause, nil) = failed.state else {
      Issue.record("\(failed.state)")
      return
    }
    #expect(cause.hasPrefix("expired. "))
    let ending = await runner.follow(
      stop, trigger: "before", status: .completed(location: "file:/s"), isWaiting: false)
    #expect(ending.state == .inProgress)
    #expect(ending.location == "file:/s")
  }

  @Test("no savepoint is looked for beside a failed stop of which nobody knows when it was sent")
  func failedStopOfBefore() async {
    let system = ScriptedSystem(reply: { _, _ in nil })
    let operation = await runner(system, FakeCluster().capabilities)
      .follow(stop, trigger: "before", status: .failed(cause: "expired"))
    #expect(operation.state.isSettled)
    #expect(operation.location == nil)
    #expect(system.log.isEmpty)
  }

  @Test(
    "a cancelled task learns of the failure that is known, although its savepoint is looked for")
  func cancelledSearch() async {
    let system = ScriptedSystem(
      onStatus: { _ in .success(.failed(cause: "expired")) }, reply: { _, _ in nil })
    let runner = runner(system, FakeCluster().capabilities)
    let task = Task { await runner.run(stop) }
    _ = await system.questions.first { $0 == .job(.numbered(0)) }
    task.cancel()
    let operation = await task.value
    guard case .failed(let cause, nil) = operation.state else {
      Issue.record("\(operation.state)")
      return
    }
    #expect(cause.hasPrefix("expired"))
    #expect(operation.endedAt != nil)
  }

  @Test("what is sent and not waited for has its trigger id, or ours where the answer was lost")
  func sent() async {
    let accepted = await runner(ScriptedSystem(reply: { _, _ in nil }), .unknown).send(request)
    #expect(accepted.state == .inProgress)
    #expect(accepted.triggerID == "trigger")
    let losing = ScriptedSystem(
      onTrigger: { _ in .failure(.answerLost(.unreachable(reason: "gone"))) },
      reply: { _, _ in nil })
    let lost = await runner(losing, FakeCluster().capabilities).send(request)
    #expect(lost.triggerID == "a")
    #expect(lost.state.isSettled)
    #expect(losing.triggers.count == 1)
  }
}
