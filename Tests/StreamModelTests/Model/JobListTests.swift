import StreamModel
import Testing

@Suite("The list of jobs")
struct JobListTests {
  private func summaries(_ ids: [String], state: JobState = .running) -> [JobSummary] {
    ids.map { .test(JobID($0), name: "job \($0)", state: state) }
  }

  @Test("jobs keep the server's order, and new ones appear in it")
  func order() {
    var bench = Bench(summaries(["c", "a"]))
    #expect(bench.cluster.jobs.map(\.id.text) == ["c", "a"])
    bench.jobs(summaries(["a", "b", "c"]), at: at(2))
    #expect(bench.cluster.jobs.map(\.id.text) == ["a", "b", "c"])
    #expect(bench.cluster.jobsReceivedAt == at(2))
    #expect(bench.cluster.lastAnswerAt == at(2))
  }

  @Test("an empty list is a list")
  func empty() {
    let bench = Bench([])
    #expect(bench.cluster.jobsReceivedAt == at(0))
    #expect(bench.cluster.jobs.isEmpty)
  }

  @Test("a job that vanishes is kept with its data and its last state, never called finished")
  func vanished() throws {
    var bench = Bench(summaries(["a", "b"]))
    bench.cluster.apply(.test([.test("v")], id: JobID("a")), to: .job(JobID("a")), at: at(1))
    bench.jobs(summaries(["b"]), at: at(2))
    #expect(bench.cluster.jobs.map(\.id.text) == ["b"])
    let job = try #require(bench.cluster.job(JobID("a")))
    #expect(job.state == .running)
    #expect(job.detail != nil)
    #expect(bench.cluster.vanishedAt(JobID("a")) == at(2))
    #expect(bench.cluster.vanishedAt(JobID("b")) == nil)
  }

  @Test("at most 50 vanished jobs are kept, those that were looked into the longest")
  func vanishedBound() {
    let ids = (0..<120).map { "\($0)" }
    var bench = Bench(summaries(ids + ["stays"]))
    bench.cluster.apply(.test([.test("v")], id: JobID("0")), to: .job(JobID("0")), at: at(1))
    bench.jobs(summaries(["stays"]), at: at(2))
    #expect(bench.cluster.vanished.count == 50)
    #expect(bench.cluster.job(JobID("0")) != nil)
    #expect(bench.cluster.job(JobID("1")) == nil)
  }

  @Test("a job that comes back is listed again, with what was known of it")
  func comesBack() {
    var bench = Bench()
    bench.jobs([.test(), .test(.other, name: "other")], at: at(1))
    bench.detail(.chain, at: at(2))
    bench.jobs([.test(.other, name: "other")], at: at(4))
    bench.jobs([.test(), .test(.other, name: "other")], at: at(6))
    #expect(bench.cluster.vanished.isEmpty)
    #expect(bench.cluster.vanishedAt(.orders) == nil)
    #expect(bench.job.detail != nil)
  }

