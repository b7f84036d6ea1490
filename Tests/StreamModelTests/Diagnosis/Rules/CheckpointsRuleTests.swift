import StreamModel
import Testing

@Suite("Rule 5: checkpoints")
struct CheckpointsRuleTests {
  private let failed = CheckpointStatus.failed(cause: "Checkpoint expired before completing.")

  private func findings(
    _ history: [Checkpoint], configuration: CheckpointConfiguration? = .test(),
    now: Double = 200, readAt: Double? = nil, since: Double = -3600, total: Int? = nil
  ) -> [String] {
    var bench = Bench([.test(lastModification: at(since))], at: at(now - 1))
    if let configuration { bench.configuration(configuration, at: at(now - 100)) }
    bench.checkpoints(.test(history, total: total), at: at(readAt ?? now))
    return bench.verdict(at: at(now)).findings.map { "\($0.severity): \($0.sentence)" }
  }

  @Test("checkpoints in time are well")
  func inTime() {
    let history = (1...10).reversed().map { Checkpoint.test($0, at: at(167 + Double($0) * 3)) }
    #expect(findings(history) == [])
  }

  @Test("what completed since the last answer is not known, so that nothing is late by its age")
  func asOfTheAnswer() {
    let last = [Checkpoint.test(1, at: at(140))]
    #expect(findings(last, now: 200, readAt: 142) == [])
    let pending = Checkpoint.test(2, at: at(140), status: .inProgress, duration: nil)
    let short = CheckpointConfiguration.test(interval: .seconds(60), timeout: .seconds(60))
    #expect(findings([pending] + last, configuration: short, now: 195, readAt: 145) == [])
    #expect(findings([pending] + last, configuration: short, now: 195, readAt: 190).count == 1)
  }

  @Test("that the last one was discarded means that a newer one had completed, and no trouble")
  func discarded() {
    let gone = Checkpoint.test(9, at: at(198), status: .completed(path: nil, isDiscarded: true))
    #expect(findings([gone]) == [])
  }

