import StreamModel
import Testing

@Suite("What became of a checkpoint")
struct CheckpointOutcomeTests {
  private let expired = CheckpointStatus.failed(cause: "Checkpoint expired before completing.")
  private let suspended = CheckpointStatus.failed(cause: "Checkpoint Coordinator is suspending.")

  private func job(
    _ history: [Checkpoint], state: JobState = .running, entered: [JobState: Timestamp] = [:],
    failed: Int = 0
  ) -> JobModel {
    var bench = Bench([.test()], at: at(0))
    if state != .running { bench.list(state, at: at(90)) }
    if !entered.isEmpty { bench.detail(.test([], state: state, entered: entered), at: at(91)) }
    bench.checkpoints(.test(history, failed: failed), at: at(100))
    return bench.job
  }

  @Test("a discarded checkpoint has no path to restore from")
  func discarded() {
    let kept = Checkpoint.test(
      2, at: at(3), status: .completed(path: "s3://c/2", isDiscarded: false))
    let gone = Checkpoint.test(
      1, at: at(0), status: .completed(path: "s3://c/1", isDiscarded: true))
    #expect(kept.restorePath == "s3://c/2" && !kept.isDiscarded)
    #expect(gone.restorePath == nil && gone.isDiscarded)
    #expect(Checkpoint.test(3, at: at(6), status: .inProgress).restorePath == nil)
  }

  @Test("one under way has lasted from its trigger until now, by the clock of the JobManager")
  func underWay() {
    var bench = Bench([.test()], at: at(0))
    // The JobManager's clock is a minute ahead.
    bench.detail(.test([], serverNow: at(61)), at: at(1))
    let entry = Checkpoint.test(7, at: at(160), status: .inProgress, duration: .milliseconds(3))
    bench.checkpoints(.test([entry]), at: at(101))
    let duration = bench.job.duration(of: entry, at: at(110))
    #expect(duration.map { abs($0.inSeconds - 10) < 0.1 } == true)
    #expect(bench.job.duration(of: .test(6, at: at(0)), at: at(110)) == .seconds(1))
  }

  @Test(
    "a checkpoint that a stop, a cancel or a restart cut off is no failure",
    arguments: [
      "Checkpoint Coordinator is suspending.", "CheckpointCoordinator shutdown.",
      "The job has failed.", "Checkpoint has been subsumed.",
    ])
  func cutOffByCause(cause: String) {
    let entry = Checkpoint.test(2, at: at(50), status: .failed(cause: cause))
    let job = job([entry, .test(1, at: at(40))])
    #expect(!job.isFailure(entry))
    #expect(job.failedSinceLastCompleted == 0)
  }

  @Test(
    "whatever a checkpoint says of its end, it is no failure where its job was being cancelled by then"
  )
  func cutOffByCancel() {
    let cut = Checkpoint.test(
      3, at: at(80), status: .failed(cause: "Task was cancelled."), duration: .seconds(2))
    let before = Checkpoint.test(2, at: at(60), status: expired, duration: .seconds(10))
    let history = [cut, before, .test(1, at: at(40))]
    let cancelled = job(
      history, state: .canceled, entered: [.cancelling: at(81), .canceled: at(84)])
    #expect(!cancelled.isFailure(cut))
    #expect(cancelled.isFailure(before))
    #expect(cancelled.failedSinceLastCompleted == 1)
    #expect(job(history).failedSinceLastCompleted == 2)
  }

  @Test("a failure that is older than a completed savepoint counts no more")
  func savepointSince() {
    let failed = Checkpoint.test(2, at: at(50), status: expired)
    let savepoint = Checkpoint.test(
      3, at: at(60), status: .completed(path: "s3://s/3", isDiscarded: false), isSavepoint: true)
    #expect(job([savepoint, failed, .test(1, at: at(40))]).failedSinceLastCompleted == 0)
    #expect(job([failed, .test(1, at: at(40))]).failedSinceLastCompleted == 1)
    // Nor is it called a row of failures.
    let earlier = Checkpoint.test(1, at: at(40), status: expired)
    var bench = Bench([.test(lastModification: at(-3600))], at: at(0))
    bench.configuration(.test(interval: .seconds(60)), at: at(0))
    bench.checkpoints(.test([savepoint, failed, earlier]), at: at(99))
    #expect(!bench.verdict(at: at(100)).sentences.contains { $0.contains("checkpoints failed") })
  }

