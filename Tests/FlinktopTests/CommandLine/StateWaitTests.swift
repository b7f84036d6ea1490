import StreamModel
import Testing

@testable import flinktop

@Suite("Waiting for a job's state")
struct StateWaitTests {
  @Test("a job is gone when several lists over ten seconds do not have it, and not before")
  func absence() {
    let start = ContinuousClock.now
    var absence = StateWait.Absence()
    absence.note(isListed: false, at: start)
    #expect(!absence.isFinal(at: start + .seconds(60)))
    for second in 1...2 { absence.note(isListed: false, at: start + .seconds(second)) }
    #expect(!absence.isFinal(at: start + .seconds(9)) && absence.isFinal(at: start + .seconds(10)))
    absence.note(isListed: true, at: start + .seconds(11))
    absence.note(isListed: false, at: start + .seconds(12))
    #expect(!absence.isFinal(at: start + .seconds(60)))
  }

  @Test("RUNNING is reached once there are tasks and all of them run")
  func running() throws {
    func job(_ tasks: [TaskState: Int]) -> JobSummary {
      JobSummary(
        id: JobID("a"), name: "a", state: .running, startTime: nil, endTime: nil, duration: nil,
        lastModification: nil, tasks: TaskCounts(byState: tasks))
    }
    let wanted = try #require(AwaitedState("running"))
    #expect(!wanted.isReached(by: job([:])))
    #expect(!wanted.isReached(by: job([.running: 1, .scheduled: 1])))
    #expect(wanted.isReached(by: job([.running: 1, .finished: 1])))
    // A batch job's later tasks are created long before they can run.
    #expect(wanted.isReached(by: job([.running: 1, .created: 12])))
    #expect(!wanted.isReached(by: job([.created: 12])))
  }
}
