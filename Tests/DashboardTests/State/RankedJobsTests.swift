import SeededRandom
import StreamModel
import Testing

@testable import Dashboard

@Suite("Jobs kept in order as their ranks change")
struct RankedJobsTests {
  private func rank(_ number: Int, _ severity: Severity) -> JobRank {
    let job = JobModel(Fixture.summary("job-\(number)", .running), receivedAt: Fixture.now)
    let finding = Finding(rule: .lag, severity: severity, sentence: "", short: "")
    return JobRank(
      AssessedJob(
        job: job,
        verdict: Verdict(
          findings: severity == .well ? [] : [finding], summary: "", isComplete: true)))
  }

  @Test("after any change the order is that of sorting all anew")
  func sameAsSorted() {
    var random = SeededGenerator(seed: 7)
    var ranked = RankedJobs()
    var ranks: [Int: JobRank] = [:]
    for _ in 0..<60 {
      var (gone, new): ([JobRank], [JobRank]) = ([], [])
      for number in 0..<40 where Int.random(in: 0..<3, using: &random) == 0 {
        if let before = ranks.removeValue(forKey: number) { gone.append(before) }
        guard Int.random(in: 0..<4, using: &random) > 0 else { continue }
        let severity = [Severity.well, .warning, .critical].randomElement(using: &random) ?? .well
        let rank = rank(number, severity)
        ranks[number] = rank
        new.append(rank)
      }
      ranked.replace(gone, by: new)
      let sorted = ranks.values.sorted()
      #expect(ranked.order == sorted.map(\.id))
      for (place, rank) in sorted.enumerated() { #expect(ranked.place(of: rank) == place) }
      for rank in gone where !new.contains(rank) { #expect(ranked.place(of: rank) == nil) }
    }
  }
}
