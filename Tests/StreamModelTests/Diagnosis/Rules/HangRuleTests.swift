import StreamModel
import Testing

/// source -> map -> sink with counters, of which map gets stuck at 100 s.
@Suite("Vertices that hang")
struct HangRuleTests {
  /// What is found at 140 s, where from 100 s on the vertices are as `after` makes them.
  private func findings(
    until end: Double = 140, after change: (inout [SteadyVertex]) -> Void
  ) -> [Finding] {
    var bench = Bench()
    let before = [SteadyVertex].line
    var after = before
    change(&after)
    for step in 0...Int(end / 2) {
      let time = Double(step) * 2
      bench.jobs([.test(lastModification: at(-100))], at: at(time))
      let vertices = zip(before, after).map { before, after in
        time < 100 ? before.vertex(at: time) : joined(before, after, at: time)
      }
      bench.detail(.test(vertices), at: at(time))
    }
    return bench.verdict(at: at(end)).findings.filter { $0.rule == .hang || $0.rule == .bottleneck }
  }

  /// Counters that went on as `after` from 93 s on, which is when the metrics stepped last before 100 s.
  private func joined(
    _ before: SteadyVertex, _ after: SteadyVertex, at time: Double
  ) -> Vertex {
    var vertex = before.vertex(at: 93)
    let (from, to) = (after.vertex(at: 93).counters, after.vertex(at: time).counters)
    func sum(_ counter: KeyPath<VertexCounters, Int64?>) -> Int64? {
      guard let old = vertex.counters[keyPath: counter], let from = from[keyPath: counter],
        let to = to[keyPath: counter]
      else { return nil }
      return old + to - from
    }
    func share(_ counter: KeyPath<VertexCounters, Duration?>) -> Duration? {
      guard let old = vertex.counters[keyPath: counter], let from = from[keyPath: counter],
        let to = to[keyPath: counter]
      else { return nil }
      return old + to - from
    }
    var counters = vertex.counters
    (counters.recordsIn, counters.recordsOut) = (sum(\.recordsIn), sum(\.recordsOut))
    counters.busyTime = share(\.busyTime)
    counters.backpressuredTime = share(\.backpressuredTime)
    counters.idleTime = share(\.idleTime)
    vertex.counters = counters
    return vertex
  }

  private static func stick(_ vertex: inout SteadyVertex, busy: Double = 0.25) {
    (vertex.recordsIn, vertex.recordsOut) = (0, 0)
    (vertex.busy, vertex.backpressured, vertex.idle) = (busy, 0, 1 - busy)
  }

  @Test("one of four subtasks that is busy for ever, while no record goes in or out, is found")
  func oneSubtask() throws {
    let found = findings { Self.stick(&$0[1]) }
    #expect(
      found.map(\.sentence) == [
        "map hangs for 46s: a subtask or more are busy all the time, and no record goes in or out."
      ])
    #expect(found.first?.severity == .warning && found.first?.evidence == .vertex(VertexID("map")))
    let later = findings(until: 170) { Self.stick(&$0[1]) }
    #expect(later.first?.severity == .critical)
    // Before two steps of the metrics have told so, nothing is said.
    #expect(findings(until: 110) { Self.stick(&$0[1]) }.isEmpty)
  }

  @Test("a sink with one subtask")
  func sink() {
    let found = findings { Self.stick(&$0[2], busy: 1) }
    #expect(
      found.map(\.sentence) == [
        "sink hangs for 46s: it is busy all the time, and no record goes in."
      ])
  }

  @Test("no input, a source that filters all, and slow work are none")
  func others() {
    // Nothing comes in, and nobody works.
    #expect(findings { Self.stick(&$0[1], busy: 0.02) }.isEmpty)
    // What a source reads is not counted.
    #expect(findings { Self.stick(&$0[0], busy: 1) }.filter { $0.rule == .hang }.isEmpty)
    #expect(
      findings {
        Self.stick(&$0[1], busy: 1)
        $0[1].recordsIn = 0.5
      }.filter { $0.rule == .hang }.isEmpty)
    // What goes out of one record that came in long ago goes on.
    #expect(
      findings {
        Self.stick(&$0[1], busy: 1)
        $0[1].recordsOut = 10
      }.filter { $0.rule == .hang }.isEmpty)
  }

  @Test("a step in which accumulated times of subtasks were of different moments does not end it")
  func jitter() throws {
    var bench = Bench()
    for step in 0...75 {
      let time = Double(step) * 2
      bench.jobs([.test(lastModification: at(-100))], at: at(time))
      var stuck = SteadyVertex(id: "map", inputs: ["source"], parallelism: 2)
      Self.stick(&stuck, busy: 0.5)
      var vertex = stuck.vertex(at: time)
      // Between 113 and 123 s two seconds of being busy are counted late.
      if time >= 113, time < 123 { vertex.counters.busyTime? -= .seconds(3) }
      let others = [SteadyVertex].line
      bench.detail(
        .test([others[0].vertex(at: time), vertex, others[2].vertex(at: time)]), at: at(time))
    }
    let found = try #require(bench.verdict(at: at(150)).findings.first)
    #expect(found.rule == .hang && found.sentence.contains("hangs for 2m"), "\(found.sentence)")
  }

  @Test("the vertex that hangs is not called a bottleneck besides")
  func noBottleneck() {
    let found = findings {
      Self.stick(&$0[1], busy: 1)
      ($0[0].recordsOut, $0[0].busy, $0[0].backpressured, $0[0].idle) = (0, 0, 1, 0)
    }
    #expect(found.map(\.rule) == [.hang])
  }
}
