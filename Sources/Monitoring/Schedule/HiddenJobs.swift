import StreamModel

/// The jobs that are followed though they are not shown, and their share of the budget.
///
/// Up to 60 jobs, shown or not, are judged from figures at most 60 s old; of more than that the others take turns. The share
/// is what that takes and no more, so that the screen has the rest.
struct HiddenJobs: Sendable {
  /// Jobs whose figures are kept fresh.
  static let keptFresh = 60
  /// The most of the budget that they may have, and the least where there are any.
  private static let largestShare = 0.75
  private static let smallestShare = 0.1
  /// What is asked for again, and turns that come a little late.
  private static let allowance = 1.2

  /// In the order of the list.
  let jobs: [JobID]
  /// Requests per second that they need at the usual cadence.
  private let need: Double

  init(demand: Demand, memory: PollMemory) {
    guard !demand.isPaused else {
      jobs = []
      need = 0
      return
    }
    let shown = Set(demand.visibleJobs)
    jobs = memory.followed.filter { !shown.contains($0) && $0 != demand.openJob }
    let all = jobs.reduce(0.0) { sum, job in
      // The load of a vertex takes what the allowance leaves.
      sum + Self.rate(of: .job) + Self.rate(of: .checkpoints) + Self.rate(of: .jobMetrics)
        + Double(memory.jobs[job]?.sinks.count ?? 0) * Self.rate(of: .watermarks)
    }
    let room = max(0, Self.keptFresh - shown.count)
    need = jobs.isEmpty ? 0 : all * min(1, Double(room) / Double(jobs.count))
  }

  /// Questions per second of a kind about one job.
  private static func rate(of kind: QuestionKind) -> Double {
    1 / kind.cadence.period(for: .background, tick: .zero).inSeconds
  }

  /// Requests per second for them, out of a budget of so many; cadences are stretched as the budget is.
  func rate(outOf budget: Double, stretch: Double) -> Double {
    min(
      budget * Self.largestShare,
      max(budget * Self.smallestShare, need * Self.allowance / stretch))
  }
}
