import StreamModel
import Testing

@Suite("Figures of a run")
struct RunTests {
  private func running(since: Double = -3600, until end: Double = 60) -> Bench {
    var bench = Bench([.test(lastModification: at(since))])
    for time in stride(from: 2.0, through: end, by: 2) {
      bench.jobs([.test(lastModification: at(since))], at: at(time))
      bench.detail([SteadyVertex].line.detail(at: time), at: at(time))
      bench.load("map", .shares(busy: 0.3, backpressured: 0), at: at(time))
      bench.watermarks("sink", .test(.at(at(time - 2))), at: at(time))
    }
    return bench
  }

  private func isUnknown(_ bench: Bench) -> Bool {
    let job = bench.job
    let isSomething: [Any?] = [
      job.recordsIn, job.recordsOut, job.busiest, job.mostBackpressured, job.watermarkLag,
      bench.vertex("map").pressure, bench.vertex("map").recordsIn,
      bench.vertex("sink").watermarkLag,
    ]
    return isSomething.allSatisfy { $0 == nil }
  }

  @Test(
    "while tasks do not run, nothing is said of rates, shares and lag",
    arguments: [
      (JobState.restarting, [TaskState.canceled: 12]), (.running, [.scheduled: 12]),
      (.running, [.running: 11, .deploying: 1]), (.running, [.running: 8, .failed: 4]),
      (.failing, [.canceling: 12]), (.created, [.created: 12]),
    ])
  func stopped(state: JobState, tasks: [TaskState: Int]) {
    var bench = running()
    #expect(!isUnknown(bench))
    #expect(bench.job.watermarkLag != nil && bench.job.recordsIn != nil)
    bench.jobs([.test(state: state, lastModification: at(61), tasks: tasks)], at: at(62))
    #expect(isUnknown(bench))
    // The cluster goes on answering with what it had.
    bench.detail([SteadyVertex].line.detail(at: 60), at: at(63))
    bench.load("map", .shares(busy: 0.3, backpressured: 0), at: at(63))
    bench.watermarks("sink", .test(.at(at(58))), at: at(63))
    #expect(isUnknown(bench))
    #expect(!bench.job.busySeries.samples.isEmpty)
  }

  @Test("a restart between two lists is seen by the change of its tasks")
  func unseenRestart() {
    var bench = running()
    bench.jobs([.test(lastModification: at(61))], at: at(62))
    #expect(isUnknown(bench))
    #expect(bench.job.steadySince == at(61))
  }

  @Test("a task that has finished ends nothing")
  func finished() {
    var bench = running()
    bench.jobs(
      [.test(lastModification: at(61), tasks: [.running: 8, .finished: 4])], at: at(62))
    #expect(!isUnknown(bench))
  }

  @Test("a task that has finished dates nothing, in the list after it neither")
  func finishedForGood() {
    var bench = running()
    for time in [62.0, 64, 66] {
      bench.jobs(
        [.test(lastModification: at(61), tasks: [.running: 8, .finished: 4])], at: at(time))
    }
    #expect(!isUnknown(bench))
    #expect(bench.job.steadySince == at(-3600))
  }

  @Test(
    "a batch job's tasks wait for those before them, and those that run have figures",
    arguments: ["BATCH", nil])
  func waves(type: String?) {
    var bench = running()
    var detail = [SteadyVertex].line.detail(at: 60)
    detail.type = type
    bench.detail(detail, at: at(61))
    for (index, created) in [4, 3, 2].enumerated() {
      let time = 62 + Double(index) * 2
      bench.jobs(
        [
          .test(
            lastModification: at(time),
            tasks: [.running: 7, .finished: 5 - created, .created: created])
        ], at: at(time))
      #expect(!isUnknown(bench))
    }
  }

