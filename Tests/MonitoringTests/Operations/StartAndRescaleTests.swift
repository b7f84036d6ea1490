import StreamModel
import Testing

@testable import Monitoring

/// What becomes of a run and of a rescale once the cluster has taken them.
@Suite("The course of runs and rescales")
struct StartAndRescaleTests {
  private static let job = JobID.numbered(0)
  private static let count = VertexID("c")

  private func moment(_ seconds: Int) -> Moment {
    Moment(uptime: .seconds(seconds), now: Timestamp(milliseconds: Int64(seconds) * 1000))
  }

  private func tracker(_ kind: OperationKind) -> OperationTracker {
    var request = OperationRequest(
      in: ClusterIdentity.test.id, id: "request", kind: kind, about: "lab.jar")
    request.job = Self.job
    var tracker = OperationTracker(request, capabilities: .unknown, at: moment(0))
    tracker.began()
    return tracker
  }

  private func run(_ result: Result<TriggerReceipt, TriggerError>) -> OperationTracker {
    var tracker = tracker(.run(JarRun(jar: JarID("1_lab.jar"))))
    tracker.triggered(result, at: moment(0))
    return tracker
  }

  private func list(
    _ state: JobState, running: Int = 0, of total: Int = 2
  ) -> Reply<JobsQuestion> {
    let job = JobSummary(
      id: Self.job, name: "calm", state: state, startTime: nil, endTime: nil, duration: nil,
      lastModification: nil,
      tasks: TaskCounts(byState: [.running: running, .scheduled: total - running]))
    return Reply([job], to: .jobs)
  }

  private static let accepted = Result<TriggerReceipt, TriggerError>.success(
    TriggerReceipt(triggerID: nil))

  @Test("a run is done once every task runs, and says how far it is until then")
  func running() {
    var tracker = run(Self.accepted)
    tracker.observe(list(.created, of: 0), at: moment(1))
    #expect(tracker.operation.remark == "the job is CREATED")
    tracker.observe(list(.running, running: 1), at: moment(2))
    #expect(tracker.operation.state == .inProgress)
    #expect(tracker.operation.remark == "1 of 2 tasks run")
    tracker.observe(list(.running, running: 2), at: moment(3))
    #expect(tracker.operation.state == .completed(location: nil, jobState: .running))
    #expect(tracker.operation.endedAsAsked)
  }

