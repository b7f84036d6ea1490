import Testing

@testable import StreamModel

/// What looks like a fault and is none, and what is one although most of it looks well.
@Suite("What is no fault")
struct NoFaultTests {
  // MARK: Event time

  /// What is found of lag at 132 s, where the watermarks of two subtasks of each vertex are so far behind.
  private func watermarks(
    _ lags: [String: [Double?]], of structure: JobDetail = .chain
  ) -> (findings: [Finding], job: JobModel) {
    var bench = Bench()
    for time in stride(from: 60.0, through: 130, by: 5) {
      bench.detail(structure, at: at(time))
      for vertex in structure.vertices {
        bench.load(vertex.id.text, .test(), at: at(time))
        // A lag that is the time itself stands still, as of an hour ago.
        let told = (lags[vertex.id.text] ?? []).map { lag -> Watermark in
          lag.map { .at(at($0 > 100 ? -$0 : time - $0)) } ?? .none
        }
        guard let low = told.min(), let high = told.max() else { continue }
        bench.watermarks(
          vertex.id.text, .test(low, highest: high, without: told.count { $0 == .none }),
          at: at(time))
        let bySubtask = Dictionary(uniqueKeysWithValues: told.enumerated().map { ($0, $1) })
        bench.subtaskWatermarks(vertex.id.text, bySubtask, at: at(time))
      }
    }
    return (bench.verdict(at: at(132)).findings.filter { $0.rule == .lag }, bench.job)
  }

  @Test(
    "an idle subtask of a source without which event time goes on: its own watermark stays where it was, or there is none",
    arguments: [3600, nil] as [Double?])
  func idleness(lag: Double?) {
    let (found, job) = watermarks(["source": [1, lag], "map": [1, 1], "sink": [2, 2]])
    #expect(found == [])
    #expect(job.watermarkLag?.value == .seconds(2))
    // Without withIdleness nothing below gets any further.
    let held = watermarks(["source": [1, lag], "map": [lag, lag], "sink": [lag, lag]]).findings
    #expect(held.first?.severity ?? .well >= .warning)
    // Of what is not asked nothing is assumed.
    #expect(watermarks(["source": [1, lag]]).findings.first?.severity ?? .well >= .warning)
  }

  @Test("also where subtasks feed one each for a while; where they do to the end, it is a note")
  func forwarded() {
    func line(_ last: String) -> JobDetail {
      var detail = JobDetail.chain
      detail.vertices[1].inputs = [Edge(from: VertexID("source"), shipStrategy: "FORWARD")]
      detail.vertices[2].inputs = [Edge(from: VertexID("map"), shipStrategy: last)]
      return detail
    }
    let lags: [String: [Double?]] = ["source": [1, 3600], "map": [1, 3600], "sink": [2, 2]]
    #expect(watermarks(lags, of: line("HASH")).findings == [])
    let apart = watermarks(
      ["source": [1, 3600], "map": [1, 3600], "sink": [1, 3600]], of: line("FORWARD"))
    #expect(apart.findings.map(\.severity) == [.note])
    #expect(apart.job.isForwardedOnly(VertexID("sink")))
    #expect(!watermarks(lags, of: line("HASH")).job.isForwardedOnly(VertexID("sink")))
  }

  // MARK: Checkpoints

  private func checkpoints(
    _ history: [Checkpoint], interval: Double = 10, pause: Double = 0, running since: Double = -100,
    now: Double = 200
  ) -> [String] {
    var bench = Bench([.test(lastModification: at(since))], at: at(now - 1))
    var configuration = CheckpointConfiguration.test(interval: .seconds(interval))
    configuration.minPause = .seconds(pause)
    bench.configuration(configuration, at: at(now - 10))
    bench.checkpoints(.test(history), at: at(now))
    return bench.verdict(at: at(now)).findings.filter { $0.rule == .checkpoints }.map(\.sentence)
  }

