import StreamModel
import Testing

@Suite("Checkpoint log")
struct CheckpointLogTests {
  private func ids(_ log: CheckpointLog) -> [Int64] { log.history.map(\.id.number) }

  private func history(_ ids: ClosedRange<Int64>, offset: Double = 0) -> [Checkpoint] {
    ids.reversed().map { .test($0, at: at(Double($0) * 3 + offset)) }
  }

  @Test("checkpoints stay after Flink has forgotten them, newest first, each once")
  func merge() {
    var log = CheckpointLog(.test(history(1...10), total: 10), receivedAt: at(30))
    log.update(.test(history(6...15), total: 15), receivedAt: at(45))
    log.update(.test(history(40...49), total: 49), receivedAt: at(147))
    #expect(ids(log) == Array((40...49).reversed()) + Array((1...15).reversed()))
    #expect(log.latest.receivedAt == at(147))
  }

  @Test("what somebody else remembers fills the gaps, never over what was told, and nothing newer")
  func remembered() {
    var log = CheckpointLog(.test(history(8...10), total: 10), receivedAt: at(30))
    log.add(
      remembered: [
        .test(2, at: at(6)), .test(9, at: at(1), duration: .seconds(77)), .test(99, at: at(7)),
        .test(3, at: at(900)),
      ])
    #expect(ids(log) == [10, 9, 8, 2])
    #expect(log.history.first { $0.id.number == 9 }?.duration != .seconds(77))
  }

  @Test("what spans tell joins what is listed, and stays when that is listed again")
  func spans() {
    var log = CheckpointLog(.test(history(8...10), total: 10), receivedAt: at(30))
    func told(_ id: Int64, at time: Timestamp) -> Checkpoint {
      var checkpoint = Checkpoint.test(id, at: time)
      checkpoint.span = CheckpointSpan(
        longest: [.alignment: .seconds(id), .sync: at(0).since(time)])
      return checkpoint
    }
    let nine = log.history[1].triggeredAt
    // A former run of the job had the same ids.
    log.add(remembered: [
      told(9, at: at(1)), told(9, at: nine), told(7, at: at(2)), told(7, at: at(6)),
    ])
    #expect(ids(log) == [10, 9, 8, 7])
    #expect(log.history[1].span == told(9, at: nine).span)
    #expect(log.history[1].triggeredAt == nine && log.history[3].triggeredAt == at(6))
    log.update(.test(history(8...11), total: 11), receivedAt: at(33))
    #expect(ids(log) == [11, 10, 9, 8, 7] && log.history[2].span != nil)
    // Room is for the newest.
    log.add(remembered: [told(6, at: at(4)), told(5, at: at(3))], keeping: 6)
    #expect(ids(log) == [11, 10, 9, 8, 7, 6])
  }

  @Test("what is listed again replaces what was kept")
  func replaced() {
    var log = CheckpointLog(
      .test([.test(1, at: at(0), status: .inProgress, duration: .seconds(1))]), receivedAt: at(1))
    #expect(log.history.first?.status == .inProgress)
    log.update(.test([.test(1, at: at(0), duration: .seconds(4))]), receivedAt: at(5))
    #expect(log.history.map(\.duration) == [.seconds(4)])
  }

  @Test("the latest ones count even where the list does not have them")
  func latest() {
    var statistics = CheckpointStatistics.test(history(20...29))
    statistics.latestSavepoint = .test(3, at: at(9), isSavepoint: true)
    let log = CheckpointLog(statistics, receivedAt: at(90))
    #expect(ids(log) == Array((20...29).reversed()) + [3])
  }

  @Test(
    "a checkpoint that is listed no more offers no path, as it may have been discarded; a savepoint does"
  )
  func unlisted() {
    func status(_ id: Int) -> CheckpointStatus {
      .completed(path: "/chk-\(id)", isDiscarded: false)
    }
    let old = [
      Checkpoint.test(3, at: at(9), status: status(3)),
      .test(2, at: at(6), status: status(2), isSavepoint: true),
    ]
    var log = CheckpointLog(.test(old), receivedAt: at(10))
    #expect(log.history.map(\.restorePath) == ["/chk-3", "/chk-2"])
    log.update(.test([.test(30, at: at(90), status: status(30))], total: 30), receivedAt: at(91))
    #expect(log.history.map(\.restorePath) == ["/chk-30", nil, "/chk-2"])
    #expect(log.history.map(\.isUnlisted) == [false, true, false])
  }

