/// A Flink cluster that does not exist: its state is a function of its configuration, of the time, and of
/// what it was asked to do. A value, so a test can keep one, copy it, and go on from there.
///
/// Time passes only in `advance(to:)`.
package struct SimulatedCluster: Sendable {
  package let configuration: SimulationConfiguration
  package private(set) var now: SimulatedTime

  let dialect: Dialect
  /// Newest first, as Flink lists them.
  var jobs: [SimulatedJob]
  private(set) var taskManagers: [SimulatedTaskManager]
  private var indexByJob: [String: Int] = [:]
  private var metrics = MetricStore()
  private var graphs: [Int: CachedJob] = [:]
  private var statistics: [Int: CachedJob] = [:]
  /// Operations asked of jobs that do not exist, by job and trigger.
  var orphans: [String: JobOperation] = [:]
  private var triggers = 0
  /// Programs that were uploaded.
  var jars: [SimulatedJar]
  /// Savepoints that were disposed of, and the operations that did it by their triggers.
  var disposed: Set<String> = []
  var disposals: [String: Disposal] = [:]
  /// What was asked of profilers, the oldest first.
  var profiles: [SimulatedProfile] = []
  /// When the flame graph of a vertex was asked for first.
  var flameGraphsAskedAt: [String: Double] = [:]
  /// By TaskManager; that of the JobManager has no key.
  private var logs: [String: SimulatedLog] = [:]
  /// After a restart of the JobManager the TaskManagers register only then.
  private var taskManagersRegisterAt: SimulatedTime
  private var controllerStartedAt: SimulatedTime
  /// There is a leader only from then on.
  private(set) var electedAt: SimulatedTime

  /// A job as it was a moment ago.
  struct CachedJob: Sendable {
    var at: SimulatedTime
    var job: SimulatedJob
  }

  package init(configuration: SimulationConfiguration, startedAt: SimulatedTime) {
    self.configuration = configuration
    now = startedAt
    dialect = Dialect(version: configuration.version)
    let world = World(configuration: configuration, now: startedAt)
    jobs = world.jobs
    taskManagers = world.taskManagers
    jars =
      configuration.world == .demo
      ? SimulatedJar.demo(seed: Seed(configuration.seed), now: startedAt) : []
    taskManagersRegisterAt = startedAt
    controllerStartedAt = startedAt - SimulatedLog.reach
    electedAt = startedAt
    for (index, job) in jobs.enumerated() { indexByJob[job.plan.id] = index }
    if !configuration.hasLazyMetrics { takeMetrics(until: startedAt) }
  }

  /// Lets time pass. Going back has no effect.
  package mutating func advance(to time: SimulatedTime) {
    guard time > now else { return }
    if !configuration.hasLazyMetrics { takeMetrics(until: time) }
    advanceJobs(to: time)
    now = time
  }

  /// The JobManager dies and another one starts, without high availability: jobs, counters, caches and
  /// triggers are gone, and the TaskManagers come back after a while.
  ///
  /// While the `election` lasts there is no leader, and every answer is 503. The `delay` is counted from now.
  package mutating func restartJobManager(
    electionTakes election: Duration = .zero, taskManagersReturnAfter delay: Duration = .seconds(5)
  ) {
    electedAt = now + election
    jobs = []
    indexByJob = [:]
    metrics = MetricStore()
    graphs = [:]
    statistics = [:]
    orphans = [:]
    jars = []
    profiles = []
    disposals = [:]
    logs[""] = nil
    controllerStartedAt = now
    taskManagersRegisterAt = now + delay
  }

  /// The name and id of every job, newest first.
  package var jobNames: [(id: String, name: String)] {
    jobs.map { ($0.plan.id, $0.plan.name) }
  }

  /// Takes in a job that begins now, from a savepoint where a path is given.
  mutating func add(_ new: SimulatedJob, from savepoint: String?) {
    var job = new
    if let savepoint {
      job.journal.restoredCount += 1
      job.journal.restored = CheckpointJournal.Restored(
        id: 1, at: now.adding(milliseconds: 190), isSavepoint: true, path: savepoint)
    }
    jobs.insert(job, at: 0)
    metrics.insert(job)
    indexByJob = [:]
    for (index, job) in jobs.enumerated() { indexByJob[job.plan.id] = index }
    // By place, and all have another one now.
    graphs = [:]
    statistics = [:]
  }

  private mutating func advanceJobs(to time: SimulatedTime) {
    for index in jobs.indices { jobs[index].advance(to: time) }
  }

  private mutating func takeMetrics(until time: SimulatedTime) {
    let last = time.rounded(downTo: configuration.metricsInterval)
    guard last > now || metrics.snapshot == nil else { return }
    advanceJobs(to: last)
    metrics.take(at: last, jobs: jobs)
  }

  // MARK: For the answers

  func jobIndex(_ id: some StringProtocol) -> Int? { indexByJob[String(id)] }

  var registeredTaskManagers: [SimulatedTaskManager] {
    now >= taskManagersRegisterAt ? taskManagers : []
  }

  /// A job as the execution graph cache knows it.
  mutating func graph(ofJob index: Int) -> CachedJob {
    cached(index, in: \.graphs)
  }

  /// A job as the cache of checkpoint statistics knows it.
  mutating func checkpointStatistics(ofJob index: Int) -> CachedJob {
    cached(index, in: \.statistics)
  }

  private mutating func cached(
    _ index: Int, in cache: WritableKeyPath<SimulatedCluster, [Int: CachedJob]>
  ) -> CachedJob {
    if let known = self[keyPath: cache][index], now - known.at < configuration.cacheInterval {
      return known
    }
    let fresh = CachedJob(at: now, job: jobs[index])
    self[keyPath: cache][index] = fresh
    return fresh
  }

  /// The metrics as the JobManager has them; nil before the first ones arrived.
  mutating func currentMetrics() -> MetricStore.Snapshot? {
    guard configuration.hasLazyMetrics else { return metrics.snapshot }
    return metrics.read(at: now, jobs: jobs, interval: configuration.metricsInterval)
  }

  /// The log of a TaskManager, or of the JobManager for nil, with all that was written until now.
  mutating func currentLog(of manager: String?) -> SimulatedLog {
    let key = manager ?? ""
    let begun = taskManagers.first { $0.id == manager }?.startedAt ?? controllerStartedAt
    var log =
      logs[key]
      ?? SimulatedLog(
        of: key, isController: manager == nil, seed: Seed(configuration.seed),
        startedAt: max(begun, now - SimulatedLog.reach))
    log.advance(to: now)
    logs[key] = log
    return log
  }

  /// A new id for an operation, as Flink makes one where the client gives none.
  mutating func makeTriggerID() -> String {
    triggers += 1
    return Seed(configuration.seed).derived("trigger").hexadecimal(digits: 32, triggers)
  }
}
