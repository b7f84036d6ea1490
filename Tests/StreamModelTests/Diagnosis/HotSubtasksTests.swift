import Testing

@testable import StreamModel

@Suite("Which subtasks of a bottleneck are at their limit, and why")
struct HotSubtasksTests {
  /// Each subtask: busy share, records a second, and where it runs.
  private typealias Load = (busy: Double, records: Double, on: String)

  private func hot(_ loads: [Load]) -> HotSubtasks? {
    HotSubtasks(
      SubtaskLoads(
        loads.enumerated().map { index, load in
          SubtaskLoad(
            index: index, busy: Ratio(load.busy), recordsIn: Rate(perSecond: load.records),
            taskManager: TaskManagerID(load.on))
        }), isSource: false, limits: .standard)
  }

  private func words(_ loads: [Load]) -> String? {
    hot(loads)?.words(of: .test("map"), context: DiagnosisContext(at: at(0)))
  }

  @Test("one with most of the records has a hot key")
  func hotKey() {
    #expect(
      words([(0.2, 10, "a"), (0.99, 70, "b"), (0.15, 10, "a"), (0.1, 10, "b")])
        == "subtask 1 on b is busy 99% with 70% of the records (1 of 4 hot: hot key)")
  }

  @Test("one with no more records than the others is slow")
  func slow() {
    #expect(
      words([(0.2, 10, "a"), (0.3, 10, "b"), (1, 10, "a"), (0.1, 10, "b")])
        == "subtask 2 on a is busy 100%, the other 3 at most 30% with no fewer records (1 of 4 hot)"
    )
    #expect(
      words([(0.95, 10, "a"), (0.2, 11, "b")])
        == "subtask 0 on a is busy 95%, the other one 20% with no fewer records (1 of 2 hot)")
  }

  @Test("those that are just less busy than one at its limit are at theirs too")
  func nearly() {
    #expect(
      words([(1, 10, "a"), (0.88, 10, "b"), (0.8, 10, "a"), (0.93, 10, "b")])
        == "busy 80% to 100%, all 4 subtasks hot")
    #expect(hot([(0.89, 10, "a"), (0.88, 10, "b")]) == nil)
  }

  @Test(
    "beside others that wait for its barriers, one has a hot key only with many times their records",
    arguments: [10.0, 18, 50])
  func waiting(records: Double) throws {
    try expect(records, waits: 0.4)
    // Those that do nothing but wait get none.
    if records == 50 { try expect(records, waits: 0.6, .unknown) }
  }

  private func expect(
    _ records: Double, waits: Double, _ expected: HotSubtasks.Cause? = nil
  ) throws {
    let part = try #require(Ratio(0.625))
    let causes: [Double: HotSubtasks.Cause] = [10: .slow, 18: .unknown, 50: .hotKey(part: part)]
    let loads = (0..<4).map { index in
      SubtaskLoad(
        index: index, busy: Ratio(index == 2 ? 1 : 0.1),
        backpressured: Ratio(index == 2 ? 0 : waits),
        recordsIn: Rate(perSecond: index == 2 ? records : 10), taskManager: TaskManagerID("a"))
    }
    #expect(
      HotSubtasks(SubtaskLoads(loads), isSource: false, limits: .standard)?.cause
        == expected ?? causes[records])
  }

  @Test("all that run in one place and none elsewhere: that place is slow")
  func slowWorker() {
    #expect(
      words([(0.2, 10, "a"), (0.97, 10, "b"), (0.1, 10, "a"), (0.98, 10, "b")])
        == "its 2 subtasks on b are busy 98%, the other 2 at most 20% with no fewer records "
        + "(a slow TaskManager?)")
    // One that is calm there speaks against the place.
    #expect(
      hot([(0.2, 10, "b"), (0.97, 10, "b"), (0.1, 10, "a"), (0.98, 10, "b")])?.cause == .slow)
  }

  /// Those of steps of 10 s, of which the last is now.
  private func course(_ steps: [[Load]], every seconds: Double = 10) -> SubtaskLoads {
    var told: Observed<SubtaskLoads>?
    for (number, loads) in steps.enumerated() {
      let time = at(Double(number) * seconds)
      var next = SubtaskLoads(
        loads.enumerated().map { index, load in
          SubtaskLoad(
            index: index, busy: Ratio(load.busy), recordsIn: Rate(perSecond: load.records),
            taskManager: TaskManagerID(load.on))
        })
      // Whoever asks twice in a step is told the same.
      next.follow(told, at: time)
      told = Observed(next, receivedAt: time)
      next.follow(told, at: time)
      told = Observed(next, receivedAt: time)
    }
    return told?.value ?? SubtaskLoads([])
  }

  @Test(
    "records of one step alone make no hot key of those that were slow before, and the other way")
  func uneven() throws {
    func cause(_ loads: SubtaskLoads) -> HotSubtasks.Cause? {
      HotSubtasks(loads, isSource: false, limits: .standard)?.cause
    }
    let even: [Load] = [(1, 10, "b"), (1, 10, "b"), (0.1, 10, "a"), (0.1, 10, "a")]
    let uneven: [Load] = [(1, 20, "b"), (1, 20, "b"), (0.1, 10, "a"), (0.1, 10, "a")]
    let calm: [Load] = [(0.3, 10, "b"), (0.3, 10, "b"), (0.1, 10, "a"), (0.1, 10, "a")]
    let isHotKey = HotSubtasks.Cause.hotKey(part: try #require(Ratio(2.0 / 3)))
    #expect(cause(course([even, even, even, uneven])) == .slowWorker)
    #expect(cause(course([uneven, uneven, uneven, uneven])) == isHotKey)
    // What was before they were hot tells nothing of why they are.
    #expect(cause(course([calm, calm, calm, uneven])) == isHotKey)
    #expect(cause(course([even, even, calm, uneven])) == isHotKey)
    // Nor what was long ago.
    #expect(cause(course([even, even, even, uneven, uneven, uneven, uneven])) == isHotKey)
    #expect(cause(course([even, even, even, uneven], every: 40)) == isHotKey)
  }

  @Test("several, all, none, and records that nobody counts")
  func others() {
    #expect(
      words([(0.95, 80, "a"), (0.97, 90, "b"), (0.1, 10, "a"), (0.1, 20, "b")])
        == "subtasks 0, 1 are busy 97% with 85% of the records (2 of 4 hot: hot key)")
    #expect(words([(0.95, 5, "a"), (0.97, 1, "b")]) == "busy 97%, all 2 subtasks hot")
    #expect(words([(0.95, 5, "a")]) == "busy 95%")
    #expect(words([(0.85, 5, "a"), (0.1, 1, "b")]) == nil)
    #expect(
      words([(0.95, 0, "a"), (0.1, 0, "b")])
        == "subtask 0 on a is busy 95%, the other one 10% (1 of 2 hot)")
    let six = (0..<6).map { ($0 == 5 ? 0.1 : 0.95, 1.0, "\($0)") }
    #expect(words(six)?.hasPrefix("subtasks 0, 1, 2, 3 and 1 more are busy 95%") == true)
  }
}
