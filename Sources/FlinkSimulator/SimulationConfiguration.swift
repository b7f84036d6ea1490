/// What a simulated cluster is made of. The same configuration gives the same cluster.
package struct SimulationConfiguration: Sendable {
  /// Which jobs there are.
  package enum World: Hashable, Sendable {
    /// Nine jobs with names and stories.
    case demo
    /// Layered random job graphs. The jobs beyond `runningJobs` have ended in one way or another.
    case generated(jobs: Int, runningJobs: Int, vertices: Int, parallelism: Int)
    /// Names with newlines, escape sequences, right-to-left marks, CJK, emoji, 400 characters.
    case hostileNames
    /// A job each, which nothing or one thing is wrong with.
    case courses([JobCourse])
  }

  package var seed: UInt64
  package var world: World
  /// Which Flink it claims to be, and answers like: 1.13 to 2.3.
  package var version = "2.3.0"
  /// Metrics are fetched when asked for, so the first answer is `[]` and one after a pause is old. Off, they are
  /// taken each `metricsInterval` by themselves, and always there.
  package var hasLazyMetrics = true
  /// `metrics.fetcher.update-interval`.
  package var metricsInterval = Duration.seconds(10)
  /// For how long the execution graph and the checkpoint statistics are answered from a cache.
  package var cacheInterval = Duration.seconds(3)
  /// `execution.checkpointing.savepoint-dir`; nil: a savepoint without a directory is refused.
  package var savepointDirectory: String? = "file:/flink/savepoints"

  package init(seed: UInt64, world: World) {
    self.seed = seed
    self.world = world
  }

  /// A generated world of `jobs` with `vertices` each, all of them running unless `runningJobs` says
  /// otherwise. The parallelism of a vertex is between half of what is given and all of it.
  package init(
    seed: UInt64, jobs: Int, runningJobs: Int? = nil, vertices: Int, parallelism: Int,
    version: String = "2.3.0"
  ) {
    self.init(
      seed: seed,
      world: .generated(
        jobs: max(0, jobs), runningJobs: min(max(0, runningJobs ?? jobs), max(0, jobs)),
        vertices: max(2, vertices), parallelism: max(1, parallelism)))
    self.version = version
  }

  /// The releases that it can answer like; which patch makes no difference.
  package static let releases = (13...20).map { "1.\($0)" } + (0...3).map { "2.\($0)" }

  /// True for one of `releases`, with a patch or without.
  package static func canPlay(_ version: String) -> Bool {
    let numbers = version.split(separator: ".", omittingEmptySubsequences: false)
    guard (2...3).contains(numbers.count),
      numbers.allSatisfy({ !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } })
    else { return false }
    return releases.contains(numbers.prefix(2).joined(separator: "."))
  }

  /// The world of `flinktop demo`.
  package static func demo(seed: UInt64) -> SimulationConfiguration {
    SimulationConfiguration(seed: seed, world: .demo)
  }

  /// A world of names that try to break the screen.
  package static func hostileNames(seed: UInt64) -> SimulationConfiguration {
    SimulationConfiguration(seed: seed, world: .hostileNames)
  }
}
