import StreamModel
import Testing

@Suite("States, restarts and slots")
struct StateRuleTests {
  private func findings(_ bench: Bench, at time: Timestamp) -> [String] {
    bench.verdict(at: time).findings.map { "\($0.severity): \($0.sentence)" }
  }

  @Test("a failed job says when and why")
  func failed() {
    var bench = Bench([.test(state: .failed, endTime: at(-7080))])
    #expect(
      findings(bench, at: at(0)) == ["critical: Failed 1h 58m ago; its cause is not known yet."])
    let failure = JobFailure(
      cause: "TimeoutException: db-3 did not answer in 5s.", at: at(-7081),
      task: "call gateway (1/2)", location: "tm-1:40001")
    bench.cluster.apply(failure, to: .failure(.orders), at: at(1))
    #expect(
      findings(bench, at: at(0)) == [
        "critical: Failed 1h 58m ago in call gateway (1/2): TimeoutException: db-3 did not answer in 5s."
      ])
  }

  /// As 2.3.0 told it: the adaptive scheduler gave up waiting for slots five minutes after the last failure.
  @Test("what a job failed of long before its end is not why it ended: its result says that")
  func failedOfAnother() {
    var bench = Bench([.test(state: .failed, endTime: at(-1170))])
    bench.failure("SocketTimeoutException: gateway", failedAt: at(-1476), at: at(0))
    #expect(bench.job.isEndUnexplained)
    #expect(
      findings(bench, at: at(0)) == [
        "critical: Failed 19m 30s ago; its cause is not known, the last failure before it was: SocketTimeoutException: gateway."
      ])
    let result = JobFailure(
      cause: "NoResourceAvailableException: Not enough resources available for scheduling.",
      at: nil,
      task: nil, location: nil)
    bench.cluster.apply(result, to: .executionResult(.orders), at: at(1))
    #expect(
      findings(bench, at: at(0)) == [
        "critical: Failed 19m 30s ago: not enough slots (NoResourceAvailableException: Not enough resources available for scheduling.)."
      ])
  }

  @Test(
    "each state says what it means",
    arguments: [
      (JobState.running, 10.0, []),
      (.finished, 10, []),
      (.canceled, 10, []),
      (.failing, 10, ["warning: Failing for 10s."]),
      (.restarting, 10, ["warning: Restarting for 10s."]),
      (.restarting, 150, ["critical: Restarting for 2m 30s."]),
      (.cancelling, 5, ["note: Cancelling for 5s."]),
      (.cancelling, 250, ["warning: Cancelling for 4m 10s: some of its tasks do not stop."]),
      (
        .suspended, 5,
        [
          "warning: Suspended for 5s: its JobManager gave it up, and another one should take it over."
        ]
      ),
      (.created, 5, ["note: Not running yet: CREATED for 5s."]),
      (.initializing, 125, ["warning: Not running yet: INITIALIZING for 2m 05s."]),
      (.reconciling, 5, ["note: Not running yet: RECONCILING for 5s."]),
      (.other("DREAMING"), 5, ["note: Its state DREAMING is not one that flinktop knows."]),
    ])
  func states(state: JobState, age: Double, expected: [String]) {
    let bench = Bench([
      .test(state: state, endTime: state.isTerminal ? at(-age) : nil, lastModification: at(-age))
    ])
    #expect(findings(bench, at: at(0)) == expected)
  }

  @Test("a restart names the failure that led to it, not the one before")
  func cause() {
    var bench = Bench()
    bench.list(.restarting, at: at(100))
    bench.failure("IOException: disk full", failedAt: at(99), at: at(101))
    #expect(
      findings(bench, at: at(110)) == ["warning: Restarting for 10s: IOException: disk full."])
    bench.failure("IOException: disk full", failedAt: at(-300), at: at(103))
    #expect(
      findings(bench, at: at(110)) == [
        "warning: Restarting for 10s; the failure before: IOException: disk full."
      ])
  }

  @Test("the cause stays when the structure tells of the next run before the list does")
  func causeAtItsEnd() {
    var bench = Bench()
    bench.list(.restarting, at: at(100))
    bench.failure("IOException: disk full", failedAt: at(99), at: at(101))
    let entered: [JobState: Timestamp] = [.restarting: at(100), .running: at(109)]
    bench.detail(.test([.test("v")], entered: entered), at: at(110))
    #expect(
      findings(bench, at: at(111)) == ["warning: Restarting for 11s: IOException: disk full."])
    // One of the run before the one that ended is still none of this restart's.
    let before: [JobState: Timestamp] = [.restarting: at(80), .running: at(95)]
    bench.detail(.test([.test("v")], entered: before), at: at(112))
    bench.failure("IOException: disk full", failedAt: at(90), at: at(112))
    #expect(
      findings(bench, at: at(113)) == [
        "warning: Restarting for 13s; the failure before: IOException: disk full."
      ])
  }

  @Test(
    "the age of a restart goes on when the job runs again, and its count does not make it younger")
  func oneAge() {
    var bench = Bench()
    bench.metrics(restarts: 1, at: at(250))
    bench.list(.restarting, at: at(300))
    bench.list(.running, at: at(308))
    #expect(findings(bench, at: at(310)) == ["note: Restarted 10s ago."])
    bench.metrics(restarts: 2, at: at(315))
    #expect(findings(bench, at: at(320)) == ["note: Restarted 20s ago."])
    // One that was not seen is as old as the run that it led to.
    bench.list(.running, at: at(500), lastModification: at(499))
    #expect(findings(bench, at: at(510)) == ["note: Restarted 11s ago."])
  }

  @Test("while a failed job is about to restart, and once it runs again, one restart is told")
  func course() {
    func summary(_ state: JobState, tasks: [TaskState: Int], changed: Double) -> JobSummary {
      .test(state: state, lastModification: at(changed), tasks: tasks)
    }
    let failing: [TaskState: Int] = [.running: 11, .failed: 1]
    let down: [TaskState: Int] = [.canceled: 11, .failed: 1]
    let starting: [TaskState: Int] = [.running: 7, .deploying: 5]
    var bench = Bench()
    bench.metrics(restarts: 4, at: at(290))
    bench.failure("disk full", failedAt: at(99), at: at(110))
    // Its state is still RUNNING, and the exceptions have the failure already.
    bench.jobs([summary(.running, tasks: failing, changed: 299.5)], at: at(300))
    bench.failure("disk full", failedAt: at(299.5), at: at(300))
    #expect(findings(bench, at: at(300)) == [])
    bench.jobs([summary(.restarting, tasks: down, changed: 300.5)], at: at(302))
    #expect(findings(bench, at: at(303)) == ["warning: Restarting for 2s: disk full."])
    bench.jobs([summary(.running, tasks: starting, changed: 307)], at: at(308))
    #expect(findings(bench, at: at(308)) == ["note: Restarted 7s ago: disk full."])
    bench.jobs([summary(.running, tasks: [.running: 12], changed: 309)], at: at(310))
    #expect(findings(bench, at: at(310)) == ["note: Restarted 9s ago: disk full."])
    bench.metrics(restarts: 5, at: at(312))
    #expect(findings(bench, at: at(314)) == ["note: Restarted 13s ago: disk full."])
  }

  private func restarted(_ times: [Double], state: JobState = .running) -> Bench {
    var bench = Bench()
    for time in times {
      bench.list(.restarting, at: at(time))
      if time != times.last || state == .running { bench.list(.running, at: at(time + 2)) }
    }
    return bench
  }

  @Test(
    "restarts weigh by how many there were in ten minutes",
    arguments: [
      ([Double](), JobState.running, 600.0, Severity.well),
      ([500], .running, 600, .note),
      ([400, 500], .running, 600, .note),
      ([100, 300, 500], .running, 600, .warning),
      ([100, 300, 500], .running, 1050, .note),
      ([100, 300, 500], .running, 1200, .well),
      ([100, 200, 300, 400, 500], .running, 600, .critical),
      ([100, 300, 500], .restarting, 510, .critical),
    ])
  func restarts(times: [Double], state: JobState, now: Double, expected: Severity) {
    let findings = restarted(times, state: state).verdict(at: at(now)).findings
    #expect((findings.filter { $0.rule == .restarts }.map(\.severity).max() ?? .well) == expected)
  }

  @Test("the sentence says how often, how lately and why")
  func restartSentence() {
    var bench = restarted([100, 300, 500])
    bench.failure("TimeoutException: db-3", failedAt: at(499), at: at(502))
    #expect(
      findings(bench, at: at(540)) == [
        "warning: Restarted 3 times in 10 min, last 40s ago: TimeoutException: db-3."
      ])
    bench = restarted([100, 200, 300, 400, 500])
    #expect(
      findings(bench, at: at(540)) == [
        "critical: In a restart loop: restarted 5 times in 10 min, last 40s ago."
      ])
    #expect(bench.verdict(at: at(540)).findings.first?.short == "5 restarts in 10 min")
    #expect(findings(restarted([500]), at: at(540)) == ["note: Restarted 40s ago."])
  }

  @Test(
    "a restart with which the parallelism changed is a rescale, whose evidence are the vertices")
  func rescaled() {
    func chain(_ parallelism: Int) -> JobDetail {
      .test([
        .test("a", name: "read", parallelism: parallelism),
        .test("b", name: "count", parallelism: parallelism, inputs: ["a"]),
        .test("c", name: "write", parallelism: 1, inputs: ["b"]),
      ])
    }
    var bench = Bench()
    bench.detail(chain(2), at: at(490))
    bench.list(.restarting, at: at(500))
    bench.list(.running, at: at(503))
    bench.detail(chain(4), at: at(506))
    #expect(findings(bench, at: at(540)) == ["note: Rescaled 40s ago: read 2 to 4, count 2 to 4."])
    #expect(bench.verdict(at: at(540)).findings.first?.evidence == .vertices)
    // A restart that came after it is none.
    bench.list(.restarting, at: at(600))
    bench.list(.running, at: at(602))
    bench.detail(chain(4), at: at(606))
    #expect(findings(bench, at: at(610)) == ["note: Restarted 2 times in 10 min, last 10s ago."])
    // One that a failure led to is told by that.
    bench.list(.restarting, at: at(700))
    bench.failure("TaskManager lost", failedAt: at(699), at: at(702))
    bench.list(.running, at: at(703))
    bench.detail(chain(3), at: at(706))
    #expect(
      findings(bench, at: at(710)) == [
        "warning: Restarted 3 times in 10 min, last 10s ago: TaskManager lost."
      ])
    #expect(bench.verdict(at: at(710)).findings.first?.evidence == .failures)
  }

  @Test("a restart of which the cluster remembers no failure leads to no empty list of failures")
  func withoutFailure() {
    var bench = restarted([500])
    bench.cluster.apply(nil, to: .failure(.orders), at: at(502))
    #expect(findings(bench, at: at(540)) == ["note: Restarted 40s ago."])
    bench.cluster.apply(nil, to: .failure(.orders), at: at(510))
    #expect(
      findings(bench, at: at(540)) == [
        "note: Restarted 40s ago; no failure is told of, as after a rescale."
      ])
    #expect(bench.verdict(at: at(540)).findings.first?.evidence == .vertices)
  }

  @Test("a job that fell back to CREATED says since when it is down, and why")
  func fallen() {
    var bench = Bench([.test(state: .created, startTime: at(-400), lastModification: nil)])
    bench.failure("TaskManager tm-1 is no longer reachable", failedAt: at(-110), at: at(0))
    #expect(
      findings(bench, at: at(0)) == [
        "warning: Down for 1m 50s, CREATED: it waits to run again; "
          + "failed: TaskManager tm-1 is no longer reachable."
      ])
    #expect(bench.verdict(at: at(0)).findings.first?.evidence == .failures)
    var overview = ClusterOverview.test()
    (overview.taskManagers, overview.slotsAvailable) = (0, 0)
    bench.cluster.apply(overview, to: .overview, at: at(0))
    let verdict = bench.cluster.verdict(of: bench.job, at: at(0))
    #expect(
      verdict.findings.map(\.sentence) == [
        "Down for 1m 50s, CREATED: there is no TaskManager to run on; "
          + "failed: TaskManager tm-1 is no longer reachable."
      ])
    #expect(verdict.findings.first?.evidence == .workers)
  }

  @Test("a loop and the state are both said, the loop first")
  func loop() {
    let rules = restarted([100, 300, 500], state: .restarting).verdict(at: at(510)).findings
    #expect(rules.map(\.rule) == [.restarts, .state])
  }

  @Test(
    "tasks that wait for slots are said after a minute",
    arguments: [
      ([TaskState.scheduled: 4, .running: 8], "STREAMING", 50.0, []),
      (
        [.scheduled: 4, .running: 8], "STREAMING", 70,
        ["warning: 4 of 12 tasks wait for slots for 1m 10s."]
      ),
      (
        [.scheduled: 1, .running: 8], "STREAMING", 200,
        ["critical: 1 of 9 tasks waits for slots for 3m 20s."]
      ),
      ([.scheduled: 4, .finished: 8], "BATCH", 200, []),
      (
        [.scheduled: 12], "BATCH", 100,
        ["critical: No task runs for 1m 40s: all 12 wait for slots."]
      ),
      ([.created: 4, .running: 8], "STREAMING", 200, []),
      (
        [.created: 12], "STREAMING", 100,
        ["critical: No task runs for 1m 40s: all 12 wait for slots."]
      ),
      ([.scheduled: 12], "STREAMING", 8, []),
      (
        [.scheduled: 12], "STREAMING", 15,
        ["warning: No task runs for 15s: all 12 wait for slots."]
      ),
      (
        [.deploying: 2, .initializing: 10], "STREAMING", 70,
        ["warning: No task runs for 1m 10s: 2 DEPLOYING, 10 INITIALIZING."]
      ),
      (
        [.initializing: 11, .running: 1], "STREAMING", 70,
        ["note: 11 of 12 tasks are INITIALIZING for 1m 10s."]
      ),
      ([.finished: 4, .scheduled: 4], "BATCH", 70, []),
    ])
  func slots(tasks: [TaskState: Int], type: String, age: Double, expected: [String]) {
    var bench = Bench([.test(lastModification: at(-age), tasks: tasks)])
    bench.detail(.test([.test("v")], type: type), at: at(0))
    let findings = bench.verdict(at: at(0)).findings.filter { $0.rule == .slots }
    #expect(findings.map { "\($0.severity): \($0.sentence)" } == expected)
  }

  @Test("since when nothing runs is told by the change, and what slots there are")
  func standstill() {
    var bench = Bench()
    bench.jobs([.test(lastModification: at(5), tasks: [.scheduled: 12])], at: at(6))
    bench.jobs([.test(lastModification: at(5), tasks: [.scheduled: 12])], at: at(20))
    var overview = ClusterOverview.test()
    (overview.slotsAvailable, overview.slotsTotal) = (2, 6)
    bench.cluster.apply(overview, to: .overview, at: at(20))
    let finding = bench.cluster.verdict(of: bench.job, at: at(20)).findings.first
    #expect(
      finding?.sentence == "No task runs for 15s: all 12 wait for slots; 2 of 6 slots are free.")
    #expect(finding?.evidence == .workers)
    bench.jobs([.test(lastModification: at(21), tasks: [.running: 12])], at: at(22))
    #expect(bench.verdict(at: at(40)).findings.isEmpty)
  }

  @Test("a job that was not listed lately claims nothing of its tasks")
  func oldList() {
    let bench = Bench([.test(lastModification: at(-100), tasks: [.scheduled: 12])])
    #expect(bench.verdict(at: at(66)).findings.isEmpty)
  }
}

