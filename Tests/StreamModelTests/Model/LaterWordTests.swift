import StreamModel
import Testing

@Suite("What a later answer contradicts")
struct LaterWordTests {
  /// A job that has run for an hour, restarts at 61 and runs again from 70 on, by lists each two seconds.
  private func restarted(until end: Double) -> Bench {
    var bench = Bench([.test(lastModification: at(-3599))])
    for time in stride(from: 2.0, through: end, by: 2) {
      let isDown = time > 61 && time < 71
      bench.jobs(
        [
          .test(
            state: isDown ? .restarting : .running,
            lastModification: time < 61 ? at(-3599) : isDown ? at(61) : at(70),
            tasks: isDown ? [.canceled: 12] : [.running: 12])
        ], at: at(time))
    }
    return bench
  }

  private func word(_ bench: Bench, toldAt: Double, began: Double? = nil) -> LaterWord? {
    bench.cluster.laterWord(on: .orders, than: at(toldAt), began: began.map { at($0) })
  }

  @Test("what was told before the job left its run is of another one")
  func restarting() {
    let bench = restarted(until: 64)
    #expect(word(bench, toldAt: 60, began: -3600) == LaterWord(at: at(61), state: .restarting))
    #expect(word(bench, toldAt: 63) == nil)
    #expect(word(restarted(until: 60), toldAt: 20, began: -3600) == nil)
  }

  @Test("so is what was told before the next run was whole")
  func running() {
    let bench = restarted(until: 74)
    #expect(word(bench, toldAt: 66, began: 65) == LaterWord(at: at(70), state: .running))
    #expect(word(bench, toldAt: 72, began: 65) == nil)
  }

  @Test(
    "an answer that the server had kept is known by what it told of having begun in the run before")
  func cached() {
    let bench = restarted(until: 74)
    #expect(word(bench, toldAt: 71, began: -3600) == LaterWord(at: at(70), state: .running))
    // It was not kept for so long: what began before has not restarted, as in another region of the graph.
    #expect(word(bench, toldAt: 75, began: -3600) == nil)
  }

  @Test("a restart that fell between two lists is one as well")
  func unseen() {
    var bench = Bench([.test(lastModification: at(-3599))])
    bench.jobs([.test(lastModification: at(-3599))], at: at(2))
    bench.jobs([.test(lastModification: at(3))], at: at(4))
    #expect(word(bench, toldAt: 2.5) == LaterWord(at: at(3), state: .running))
    #expect(word(bench, toldAt: 4, began: -3600) != nil)
    #expect(word(bench, toldAt: 4, began: 2.9) == nil)
  }

  @Test("a task of a batch job that finished contradicts nothing")
  func finished() {
    var bench = Bench([.test(lastModification: at(-3599))])
    bench.jobs(
      [.test(lastModification: at(3), tasks: [.running: 8, .finished: 4])], at: at(4))
    #expect(word(bench, toldAt: 2) == nil)
  }

  @Test("of a job that ended nothing runs any more, nor of one that the JobManager has lost")
  func over() {
    var bench = Bench([.test(), .test(.other, name: "other")])
    bench.jobs(
      [.test(state: .canceled, endTime: at(3), lastModification: at(3)), .test(.other)], at: at(4))
    #expect(word(bench, toldAt: 2) == LaterWord(at: at(3), state: .canceled))
    #expect(word(bench, toldAt: 5) == nil)
    for time in [6.0, 8] {
      bench.jobs([.test(state: .canceled, endTime: at(3), lastModification: at(3))], at: at(time))
    }
    #expect(
      bench.cluster.laterWord(on: .other, than: at(5)) == LaterWord(at: at(6), state: nil))
  }

  @Test("the answer about its tasks is out of date until it can't have been kept from before")
  func outdated() {
    var bench = restarted(until: 74)
    let question = SubtasksQuestion(.orders, VertexID("map"))
    #expect(!question.isOutdated(in: bench.cluster))
    for (time, isOutdated) in [(60.0, true), (72, true), (73.9, true), (75, false)] {
      bench.cluster.apply(VertexSubtasks([]), to: question, at: at(time))
      #expect(question.isOutdated(in: bench.cluster) == isOutdated, "\(time)")
    }
  }

  @Test("so is that of a TaskManager that has slots of the job")
  func taskManager() {
    var bench = restarted(until: 74)
    let question = TaskManagerQuestion(TaskManagerID("a"))
    for (job, isOutdated) in [(JobID.orders, true), (.other, false)] {
      let detail = TaskManagerDetail(
        taskManager: TaskManager(id: TaskManagerID("a"), slots: 2, freeSlots: 0),
        allocatedSlots: [.init(job: job, assignedTasks: 0)], metrics: TaskManagerMetrics())
      bench.cluster.apply(detail, to: question, at: at(69))
      #expect(question.isOutdated(in: bench.cluster) == isOutdated)
    }
  }
}
