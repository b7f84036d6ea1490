package import StreamModel
package import TerminalUI

/// One of the clusters that are watched: what is known of it, what was asked of it in this run, and how its jobs are
/// judged.
package struct WatchedCluster: Sendable {
  package var model: ClusterModel {
    didSet { countStates() }
  }
  /// How many jobs are in each state.
  private(set) var jobsByState: [JobState: Int] = [:]
  /// Newest first.
  package var operations: [Operation] = []
  /// Settled operations whose outcome the user has seen off with a key.
  var dismissedOperations: Set<String> = []
  /// Ids of operations that one dialog asked for together, two or more each.
  var operationGroups: [[String]] = []
  private(set) var judgements = Judgements()
  /// Which jobs turned bad, and what was said of it.
  var worsening = Worsening()

  package var id: ClusterID { model.identity.id }

  init(_ model: ClusterModel) {
    self.model = model
    countStates()
  }

  private mutating func countStates() {
    jobsByState = [:]
    for job in model.jobsByID.values { jobsByState[job.state, default: 0] += 1 }
  }

  /// Judges the jobs by what is known of them at `moment`; returns those that were judged anew. `seen` are on the screen.
  mutating func judge(
    at moment: Timestamp, seen: Set<JobID>, timeOfDay: @escaping (Timestamp) -> String
  ) -> [Judgements.Change] {
    judgements.update(model, at: moment, seen: seen, timeOfDay: timeOfDay)
  }
}

/// What all screens are drawn from, besides what each of them holds: the clusters, the terminal, the time.
package struct Context: Sendable {
  package var settings: Settings
  /// The clusters that are watched, in the order they were named; never empty, and no two of one id.
  package var clusters: [WatchedCluster]
  /// The place of the one that is shown.
  var shown = 0
  package var size: Size
  package var now: Timestamp
  package var isPaused = false
  /// The metrics that are shown as charts.
  package var board = MetricBoard()
  /// True within an input that changes nothing that rows are ordered by: a table keeps the order that it has.
  var keepsOrder = false

  init(settings: Settings, clusters: [ClusterModel], size: Size, now: Timestamp) {
    self.settings = settings
    self.size = size
    self.now = now
    self.clusters = clusters.map { WatchedCluster($0) }
  }

  /// The cluster that is shown.
  package var watched: WatchedCluster {
    get { clusters[shown] }
    _modify { yield &clusters[shown] }
  }

  /// The place of a cluster.
  func place(of id: ClusterID) -> Int? { clusters.firstIndex { $0.id == id } }

  /// The same as if another cluster were shown.
  func showing(_ place: Int) -> Context {
    var other = self
    other.shown = place
    return other
  }
}

/// Whatever draws or decides from a context, with short names for what is in it.
protocol ContextReader {
  var context: Context { get }
}

extension Context: ContextReader {
  var context: Context { self }
}

extension ContextReader {
  var settings: Settings { context.settings }
  var cluster: ClusterModel { context.watched.model }
  var operations: [Operation] { context.watched.operations }
  var size: Size { context.size }
  var now: Timestamp { context.now }
  var isPaused: Bool { context.isPaused }

  /// What is wrong with a job, as of the last snapshot.
  func verdict(_ job: JobID) -> Verdict {
    context.watched.judgements.held[job]?.verdict
      ?? Verdict(findings: [], summary: "Nothing is known yet.", isComplete: false)
  }

  /// As of when jobs are judged and told of: now, or while nothing comes the last answer. Silence makes none of them
  /// better or worse, and nobody knows what became of them since.
  var knownAt: Timestamp {
    let isSilent: Bool =
      switch cluster.connection {
      case .stale, .unreachable: true
      case .connecting, .live, .degraded: isPaused
      }
    return isSilent ? min(now, cluster.lastAnswerAt ?? now) : now
  }

  /// As of when it is told how long ago something was, on the JobManager's clock as far as that is known.
  var serverKnownAt: Timestamp { knownAt.advanced(by: cluster.clockOffset) }

  /// How far the reading of a clock-dependent figure may be trusted: two intervals, at least 5 s.
  var freshness: Duration { max(.seconds(5), cluster.polling.interval * 2) }

  /// An error in the words of the system.
  func text(_ error: SourceError) -> String { error.description(in: cluster.traits) }

  /// True where the cluster only tells of jobs that have ended.
  var isHistory: Bool { cluster.capabilities.isHistoryServer }

  /// False where the terminal is smaller than any screen: then nothing but that is shown.
  var isLargeEnough: Bool {
    size.columns >= ScreenLayout.smallest.columns && size.rows >= ScreenLayout.smallest.rows
  }
}