  @Test("one in progress that is listed no more has ended unseen, and is not kept as if it went on")
  func endedUnseen() {
    var log = CheckpointLog(
      .test([.test(5, at: at(15), status: .inProgress)] + history(1...4)), receivedAt: at(16))
    log.update(.test(history(30...39), total: 39), receivedAt: at(120))
    #expect(!ids(log).contains(5))
    #expect(ids(log).contains(4))
  }

  @Test("it is bounded, and drops the oldest")
  func bounded() {
    var log = CheckpointLog(.test(history(1...10)), receivedAt: at(0))
    for last in stride(from: Int64(20), through: 3000, by: 10) {
      log.update(.test(history((last - 9)...last), total: Int(last)), receivedAt: at(Double(last)))
    }
    #expect(log.history.count == CheckpointLog.capacity)
    #expect(log.history.first?.id == CheckpointID(3000))
    #expect(log.history.last?.id == CheckpointID(1801))
  }

  @Test("many jobs share the room for checkpoints")
  func shared() {
    let ids = (0..<100).map { JobID("job \($0)") }
    var bench = Bench(ids.map { .test($0) })
    for last in stride(from: Int64(10), through: 300, by: 10) {
      for id in ids {
        bench.cluster.apply(
          .test(history((last - 9)...last), total: Int(last)), to: .checkpoints(id),
          at: at(Double(last)))
      }
    }
    #expect(bench.cluster.jobs.allSatisfy { $0.checkpoints?.history.count == 120 })
    #expect(bench.cluster.jobs.allSatisfy { $0.checkpoints?.history.first?.id.number == 300 })
  }

  @Test("an id that names another checkpoint begins a new log")
  func idsBeginAnew() {
    var log = CheckpointLog(.test(history(1...10), total: 10), receivedAt: at(30))
    let beginsAnew = log.update(.test(history(1...2, offset: 500), total: 2), receivedAt: at(510))
    #expect(beginsAnew)
    #expect(ids(log) == [2, 1])
    #expect(log.history.allSatisfy { $0.triggeredAt > at(500) })
  }

  @Test("counts and ids that both went down begin a new log, before ids meet")
  func lowerIDs() {
    var log = CheckpointLog(.test(history(101...110), total: 110), receivedAt: at(330))
    let beginsAnew = log.update(.test(history(1...3, offset: 900), total: 3), receivedAt: at(910))
    #expect(beginsAnew)
    #expect(ids(log) == [3, 2, 1])
  }

  @Test("a JobManager that takes over counts anew, but its ids go on, and so does the log")
  func failover() {
    var log = CheckpointLog(.test(history(1...10), total: 10), receivedAt: at(30))
    let beginsAnew = log.update(.test(history(11...12), total: 2), receivedAt: at(40))
    #expect(!beginsAnew)
    #expect(ids(log) == Array((1...12).reversed()))
  }

  @Test("an empty answer after a takeover begins anew, as nothing is known by id any more")
  func emptyAfterLoss() {
    var log = CheckpointLog(.test(history(1...10), total: 10), receivedAt: at(30))
    let beginsAnew = log.update(.test([], total: 0), receivedAt: at(40))
    #expect(beginsAnew)
    #expect(log.history.isEmpty)
  }

  @Test("what is known by id goes when ids begin anew")
  func detailsGo() {
    var bench = Bench()
    bench.checkpoints(.test(history(1...10), total: 10), at: at(30))
    let id = CheckpointID(10)
    bench.cluster.apply(
      CheckpointDetail(checkpoint: .test(10, at: at(30)), vertices: []),
      to: .checkpoint(.orders, id), at: at(31))
    bench.cluster.apply(
      [], to: .checkpointSubtasks(.orders, id, VertexID("map")), at: at(31))
    bench.checkpoints(.test(history(2...11), total: 11), at: at(33))
    #expect(bench.job.checkpointDetails.count == 1)
    #expect(bench.job.checkpointSubtasks.count == 1)
    bench.checkpoints(.test(history(1...1, offset: 100), total: 1), at: at(110))
    #expect(bench.job.checkpointDetails.isEmpty)
    #expect(bench.job.checkpointSubtasks.isEmpty)
  }

