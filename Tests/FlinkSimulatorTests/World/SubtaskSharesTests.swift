import Testing

@testable import FlinkSimulator

@Suite struct SubtaskSharesTests {
  @Test("parts add up to the whole and never shrink", arguments: [1, 3, 8, 64])
  func parts(_ parallelism: Int) {
    let shares = SubtaskShares(
      parallelism: parallelism, hot: [parallelism / 2], factor: 5, seed: Seed(2))
    var last = Array(repeating: Int64(0), count: parallelism)
    for count in stride(from: Int64(0), to: 30_000, by: 7) {
      let parts = (0..<parallelism).map { shares.part(of: count, for: $0) }
      #expect(parts.reduce(0, +) == count)
      #expect(zip(last, parts).allSatisfy { $0 <= $1 })
      last = parts
    }
  }

  @Test("a hot subtask gets its multiple of what the others get")
  func hot() {
    let shares = SubtaskShares(parallelism: 4, hot: [2], factor: 5, seed: Seed(2))
    let part = { Double(shares.part(of: 1_000_000, for: $0)) }
    #expect((4.5...5.5).contains(part(2) / part(0)))
    #expect((0.9...1.1).contains(part(1) / part(3)))
  }
}
