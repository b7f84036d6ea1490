import Testing

@testable import StreamModel

@Suite("Rules that go by what a verdict looks into")
struct LookedIntoRulesTests {
  private func bench(vertices: JobDetail = .chain) -> Bench {
    var bench = Bench()
    bench.detail(vertices, at: at(95))
    return bench
  }

  // MARK: Checkpoints

  private func detail(
    _ checkpoint: Checkpoint, acknowledged: [String: Int], durations: [String: Double] = [:],
    sizes: [String: Int64] = [:]
  ) -> CheckpointDetail {
    CheckpointDetail(
      checkpoint: checkpoint,
      vertices: ["source", "map", "sink"].map { id in
        CheckpointDetail.VertexPart(
          vertex: VertexID(id), status: "IN_PROGRESS", lastAcknowledgedAt: nil,
          duration: durations[id].map { .milliseconds(Int64($0 * 1000)) },
          stateSize: sizes[id].map(ByteCount.init(bytes:)), checkpointedSize: nil, subtasks: 4,
          acknowledgedSubtasks: acknowledged[id] ?? 4)
      })
  }

  private func part(_ index: Int, sync: Double?, async: Double = 0) -> SubtaskCheckpoint {
    let phases = sync.map {
      SubtaskCheckpoint.Phases(
        startDelay: .zero, alignment: .zero, sync: .milliseconds(Int64($0 * 1000)),
        async: .milliseconds(Int64(async * 1000)))
    }
    return SubtaskCheckpoint(
      index: index, acknowledgedAt: sync == nil ? nil : at(100),
      duration: phases.map { $0.sync + $0.async },
      phases: phases, stateSize: nil, checkpointedSize: nil, processedData: nil, persistedData: nil,
      isUnaligned: false, isAborted: false)
  }