  @Test("one look at a batch job has figures, though the list came before the structure")
  func oneLookAtWaves() {
    var bench = Bench([.test(tasks: [.running: 8, .created: 4])])
    var detail = JobDetail.chain
    detail.type = "BATCH"
    bench.detail(detail, at: at(1))
    bench.load("map", .shares(busy: 0.3, backpressured: 0), at: at(2))
    #expect(bench.vertex("map").pressure != nil)
  }

  @Test(
    "how long a run is goes by the JobManager's clock, whatever was thought before it was known")
  func skewed() {
    var bench = Bench([.test(lastModification: at(60))])
    var detail = JobDetail.chain
    detail.serverNow = at(301)
    bench.detail(detail, at: at(1))
    #expect(bench.job.steadySince == at(-240))
    bench.load("map", .shares(busy: 0.3, backpressured: 0), at: at(2))
    #expect(bench.vertex("map").pressure != nil)
  }

  @Test("a gauge that was read too early is not believed later")
  func earlyGauge() {
    var bench = Bench([.test(lastModification: at(0))])
    bench.detail(.chain, at: at(1))
    bench.load("map", .shares(busy: 1, backpressured: 0), at: at(7))
    for time in [10.0, 13, 16, 19] { bench.detail(.chain, at: at(time)) }
    #expect(bench.vertex("map").pressure == nil)
  }

  @Test("a source that tells no busy time, and one whose metrics step rarely, are not frozen")
  func slowSteps() {
    func summary(_ line: [SteadyVertex], step: Double) -> String {
      var bench = Bench()
      for time in stride(from: 2.0, through: 300, by: 2) {
        bench.jobs([.test()], at: at(time))
        bench.detail(line.detail(at: (time / step).rounded(.down) * step), at: at(time))
      }
      return bench.verdict(at: at(301)).summary
    }
    #expect(!summary(.line, step: 60).contains("no new figures"))
    var legacy = [SteadyVertex(id: "source", recordsOut: 0)]
    legacy[0].busy = nil
    legacy[0].backpressured = 0
    legacy[0].idle = 0
    #expect(!summary(legacy, step: 10).contains("no new figures"))
  }

  @Test("busy of a task's first seconds is Flink's gauge before its first update, and not believed")
  func youngGauge() {
    for (age, isBelieved) in [(3.0, false), (15, false), (17, true)] {
      var bench = Bench([.test(lastModification: at(0))])
      bench.detail(.chain, at: at(1))
      bench.load("map", .shares(busy: 1, backpressured: 0), at: at(age))
      bench.load("map", .shares(busy: 1, backpressured: 0), at: at(age + 0.4))
      #expect((bench.vertex("map").pressure != nil) == isBelieved, "\(age)")
      #expect(bench.job.busySeries.samples.isEmpty == !isBelieved)
    }
  }

  @Test("meters of the first minute are the rise over a whole one, and not believed")
  func youngMeter() {
    for (age, isBelieved) in [(20.0, false), (70, false), (78, true)] {
      var bench = Bench([.test(lastModification: at(0))])
      bench.detail(.chain, at: at(1))
      bench.load("source", .test(recordsOut: .even(1.1)), at: at(age - 0.5))
      bench.load("source", .test(recordsOut: .even(1.1)), at: at(age))
      #expect((bench.vertex("source").recordsOut != nil) == isBelieved, "\(age)")
    }
  }

  @Test("counters read right after a restart are the run's before")
  func youngCounters() {
    var bench = Bench([.test(lastModification: at(0))])
    // The old run's last values, then the new run's.
    var line = [SteadyVertex].line
    for index in line.indices { line[index].startedAt = -20 }
    for time in stride(from: 1.0, through: 9, by: 2) {
      bench.detail(line.detail(at: 1), at: at(time))
    }
    for index in line.indices { line[index].startedAt = 0 }
    for time in stride(from: 12.0, through: 60, by: 2) {
      bench.detail(line.detail(at: time), at: at(time))
      if let rate = bench.vertex("source").recordsOut?.value.perSecond {
        #expect(abs(rate - 1000) < 20, "\(rate) at \(time)")
      }
    }
    #expect(bench.vertex("source").recordsOut != nil)
  }

