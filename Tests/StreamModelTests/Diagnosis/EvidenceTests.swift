import StreamModel
import Testing

@Suite("What a finding speaks of")
struct EvidenceTests {
  private let failed = CheckpointStatus.failed(cause: "Checkpoint expired before completing.")
  private let completed = CheckpointStatus.completed(path: nil, isDiscarded: false)

  private func evidence(_ history: [Checkpoint], now: Double) -> [Evidence] {
    var bench = Bench([.test(lastModification: at(-3600))], at: at(now - 1))
    bench.configuration(.test(), at: at(now - 100))
    bench.checkpoints(.test(history), at: at(now))
    return bench.verdict(at: at(now)).findings.map(\.evidence)
  }

  @Test("of checkpoints that fail it is the newest that failed")
  func failingCheckpoints() {
    let history = (1...8).reversed().map { number in
      Checkpoint.test(
        number, at: at(170 + Double(number) * 3), status: number > 3 ? failed : completed)
    }
    #expect(evidence(history, now: 195) == [.checkpoint(CheckpointID(8))])
  }

  @Test("of a checkpoint that is long under way it is that one")
  func stalled() {
    let pending = Checkpoint.test(2, at: at(140), status: .inProgress, duration: nil)
    #expect(
      evidence([pending, .test(1, at: at(139))], now: 139 + 500)
        .contains(.checkpoint(CheckpointID(2))))
  }

  @Test("of late checkpoints without a failure it is the history")
  func late() {
    #expect(evidence([.test(1, at: at(100))], now: 142) == [.checkpoints])
  }

  @Test("of a job that failed it is what failed in it")
  func failedJob() {
    var bench = Bench([.test(state: .failed)], at: at(10))
    bench.checkpoints(.test([]), at: at(10))
    #expect(bench.verdict(at: at(11)).findings.map(\.evidence) == [.failures])
  }
}
