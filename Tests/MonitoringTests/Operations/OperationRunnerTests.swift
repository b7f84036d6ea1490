import Locking
import StreamModel
import Testing

@testable import Monitoring

@Suite(.patient) struct OperationRunnerTests {
  private let request = OperationRequest(
    in: ClusterIdentity.test.id, id: "a",
    kind: .stop(drain: true, targetDirectory: nil, format: nil), job: .numbered(0),
    jobName: "orders")

  @Test("a stop is sent once, followed to the job's end, and its course told")
  func run() async {
    let finished = Locked(false)
    let system = ScriptedSystem(
      onStatus: { _ in
        finished.withLock { $0 = true }
        return .success(.completed(location: "file:/s"))
      },
      reply: { question, _ in
        var cluster = FakeCluster()
        let state = finished.withLock { $0 ? JobState.finished : .running }
        cluster.add(.numbered(0), .init(name: "orders", state: state))
        return cluster.answer(question, at: Playback.epoch)
      })
    let course = Locked<[Operation]>([])
    let runner = OperationRunner(
      system: system, capabilities: FakeCluster().capabilities, clock: ManualClock(jumps: true))
    let operation = await runner.run(request) { operation in
      course.withLock { $0.append(operation) }
    }
    #expect(operation.state == .completed(location: "file:/s", jobState: .finished))
    let told = course.withLock { $0 }
    #expect(told.map(\.state) == [.sending, .inProgress, .inProgress, operation.state])
    // Where the savepoint lies is told before the job has ended.
    #expect(told.map(\.location) == [nil, nil, "file:/s", "file:/s"])
    #expect(system.triggers == [request])
  }

  @Test("a refusal ends it at once")
  func refused() async {
    let system = ScriptedSystem(
      onTrigger: { _ in .failure(.refused(.readOnly("drain"))) }, reply: { _, _ in nil })
    let runner = OperationRunner(
      system: system, capabilities: .unknown, clock: ManualClock(jumps: true))
    let operation = await runner.run(request)
    #expect(operation.state == .failed(cause: String(describing: SourceError.readOnly("drain"))))
    #expect(system.log.isEmpty)
  }

  @Test("a cancelled task gets the operation as it stands")
  func cancelled() async {
    let clock = ManualClock()
    let system = ScriptedSystem(
      onStatus: { _ in .success(.inProgress) }, reply: { _, _ in nil })
    let runner = OperationRunner(
      system: system, capabilities: FakeCluster().capabilities, clock: clock)
    let (states, told) = AsyncStream<OperationState>.makeStream()
    let task = Task { await runner.run(request) { told.yield($0.state) } }
    _ = await states.first { $0 == .inProgress }
    task.cancel()
    let operation = await task.value
    #expect(operation.state == .inProgress)
    #expect(system.triggers.count == 1)
  }
}