  @Test(
    "where none ever completed, failures are as many as the cluster counts, without those cut off")
  func clusterCounts() {
    let history = [
      Checkpoint.test(2, at: at(60), status: suspended), .test(1, at: at(50), status: expired),
    ]
    #expect(job(history, failed: 12).failedSinceLastCompleted == 11)
    let first = Checkpoint.test(1, at: at(60), status: suspended)
    #expect(job([first], failed: 1).failedSinceLastCompleted == 0)
    #expect(job([], failed: 12).failedSinceLastCompleted == 12)
  }

  @Test("those that Flink lists no more may have been cut off, and are not counted as failures")
  func unlisted() {
    let history = [
      Checkpoint.test(12, at: at(60), status: expired), .test(11, at: at(50), status: expired),
    ]
    #expect(job(history, failed: 12).failedSinceLastCompleted == 2)
    // Five triggers failed without an entry, whatever became of the ten that are not listed.
    #expect(job(history, failed: 17).failedSinceLastCompleted == 7)
  }

  @Test("ids go on from the checkpoint that the job was started from")
  func restored() {
    var bench = Bench([.test()], at: at(0))
    var statistics = CheckpointStatistics.test(
      [.test(41, at: at(60), status: expired)], failed: 4)
    statistics.restored = .init(id: CheckpointID(40), at: at(0), isSavepoint: true, path: nil)
    bench.checkpoints(statistics, at: at(100))
    #expect(bench.job.failedSinceLastCompleted == 4)
  }

  @Test("a job that has ended has no checkpoint under way, whatever was counted last")
  func noneUnderWay() {
    var bench = Bench([.test()], at: at(0))
    #expect(bench.job.checkpointsInProgress == nil)
    var statistics = CheckpointStatistics.test([.test(1, at: at(0), status: .inProgress)])
    statistics.counts.inProgress = 1
    bench.checkpoints(statistics, at: at(10))
    #expect(bench.job.checkpointsInProgress == 1)
    bench.list(.canceled, at: at(20))
    #expect(bench.job.checkpointsInProgress == 0)
  }
}

@Suite("Checkpoints of many jobs")
struct CheckpointSuccessTests {
  private func history(_ ids: ClosedRange<Int64>, every seconds: Double) -> [Checkpoint] {
    ids.reversed().map { .test($0, at: at(Double($0) * seconds)) }
  }

  private func success(_ bench: Bench, at now: Double) -> CheckpointSuccess? {
    CheckpointSuccess(of: bench.cluster.jobs, at: at(now), within: .seconds(3600))
  }

  @Test("of ten that Flink lists no more is said than the time they cover")
  func listedOnly() throws {
    var bench = Bench()
    bench.checkpoints(.test(history(91...100, every: 24), total: 100), at: at(2424))
    let found = try #require(success(bench, at: 2424))
    #expect(found.completed == 10)
    #expect(found.span == .seconds(240))
  }

  @Test("an old savepoint in the answer makes the time covered no longer")
  func oldSavepoint() throws {
    var bench = Bench()
    var statistics = CheckpointStatistics.test(history(91...100, every: 24), total: 100)
    statistics.latestSavepoint = .test(3, at: at(72), isSavepoint: true)
    bench.checkpoints(statistics, at: at(2424))
    #expect(success(bench, at: 2424)?.span == .seconds(240))
    #expect(success(bench, at: 2424)?.completed == 10)
  }

  @Test("what is seen while flinktop runs is covered, up to an hour; a gap begins anew")
  func seen() throws {
    var bench = Bench()
    for last in stride(from: Int64(100), through: 400, by: 5) {
      let now = at(Double(last) * 24 + 1)
      bench.checkpoints(.test(history((last - 9)...last, every: 24), total: Int(last)), at: now)
    }
    #expect(success(bench, at: 9601)?.span == .seconds(3600))
    #expect(success(bench, at: 9601)?.completed == 150)
    bench.checkpoints(.test(history(491...500, every: 24), total: 500), at: at(12_024))
    #expect(success(bench, at: 12_024)?.span == .seconds(240))
  }

  @Test("a job of which all are listed covers the whole hour")
  func all() {
    var bench = Bench()
    bench.checkpoints(.test(history(1...4, every: 24)), at: at(120))
    #expect(success(bench, at: 120)?.span == .seconds(3600))
    #expect(success(bench, at: 120)?.completed == 4)
  }

  @Test("one that was cut off as its job was stopped is not among the failed")
  func cutOff() {
    var bench = Bench()
    let cut = Checkpoint.test(
      5, at: at(120), status: .failed(cause: "Checkpoint Coordinator is suspending."))
    bench.checkpoints(.test([cut] + history(1...4, every: 24)), at: at(130))
    #expect(success(bench, at: 130)?.failed == 0)
  }
}