  @Test("the pause between checkpoints makes none late, and lets none always be under way")
  func pause() {
    let spaced = (1...4).reversed().map {
      Checkpoint.test($0, at: at(-120 + Double($0) * 65), duration: .seconds(5))
    }
    #expect(checkpoints(spaced, pause: 60) == [])
    #expect(checkpoints(spaced, pause: 0).count == 1)
    #expect(
      checkpoints([.test(1, at: at(-100), duration: .seconds(5))], pause: 60)
        == ["Last checkpoint 4m 55s ago (every 1m 05s expected)."])
    let slow = (1...4).reversed().map {
      Checkpoint.test($0, at: at(50 + Double($0) * 30), duration: .seconds(15))
    }
    #expect(checkpoints(slow, interval: 10, pause: 12).allSatisfy { !$0.contains("under way") })
    #expect(checkpoints(slow, interval: 10).contains { $0.contains("always under way") })
  }

  @Test("none is triggered while tasks restore, so that none is late right after")
  func restore() {
    func found(running since: Double) -> [Finding] {
      var bench = Bench([.test(lastModification: at(since))], at: at(198))
      // It has been RUNNING for an hour, for as long as it restored.
      bench.detail(.chain, at: at(199))
      bench.configuration(.test(interval: .seconds(60)), at: at(190))
      bench.checkpoints(.test([.test(1, at: at(-800))]), at: at(200))
      return bench.verdict(at: at(200)).findings.filter { $0.rule == .checkpoints }
    }
    #expect(found(running: 130) == [])
    #expect(found(running: -100).count == 1)
  }

  @Test(
    "state that was as large before and fell, as of windows that end, does not grow without end")
  func windows() {
    func found(_ sizes: [Int64], each seconds: Double = 5) -> Severity? {
      var bench = Bench([.test(lastModification: at(-100_000))], at: at(0))
      let history = sizes.enumerated().map { index, size in
        var one = Checkpoint.test(Int64(index + 1), at: at(Double(index - sizes.count) * seconds))
        one.stateSize = ByteCount(bytes: size << 20)
        return one
      }
      bench.configuration(.test(interval: .seconds(seconds)), at: at(0))
      bench.checkpoints(.test(history.reversed()), at: at(0))
      return bench.verdict(at: at(1)).findings.first { $0.rule == .stateGrowth }?.severity
    }
    let rise: [Int64] = [10, 12, 14, 16, 18, 20, 22, 24, 26, 28]
    #expect(found(rise) == .note)
    #expect(found([29, 30] + rise) == nil)
    #expect(found([5, 6] + rise) == .note)
    // A day's growth is no window's of an hour.
    #expect(found(rise, each: 600) == .warning)
  }

  // MARK: Vertices

  @Test("a wide vertex of which each subtask does a little hangs no more than its subtasks do")
  func wide() {
    func found(_ busy: [Double]) -> [Finding] {
      var bench = Bench([.test(lastModification: at(-100))], at: at(0))
      var line = [SteadyVertex].line
      let mean = busy.reduce(0, +) / Double(busy.count)
      (line[1].parallelism, line[1].busy, line[1].backpressured) = (busy.count, mean, 0)
      (line[1].idle, line[1].recordsIn, line[1].recordsOut) = (1 - mean, 0, 0)
      for time in stride(from: 0.0, through: 60, by: 2) {
        bench.jobs([.test(lastModification: at(-100))], at: at(time))
        bench.detail(line.detail(at: time), at: at(time))
        bench.subtasks(
          "map",
          line[1].subtasks(
            at: time, busy: busy, records: busy.map { _ in 0 }, on: ["tm-1"]), at: at(time))
      }
      return bench.verdict(at: at(60)).findings.filter { $0.rule == .hang }
    }
    #expect(found(Array(repeating: 0.05, count: 32)) == [])
    #expect(found([1] + Array(repeating: 0, count: 31)).first?.subtask == 0)
  }

  @Test("what comes in as bytes and is sorted before it counts, as a batch job does, is no hang")
  func sorted() {
    func found(bytes: Double, type: String) -> [Finding] {
      var bench = Bench([.test(lastModification: at(-100))], at: at(0))
      var line = [SteadyVertex].line
      (line[1].busy, line[1].backpressured, line[1].idle) = (1, 0, 0)
      (line[1].recordsIn, line[1].recordsOut) = (0, 0)
      for time in stride(from: 0.0, through: 60, by: 2) {
        bench.jobs([.test(lastModification: at(-100))], at: at(time))
        var detail = line.detail(at: time)
        detail.type = type
        detail.vertices[1].counters.bytesIn = ByteCount(
          bytes: Int64(bytes * ((time - 3) / 10).rounded(.down) + 1e9))
        bench.detail(detail, at: at(time))
      }
      return bench.verdict(at: at(60)).findings.filter { $0.rule == .hang }
    }
    #expect(found(bytes: 0, type: "STREAMING").count == 1)
    #expect(found(bytes: 1e6, type: "STREAMING") == [])
    #expect(found(bytes: 0, type: "BATCH") == [])
  }

  @Test("a source at its limit of a job without event time is told, without alarm")
  func untimed() {
    func found(_ watermark: Watermark) -> Finding? {
      var bench = Bench()
      for time in stride(from: 60.0, through: 120, by: 5) {
        bench.detail(.chain, at: at(time))
        for (vertex, busy) in [("source", 0.99), ("map", 0.2), ("sink", 0.1)] {
          bench.load(vertex, .shares(busy: busy, backpressured: 0), at: at(time))
          bench.watermarks(vertex, .test(watermark), at: at(time))
        }
      }
      return bench.verdict(at: at(121)).findings.first { $0.rule == .bottleneck }
    }
    #expect(
      found(.none)?.sentence
        == "Source: orders -> decode is busy 99% while nothing is backpressured: whether it keeps up is not told, as the job has no event time."
    )
    #expect(found(.none)?.severity == .note)
    #expect(found(.finished) == nil)
  }

  // MARK: Tasks

  @Test(
    "tasks that do not get to run beside others are told with their place, for how long they are so"
  )
  func starting() {
    var bench = Bench([])
    func found(at now: Double) -> Finding? {
      let tasks: [TaskState: Int] = [.running: 11, .initializing: 1]
      bench.jobs([.test(lastModification: at(0), tasks: tasks)], at: at(now))
      var detail = JobDetail.chain
      detail.vertices[1].tasks = TaskCounts(byState: [.running: 3, .initializing: 1])
      bench.detail(detail, at: at(now))
      let asked = bench.cluster.inquiries(into: bench.job).map { AnyQuestion($0.question).key }
      #expect(asked.contains(AnyQuestion(.subtasks(.orders, VertexID("map"))).key))
      bench.subtasks(
        "map",
        (0..<4).map {
          Subtask(
            index: $0, state: $0 == 1 ? .initializing : .running,
            taskManager: TaskManagerID("tm-2"), counters: .none)
        }, at: at(now))
      return bench.verdict(at: at(now)).findings.first
    }
    #expect(found(at: 20) == nil)
    let note = found(at: 40)
    #expect(
      note?.sentence == "1 of 12 tasks is INITIALIZING for 40s: fraud score, subtask 1 on tm-2.")
    #expect(note?.severity == .note && note?.evidence == .subtask(VertexID("map"), 1))
    #expect(found(at: 310)?.severity == .warning)
  }

  @Test("tasks of a job of which nobody says that it is a batch job wait since they are SCHEDULED")
  func waves() {
    func found(_ tasks: [TaskState: Int], scheduledFor seconds: Double) -> [String] {
      var bench = Bench([])
      for (time, tasks) in [
        (0, [.created: 8, .running: 4]), (1000 - seconds, tasks), (1000, tasks),
      ] {
        bench.jobs([.test(lastModification: at(time), tasks: tasks)], at: at(time))
        bench.detail(.test([.test("v")], type: nil), at: at(time))
      }
      return bench.verdict(at: at(1000)).findings.filter { $0.rule == .slots }.map(\.sentence)
    }
    #expect(found([.created: 4, .scheduled: 4, .running: 4], scheduledFor: 200) == [])
    #expect(found([.scheduled: 4, .finished: 8], scheduledFor: 2) == [])
    #expect(
      found([.scheduled: 4, .running: 8], scheduledFor: 200)
        == ["4 of 12 tasks wait for slots for 3m 20s."])
  }
}