  @Test("a JobManager that has told of none yet leaves what was known before, with its age")
  func untold() throws {
    var bench = Bench()
    bench.configuration(.test(interval: .seconds(600)), at: at(100))
    let kept = Checkpoint.test(
      8, at: at(50), status: .completed(path: "s3://c/8", isDiscarded: false))
    bench.checkpoints(.test([kept], total: 8), at: at(100))
    #expect(bench.job.restoreBefore == nil)
    bench.checkpoints(.test([], total: 0), at: at(110))
    bench.checkpoints(.test([], total: 0), at: at(120))
    #expect(bench.job.restoreBefore?.value == kept)
    #expect(bench.job.restoreBefore?.receivedAt == at(100))
    let finding = try #require(
      bench.verdict(at: at(121)).findings.first { $0.rule == .checkpoints })
    #expect(
      finding.sentence
        == "The JobManager was restarted and has not told yet what the job could be restored from; "
        + "before that it was checkpoint 8, 1m 10s old now, at s3://c/8.")
    #expect(finding.short == "what to restore from is not known yet")
    bench.checkpoints(.test([.test(9, at: at(125))], total: 1), at: at(130))
    #expect(bench.job.restoreBefore == nil)
  }

  @Test("no checkpoint for three intervals is late, but never before 30s")
  func late() {
    let last = [Checkpoint.test(1, at: at(100))]
    #expect(findings(last, now: 130) == [])
    #expect(findings(last, now: 142) == ["warning: Last checkpoint 41s ago (every 3s expected)."])
    let slow = CheckpointConfiguration.test(interval: .seconds(60))
    #expect(findings(last, configuration: slow, now: 280) == [])
    #expect(
      findings(last, configuration: slow, now: 290)
        == ["warning: Last checkpoint 3m 09s ago (every 1m 00s expected)."])
  }

  @Test("late with failures needs a person now")
  func lateAndFailing() {
    let history = [
      Checkpoint.test(4, at: at(160), status: .inProgress),
      .test(3, at: at(140), status: failed), .test(2, at: at(120), status: failed),
      .test(1, at: at(100)),
    ]
    #expect(
      findings(history, now: 165) == [
        "critical: Last checkpoint 1m 04s ago (every 3s expected), 2 failed since: Checkpoint expired "
          + "before completing."
      ])
  }

  @Test("a job that never completed one is late since it runs")
  func never() {
    let history = [Checkpoint.test(1, at: at(100), status: failed)]
    #expect(
      findings(history, now: 200, since: -100) == [
        "critical: No checkpoint has completed for 5m 00s (every 3s expected), 1 failed since: "
          + "Checkpoint expired before completing."
      ])
    #expect(
      findings([], now: 200, since: -100)
        == ["warning: No checkpoint has completed for 5m 00s (every 3s expected)."])
  }

  @Test("after a restart the time begins anew")
  func afterRestart() {
    let slow = CheckpointConfiguration.test(interval: .seconds(60))
    let last = [Checkpoint.test(1, at: at(0))]
    #expect(findings(last, configuration: slow, now: 200, since: 130) == [])
    #expect(findings(last, configuration: slow, now: 200, since: 10).count == 1)
  }

  @Test("a savepoint keeps checkpoints waiting, and one that completed counts as a recovery point")
  func savepoints() {
    #expect(
      findings([
        .test(2, at: at(110), status: .inProgress, isSavepoint: true), .test(1, at: at(100)),
      ]) == [])
    #expect(findings([.test(2, at: at(185), isSavepoint: true), .test(1, at: at(100))]) == [])
    #expect(
      findings([
        .test(3, at: at(185), status: failed, isSavepoint: true),
        .test(2, at: at(184), status: failed, isSavepoint: true), .test(1, at: at(195)),
      ]) == [])
  }

  @Test("failures in a row are said before it is late")
  func inARow() {
    let history = [
      Checkpoint.test(3, at: at(195), status: failed), .test(2, at: at(192), status: failed),
      .test(1, at: at(185)),
    ]
    #expect(
      findings(history) == [
        "warning: The last 2 checkpoints failed: Checkpoint expired before completing."
      ])
    #expect(
      findings(history, configuration: .test(tolerable: 2)) == [
        "warning: The last 2 checkpoints failed; one more may restart the job: Checkpoint expired "
          + "before completing."
      ])
    #expect(findings(Array(history.dropFirst())) == [])
  }

  @Test("failures among completed ones are said when there are three in ten")
  func someFail() {
    func history(_ failures: Set<Int64>) -> [Checkpoint] {
      (1...12).reversed().map { number in
        .test(
          number, at: at(160 + Double(number) * 3),
          status: failures.contains(number)
            ? .failed(cause: nil) : .completed(path: nil, isDiscarded: false))
      }
    }
    #expect(findings(history([4, 7, 10])) == ["warning: 3 of the last 10 checkpoints failed."])
    #expect(findings(history([1, 7, 10])) == [])
  }

  @Test("checkpoints given up as the job restarted are a matter of the restart")
  func suspended() {
    let status = CheckpointStatus.failed(cause: "Checkpoint Coordinator is suspending.")
    #expect(
      findings([
        .test(4, at: at(198), status: status), .test(3, at: at(196), status: status),
        .test(2, at: at(194), status: status), .test(1, at: at(192)),
      ]) == [])
  }

  @Test("checkpoints that take longer than their interval are always under way")
  func slow() {
    let history = (1...7).reversed().map {
      Checkpoint.test($0, at: at(120 + Double($0) * 10), duration: .seconds(9.6))
    }
    #expect(
      findings(history) == [
        "warning: Checkpoints take 9.6s, longer than their interval of 3s, so one is always under way."
      ])
    // The interval as it is seen hides it.
    #expect(findings(history, configuration: nil) == [])
    #expect(findings(history, configuration: .test(interval: .seconds(10))) == [])
    #expect(findings(Array(history.prefix(2))) == [])
  }

  @Test("where the subtasks of the last one are known, the phase that took longest is named")
  func slowestPhase() {
    var bench = Bench()
    bench.detail(.chain, at: at(195))
    bench.configuration(.test(), at: at(195))
    bench.checkpoints(
      .test(
        (1...7).reversed().map {
          .test($0, at: at(120 + Double($0) * 10), duration: .seconds(10))
        }), at: at(195))
    let phases = SubtaskCheckpoint.Phases(
      startDelay: .seconds(9.5), alignment: .zero, sync: .seconds(0.25), async: .seconds(0.25))
    let subtask = SubtaskCheckpoint(
      index: 2, acknowledgedAt: nil, duration: .seconds(10), phases: phases, stateSize: nil,
      checkpointedSize: nil, processedData: nil, persistedData: nil, isUnaligned: false,
      isAborted: false)
    bench.cluster.apply(
      [subtask],
      to: .checkpointSubtasks(.orders, CheckpointID(7), VertexID("map")), at: at(196))
    #expect(
      bench.verdict(at: at(200)).sentences == [
        "Checkpoints take 10s, longer than their interval of 3s, so one is always under way; "
          + "start delay 9.5s of 10s at fraud score, subtask 2."
      ])
  }

  @Test("one in progress for half its timeout is likely to miss it")
  func stalled() {
    let history = [
      Checkpoint.test(9, at: at(0), status: .inProgress, subtasks: 20, acknowledged: 17),
      .test(8, at: at(-1)),
    ]
    let configuration = CheckpointConfiguration.test(
      interval: .seconds(600), timeout: .seconds(300))
    #expect(findings(history, configuration: configuration, now: 140) == [])
    #expect(
      findings(history, configuration: configuration, now: 160) == [
        "warning: Checkpoint 9 has been in progress for 2m 40s of its timeout of 5m 00s; 3 of 20 subtasks "
          + "are missing."
      ])
    let savepoint = [
      Checkpoint.test(9, at: at(0), status: .inProgress, isSavepoint: true), .test(8, at: at(-1)),
    ]
    #expect(
      findings(savepoint, configuration: configuration, now: 160) == [
        "warning: Savepoint 9 has been in progress for 2m 40s of its timeout of 5m 00s."
      ])
  }

  @Test("where the configuration is unknown the interval is read off the triggers")
  func derivedInterval() {
    let history = (1...6).reversed().map { Checkpoint.test($0, at: at(40 + Double($0) * 10)) }
    #expect(findings(history, configuration: nil, now: 130) == [])
    #expect(
      findings(history, configuration: nil, now: 150)
        == ["warning: Last checkpoint 49s ago (every 10s expected)."])
    // Ids that were skipped say nothing about spacing.
    #expect(
      findings(
        [.test(1, at: at(0)), .test(9, at: at(20)), .test(30, at: at(50))].reversed(),
        configuration: nil, now: 180) == [])
  }

  @Test("no claim where checkpoints are off, not known, or not heard of lately")
  func noClaim() {
    let last = [Checkpoint.test(1, at: at(0))]
    #expect(findings(last, configuration: .test(interval: nil)) == [])
    #expect(findings([], configuration: nil) == [])
    #expect(findings(last, now: 200, readAt: 130) == [])
    #expect(findings(last, now: 200, readAt: 160).count == 1)
  }

  @Test("a server whose clock is ahead is not taken for a late one")
  func clocks() {
    var bench = Bench()
    var detail = JobDetail.chain
    detail.serverNow = at(500)
    bench.detail(detail, at: at(200))
    bench.configuration(.test(), at: at(200))
    bench.checkpoints(.test([.test(1, at: at(497))]), at: at(200))
    #expect(bench.verdict(at: at(202)).findings.isEmpty)
    bench.detail(detail, at: at(239))
    bench.checkpoints(.test([.test(1, at: at(497))]), at: at(240))
    #expect(
      bench.verdict(at: at(240)).sentences == ["Last checkpoint 42s ago (every 3s expected)."])
  }
}