  @Test("details of the last 20 checkpoints looked at are kept")
  func detailsBounded() {
    var bench = Bench()
    for number in Int64(1)...30 {
      bench.cluster.apply(
        CheckpointDetail(checkpoint: .test(number, at: at(0)), vertices: []),
        to: .checkpoint(.orders, CheckpointID(number)), at: at(Double(number)))
      bench.cluster.apply(
        CheckpointDetail(checkpoint: .test(1, at: at(0)), vertices: []),
        to: .checkpoint(.orders, CheckpointID(1)), at: at(Double(number) + 0.5))
    }
    #expect(bench.job.checkpointDetails.count == 20)
    #expect(bench.job.checkpointDetails[CheckpointID(1)] != nil)
    #expect(bench.job.checkpointDetails[CheckpointID(2)] == nil)
  }

  @Test("the subtasks of a wide checkpoint are kept whole, older ones go first")
  func subtasksBounded() {
    var bench = Bench()
    for number in Int64(1)...3 {
      for vertex in 0..<30 {
        bench.cluster.apply(
          [],
          to: .checkpointSubtasks(.orders, CheckpointID(number), VertexID("v\(vertex)")),
          at: at(Double(number * 100) + Double(vertex)))
      }
    }
    #expect(bench.job.checkpointSubtasks(of: CheckpointID(3)).count == 30)
    #expect(bench.job.checkpointSubtasks.count == 40)
    #expect(bench.job.checkpointSubtasks(of: CheckpointID(1)).isEmpty)
  }
}

@Suite("Checkpointing of a job")
struct JobCheckpointsTests {
  @Test("the configuration says whether there are checkpoints, else the history does")
  func isEnabled() {
    var bench = Bench()
    #expect(bench.job.isCheckpointingEnabled == nil)
    bench.checkpoints(.test([.test(1, at: at(0), isSavepoint: true)]), at: at(1))
    #expect(bench.job.isCheckpointingEnabled == nil)
    bench.checkpoints(.test([.test(2, at: at(2))]), at: at(3))
    #expect(bench.job.isCheckpointingEnabled == true)
    bench.configuration(.test(interval: nil), at: at(4))
    #expect(bench.job.isCheckpointingEnabled == false)
    bench.configuration(.test(), at: at(5))
    #expect(bench.job.isCheckpointingEnabled == true)
  }

  @Test(
    "Flink's 404 for a job without checkpointing says that it has none, and is no failure",
    arguments: [
      (
        CheckpointsQuestion(.orders) as any Question, "Checkpointing has not been enabled.",
        Bool?.some(false)
      ),
      (
        CheckpointConfigurationQuestion(.orders), "Checkpointing is not enabled for this job (a3).",
        .some(false)
      ),
      (CheckpointsQuestion(.orders), "Job a3 not found", nil),
      (JobQuestion(.orders), "Checkpointing has not been enabled.", nil),
    ])
  func notEnabled(question: any Question, message: String, expected: Bool?) {
    var bench = Bench()
    bench.cluster.fail(question, with: .notFound(message), at: at(1))
    #expect(bench.job.isCheckpointingEnabled == expected)
    #expect(bench.cluster.failing.isEmpty)
  }

  @Test("the same words as something unsupported say it too, and another such answer is kept")
  func unsupported() {
    var bench = Bench()
    let off = SourceError.unsupported("Checkpointing has not been enabled.")
    bench.cluster.fail(.checkpoints(.orders), with: off, at: at(1))
    #expect(bench.job.isCheckpointingEnabled == false)
    #expect(bench.cluster.failing.isEmpty)
    let route = SourceError.unsupported("this Flink version does not know GET /x")
    bench.cluster.fail(.checkpointConfiguration(.orders), with: route, at: at(1))
    #expect(bench.cluster.failing == [QuestionKey(.checkpointConfiguration(.orders)): route])
  }

  @Test("the age of the last checkpoint is since it completed, on our clock, and no savepoint's")
  func age() {
    var bench = Bench()
    #expect(bench.job.lastCompletedCheckpointAge(at: at(0)) == nil)
    var detail = JobDetail.chain
    detail.serverNow = at(60)
    bench.detail(detail, at: at(0))
    bench.checkpoints(
      .test([
        .test(5, at: at(75), status: .inProgress),
        .test(4, at: at(72), isSavepoint: true),
        .test(3, at: at(70), status: .failed(cause: nil)),
        .test(2, at: at(63), duration: .seconds(2)),
      ]), at: at(20))
    #expect(bench.job.lastCompletedCheckpoint?.id == CheckpointID(2))
    #expect(bench.job.lastCompletedCheckpointAge(at: at(20)) == .seconds(15))
    #expect(bench.job.lastCompletedCheckpointAge(at: at(0)) == .zero)
  }
}
