import StreamModel
import Testing

@testable import Monitoring

/// What becomes of the cancel of an application, of a submission and of a deletion once the cluster has taken them.
@Suite("The course of applications, submissions and deletions")
struct ApplicationCourseTests {
  private static let id = ApplicationID("a")

  private func moment(_ seconds: Int) -> Moment {
    Moment(uptime: .seconds(seconds), now: Timestamp(milliseconds: Int64(seconds) * 1000))
  }

  private func tracker(
    _ kind: OperationKind, _ result: Result<TriggerReceipt, TriggerError>
  ) -> OperationTracker {
    let request = OperationRequest(
      in: ClusterIdentity.test.id, id: "request", kind: kind, about: "x")
    var tracker = OperationTracker(request, capabilities: .unknown, at: moment(0))
    tracker.began()
    tracker.triggered(result, at: moment(0))
    return tracker
  }

  private func reply(_ state: JobState) -> Reply<ApplicationQuestion> {
    Reply(
      ApplicationDetail(id: Self.id, name: "x", state: state, times: [], jobs: []),
      to: .application(Self.id))
  }

  private static let accepted = Result<TriggerReceipt, TriggerError>.success(
    TriggerReceipt(triggerID: nil))
  private static let lost = Result<TriggerReceipt, TriggerError>.failure(
    .answerLost(.unreachable(reason: "gone")))

  @Test("a cancel is done once the application is CANCELED, and asks for that one alone")
  func cancel() throws {
    var tracker = tracker(.cancelApplication(Self.id), Self.accepted)
    let next = try #require(tracker.next)
    #expect(next.step == .ask(AnyQuestion(.application(Self.id))))
    tracker.observe(reply(.other("CANCELING")), at: moment(1))
    #expect(tracker.operation.state == .inProgress)
    #expect(tracker.operation.remark == "the application is CANCELING")
    tracker.observe(reply(.canceled), at: moment(2))
    #expect(tracker.operation.state == .completed(location: nil, jobState: .canceled))
    #expect(tracker.operation.endedAsAsked)
  }

  @Test("an application that ended by itself was not cancelled")
  func ended() {
    var tracker = tracker(.cancelApplication(Self.id), Self.accepted)
    tracker.observe(reply(.finished), at: moment(1))
    #expect(tracker.isSettled && !tracker.operation.endedAsAsked)
  }

  @Test("a cancel whose answer was lost is told, not claimed")
  func lostCancel() {
    var tracker = tracker(.cancelApplication(Self.id), Self.lost)
    tracker.observe(reply(.running), at: moment(1))
    #expect(!tracker.isSettled)
    tracker.observe(reply(.canceled), at: moment(2))
    guard case .uncertain(let reason, nil) = tracker.operation.state else {
      Issue.record("\(tracker.operation.state)")
      return
    }
    #expect(reason.contains("No answer came") && reason.contains("CANCELED"))
  }

  @Test("an application that is not known any more has an end that is not known")
  func forgotten() {
    var tracker = tracker(.cancelApplication(Self.id), Self.accepted)
    let key = AnyQuestion(.application(Self.id)).key
    tracker.observe(.unreachable(reason: "x"), to: key, at: moment(1))
    #expect(!tracker.isSettled)
    tracker.observe(.notFound("no application"), to: key, at: moment(2))
    guard case .uncertain = tracker.operation.state else {
      Issue.record("\(tracker.operation.state)")
      return
    }
  }

  @Test("a submission waits for the job that the cluster has named")
  func submission() throws {
    let job = JobID("j")
    var tracker = tracker(
      .submit(JobSubmission(graph: "g")), .success(TriggerReceipt(triggerID: nil, job: job)))
    #expect(tracker.operation.request.job == job)
    let summary = JobSummary(
      id: job, name: "g", state: .running, startTime: nil, endTime: nil, duration: nil,
      lastModification: nil, tasks: TaskCounts(byState: [.running: 2]))
    tracker.observe(Reply([summary], to: .jobs), at: moment(1))
    #expect(tracker.operation.endedAsAsked && tracker.operation.remark == "job j")
    let lost = self.tracker(.submit(JobSubmission(graph: "g")), Self.lost)
    guard case .uncertain(let reason, nil) = lost.operation.state else {
      Issue.record("\(lost.operation.state)")
      return
    }
    #expect(reason.contains("list of jobs"))
  }

  @Test("a deletion is followed by its trigger, and one that was forgotten is told so")
  func deletion() throws {
    let kind = OperationKind.deleteDataSet(DataSetID("d"))
    let receipt = TriggerReceipt(triggerID: "t")
    var tracker = tracker(kind, .success(receipt))
    #expect(try #require(tracker.next).step == .status(receipt))
    tracker.began()
    tracker.answered(.success(.completed(location: nil)), at: moment(1))
    #expect(tracker.operation.endedAsAsked)
    var other = self.tracker(kind, .success(receipt))
    other.began()
    other.answered(.success(.unknown), at: moment(1))
    guard case .uncertain(let reason, nil) = other.operation.state else {
      Issue.record("\(other.operation.state)")
      return
    }
    #expect(reason.contains("forgotten this deletion"))
  }
}
