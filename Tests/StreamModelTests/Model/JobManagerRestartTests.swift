import StreamModel
import Testing

@Suite("A JobManager that lost its memory")
struct JobManagerRestartTests {
  private func summaries(_ ids: [String], state: JobState = .running) -> [JobSummary] {
    ids.map { .test(JobID($0), name: "job \($0)", state: state) }
  }

  @Test(
    "counters that go down tell of a restarted JobManager",
    arguments: [
      (ClusterOverview.test(finished: 5), ClusterOverview.test(), true),
      (.test(failed: 1), .test(), false),
      (.test(finished: 2, failed: 1), .test(), true),
      (.test(finished: 26), .test(finished: 25), false),
      (.test(cancelled: 4), .test(cancelled: 5), false),
      (.test(finished: 30), .test(finished: 29), false),
      (.test(), .test(), false),
      (.test(version: "1.20.5"), .test(version: "2.3.0"), true),
      (.test(version: nil), .test(version: "2.3.0"), false),
    ])
  func counters(before: ClusterOverview, after: ClusterOverview, isRestart: Bool) {
    var bench = Bench()
    bench.cluster.apply(before, to: .overview, at: at(-1))
    bench.cluster.apply(before, to: .overview, at: at(1))
    bench.cluster.apply(after, to: .overview, at: at(3))
    #expect((bench.cluster.restartedAt == at(3)) == isRestart)
  }

  @Test("a job that is counted twice as it ends proves no restart, however few there are")
  func countedTwice() {
    for counts in [[24, 26, 25], [1, 2, 1], [0, 1, 0], [2, 4, 2, 3]] {
      var bench = Bench()
      for (index, count) in counts.enumerated() {
        bench.cluster.apply(
          .test(finished: count), to: .overview, at: at(Double(index) * 2))
      }
      #expect(bench.cluster.restartedAt == nil, "\(counts)")
    }
  }

  @Test("a live job that starts anew without having ended was taken over by another JobManager")
  func takenOver() {
    var bench = Bench([.test(), .test(.other, name: "other", state: .finished)])
    bench.jobs(
      [.test(startTime: at(1)), .test(.other, name: "other", state: .finished)], at: at(4))
    #expect(bench.cluster.restartedAt == at(4))
  }

  @Test("a job that one list does not have is not gone yet, and keeps what was said of it")
  func missingOnce() throws {
    var bench = Bench([.test(), .test(.other, name: "other")])
    bench.jobs([.test(.other, name: "other")], at: at(2))
    #expect(bench.cluster.lostAt(.orders) == nil)
    #expect(bench.cluster.lostJobs(at: at(2)).map(\.id) == [.orders])
    let once = try #require(bench.cluster.worstFirst(at: at(2)).first { $0.id == .orders })
    #expect(!once.verdict.sentences.joined().contains("does not know it"))
    bench.jobs([.test(.other, name: "other")], at: at(4))
    #expect(bench.cluster.lostAt(.orders) == at(2))
    #expect(bench.cluster.worstFirst(at: at(4)).first?.verdict.severity == .critical)
  }

  @Test("a job that is listed twice as it ends is one row, as it has become")
  func listedTwice() {
    var bench = Bench()
    bench.jobs([.test(), .test(state: .finished, endTime: at(1))], at: at(2))
    #expect(bench.cluster.jobOrder == [.orders])
    #expect(bench.job.state == .finished)
  }

  @Test("all jobs gone in two lists, live ones among them, tell of it as well")
  func allGone() {
    var bench = Bench(summaries(["a", "b"]))
    bench.jobs(summaries(["b"]), at: at(2))
    #expect(bench.cluster.restartedAt == nil)
    bench.jobs([], at: at(4))
    #expect(bench.cluster.restartedAt == nil)
    bench.jobs([], at: at(6))
    #expect(bench.cluster.restartedAt == at(6))
    // Between the last list that had one of them and this.
    #expect(bench.cluster.restartedAfter == at(2))
  }

  @Test("one list without the only job is short of it, and proves nothing")
  func allMissingOnce() {
    var bench = Bench()
    bench.jobs([], at: at(2))
    bench.jobs([.test()], at: at(4))
    bench.jobs([], at: at(6))
    bench.jobs([.test()], at: at(8))
    #expect(bench.cluster.restartedAt == nil)
    #expect(bench.cluster.lostJobs(at: at(8)).isEmpty)
  }

  @Test("ended jobs that expire together do not")
  func allExpired() {
    var bench = Bench(summaries(["a", "b"], state: .finished))
    bench.jobs([], at: at(2))
    #expect(bench.cluster.restartedAt == nil)
  }

  @Test("two signs of one restart are one")
  func oneRestart() {
    var bench = Bench()
    bench.cluster.apply(.test(finished: 5), to: .overview, at: at(-1))
    bench.cluster.apply(.test(finished: 5), to: .overview, at: at(1))
    bench.cluster.apply(.test(), to: .overview, at: at(3))
    bench.jobs([], at: at(5))
    #expect(bench.cluster.restartedAt == at(3))
    bench.jobs([.test()], at: at(100))
    for time in [102.0, 104] { bench.jobs([], at: at(time)) }
    #expect(bench.cluster.restartedAt == at(104))
  }

  @Test("a restart voids what is known by checkpoint id, and the clock's offset is learnt anew")
  func restartDropsCaches() {
    var bench = Bench()
    for time in stride(from: 0.0, through: 27, by: 3) {
      var detail = JobDetail.chain
      detail.serverNow = at(time + 60)
      bench.detail(detail, at: at(time))
    }
    let checkpoint = Checkpoint.test(1, at: at(0))
    bench.cluster.apply(
      CheckpointDetail(checkpoint: checkpoint, vertices: []),
      to: .checkpoint(.orders, CheckpointID(1)), at: at(28))
    bench.cluster.apply(.test(finished: 5), to: .overview, at: at(26))
    bench.cluster.apply(.test(finished: 5), to: .overview, at: at(28))
    bench.cluster.apply(.test(), to: .overview, at: at(30))
    #expect(bench.job.checkpointDetails.isEmpty)
    var detail = JobDetail.chain
    detail.serverNow = at(33)
    bench.detail(detail, at: at(32))
    #expect(bench.cluster.clockOffset == .seconds(1))
  }
}
