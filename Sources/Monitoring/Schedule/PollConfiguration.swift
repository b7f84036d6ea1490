import StreamModel

/// How often a cluster is asked, and how much at most.
package struct PollConfiguration: Hashable, Sendable {
  /// Nobody may ask faster than this, whatever they type.
  package static let shortestInterval: Duration = .milliseconds(500)

  /// Time between two ticks (the job list and the overview: 2 requests); never below `shortestInterval`.
  package var interval: Duration { didSet { interval = max(interval, Self.shortestInterval) } }
  /// Requests per second beyond the tick: for visible rows, the open job and its vertices, and the jobs that are not
  /// shown together. The JobManager answers each in about 1 ms and has 4 REST threads.
  package var requestsPerSecond: Double
  /// How many of those may go out at once after a quiet time, so that a screen that opens fills quickly.
  package var burst: Int
  /// How many more may go out at once for what a screen shows for the first time, saved up beforehand and paid back
  /// afterwards: some 20 s' worth, which fills a list of 20 jobs of 4 vertices. Fewer where answers are slow.
  package var openingBurst: Int
  /// Requests to the cluster at one time. A trigger takes the place of a figure where all are taken.
  package var requestsInFlight: Int
  /// The least time between two snapshots, save the first ones and those that follow from a key.
  package var snapshotSpacing: Duration

  package init(
    interval: Duration = .seconds(2), requestsPerSecond: Double = 6, burst: Int = 12,
    openingBurst: Int = 132, requestsInFlight: Int = 2,
    snapshotSpacing: Duration = .milliseconds(500)
  ) {
    self.interval = max(interval, Self.shortestInterval)
    self.requestsPerSecond = max(0.1, requestsPerSecond)
    self.burst = max(1, burst)
    self.openingBurst = max(0, openingBurst)
    self.requestsInFlight = max(1, requestsInFlight)
    self.snapshotSpacing = snapshotSpacing
  }
}

/// Times that the cadence of a kind does not say. Stretched together with the interval where answers are slow.
enum PollTimes {
  /// Without accumulated times (before 1.16): one vertex of the job after the other, all of them within
  /// `rowLoadRound` where that takes no more than a question a second.
  static let rowLoadInTurn: Duration = .metricStep
  static let rowLoadRound: Duration = .seconds(30)

  /// The watermarks of a job that is not shown and is behind, so that there are samples enough to tell which way its
  /// lag goes.
  static let hiddenLag: Duration = .seconds(36)
  /// The metrics of the first jobs that are not shown, which date the fetches.
  static let hiddenTiming: Duration = .seconds(52)

  /// The exceptions of a job that is open, while no screen of theirs is, where they tell what nothing else does
  /// (`failsInPlace`).
  static let failuresOpen: Duration = .seconds(30)

  /// `/exceptions` and `/jobs/:id` lag behind a change of state by up to 3 s: asked again after this.
  static let afterChange: Duration = .seconds(4)
  /// What tells of tasks that have changed since is asked again after this, until it can't be cached from before.
  static let outdated: Duration = .milliseconds(1500)
  /// The job list of a cluster whose answers this version of flinktop cannot read.
  static let unsupported: Duration = .seconds(60)
  /// A metric that was not there yet: asked again after this, `emptyTries` times.
  static let emptyRetry: Duration = .seconds(1)
  static let emptyTries = 3
  /// `refreshNow` asks nothing again that was asked less than this ago, as keys repeat.
  static let shortestRefresh: Duration = .milliseconds(500)

  /// Sink vertices of a row whose watermarks are asked for.
  static let rowSinks = 2
  /// Vertices of a row whose load is asked for at first, so that there are figures before counters have moved.
  static let rowFirstLoads = 12
  /// And as many of a wide job once every row has its figures: which of its vertices is the busiest is known only when all
  /// have told.
  static let rowAllLoads = 60
}
