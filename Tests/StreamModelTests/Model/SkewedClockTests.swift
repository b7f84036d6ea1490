import StreamModel
import Testing

/// Flink stamps what it tells by its own clock.
@Suite("A server whose clock is five minutes off")
struct SkewedClockTests {
  /// A job of which everything with a time is told, by a server whose clock is ahead of ours by so many seconds.
  private func bench(ahead: Double, ended: Bool = false) -> Bench {
    func server(_ seconds: Double) -> Timestamp { at(seconds + ahead) }
    func summary(_ state: JobState, endTime: Timestamp? = nil) -> JobSummary {
      .test(
        state: state, startTime: server(-3600), endTime: endTime, lastModification: server(-50))
    }
    var bench = Bench([summary(.running)])
    let vertices = ["source", "map", "sink"].map { Vertex.test($0, startTime: server(-60)) }
    bench.detail(
      .test(
        vertices, serverNow: server(1), entered: [.restarting: server(-70), .running: server(-60)]),
      at: at(1))
    bench.jobs([summary(.running)], at: at(2))
    bench.configuration(.test(timeout: .seconds(60)), at: at(3))
    bench.checkpoints(
      .test([
        .test(9, at: server(-20), status: .inProgress, duration: nil, acknowledged: 3),
        .test(8, at: server(-300), duration: .seconds(2)),
      ]), at: at(4))
    bench.failure("IOException: disk full", failedAt: server(-75), at: at(5))
    bench.watermarks("sink", .test(.at(server(-45))), at: at(5))
    if ended { bench.jobs([summary(.failed, endTime: server(6))], at: at(8)) }
    return bench
  }

  @Test(
    "ages, lags and verdicts are those of a server whose clock is right", arguments: [-300.0, 300])
  func running(ahead: Double) {
    let right = bench(ahead: 0)
    let skewed = bench(ahead: ahead)
    #expect(skewed.cluster.clockOffset == .seconds(ahead))
    #expect(skewed.job.stateSince == at(-60))
    #expect(skewed.job.lastCompletedCheckpointAge(at: at(10)) == .seconds(308))
    #expect(skewed.job.aliveSince == right.job.aliveSince)
    #expect(skewed.job.watermarkLag?.value == right.job.watermarkLag?.value)
    #expect(skewed.job.watermarkLag != nil)
    for seconds in [10.0, 100, 4000] {
      let verdict = skewed.verdict(at: at(seconds))
      #expect(verdict.sentences == right.verdict(at: at(seconds)).sentences)
      #expect(verdict.severity == right.verdict(at: at(seconds)).severity)
    }
    #expect(right.verdict(at: at(100)).sentences.joined().contains("2m 50s"))
  }

  @Test("so is the end of a job", arguments: [-300.0, 300])
  func ended(ahead: Double) {
    let skewed = bench(ahead: ahead, ended: true)
    #expect(skewed.job.stateSince == at(6))
    let right = bench(ahead: 0, ended: true).verdict(at: at(66))
    #expect(skewed.verdict(at: at(66)).sentences == right.sentences)
    #expect(right.sentences.joined().contains("1m 00s"))
  }
}