  @Test("a job that was alive is lost when it vanishes, for an hour, whatever is listed since")
  func lost() {
    var bench = Bench()
    bench.jobs([.test(), .test(.other, name: "ended", state: .finished)], at: at(1))
    #expect(bench.cluster.lostJobs(at: at(1)).isEmpty)
    for time in [4.0, 4.5] { bench.jobs([], at: at(time)) }
    #expect(bench.cluster.lostJobs(at: at(5)).map(\.name) == ["orders"])
    let worst = bench.cluster.worstFirst(at: at(5))
    #expect(worst.map(\.verdict.severity) == [.critical])
    #expect(
      worst.first?.verdict.sentences == [
        "The JobManager does not know it any more, for 1s: it was RUNNING. "
          + "Nothing was told of its checkpoints."
      ])
    #expect(bench.cluster.lostJobs(at: at(4 + 3601)).isEmpty)
    bench.jobs([.test(.other)], at: at(6))
    #expect(bench.cluster.lostJobs(at: at(7)).map(\.id) == [.orders])
    #expect(bench.cluster.lostAt(.orders) == at(4))
  }

  @Test("a job that was lost, came back and is missing again is lost from then on")
  func absentTwice() {
    let other = JobSummary.test(.other, name: "other")
    var bench = Bench()
    bench.jobs([.test(), other], at: at(1))
    for time in [4.0, 6] { bench.jobs([other], at: at(time)) }
    #expect(bench.cluster.lostAt(.orders) == at(4))
    bench.jobs([.test(), other], at: at(8))
    #expect(bench.cluster.lostAt(.orders) == nil)
    #expect(bench.cluster.lostJobs(at: at(8)).isEmpty)
    bench.jobs([other], at: at(100))
    // Once is not yet gone, the second time neither.
    #expect(bench.cluster.lostAt(.orders) == nil)
    bench.jobs([other], at: at(102))
    #expect(bench.cluster.lostAt(.orders) == at(100))
    #expect(bench.cluster.vanishedAt(.orders) == at(100))
    #expect(bench.cluster.lostJobs(at: at(102)).map(\.id) == [.orders])
    bench.jobs([.test(), other], at: at(104))
    #expect(bench.cluster.vanished.isEmpty && bench.cluster.lostJobs(at: at(104)).isEmpty)
  }

  @Test("answers for jobs that are not listed are dropped")
  func stray() {
    var bench = Bench()
    bench.cluster.apply(.chain, to: .job(JobID("nobody")), at: at(1))
    #expect(bench.cluster.jobs.count == 1)
    #expect(bench.cluster.job(JobID("nobody")) == nil)
  }

  @Test("samples of a running job that nobody looks at are given up after half an hour")
  func unseenSamples() {
    func polled(until end: Double, _ state: JobState = .running) -> Bench {
      var bench = Bench()
      bench.detail(.chain, at: at(0))
      bench.load("map", .shares(busy: 0.95, backpressured: 0), at: at(10))
      for time in stride(from: 20.0, through: end, by: 20) {
        bench.jobs([.test(state: state, endTime: state.isTerminal ? at(11) : nil)], at: at(time))
      }
      return bench
    }
    #expect(polled(until: 1800).job.busySeries.samples.count == 1)
    #expect(polled(until: 1820).job.busySeries.samples.isEmpty)
    #expect(polled(until: 1820).job.vertices.isEmpty)
    // What led to the end of a job is kept.
    #expect(polled(until: 1820, .failed).job.busySeries.samples.count == 1)
    // Polling paused altogether is not being unseen.
    var paused = polled(until: 100)
    paused.jobs([.test()], at: at(9000))
    #expect(paused.job.busySeries.samples.count == 1)
  }

  // MARK: State

  @Test("a running job's state is as old as its last task change, until the server says better")
  func stateSince() {
    var bench = Bench([.test(lastModification: at(-100))])
    #expect(bench.job.stateSince == at(-100))
    bench.detail(.test([.test("v")], entered: [.running: at(-500), .created: at(-501)]), at: at(2))
    #expect(bench.job.stateSince == at(-500))
  }

  @Test("times of the server are said on our clock")
  func clocks() {
    var bench = Bench()
    var detail = JobDetail.test([.test("v")], entered: [.running: at(-500)])
    detail.serverNow = at(62)
    bench.detail(detail, at: at(2))
    #expect(bench.cluster.clockOffset == .seconds(60))
    #expect(bench.job.clockOffset == .seconds(60))
    #expect(bench.job.stateSince == at(-560))
    bench.list(.failed, at: at(4), lastModification: at(63.5))
    // endTime is missing here: seen between the last two lists.
    #expect(bench.job.stateSince == at(4))
  }

  @Test("an ended job is in its state since its end")
  func ended() {
    let bench = Bench([.test(state: .failed, endTime: at(-7200))])
    #expect(bench.job.stateSince == at(-7200))
  }

  @Test("a job that had ended before, nobody says when, ended at no known time")
  func endedUnknown() {
    var bench = Bench([.test(state: .canceled, endTime: nil)])
    #expect(bench.job.stateSince == nil)
    bench.jobs([.test(state: .canceled, endTime: nil)], at: at(5))
    #expect(bench.job.stateSince == nil)
    #expect(!bench.job.verdict(at: at(10)).summary.contains("ago"))
  }

  @Test("a change of state that was seen happened after the list before it")
  func seenChange() {
    var bench = Bench([.test(lastModification: at(-9000))])
    bench.jobs([.test(state: .cancelling, lastModification: at(-9000))], at: at(10))
    #expect(bench.job.stateSince == at(0))
    bench.jobs([.test(state: .canceled, endTime: at(11))], at: at(12))
    #expect(bench.job.stateSince == at(11))
  }

  @Test("a structure that lags behind the list does not date the state")
  func laggingDetail() {
    var bench = Bench()
    bench.list(.restarting, at: at(20), lastModification: at(19))
    bench.detail(
      .test([.test("v")], state: .running, entered: [.running: at(-50), .restarting: at(-60)]),
      at: at(21))
    #expect(bench.job.stateSince == at(19))
  }

  @Test("waiting tasks are timed from when they were first seen until there are none")
  func waitingTasks() {
    var bench = Bench()
    #expect(bench.job.tasksWaitingSince == nil)
    bench.jobs([.test(lastModification: at(10), tasks: [.scheduled: 4, .running: 8])], at: at(11))
    bench.jobs([.test(lastModification: at(40), tasks: [.scheduled: 4, .running: 8])], at: at(41))
    #expect(bench.job.tasksWaitingSince == at(10))
    bench.jobs([.test(tasks: [.running: 12])], at: at(50))
    #expect(bench.job.tasksWaitingSince == nil)
  }

  // MARK: The clock

  @Test("one slow answer does not move the clock's offset")
  func median() {
    var bench = Bench()
    for (index, delay) in [0.0, 0.01, 4, 0.02, 0].enumerated() {
      var detail = JobDetail.chain
      detail.serverNow = at(Double(index) * 3 + 10 - delay)
      bench.detail(detail, at: at(Double(index) * 3))
    }
    let offset = bench.cluster.clockOffset
    #expect(offset > .milliseconds(9900) && offset <= .seconds(10))
  }

  // MARK: Failures

  @Test("a failing question is noted until it is answered")
  func failing() {
    var bench = Bench()
    let error = SourceError.server(status: 500, message: "no")
    bench.cluster.fail(.checkpoints(.orders), with: error, at: at(1))
    #expect(bench.cluster.failing == [QuestionKey(.checkpoints(.orders)): error])
    bench.checkpoints(.test([]), at: at(2))
    #expect(bench.cluster.failing.isEmpty)
  }

  @Test("a listed job that is not found is no failure: the next list will tell")
  func notFound() {
    var bench = Bench()
    bench.cluster.fail(.job(.orders), with: .notFound("Job not found"), at: at(1))
    bench.cluster.fail(.load(.orders, VertexID("v")), with: .notFound("gone"), at: at(1))
    #expect(bench.cluster.failing.isEmpty)
    #expect(bench.cluster.vanished.isEmpty)
    #expect(bench.cluster.jobs.count == 1)
  }

  @Test("a checkpoint that the server has forgotten is said to be")
  func forgottenCheckpoint() {
    var bench = Bench()
    let question = CheckpointQuestion(.orders, CheckpointID(3))
    bench.cluster.fail(question, with: .notFound("Could not find checkpoint 3"), at: at(1))
    #expect(bench.cluster.failing[question] != nil)
  }

  @Test("giving up ourselves is no failure")
  func cancelled() {
    var bench = Bench()
    bench.cluster.fail(.jobs, with: .cancelled, at: at(1))
    #expect(bench.cluster.failing.isEmpty)
  }

  @Test("failures of a job go with it")
  func failuresOfVanished() {
    var bench = Bench(summaries(["a", "b"]))
    bench.cluster.fail(.job(JobID("a")), with: .timedOut(after: .seconds(1), on: "x"), at: at(1))
    bench.cluster.fail(.overview, with: .timedOut(after: .seconds(1), on: "x"), at: at(1))
    bench.jobs(summaries(["b"]), at: at(2))
    #expect(Array(bench.cluster.failing.keys) == [QuestionKey(.overview)])
  }

  @Test("capabilities and the last failure are kept as they come")
  func others() {
    var bench = Bench()
    var capabilities = Capabilities.unknown
    capabilities.version = "2.3.0"
    bench.cluster.apply(capabilities, to: .capabilities, at: at(1))
    #expect(bench.cluster.capabilities.version == "2.3.0")
    bench.cluster.apply(nil, to: .failure(.orders), at: at(1))
    #expect(bench.job.failure != nil)
    #expect(bench.job.failure?.value == nil)
    bench.failure("boom", failedAt: at(0), at: at(2))
    #expect(bench.job.failure?.value?.cause == "boom")
    bench.metrics(restarts: 3, at: at(2))
    bench.cluster.apply(nil, to: .jobMetrics(.orders), at: at(4))
    #expect(bench.job.metrics?.value.restarts == 3)
  }

  @Test("a copy of the model does not change with it")
  func valueSemantics() {
    var bench = Bench()
    bench.detail(.chain, at: at(0))
    bench.load("map", .shares(busy: 0.95, backpressured: 0), at: at(10))
    let copy = bench.cluster
    bench.load("map", .shares(busy: 0.91, backpressured: 0), at: at(20))
    #expect(bench.job.busiest?.value.ratio == Ratio(0.91))
    bench.list(.failed, at: at(22))
    #expect(copy.job(.orders)?.busiest?.value.ratio == Ratio(0.95))
    #expect(copy.job(.orders)?.state == .running)
    #expect(bench.job.busiest == nil)
  }
}
