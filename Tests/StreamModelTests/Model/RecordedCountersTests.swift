import StreamModel
import Testing

/// Counters of the lab's `orders` on Flink 2.3.0 as `/jobs/:id` gave them: asked at 78.479, 92.606 and 107.725 s,
/// it answered twice what it had fetched at 76 s, and then what it had fetched as it was asked at 92.606.
@Suite("Counters of a real job")
struct RecordedCountersTests {
  private func moment(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: 1_795_227_900_000 + milliseconds)
  }

  private func detail(
    at now: Int64, source: (records: Int64, backpressured: Int64, idle: Int64, busy: Int64),
    score: (read: Int64, records: Int64, idle: Int64, busy: Int64)
  ) -> JobDetail {
    .test(
      [
        .test(
          "cbc357", name: "Source: orders -> decode orders -> event time",
          startTime: moment(66_133),
          counters: VertexCounters(
            recordsIn: 0, recordsOut: source.records, bytesIn: ByteCount(bytes: 0),
            bytesOut: nil, busyTime: .milliseconds(source.busy),
            backpressuredTime: .milliseconds(source.backpressured),
            idleTime: .milliseconds(source.idle))),
        .test(
          "857f40", name: "fraud score (slow)", inputs: ["cbc357"], startTime: moment(66_144),
          counters: VertexCounters(
            recordsIn: score.read, recordsOut: score.records, bytesIn: nil, bytesOut: nil,
            busyTime: .milliseconds(score.busy), backpressuredTime: .zero,
            idleTime: .milliseconds(score.idle))),
      ], serverNow: moment(now), entered: [.running: moment(-400_000)])
  }

  private var bench: Bench {
    var bench = Bench([.test(lastModification: moment(-400_000))], at: moment(78_000))
    let before = (
      source: (Int64(12_128), Int64(19_016), Int64(13_360), Int64(1382)),
      score: (Int64(7931), Int64(7927), Int64(14_769), Int64(18_845))
    )
    bench.detail(
      detail(at: 78_479, source: before.source, score: before.score), at: moment(78_479))
    bench.detail(
      detail(at: 92_606, source: before.source, score: before.score), at: moment(92_606))
    bench.detail(
      detail(
        at: 107_725, source: (24_096, 86_990, 13_360, 1433), score: (20_186, 20_184, 56_380, 45_418)
      ),
      at: moment(107_725))
    // The next answer is current; it stands for the same step.
    bench.detail(
      detail(
        at: 109_725, source: (24_096, 86_990, 13_360, 1433), score: (20_186, 20_184, 56_380, 45_418)
      ),
      at: moment(109_725))
    return bench
  }

  @Test("rates are those that Flink's own meters show, and as old as the fetch")
  func rates() throws {
    let rate = try #require(bench.vertex("cbc357").recordsOut)
    // numRecordsOutPerSecond of this job was 712/s.
    #expect(abs(rate.value.perSecond - 704) < 1)
    #expect(rate.receivedAt == moment(92_606))
    #expect(abs(try #require(bench.vertex("857f40").recordsIn).value.perSecond - 719) < 1)
  }

  @Test("shares are those of its backpressured source and its hot vertex")
  func shares() throws {
    let source = try #require(bench.vertex("cbc357").pressure).value
    #expect(abs(try #require(source.backpressured).value - 0.999) < 0.001)
    // busyTimeMsPerSecond: 995 at most, 397 on average.
    let score = try #require(bench.vertex("857f40").pressure).value
    #expect(abs(try #require(score.busy).value - 0.39) < 0.01)
    #expect(score.backpressured == Ratio(0))
  }

  @Test("the vertex that is to blame is found from averages alone")
  func verdict() {
    #expect(
      bench.verdict(at: moment(110_000)).sentences.first
        == "fraud score (slow) is probably the bottleneck: busy 39% on average over its 4 subtasks; "
        + "Source: orders above it is backpressured 100%.")
  }
}
