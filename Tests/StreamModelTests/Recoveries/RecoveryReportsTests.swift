import Testing

@testable import StreamModel

@Suite("Recoveries as the REST API tells them")
struct RecoveryReportsTests {
  /// A job of one vertex that failed twice: 100 s ago, and 10 s ago, when it went back to checkpoint 7.
  private func cluster(
    entered: [JobState: Timestamp] = [
      .initializing: at(-3600), .created: at(-3599), .restarting: at(-9.9), .running: at(-8.9),
    ], state: JobState = .running, failures: [Double] = [-10, -100], times: Bool = true
  ) -> ClusterModel {
    var cluster = Bench([.test(state: state)]).cluster
    cluster.apply(
      .test([.test("source", parallelism: 2)], state: state, serverNow: at(0), entered: entered),
      to: JobQuestion(.orders), at: at(0))
    cluster.apply(
      JobExceptions(
        entries: failures.map { seconds in
          JobException(
            at: at(seconds), name: "a.B", cause: "a.B: lost \(Int(seconds))", trace: "a.B: lost",
            task: "source (1/2)")
        }, isTruncated: false), to: ExceptionsQuestion(.orders), at: at(0))
    var statistics = CheckpointStatistics.test(
      [.test(8, at: at(-5)), .test(7, at: at(-14))], restored: 2)
    statistics.restored = CheckpointStatistics.Restored(
      id: CheckpointID(7), at: at(-8.8), isSavepoint: false, path: nil)
    cluster.apply(statistics, to: CheckpointsQuestion(.orders), at: at(0))
    if times {
      func subtask(_ index: Int, _ initializing: Double, _ running: Double) -> SubtaskTimes {
        SubtaskTimes(
          index: index, host: nil,
          states: StateTimes([
            .init(.scheduled, at(-8.9)), .init(.deploying, at(-8.8)),
            .init(.initializing, at(initializing)), .init(.running, at(running)),
          ]))
      }
      cluster.apply(
        [subtask(0, -8.6, -8.0), subtask(1, -8.5, -8.2)],
        to: SubtaskTimesQuestion(.orders, VertexID("source")), at: at(0))
    }
    return cluster
  }

  private func told(_ cluster: ClusterModel) -> [Recovery] {
    cluster.recoveries(of: .orders, trace: nil)
  }