  @Test("a failed checkpoint names the first vertex, and the subtask, that did not acknowledge")
  func failed() throws {
    var bench = bench()
    let cause = CheckpointStatus.failed(cause: "Checkpoint expired before completing.")
    let failed = [8, 7].map { Checkpoint.test($0, at: at(Double($0) * 10 + 10), status: cause) }
    bench.configuration(.test(interval: .seconds(10)), at: at(96))
    bench.checkpoints(
      .test(failed + [.test(6, at: at(70))]), at: at(97))
    func asked() -> [QuestionKey] { bench.job.inquiries.map { AnyQuestion($0.question).key } }
    #expect(asked().first == AnyQuestion(.checkpoint(.orders, CheckpointID(8))).key)
    bench.cluster.apply(
      detail(failed[0], acknowledged: ["map": 3, "sink": 0]),
      to: .checkpoint(.orders, CheckpointID(8)), at: at(98))
    #expect(
      asked()[1]
        == AnyQuestion(.checkpointSubtasks(.orders, CheckpointID(8), VertexID("map"))).key)
    bench.cluster.apply(
      [part(0, sync: 0), part(1, sync: 0), part(3, sync: 0)],
      to: .checkpointSubtasks(.orders, CheckpointID(8), VertexID("map")), at: at(99))
    let finding = try #require(
      bench.verdict(at: at(100)).findings.first { $0.rule == .checkpoints })
    #expect(
      finding.sentence.hasSuffix(
        "Checkpoint expired before completing.; subtask 2 of fraud score has not acknowledged it."))
    #expect(finding.vertices == [VertexID("map")] && finding.subtask == 2)
    #expect(finding.evidence == .checkpoint(CheckpointID(8)))
  }

  @Test(
    "checkpoints that take many times as long as they did are told though they fit the interval")
  func grown() throws {
    func finding(_ last: [Double]) -> Finding? {
      var bench = bench()
      bench.configuration(.test(interval: .seconds(60)), at: at(96))
      let usual = Array(repeating: 0.01, count: 8)
      let history = (usual + last).enumerated().map { index, seconds in
        Checkpoint.test(
          Int64(index + 1), at: at(50 + Double(index) * 4),
          duration: .milliseconds(Int64(seconds * 1000)))
      }.reversed()
      bench.checkpoints(.test(Array(history)), at: at(97))
      guard let newest = history.first else { return nil }
      bench.cluster.apply(
        detail(newest, acknowledged: [:], durations: ["source": 0.01, "map": 3, "sink": 0.01]),
        to: .checkpoint(.orders, newest.id), at: at(98))
      bench.cluster.apply(
        [part(0, sync: 0.01), part(1, sync: 0.01, async: 3)],
        to: .checkpointSubtasks(.orders, newest.id, VertexID("map")), at: at(99))
      return bench.verdict(at: at(100)).findings.first { $0.rule == .checkpoints }
    }
    #expect(
      finding([3, 3])?.sentence
        == "Checkpoints take 3s, 300 times as long as they did; async 3s of 3s at fraud score, subtask 1."
    )
    // While they go on so, most of those that are known are long in the end.
    #expect(finding(Array(repeating: 3, count: 12))?.sentence.contains("300 times") == true)
    // One alone may be anything, and so are some milliseconds.
    #expect(finding([3]) == nil)
    #expect(finding([0.01, 3]) == nil)
    #expect(finding([0.5, 0.5]) == nil)
  }

  @Test("one checkpoint that took long is told when the next takes long too")
  func grownWhilePending() throws {
    func verdict(last: Double, pendingFor age: Double) -> Verdict {
      var bench = bench()
      bench.configuration(.test(interval: .seconds(60)), at: at(96))
      var history = (Array(repeating: 0.01, count: 8) + [last]).enumerated().map { index, seconds in
        Checkpoint.test(
          Int64(index + 1), at: at(30 + Double(index) * 4),
          duration: .milliseconds(Int64(seconds * 1000)))
      }
      history.append(.test(20, at: at(97 - age), status: .inProgress))
      bench.checkpoints(.test(history.reversed()), at: at(97))
      return bench.verdict(at: at(100))
    }
    func sentences(_ verdict: Verdict) -> [String] {
      verdict.findings.filter { $0.rule == .checkpoints }.map(\.sentence)
    }
    #expect(
      sentences(verdict(last: 6, pendingFor: 6)) == [
        "Checkpoints take 6s, 600 times as long as they did."
      ])
    #expect(sentences(verdict(last: 6, pendingFor: 4)) == [])
    #expect(sentences(verdict(last: 4, pendingFor: 6)) == [])
    // Nor is the job called well meanwhile.
    let isOpen = {
      verdict(last: 0.01, pendingFor: $0).notJudged.contains { $0.contains("checkpoint") }
    }
    #expect(isOpen(6) && !isOpen(4))
  }

  @Test("why a task declined a checkpoint is asked of the log, once for all that fail in a row")
  func declined() throws {
    var bench = bench()
    bench.configuration(.test(interval: .seconds(10)), at: at(96))
    let vague = CheckpointStatus.failed(cause: "Asynchronous task checkpoint failed.")
    let done = Checkpoint.test(6, at: at(70))
    func tell(_ failed: [Int64], _ status: CheckpointStatus) {
      bench.checkpoints(
        .test(failed.map { .test($0, at: at(Double($0) * 2 + 70), status: status) } + [done]),
        at: at(97))
    }
    var eras: [Int] {
      bench.job.inquiries.filter { $0.question is CheckpointDeclineQuestion }.map(\.era)
    }
    func sentence() -> String? {
      bench.verdict(at: at(100)).findings.first { $0.rule == .checkpoints }?.sentence
    }
    tell([8, 7], .failed(cause: "Checkpoint expired before completing."))
    #expect(eras == [])
    tell([8, 7], vague)
    #expect(eras == [7])
    #expect(
      sentence()?.hasSuffix("checkpoints failed: Asynchronous task checkpoint failed.") == true)
    let decline = CheckpointDecline(
      checkpoint: CheckpointID(8), cause: "IOException: No space left on device")
    bench.cluster.apply(decline, to: .checkpointDecline(.orders), at: at(98))
    #expect(
      sentence()
        == "The last 2 checkpoints failed: Asynchronous task checkpoint failed: IOException: No space "
        + "left on device.")
    tell([10, 9, 8, 7], vague)
    #expect(eras == [7])
    #expect(sentence()?.contains("No space left on device") == true)
    // One of before the last success tells nothing of those since.
    bench.cluster.apply(
      CheckpointDecline(checkpoint: CheckpointID(5), cause: "old"),
      to: .checkpointDecline(.orders), at: at(99))
    #expect(sentence()?.contains("old") == false)
  }

  // MARK: Lost workers

  @Test(
    "a failure for a worker that is gone names it",
    arguments: [
      (
        "RemoteTransportException: Connection unexpectedly closed by remote task manager "
          + "'10.0.0.7/10.0.0.7:36419 [ 10.0.0.7:35177-e06ac7 ] '. This might indicate that it was lost.",
        "10.0.0.7:35177"
      ),
      (
        "RemoteTransportException: Connection unexpectedly closed by remote task manager "
          + "'tm-3/10.0.0.7:36419'. This might", "tm-3/10.0.0.7:36419"
      ),
      (
        "RecipientUnreachableException: Could not send message [X(T)] from sender [Actor[pekko://flink/"
          + "temp/taskmanager_0$Zo]] to recipient [Actor[pekko.tcp://flink@10.0.0.7:35177/user/rpc/"
          + "taskmanager_0#-189435707]], because", "10.0.0.7:35177"
      ),
      (
        "TimeoutException: The heartbeat of TaskManager with id 10.0.0.7:35177-e06ac7 timed out.",
        "10.0.0.7:35177"
      ),
      (
        "JobMasterException: TaskManager with id flink-tm-1-4 is no longer reachable.",
        "flink-tm-1-4"
      ),
      (
        "RecipientUnreachableException: Could not send message [X] from sender [a] to recipient "
          + "[Actor[pekko.tcp://flink@jm:6123/user/rpc/jobmanager_2#1]], because", nil
      ), ("TimeoutException: TaskManager with id", nil), ("IOException: timed out", nil),
    ] as [(String, String?)])
  func lostWorker(cause: String, name: String?) {
    let failure = JobFailure(cause: cause, at: at(90), task: "map (2/4)", location: nil)
    let words = FailureWords(failure, of: bench().job, context: DiagnosisContext(at: at(100)))
    #expect(words.worker == name)
    if let name { #expect(words.text.hasPrefix(" as TaskManager \(name) was lost (map (2/4): ")) }
  }

  @Test("the asynchronous part of an unaligned checkpoint has the wait for barriers in it")
  func unaligned() {
    func phase(isUnaligned: Bool) -> SlowestPhase? {
      var slow = part(2, sync: 0.1, async: 5)
      slow.isUnaligned = isUnaligned
      return CheckpointPhases.slowest(in: [VertexID("map"): [slow]])
    }
    #expect(phase(isUnaligned: true)?.isWait == true)
    #expect(phase(isUnaligned: false)?.isWait == false)
  }

  // MARK: State

  @Test(
    "state that grows from checkpoint to checkpoint is told, with where; what comes to rest is not")
  func stateGrowth() throws {
    func finding(_ sizes: [Int64]) -> Finding? {
      var bench = bench()
      let history = sizes.enumerated().map { index, size in
        var checkpoint = Checkpoint.test(Int64(index + 1), at: at(50 + Double(index) * 5))
        checkpoint.stateSize = ByteCount(bytes: size << 20)
        return checkpoint
      }
      bench.configuration(.test(interval: .seconds(5)), at: at(90))
      bench.checkpoints(.test(history.reversed()), at: at(97))
      for (index, checkpoint) in history.enumerated() where index == 0 || index == sizes.count - 1 {
        bench.cluster.apply(
          detail(
            checkpoint, acknowledged: [:],
            sizes: ["source": 50 << 20, "map": sizes[index] << 20, "sink": 0]),
          to: .checkpoint(.orders, checkpoint.id), at: at(98))
      }
      return bench.verdict(at: at(100)).findings.first { $0.rule == .stateGrowth }
    }
    let growing = try #require(finding([10, 12, 14, 16, 18, 20, 22, 24, 26, 28]))
    #expect(
      growing.sentence
        == "State grows by 24.0 MiB a minute: 10.0 MiB to 28.0 MiB over the last 10 checkpoints, most of "
        + "the growth at fraud score.")
    #expect(growing.vertices == [VertexID("map")])
    #expect(finding([10, 20, 26, 27, 28, 28, 28, 28, 28, 28]) == nil)
    #expect(finding([10, 12, 14, 16, 10, 12, 14, 16, 10, 12]) == nil)
    #expect(finding([10, 10, 10, 10, 10, 11, 11, 11, 11, 12]) == nil)
  }

  // MARK: Workers and records

  @Test(
    "a worker that collects garbage for much of its time goes before the busy vertices that it makes"
  )
  func garbage() throws {
    var bench = bench()
    let worker = TaskManagerID("10.0.0.7:6122-a1b2c3")
    let id = GarbageWatch.metric
    func most(_ time: Double, at now: Double) {
      bench.metric(id, .spread(.hot(min: 0, max: time, sum: time)), of: .workers, at: at(now))
    }
    func asked() -> [QuestionKey] {
      bench.cluster.inquiries(into: bench.job).map { AnyQuestion($0.question).key }
    }
    func notJudged(at now: Double) -> [String] {
      bench.cluster.verdict(of: bench.job, at: at(now)).notJudged
    }
    let one = AnyQuestion(.metricValues(.worker(worker), GarbageWatch.metricsOfOne)).key
    bench.cluster.apply(
      [
        TaskManager(id: worker, slots: 4, freeSlots: 0)
      ], to: .taskManagers, at: at(90))
    bench.cluster.apply(.test(), to: .overview, at: at(99))
    most(20, at: 101)
    #expect(!asked().contains(one))
    func era() -> Int? {
      bench.cluster.inquiries(into: bench.job)
        .first {
          AnyQuestion($0.question).key
            == AnyQuestion(.metricValues(.workers, GarbageWatch.metrics)).key
        }?.era
    }
    let steps = bench.job.readings.value.meter.steps
    #expect(era() == steps / 4)
    #expect(!notJudged(at: 101).contains("who collects garbage"))
    most(40, at: 103)
    #expect(era() == steps && !asked().contains(one))
    most(459, at: 105)
    #expect(asked().contains(one))
    #expect(notJudged(at: 105).contains("who collects garbage"))
    bench.cluster.apply(
      [
        MetricReading(id, .single(text: "459", number: 459)),
        MetricReading(GarbageWatch.metricsOfOne[1], .single(text: "x", number: 384 * 1048576)),
        MetricReading(GarbageWatch.metricsOfOne[2], .single(text: "x", number: 380 * 1048576)),
      ], to: .metricValues(.worker(worker), GarbageWatch.metricsOfOne), at: at(106))
    func finding(at now: Double) -> Finding? {
      bench.cluster.verdict(of: bench.job, at: at(now)).findings.first { $0.rule == .garbage }
    }
    #expect(
      finding(at: 107)?.sentence
        == "10.0.0.7:6122 spends 46% of its time collecting garbage, its heap is 380 MiB of 384 MiB."
    )
    #expect(finding(at: 107)?.severity == .warning && finding(at: 107)?.worker == "10.0.0.7:6122")
    #expect(!notJudged(at: 107).contains("who collects garbage"))
    // What is old says nothing of now.
    #expect(finding(at: 140) == nil)
  }

  /// A cluster of so many workers and two jobs, of which one worker collects garbage; each is asked as it comes to its turn.
  private func garbage(
    at strained: Int, of count: Int, placed: [Int]?, steps: Int = 0
  ) -> (asked: Set<Int>, verdict: Verdict) {
    var bench = bench()
    let workers = (0..<count).map { TaskManagerID("10.0.0.\($0):6122-a") }
    var overview = ClusterOverview.test()
    overview.jobsRunning = 2
    bench.cluster.apply(overview, to: .overview, at: at(99))
    bench.cluster.apply(
      workers.map { TaskManager(id: $0, slots: 4, freeSlots: 0) }, to: .taskManagers, at: at(90))
    bench.metric(
      GarbageWatch.metric, .spread(.hot(min: 0, max: 450, sum: 450)), of: .workers, at: at(101))
    for vertex in ["source", "map", "sink"] {
      guard let placed else { break }
      bench.subtasks(
        vertex,
        placed.enumerated().map {
          Subtask(index: $0, state: .running, taskManager: workers[$1], counters: .none)
        }, at: at(102))
    }
    var asked: Set<Int> = []
    for inquiry in bench.cluster.inquiries(into: bench.job) {
      for (index, worker) in workers.enumerated()
      where inquiry.any.key
        == AnyQuestion(.metricValues(.worker(worker), GarbageWatch.metricsOfOne)).key
      {
        asked.insert(index)
        let time = index == strained ? 450.0 : 3
        bench.cluster.apply(
          [MetricReading(GarbageWatch.metric, .single(text: "\(time)", number: time))],
          to: .metricValues(.worker(worker), GarbageWatch.metricsOfOne), at: at(103))
      }
    }
    return (asked, bench.cluster.verdict(of: bench.job, at: at(104)))
  }

  @Test(
    "garbage of a worker that runs none of its tasks is not the job's, and one that may is a note")
  func garbageOfOthers() {
    func found(_ placed: [Int]?) -> Finding? {
      garbage(at: 1, of: 3, placed: placed).verdict.findings.first { $0.rule == .garbage }
    }
    #expect(found([0, 1, 2, 0])?.severity == .warning)
    #expect(found([0, 2, 0, 2]) == nil)
    #expect(
      found(nil)?.sentence
        == "10.0.0.1:6122-a spends 45% of its time collecting garbage; whether it runs any of the job's tasks is not known."
    )
    #expect(found(nil)?.severity == .note)
  }

  @Test(
    "of many workers the job's own are asked first, and until the one is found it is not known who")
  func garbageOfMany() {
    let own = garbage(at: 12, of: 20, placed: [11, 12, 13, 14])
    #expect(own.asked.count == 8 && own.asked.isSuperset(of: [11, 12, 13, 14]))
    #expect(own.verdict.findings.first?.worker == "10.0.0.12:6122-a")
    let unseen = garbage(at: 12, of: 20, placed: nil)
    #expect(unseen.asked == Set(0..<8))
    #expect(unseen.verdict.findings == [])
    #expect(unseen.verdict.notJudged.contains("who collects garbage"))
    #expect(!own.verdict.notJudged.contains("who collects garbage"))
  }

  @Test("records that windows drop are told as rate and share; those of before are not")
  func lateRecords() throws {
    var bench = bench()
    let source = MetricSource.vertex(.orders, VertexID("map"))
    func late(_ total: Double, at time: Double) {
      bench.metric(
        "window.numLateRecordsDropped", .spread(.hot(min: 0, max: total, sum: total)), of: source,
        at: at(time))
      bench.load("map", .test(recordsIn: .even(100)), at: at(time))
    }
    func finding(at time: Double) -> Finding? {
      bench.verdict(at: at(time)).findings.first { $0.rule == .lateRecords }
    }
    late(1000, at: 95)
    #expect(finding(at: 96) == nil)
    func isUntold(at time: Double) -> Bool {
      bench.verdict(at: at(time)).notJudged.contains("whether late records are dropped")
    }
    late(1000, at: 105)
    // The first was as old as somebody else's question.
    #expect(isUntold(at: 106) && !isUntold(at: 175))
    #expect(finding(at: 106) == nil)
    late(1200, at: 115)
    #expect(!isUntold(at: 116))
    #expect(
      finding(at: 116)?.sentence == "fraud score drops 20 records/s as too late, 5% of what comes.")
    #expect(finding(at: 116)?.severity == .warning)
    late(1210, at: 125)
    #expect(finding(at: 126)?.severity == .note)
    // A restart counts from 0 again.
    late(5, at: 135)
    #expect(finding(at: 136) == nil)
  }

  @Test("for want of slots it says how many, and not one task of many")
  func slots() {
    var vertices = JobDetail.chain.vertices
    for index in vertices.indices {
      vertices[index].slotSharingGroup = index == 2 ? "b" : "a"
      vertices[index].state = .scheduled
    }
    var bench = bench(vertices: .test(vertices))
    #expect(bench.job.slotsWanted == 8)
    let failure = JobFailure(
      cause: "NoResourceAvailableException: Could not acquire the minimum required resources.",
      at: at(80), task: "fraud score (3/4)", location: nil)
    bench.cluster.apply(.test(), to: .overview, at: at(96))
    var context = DiagnosisContext(at: at(100))
    context.overview = bench.cluster.overview?.value
    #expect(
      FailureWords(failure, of: bench.job, context: context).text
        == ": not enough slots; 8 slots wanted, 6 of 32 free (NoResourceAvailableException: Could not "
        + "acquire the minimum required resources.)")
    vertices[0].slotSharingGroup = nil
    bench.detail(.test(vertices), at: at(101))
    #expect(bench.job.slotsWanted == nil)
  }

  @Test("a failure has its vertex and subtask as places, and says that it was in a snapshot")
  func failureWords() {
    let bench = bench()
    var failure = JobFailure(
      cause: "IOException: No space left on device", at: at(80), task: "fraud score (3/4)",
      location: "10.0.0.7:6122")
    let context = DiagnosisContext(at: at(100))
    let words = FailureWords(failure, of: bench.job, context: context)
    #expect(words.text == " in fraud score (3/4): IOException: No space left on device")
    #expect(
      words.vertex == VertexID("map") && words.subtask == 2 && words.worker == "10.0.0.7:6122")
    failure.isInSnapshot = true
    #expect(
      FailureWords(failure, of: bench.job, context: context).text
        == " in fraud score (3/4), in the snapshot: IOException: No space left on device")
    failure.task = "who (knows)"
    #expect(FailureWords(failure, of: bench.job, context: context).vertex == nil)
  }
}