  @Test("figures that nobody sends any more are those of a TaskManager that died unnoticed")
  func frozen() throws {
    var bench = running()
    for time in stride(from: 62.0, through: 100, by: 2) {
      bench.jobs([.test(lastModification: at(-3600))], at: at(time))
      bench.detail([SteadyVertex].line.detail(at: 60), at: at(time))
      bench.load("map", .shares(busy: 0.3, backpressured: 0), at: at(time))
      bench.watermarks("sink", .test(.at(at(58))), at: at(time))
    }
    #expect(isUnknown(bench))
    let summary = bench.verdict(at: at(100)).summary
    #expect(summary.hasPrefix("Its TaskManagers have sent no new figures for"), "\(summary)")
    for time in stride(from: 102.0, through: 130, by: 2) {
      bench.detail([SteadyVertex].line.detail(at: time), at: at(time))
    }
    #expect(bench.vertex("map").recordsIn != nil)
  }

  @Test("the worst subtask lies between the average of the last step and all of it")
  func bounds() throws {
    func busy(gauge: Double, average: Double, parallelism: Int) throws -> Double {
      var bench = Bench()
      var vertex = SteadyVertex(id: "map", parallelism: parallelism)
      vertex.busy = average
      vertex.backpressured = 0
      vertex.idle = 1 - average
      for time in stride(from: 0.0, through: 30, by: 2) {
        bench.detail([vertex].detail(at: time), at: at(time))
      }
      bench.load("map", .shares(busy: gauge, backpressured: 0), at: at(31))
      return try #require(bench.vertex("map").pressure?.value.busy).value
    }
    // A gauge needs a minute to follow; counters tell of the last 10 s.
    #expect(abs(try busy(gauge: 0.17, average: 0.98, parallelism: 4) - 0.98) < 0.01)
    #expect(abs(try busy(gauge: 0.9, average: 0.02, parallelism: 4) - 0.08) < 0.01)
    #expect(abs(try busy(gauge: 0.97, average: 0.3, parallelism: 4) - 0.97) < 0.01)
    #expect(abs(try busy(gauge: 0.5, average: 0.3, parallelism: 1) - 0.3) < 0.01)
  }

  // MARK: Times

  @Test("an unknown end is no time at all, and nothing is said to have ended just now")
  func unknownEnd() {
    let bench = Bench([.test(state: .canceled, endTime: nil, duration: nil, lastModification: nil)])
    #expect(bench.job.stateSince == nil)
    #expect(bench.verdict(at: at(4)).summary == "Cancelled.")
  }

  @Test("CREATED without tasks is as old as the job, and says what it lacks")
  func created() throws {
    var bench = Bench([
      .test(state: .created, startTime: at(-600), lastModification: nil, tasks: [:])
    ])
    #expect(bench.job.stateSince == at(-600))
    var overview = ClusterOverview.test()
    overview.taskManagers = 0
    bench.cluster.apply(overview, to: .overview, at: at(1))
    #expect(
      bench.cluster.verdict(of: bench.job, at: at(2)).sentences == [
        "Not running yet: CREATED for 10m 02s: there is no TaskManager to run on."
      ])
  }

  @Test("the age of a job never goes back, however slow an answer was")
  func age() throws {
    var bench = Bench([.test(duration: .seconds(100))], at: at(0))
    #expect(bench.job.aliveSince == at(-100))
    // Answered 0.8 s late.
    bench.jobs([.test(duration: .seconds(102))], at: at(2.8))
    #expect(bench.job.aliveSince == at(-100))
    bench.jobs([.test(startTime: at(0), duration: .seconds(3))], at: at(4))
    #expect(bench.job.aliveSince == at(1))
  }
}