@Suite("Restarts before flinktop was started")
struct EarlierRestartsTests {
  private func verdict(
    startedSeconds: Double, restarts: Int, failedSeconds: Double? = nil
  ) -> Verdict {
    var summary = JobSummary.test()
    summary.startTime = at(-startedSeconds)
    summary.duration = .seconds(startedSeconds)
    var bench = Bench([summary])
    bench.metrics(restarts: restarts, at: at(1))
    if let failedSeconds { bench.failure("disk full", failedAt: at(-failedSeconds), at: at(1)) }
    return bench.job.verdict(at: at(2))
  }

  private func restarts(_ verdict: Verdict) -> [String] {
    verdict.findings.filter { $0.rule == .restarts }.map { "\($0.severity): \($0.sentence)" }
  }

  @Test("an old job that has restarted all its life and still does is in a loop")
  func lifelong() {
    #expect(
      restarts(verdict(startedSeconds: 1558, restarts: 43, failedSeconds: 18)) == [
        "critical: In a restart loop: restarted 43 times in 26m 00s, last 20s ago: disk full."
      ])
    #expect(
      restarts(verdict(startedSeconds: 3598, restarts: 20, failedSeconds: 18)) == [
        "warning: Restarted 20 times in 1h 00m, last 20s ago: disk full."
      ])
  }

  @Test("many restarts in a long life with the last failure just now: that one is told")
  func lastFailure() {
    #expect(
      restarts(verdict(startedSeconds: 86_400 * 30, restarts: 500, failedSeconds: 118)) == [
        "note: Restarted 2m 00s ago: disk full."
      ])
    #expect(restarts(verdict(startedSeconds: 86_400, restarts: 500, failedSeconds: 700)) == [])
  }

  @Test("a failure that nothing restarted from is none")
  func noRestart() {
    #expect(restarts(verdict(startedSeconds: 86_400, restarts: 0, failedSeconds: 5)) == [])
  }

  @Test(
    "a job younger than the window had all its restarts in it, in a time no longer than its life")
  func young() {
    let finding = verdict(startedSeconds: 200, restarts: 5).findings.first { $0.rule == .restarts }
    #expect(finding?.severity == .critical)
    #expect(finding?.sentence.contains("5 times in 3m 22s") == true)
  }

  @Test("an old job's restarts may be of last year: nothing is claimed")
  func old() {
    let findings = verdict(startedSeconds: 86_400, restarts: 500).findings
    #expect(!findings.contains { $0.rule == .restarts })
  }
}