  @Test("a job that fails before it runs is a failed run, with the cause of its result")
  func failing() {
    var tracker = run(Self.accepted)
    tracker.observe(list(.failed, of: 0), at: moment(1))
    #expect(tracker.next?.step == .ask(AnyQuestion(.executionResult(Self.job))))
    let failure = JobFailure(cause: "no such savepoint", at: nil, task: nil, location: nil)
    tracker.observe(Reply(failure, to: .executionResult(Self.job)), at: moment(2))
    #expect(
      tracker.operation.state
        == .failed(cause: "The job \(Self.job.text) is FAILED: no such savepoint"))
  }

  @Test(
    "a job that fails and is not over is told to try again until it is cancelled",
    arguments: [JobState.restarting, .failing])
  func tryingAgain(state: JobState) {
    var tracker = run(Self.accepted)
    tracker.observe(list(state, of: 0), at: moment(1))
    let failure = JobFailure(cause: "no such host", at: nil, task: nil, location: nil)
    tracker.observe(Reply(failure, to: .failure(Self.job)), at: moment(2))
    #expect(
      tracker.operation.state
        == .failed(
          cause: "The job \(Self.job.text) is \(state.name): no such host; it is still there and "
            + "tries again until it is cancelled"))
  }

  @Test("a run whose answer is lost is found by the id that was chosen for its job")
  func lostRun() {
    var tracker = run(.failure(.answerLost(.refused)))
    #expect(tracker.operation.state == .waiting(.refused))
    tracker.observe(list(.running, running: 2), at: moment(1))
    #expect(tracker.operation.endedAsAsked)
    tracker = run(.failure(.answerLost(.refused)))
    for second in [10, 20, 31] { tracker.observe(Reply([], to: .jobs), at: moment(second)) }
    guard case .uncertain(let reason, _) = tracker.operation.state else {
      Issue.record("\(tracker.operation.state)")
      return
    }
    #expect(reason.contains("most likely did not start"))
  }

  @Test("a disposal that the cluster has forgotten is not looked for at a job")
  func forgottenDisposal() {
    let request = OperationRequest(
      in: ClusterIdentity.test.id, id: "a", kind: .dispose(path: "file:/s/1"), about: "file:/s/1")
    var tracker = OperationTracker(request, capabilities: .unknown, at: moment(0))
    tracker.began()
    tracker.triggered(.success(TriggerReceipt(triggerID: "t")), at: moment(0))
    tracker.answered(.success(.unknown), at: moment(2))
    guard case .uncertain(let reason, nil) = tracker.operation.state else {
      Issue.record("\(tracker.operation.state)")
      return
    }
    #expect(reason.contains("forgotten this disposal") && !reason.contains("job"))
    #expect(tracker.next == nil)
  }

  // MARK: Rescaling

  private func rescale(from: Int, to: Int) -> OperationTracker {
    let bounds = [Self.count: ParallelismBounds(lower: 1, upper: to)]
    var tracker = tracker(.rescale(Rescale(bounds: bounds, from: [Self.count: from])))
    tracker.triggered(Self.accepted, at: moment(0))
    return tracker
  }

  private func detail(_ parallelism: Int, _ state: JobState = .running) -> Reply<JobQuestion> {
    let vertex = Vertex(
      id: Self.count, name: "count", parallelism: parallelism, maxParallelism: 128, state: .running,
      startTime: nil, tasks: TaskCounts(byState: [:]), inputs: [],
      counters: VertexCounters(
        recordsIn: nil, recordsOut: nil, bytesIn: nil, bytesOut: nil, busyTime: nil,
        backpressuredTime: nil, idleTime: nil))
    return Reply(
      JobDetail(
        id: Self.job, name: "calm", state: state, serverNow: nil, type: nil, stateEnteredAt: [:],
        vertices: [vertex]), to: .job(Self.job))
  }

  private func slots(free: Int) -> Reply<OverviewQuestion> {
    Reply(
      ClusterOverview(
        taskManagers: 1, slotsTotal: 4, slotsAvailable: free, jobsRunning: 1, jobsFinished: 0,
        jobsCancelled: 0, jobsFailed: 0, version: nil), to: .overview)
  }

  @Test("a job that is gone after a lost answer does not say that its bounds were set")
  func lostAndGone() {
    var tracker = tracker(
      .rescale(
        Rescale(
          bounds: [Self.count: ParallelismBounds(lower: 1, upper: 4)], from: [Self.count: 2])))
    tracker.began()
    tracker.triggered(
      .failure(.answerLost(.timedOut(after: .seconds(5), on: "the request"))),
      at: moment(1))
    guard case .ask(let question)? = tracker.next?.step else {
      Issue.record("nothing is asked")
      return
    }
    tracker.observe(
      .notFound("job"), to: question.key,
      at: moment(3))
    guard case .uncertain(let reason, _) = tracker.operation.state else {
      Issue.record("\(tracker.operation.state)")
      return
    }
    #expect(reason.contains("No answer came to the rescale request") && !reason.contains("are set"))
  }

  @Test("a rescale is done once the parallelism is what was asked for")
  func rescaled() {
    var tracker = rescale(from: 2, to: 4)
    tracker.observe(detail(2), at: moment(1))
    #expect(tracker.operation.state == .inProgress)
    #expect(tracker.operation.remark == "count 2 of 4")
    tracker.observe(detail(4, .restarting), at: moment(2))
    #expect(tracker.operation.state == .inProgress)
    tracker.observe(detail(4), at: moment(3))
    #expect(tracker.operation.endedAsAsked && tracker.operation.remark == "count 2 to 4")
  }

  @Test("as many as there are slots for is less than was asked, and says so")
  func short() {
    var tracker = rescale(from: 2, to: 9)
    tracker.observe(detail(4), at: moment(3))
    tracker.observe(detail(4), at: moment(14))
    #expect(tracker.next?.step == .ask(AnyQuestion(.overview)))
    tracker.observe(slots(free: 0), at: moment(15))
    #expect(tracker.isSettled && !tracker.operation.endedAsAsked)
    #expect(
      tracker.operation.remark
        == "count 2 to 4 of 9; 0 of 4 slots are free: it goes on by itself when there are more")
  }

  @Test("without a free slot nothing is waited for; with one Flink's own waiting is")
  func unchanged() {
    var tracker = rescale(from: 4, to: 9)
    tracker.observe(detail(4), at: moment(1))
    tracker.observe(detail(4), at: moment(12))
    var other = tracker
    tracker.observe(slots(free: 0), at: moment(12))
    guard case .uncertain(let reason, _) = tracker.operation.state else {
      Issue.record("\(tracker.operation.state)")
      return
    }
    #expect(reason.contains("nothing has changed after 12s") && reason.contains("0 of 4 slots"))
    other.observe(slots(free: 1), at: moment(12))
    #expect(!other.isSettled)
    other.observe(detail(4), at: moment(100))
    #expect(!other.isSettled)
    other.observe(detail(4), at: moment(151))
    other.observe(slots(free: 1), at: moment(152))
    #expect(other.isSettled && !other.operation.endedAsAsked)
  }

  @Test("what shares the slots of a wider vertex may grow where no slot is free, and is waited for")
  func sharedSlots() {
    let (wide, narrow) = (VertexID("wide"), Self.count)
    let bounds = [
      wide: ParallelismBounds(lower: 1, upper: 4), narrow: ParallelismBounds(lower: 1, upper: 4),
    ]
    var tracker = tracker(.rescale(Rescale(bounds: bounds, from: [wide: 4, narrow: 1])))
    tracker.triggered(Self.accepted, at: moment(0))
    func detail(_ parallelism: Int) -> Reply<JobQuestion> {
      let vertices = [(wide, 4), (narrow, parallelism)].map { id, parallelism in
        Vertex(
          id: id, name: id.text, parallelism: parallelism, maxParallelism: 128, state: .running,
          startTime: nil, tasks: TaskCounts(byState: [:]), inputs: [],
          counters: VertexCounters(
            recordsIn: nil, recordsOut: nil, bytesIn: nil, bytesOut: nil, busyTime: nil,
            backpressuredTime: nil, idleTime: nil))
      }
      return Reply(
        JobDetail(
          id: Self.job, name: "calm", state: .running, serverNow: nil, type: nil,
          stateEnteredAt: [:], vertices: vertices), to: .job(Self.job))
    }
    tracker.observe(detail(1), at: moment(1))
    tracker.observe(detail(1), at: moment(12))
    tracker.observe(slots(free: 0), at: moment(12))
    #expect(!tracker.isSettled)
    tracker.observe(detail(4), at: moment(70))
    #expect(tracker.operation.endedAsAsked)
  }

  @Test("an upload that broke off is a failure, a whole one without an answer is not known")
  func lostUploads() {
    var tracker = tracker(.upload(path: "/x.jar"))
    var whole = tracker
    tracker.noteUpload(UploadProgress(sent: ByteCount(bytes: 25), total: ByteCount(bytes: 100)))
    tracker.triggered(.failure(.answerLost(.refused)), at: moment(1))
    guard case .failed(let cause, _) = tracker.operation.state else {
      Issue.record("\(tracker.operation.state)")
      return
    }
    #expect(cause.hasPrefix("It broke off after 25%"))
    whole.noteUpload(UploadProgress(sent: ByteCount(bytes: 100), total: ByteCount(bytes: 100)))
    whole.triggered(.failure(.answerLost(.refused)), at: moment(1))
    guard case .uncertain = whole.operation.state else {
      Issue.record("\(whole.operation.state)")
      return
    }
  }
}
