import StreamModel
import Testing

@Suite("What a system with a history tells of before")
struct PastLoadTests {
  private static let past = (1...5).map { number in
    PastLoad(
      at: at(Double(number) * 60), length: .seconds(60), busy: 0.25, recordsIn: Double(number),
      recordsOut: Double(10 * number))
  }

  private func load(past: [PastLoad]) -> VertexLoad {
    var load = VertexLoad(
      busy: .even(300), backpressured: nil, idle: nil, recordsIn: .even(7), recordsOut: .even(7),
      bytesIn: nil, bytesOut: nil)
    load.past = past
    return load
  }

  private let order = ["source", "map", "sink"]

  @Test("fills what was before the first figure, once, and the job's once all have told")
  func filled() throws {
    var bench = Bench([.test()], at: at(390))
    bench.detail(.chain, at: at(400))
    for (index, vertex) in order.enumerated() {
      bench.load(vertex, load(past: Self.past), at: at(400 + Double(index)))
      let series = bench.vertex(vertex).recordsSeries.samples
      let isSink = vertex == "sink"
      #expect(series.first?.at == at(60) && series.first?.value == (isSink ? 1 : 10), "\(vertex)")
      #expect(bench.vertex(vertex).busySeries.samples.first?.value == 0.25)
      // What one vertex did is not what the job did.
      #expect((bench.job.busySeries.samples.first?.at == at(60)) == isSink)
      #expect((bench.job.recordsOutSeries.samples.first?.at == at(60)) == isSink)
    }
    // Three a minute leave no gap.
    let whole = bench.job.recordsOutSeries
    #expect(
      whole.samples.prefix(15).map(\.value) == (1...5).flatMap { [$0, $0, $0].map(Double.init) })
    #expect(whole.segments().first?.count ?? 0 >= 15)
    #expect(bench.job.busySeries.samples.first?.value == 0.25)
    bench.load("sink", load(past: Self.past), at: at(415))
    #expect(bench.job.recordsOutSeries.samples.prefix(15) == whole.samples.prefix(15))
  }

  @Test("never lies over what was seen, and stays within bounds")
  func bounds() {
    var series = Series(capacity: 4)
    series.append(1, at: at(100))
    series.append(2, at: at(110))
    let samples = (0..<20).map { Series.Sample(at: at(Double($0) * 10), value: Double($0)) }
    series.prepend(samples + [Series.Sample(at: at(1), value: .nan)])
    #expect(series.samples.map(\.at) == [at(80), at(90), at(100), at(110)])
    series.append(3, at: at(120))
    #expect(series.samples.map(\.at) == [at(90), at(100), at(110), at(120)])
  }
}