  @Test("the last one has its phases by the states of job and subtasks, each from the REST API")
  func last() throws {
    let all = told(cluster())
    #expect(all.map(\.cause) == [.failure, .failure, .start])
    let last = try #require(all.first)
    #expect(last.failedAt == .init(at(-10), .rest) && last.failure == "a.B: lost -10")
    #expect(last.failedTask == "source (1/2)")
    #expect(last.total == .seconds(2) && last.outcome == .completed)
    #expect(last.checkpoint == .init(CheckpointID(7), .rest))
    #expect(last.wentBack == .milliseconds(5200) && last.stateSize?.value.bytes == 1000)
    #expect(last.subtasks == .init(2, .rest) && last.sources == [.rest])
    #expect(
      last.phases.map(\.kind) == [
        .noticing, .cancellingAndWaiting, .deploying, .part("Initialization"),
      ])
    #expect(
      last.phases.map(\.duration) == [100, 1000, 400, 600].map { .milliseconds($0) })
    #expect(last.phases.last?.mean == .milliseconds(450))
  }

  @Test("of those before no more is told than when and why")
  func earlier() throws {
    let earlier = try #require(told(cluster()).dropFirst().first)
    #expect(earlier.failedAt == .init(at(-100), .rest) && earlier.failure == "a.B: lost -100")
    #expect(earlier.runningAt == nil && earlier.total == nil && earlier.checkpoint == nil)
    #expect(earlier.phases.isEmpty && earlier.outcome == nil)
  }

  @Test("without the times of the subtasks nobody knows when it was done")
  func noTimes() throws {
    let last = try #require(told(cluster(times: false)).first)
    #expect(last.runningAt == .init(at(-8.9), .rest) && last.endedAt == nil && last.total == nil)
    #expect(last.subtasks == nil && last.outcome == nil)
  }

  @Test("what was told of the run before is not taken for the one that is under way")
  func underWay() throws {
    let restarting = cluster(
      entered: [.created: at(-3599), .running: at(-98), .restarting: at(-0.9)],
      state: .restarting, failures: [-1, -100])
    let last = try #require(told(restarting).first)
    #expect(last.outcome == .underWay && last.runningAt == nil && last.endedAt == nil)
    #expect(last.noticedAt == .init(at(-0.9), .rest) && last.checkpoint == nil)
    #expect(last.subtasks == nil)
  }

  @Test("a restart that no exception tells of yet is there, without a reason")
  func unexplained() throws {
    let early = cluster(failures: [-100])
    let last = try #require(told(early).first)
    #expect(last.cause == .failure && last.failure == nil && last.failedAt == nil)
    #expect(last.noticedAt == .init(at(-9.9), .rest) && last.total == .milliseconds(1900))
  }

  @Test("a job that never failed has its first start, as far as all of it")
  func firstStart() throws {
    var calm = Bench([.test()]).cluster
    calm.apply(
      .test(
        [.test("source", parallelism: 1)], serverNow: at(0),
        entered: [.created: at(-3599), .running: at(-3598)]), to: JobQuestion(.orders), at: at(0))
    calm.apply(
      JobExceptions(entries: [], isTruncated: false), to: ExceptionsQuestion(.orders), at: at(0))
    let all = told(calm)
    #expect(all.map(\.cause) == [.start])
    #expect(all.first?.createdAt == .init(at(-3600), .rest))
    #expect(all.first?.phases.map(\.kind) == [.preparing])
  }

  @Test("rescales of the adaptive scheduler are recoveries of their own, and its failovers are not")
  func rescales() throws {
    var rescaled = cluster()
    func record(_ id: String, _ cause: String, _ from: Double, _ to: Double) -> RescaleRecord {
      RescaleRecord(
        id: id, cause: cause, outcome: "COMPLETED", reason: "SUCCEEDED", attempt: 1,
        startTime: at(from), endTime: at(to))
    }
    rescaled.apply(
      [
        record("c", "UPDATE_REQUIREMENT", -50, -48),
        record("b", "RECOVERABLE_FAILOVER", -100, -98.5),
        record("a", "INITIAL_SCHEDULE", -3600, -3598),
      ], to: RescalesQuestion(.orders), at: at(0))
    let all = told(rescaled)
    #expect(all.map(\.cause) == [.failure, .rescale, .failure, .start])
    #expect(all[1].trigger == "UPDATE_REQUIREMENT" && all[1].runningAt?.value == at(-48))
    // It was asked for at -50, but nobody tells here when the job was left for it.
    #expect(all[1].noticedAt == nil && all[1].total == nil)
    #expect(all[2].runningAt == .init(at(-98.5), .rest))
    var traced = Recovery(cause: .rescale)
    traced.noticedAt = .init(at(-48.15), .log)
    traced.runningAt = .init(at(-48.07), .span)
    let joined = joined([traced], rescaled)
    #expect(joined.map(\.cause) == [.failure, .rescale, .failure, .start])
    #expect(joined[1].trigger == "UPDATE_REQUIREMENT" && joined[1].noticedAt == traced.noticedAt)
  }

  // MARK: Joined

  /// The last restart as spans and lines tell it.
  private var traced: Recovery {
    var recovery = Recovery(cause: .failure)
    recovery.noticedAt = .init(at(-9.91), .log)
    recovery.runningAt = .init(at(-8.91), .span)
    recovery.endedAt = .init(at(-7.9), .span)
    recovery.outcome = .completed
    return recovery
  }

  private func joined(_ recoveries: [Recovery], _ cluster: ClusterModel) -> [Recovery] {
    cluster.recoveries(
      of: .orders,
      trace: RecoveryTrace(
        jobs: [.orders: .init(name: "orders", recoveries: recoveries)], spanCount: 1))
  }

  @Test("figures of spans go before the REST API's, which adds what they lack")
  func join() throws {
    let all = joined([traced], cluster())
    #expect(all.map(\.cause) == [.failure, .failure, .start])
    let last = try #require(all.first)
    #expect(last.endedAt == .init(at(-7.9), .span) && last.noticedAt == .init(at(-9.91), .log))
    #expect(last.failedAt == .init(at(-10), .rest) && last.failure == "a.B: lost -10")
    #expect(last.deployedAt == .init(at(-8.5), .rest) && last.subtasks == .init(2, .rest))
    #expect(last.sources == [.span, .log, .rest] && last.total == .milliseconds(2100))
  }

  @Test("a span alone is joined with the failure before it, and with no other")
  func joinSpan() throws {
    var span = Recovery()
    span.runningAt = .init(at(-98.9), .span)
    span.endedAt = .init(at(-98), .span)
    let all = joined([span], cluster())
    #expect(all.count == 3 && all[1].failure == "a.B: lost -100" && all[1].cause == .failure)
    #expect(all[1].total == .seconds(2) && all[0].endedAt?.source == .rest)
  }

  @Test(
    "of several restarts within seconds each has its own failure, also where the log begins late")
  func quick() throws {
    let quick = cluster(failures: [-10, -10.8, -11.6])
    let traces = [-11.59, -10.79, -9.99].map { seconds in
      var recovery = Recovery(cause: .failure)
      recovery.noticedAt = .init(at(seconds), .log)
      return recovery
    }
    let late = joined(Array(traces.dropFirst()), quick)
    #expect(late.prefix(3).map { $0.failedAt?.value } == [at(-10), at(-10.8), at(-11.6)])
    #expect(late.prefix(3).map { $0.noticedAt?.value } == [at(-9.99), at(-10.79), nil])
    let all = joined(traces, quick)
    #expect(all.count == 4)
    #expect(all.prefix(3).map { $0.failedAt?.value } == [at(-10), at(-10.8), at(-11.6)])
    #expect(all.prefix(3).map { $0.noticedAt?.value } == [at(-9.99), at(-10.79), at(-11.59)])
  }

  @Test("a failure that the log tells first never lies behind what follows it")
  func order() throws {
    var early = traced
    early.noticedAt = .init(at(-10.05), .log)
    let last = try #require(joined([early], cluster()).first)
    #expect(last.failedAt == .init(at(-10.05), .rest))
    #expect(last.phases.first?.duration == .zero)
  }

  // MARK: When the log is read

  @Test("the log is read when the job has changed, and a few times more until the restart is whole")
  func reading() throws {
    #expect(Bench([.test()]).cluster.recoveryTraceQuestion(of: .orders, now: at(0)) == nil)
    // It runs since -8.9 s.
    var cluster = cluster()
    func edition(_ seconds: Double) -> Int {
      (cluster.recoveryTraceQuestion(of: .orders, now: at(seconds))?.edition ?? -1) % 10
    }
    #expect([-8, -6, -5.8, 0, 0.2, 21, 21.2, 9000].map(edition) == [0, 0, 1, 1, 2, 2, 3, 3])
    // Nothing that comes makes the number go back, whatever it was asked with.
    var trace = RecoveryTrace(jobs: [:], spanCount: 0, edition: 7)
    cluster.apply(trace, to: RecoveryTraceQuestion(), at: at(-5))
    #expect([-5, 0, 0.2, 21.2].map(edition) == [1, 1, 2, 3])
    // Once the last restart is there with its end it is not read again, before the job changes.
    trace.jobs = [.orders: .init(name: nil, recoveries: [traced])]
    cluster.apply(trace, to: RecoveryTraceQuestion(), at: at(-5))
    #expect([-5, 0.2, 21.2, 9000].map(edition) == [1, 1, 1, 1])
    let before = cluster.recoveryTraceQuestion(of: .orders, now: at(30))?.edition ?? 0
    cluster.apply(
      .test([.test("source")], serverNow: at(30), entered: [.running: at(29)]),
      to: JobQuestion(.orders), at: at(30))
    #expect(cluster.recoveryTraceQuestion(of: .orders, now: at(30))?.edition ?? 0 > before + 9)
  }
}
