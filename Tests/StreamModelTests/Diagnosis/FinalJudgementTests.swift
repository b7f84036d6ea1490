import StreamModel
import Testing

/// What a report that ends says of a job, as nobody looks at it again.
@Suite("A final judgement")
struct FinalJudgementTests {
  /// source -> map -> sink, of which all but the counters' differences is known from the first look on; a look each 12 s.
  private func bench(
    looks: Int, _ change: (inout [SteadyVertex]) -> Void = { _ in }
  ) -> Bench {
    var bench = Bench()
    bench.configuration(.test(interval: nil), at: at(0))
    var vertices = [SteadyVertex].line
    for place in vertices.indices { vertices[place].backpressured = 0 }
    change(&vertices)
    for look in 0..<looks {
      let time = Double(look) * 12
      // What is asked first has the metrics fetched.
      bench.metrics(restarts: 0, at: at(time))
      bench.jobs([.test(lastModification: at(-100))], at: at(time + 1))
      bench.detail(vertices.detail(at: time + 1), at: at(time + 1))
      for vertex in vertices {
        bench.load(vertex.id, .test(busy: .even((vertex.busy ?? 0) * 1000)), at: at(time + 1))
      }
      for _ in 0..<2 { bench.watermarks("sink", nil, at: at(time + 1)) }
    }
    return bench
  }

  private func verdict(of bench: Bench, at seconds: Double, isFinal: Bool = true) -> Verdict {
    bench.cluster.verdict(of: bench.job, at: at(seconds), isFinal: isFinal)
  }

  @Test("calls no job well whose counters were read once, nor does a dashboard")
  func once() {
    let bench = bench(looks: 1)
    let final = verdict(of: bench, at: 2)
    #expect(final.findings.isEmpty && !final.isComplete && final.gapsClose)
    #expect(final.summary == "Nothing wrong so far; not known yet: whether a vertex hangs.")
    #expect(
      verdict(of: bench, at: 2, isFinal: false).summary.hasPrefix("Nothing wrong at first sight: "))
  }

  @Test("calls it well after two readings")
  func twice() {
    let final = verdict(of: bench(looks: 2), at: 14)
    #expect(final.isComplete && !final.gapsClose, "\(final)")
    #expect(final.summary.hasPrefix("All well: "))
  }

  @Test("waits for a vertex that seems to hang until it is said to")
  func brewing() {
    func stuck(_ looks: Int) -> Verdict {
      let bench = bench(looks: looks) {
        ($0[1].recordsIn, $0[1].recordsOut, $0[1].busy, $0[1].idle) = (0, 0, 0.25, 0.75)
      }
      return verdict(of: bench, at: Double(looks - 1) * 12 + 2)
    }
    #expect(stuck(2).notJudged == ["whether a vertex hangs"])
    #expect(stuck(2).findings.isEmpty)
    #expect(stuck(3).findings.map(\.rule) == [.hang])
    #expect(stuck(3).isComplete)
  }

  @Test("does not miss what a version without accumulated times can't tell")
  func untimed() {
    let bench = bench(looks: 1) { vertices in
      for place in vertices.indices {
        (vertices[place].backpressured, vertices[place].idle) = (nil, nil)
        vertices[place].busy = nil
      }
    }
    #expect(!verdict(of: bench, at: 2).notJudged.contains("whether a vertex hangs"))
  }
}
