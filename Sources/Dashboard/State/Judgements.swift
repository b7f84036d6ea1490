import StreamModel

/// What is wrong with each job, and their places from the worst on. Judged anew is only what changed.
struct Judgements: Sendable {
  struct Held: Sendable {
    var verdict: Verdict
    /// The job as it was judged.
    var job: JobModel
    var at: Timestamp
  }

  private(set) var held: [JobID: Held] = [:]
  /// The worst has 0.
  private(set) var ranks: [JobID: Int] = [:]
  /// TaskManagers and slots that the jobs were judged with.
  private var overview: ClusterOverview?

  /// Sentences tell ages to the second.
  private static let longestKept: Duration = .seconds(1)

  /// Judges the jobs of a cluster as of `moment`.
  mutating func update(
    _ cluster: ClusterModel, at moment: Timestamp, timeOfDay: @escaping (Timestamp) -> String
  ) {
    let isSameCluster = overview == cluster.overview?.value
    var kept: [JobID: Held] = [:]
    let assessed = cluster.worstFirst(at: moment, timeOfDay: timeOfDay) { job in
      guard let former = held[job.id] else { return nil }
      let isFresh = moment >= former.at && moment.since(former.at) < Self.longestKept
      let isSame = isSameCluster && isFresh && job.isAsJudged(former.job)
      guard isSame || Self.isLeftAlone(job, of: cluster, judgedAs: former, at: moment) else {
        return nil
      }
      kept[job.id] = former
      return former.verdict
    }
    overview = cluster.overview?.value
    held = [:]
    ranks = [:]
    for (rank, each) in assessed.enumerated() {
      ranks[each.id] = rank
      held[each.id] = kept[each.id] ?? Held(verdict: each.verdict, job: each.job, at: moment)
    }
  }

  /// True for a job that no screen asks about: it keeps the verdict that its last figures gave. One that ended is asked no
  /// more and judged by its state alone, whose age goes on.
  private static func isLeftAlone(
    _ job: JobModel, of cluster: ClusterModel, judgedAs held: Held, at moment: Timestamp
  ) -> Bool {
    guard !job.state.isTerminal, job.state == held.job.state, cluster.vanishedAt(job.id) == nil,
      let detail = job.detail
    else { return false }
    return moment.since(detail.receivedAt) > DiagnosisThresholds.standard.freshFor
  }
}
