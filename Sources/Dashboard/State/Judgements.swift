import StreamModel
import TerminalUI

/// What is wrong with each job, and their places from the worst on. Judged anew is only what changed, and ordered anew
/// only where a judgement moves a job: there may be ten thousand.
struct Judgements: Sendable {
  struct Held: Sendable {
    var verdict: Verdict
    /// The job as it was judged.
    var job: JobModel
    var at: Timestamp
    fileprivate var rank: JobRank
  }

  /// A job that was judged anew.
  struct Change: Sendable {
    var job: JobModel
    var verdict: Verdict
    /// Nil for one that was not there before.
    var former: Held?
  }

  private(set) var held: [JobID: Held] = [:]
  private var ranked = RankedJobs()
  /// What is wrong with the cluster itself.
  private(set) var ofCluster = Verdict(findings: [], summary: "", isComplete: true)
  /// TaskManagers and slots that the jobs were judged with.
  private var overview: ClusterOverview?

  /// All of them, the worst first.
  var order: [JobID] { ranked.order }

  /// The place of a job in that order; nil where it is not judged.
  func rank(of job: JobID) -> Int? { (held[job]?.rank).flatMap { ranked.place(of: $0) } }

  /// Sentences tell ages to the second, where they can be read.
  private static let longestKept: Duration = .seconds(1)
  /// Of the others a sign is seen at most.
  private static let longestKeptUnseen: Duration = .seconds(5)

  /// Judges the jobs of a cluster as of `moment`; returns those that were judged anew. `seen` are those whose sentences can be
  /// read.
  @discardableResult
  mutating func update(
    _ cluster: ClusterModel, at moment: Timestamp, seen: Set<JobID>? = nil,
    timeOfDay: @escaping (Timestamp) -> String
  ) -> [Change] {
    ofCluster = cluster.clusterVerdict(at: moment, timeOfDay: timeOfDay)
      .followed(from: ofCluster, at: moment)
    let isSameCluster = overview == cluster.overview?.value
    overview = cluster.overview?.value
    var changes: [Change] = []
    var (gone, moved): ([JobRank], [JobRank]) = ([], [])
    func isHeld(_ job: JobModel, as former: Held) -> Bool {
      let isSeen = seen?.contains(job.id) ?? true
      let longest = isSeen ? Self.longestKept : Self.longestKeptUnseen
      let isFresh = moment >= former.at && moment.since(former.at) < longest
      if isSameCluster, isFresh, job.isAsJudged(former.job) { return true }
      return Self.isLeftAlone(job, of: cluster, judgedAs: former, at: moment)
    }
    func keep(_ assessed: AssessedJob) {
      let rank = JobRank(assessed)
      let former = held[assessed.id]
      let verdict = assessed.verdict.followed(from: former?.verdict, at: moment)
      if former?.rank != rank {
        if let former { gone.append(former.rank) }
        moved.append(rank)
      }
      held[assessed.id] = Held(
        verdict: verdict, job: assessed.job, at: moment, rank: rank)
      changes.append(Change(job: assessed.job, verdict: verdict, former: former))
    }
    let judge = cluster.judge(at: moment, timeOfDay: timeOfDay)
    for id in cluster.jobOrder {
      guard let job = cluster.jobsByID[id] else { continue }
      if let former = held[id], isHeld(job, as: former) { continue }
      keep(judge(job))
    }
    let lost = cluster.lostAssessed(at: moment, timeOfDay: timeOfDay)
    for assessed in lost { keep(assessed) }
    if held.count != cluster.jobsByID.count + lost.count {
      let lostIDs = Set(lost.map(\.id))
      held = held.filter { id, former in
        if cluster.jobsByID[id] != nil || lostIDs.contains(id) { return true }
        gone.append(former.rank)
        return false
      }
    }
    if !gone.isEmpty || !moved.isEmpty { ranked.replace(gone, by: moved) }
    return changes
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
