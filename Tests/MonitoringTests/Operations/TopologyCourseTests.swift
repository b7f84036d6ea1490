import StreamModel
import Testing

@testable import Monitoring

/// What becomes of what a topology was told, on the tracker's word.
@Suite("The course of what a topology is told")
struct TopologyCourseTests {
  private static let id = JobID("east/ops/devel/words")

  private func moment(_ seconds: Int) -> Moment {
    Moment(uptime: .seconds(seconds), now: Timestamp(milliseconds: Int64(seconds) * 1000))
  }

  private func tracker(
    _ kind: OperationKind, _ result: Result<TriggerReceipt, TriggerError>
  ) -> OperationTracker {
    let request = OperationRequest(
      in: ClusterIdentity.test.id, id: "request", kind: kind, job: Self.id, jobName: "words")
    var capabilities = Capabilities.unknown
    capabilities.traits.forgetsEnded = true
    var tracker = OperationTracker(request, capabilities: capabilities, at: moment(0))
    tracker.began()
    tracker.triggered(result, at: moment(0))
    return tracker
  }

  private func list(_ state: JobState?) -> Reply<JobsQuestion> {
    let jobs = state.map {
      [
        JobSummary(
          id: Self.id, name: "words", state: $0, startTime: nil, endTime: nil, duration: nil,
          lastModification: nil, tasks: TaskCounts(byState: [:]))
      ]
    }
    return Reply(jobs ?? [], to: .jobs)
  }

  private func reason(_ tracker: OperationTracker) -> String? {
    if case .uncertain(let reason, _) = tracker.operation.state { return reason }
    return nil
  }

  private static let accepted = Result<TriggerReceipt, TriggerError>.success(
    TriggerReceipt(triggerID: nil, words: "done"))
  private static let lost = Result<TriggerReceipt, TriggerError>.failure(
    .answerLost(.unreachable(reason: "gone")))

  @Test("is done once the tracker shows its state, however long the API server has been done")
  func state() {
    for (control, before, after) in [
      (TopologyControl.deactivate, JobState.running, JobState.paused),
      (.activate, .paused, .running),
    ] {
      var tracker = tracker(.topology(control), Self.accepted)
      tracker.observe(list(before), at: moment(1))
      #expect(tracker.operation.state == .inProgress)
      tracker.observe(list(after), at: moment(2))
      #expect(tracker.operation.state == .completed(location: nil, jobState: nil))
      #expect(tracker.operation.remark == "it is \(after.name)")
    }
  }

  @Test("is not claimed where the tracker goes on to show another state")
  func never() {
    var tracker = tracker(.topology(.deactivate), Self.accepted)
    tracker.observe(list(.running), at: moment(1))
    tracker.observe(list(.running), at: moment(121))
    #expect(reason(tracker)?.contains("said 'done', but after") == true)
  }

  @Test("says on whose word a restart is done, as the tracker shows none")
  func restart() {
    var tracker = tracker(.topology(.restart(container: nil)), Self.accepted)
    tracker.observe(list(.running), at: moment(1))
    #expect(tracker.isSettled)
    #expect(
      tracker.operation.remark
        == "the API server said 'done'; the tracker tells no more than that it is RUNNING")
    // One that is deactivated stays so.
    var paused = self.tracker(.topology(.restart(container: nil)), Self.accepted)
    paused.observe(list(.paused), at: moment(1))
    #expect(paused.isSettled)
  }

  @Test("a lost answer is told, whatever the tracker shows")
  func lostAnswer() {
    var tracker = tracker(.topology(.deactivate), Self.lost)
    tracker.observe(list(.running), at: moment(1))
    #expect(!tracker.isSettled)
    tracker.observe(list(.paused), at: moment(2))
    #expect(reason(tracker)?.contains("No answer came") == true)
    #expect(reason(tracker)?.contains("or another client's") == true)
    var second = self.tracker(.topology(.restart(container: 1)), Self.lost)
    second.observe(list(.running), at: moment(1))
    #expect(reason(second)?.contains("tells nothing of what was asked") == true)
  }

  @Test("an update is done once each component has its instances")
  func update() throws {
    let update = TopologyUpdate(parallelism: ["split": 4])
    var tracker = tracker(.topology(.update(update)), Self.accepted)
    let next = try #require(tracker.next)
    #expect(next.step == .ask(AnyQuestion(.job(Self.id))))
    func tell(_ count: Int, at seconds: Int) {
      let vertex = Vertex(
        id: VertexID("split"), name: "split", parallelism: count, maxParallelism: nil,
        state: .running, startTime: nil, tasks: TaskCounts(byState: [:]), inputs: [],
        counters: VertexCounters(
          recordsIn: nil, recordsOut: nil, bytesIn: nil, bytesOut: nil, busyTime: nil,
          backpressuredTime: nil, idleTime: nil))
      let detail = JobDetail(
        id: Self.id, name: "words", state: .running, serverNow: nil, type: "STREAMING",
        stateEnteredAt: [:], vertices: [vertex])
      tracker.observe(Reply(detail, to: .job(Self.id)), at: moment(seconds))
    }
    tell(2, at: 1)
    #expect(tracker.operation.remark == "it is RUNNING with split 2 of 4")
    #expect(!tracker.isSettled)
    // The list comes by with every tick, and says nothing of it.
    tracker.observe(list(.running), at: moment(2))
    #expect(!tracker.isSettled)
    tell(4, at: 3)
    #expect(tracker.operation.state == .completed(location: nil, jobState: nil))
  }

  @Test("a dry run is done at once, with what the API server says")
  func dryRun() {
    let update = TopologyUpdate(parallelism: ["split": 4], isDryRun: true)
    let tracker = tracker(.topology(.update(update)), Self.accepted)
    #expect(tracker.isSettled && tracker.operation.words == "done")
  }

  @Test("a heap dump is done on jmap's word, and where that is lost may be written")
  func heapDump() {
    let kind = OperationKind.topology(
      .heapDump(HeapDumpTarget(instance: "container_1_a_1", host: "worker-1")))
    let tracker = tracker(kind, Self.accepted)
    #expect(tracker.operation.state == .completed(location: nil, jobState: nil))
    #expect(tracker.operation.remark == "it is /tmp/heap.bin on worker-1; jmap says: done")
    let doubtful = self.tracker(kind, Self.lost)
    #expect(reason(doubtful)?.contains("/tmp/heap.bin may be written on worker-1") == true)
  }

  @Test("a killed topology is gone from the list, in more than one of them")
  func kill() {
    var tracker = tracker(.cancel, Self.accepted)
    tracker.observe(list(nil), at: moment(1))
    tracker.observe(list(nil), at: moment(2))
    #expect(!tracker.isSettled)
    tracker.observe(list(nil), at: moment(3))
    #expect(tracker.operation.state == .completed(location: nil, jobState: .canceled))
    #expect(tracker.operation.endedAsAsked)
    var doubtful = self.tracker(.cancel, Self.lost)
    for second in 1...3 { doubtful.observe(list(nil), at: moment(second)) }
    #expect(reason(doubtful)?.contains("or another client's") == true)
  }
}
