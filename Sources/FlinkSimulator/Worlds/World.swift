/// The jobs and TaskManagers of a cluster at its start.
struct World {
  let jobs: [SimulatedJob]
  let taskManagers: [SimulatedTaskManager]

  init(configuration: SimulationConfiguration, now: SimulatedTime) {
    let seed = Seed(configuration.seed)
    var builder = WorldBuilder(seed: seed, now: now)
    switch configuration.world {
    case .demo: builder.addDemo()
    case .generated(let jobs, let running, let vertices, let parallelism):
      builder.addGenerated(
        jobs: jobs, running: running, vertices: vertices, parallelism: parallelism)
    case .hostileNames: builder.addHostileNames()
    case .courses(let courses): for course in courses { builder.add(course) }
    }
    jobs = builder.jobs.sorted { $0.plan.startedAt > $1.plan.startedAt }
    let needed = jobs.reduce(0) { $0 + ($1.holdsSlots ? $1.plan.slots : 0) }
    // About an eighth of the slots stays free.
    let wanted = needed + needed / 8 + 1
    let count = min(40, max(2, (wanted + 15) / 16))
    taskManagers = SimulatedTaskManager.list(
      count: count, slots: max(16, (wanted + count - 1) / count),
      seed: seed.derived("taskmanagers"), startedAt: now - .days(12))
  }
}

/// Collects jobs and lets them have a past.
struct WorldBuilder {
  let seed: Seed
  let now: SimulatedTime
  private(set) var jobs: [SimulatedJob] = []
  private var nextSlot = 0

  init(seed: Seed, now: SimulatedTime) {
    self.seed = seed
    self.now = now
  }

  /// Adds a job that started `age` ago, `fromSavepoint` if so, as after an upgrade.
  mutating func add(
    _ name: String, age: Duration, type: JobType = .streaming, graph: JobGraph,
    checkpoints: CheckpointPlan?, story: JobStory = .steady, fromSavepoint: Bool = false
  ) {
    let seed = seed.derived(name).derived(jobs.count)
    let plan = JobPlan(
      id: seed.hexadecimal(digits: 32), name: name, type: type, seed: seed, startedAt: now - age,
      graph: graph, checkpoints: checkpoints, story: story, firstSlot: nextSlot)
    var job = SimulatedJob.aged(plan, until: now)
    if fromSavepoint {
      job.journal.restoredCount += 1
      job.journal.restored = CheckpointJournal.Restored(
        id: Int64(seed.integer(in: 900...90_000, 1)), at: plan.startedAt.adding(milliseconds: 190),
        isSavepoint: true,
        path: "file:/flink/savepoints/savepoint-\(seed.hexadecimal(digits: 6, 2))"
          + "-\(seed.hexadecimal(digits: 12, 3))")
    }
    if job.holdsSlots { nextSlot += plan.slots }
    jobs.append(job)
  }

  /// A stream of its own wobble, read without falling behind.
  func inflow(_ rate: Double, swing: Double = 0.06, backlog: Backlog = .steady(seconds: 0.2))
    -> Inflow
  {
    let seed = seed.derived("inflow").derived(jobs.count).derived(Int(rate))
    return Inflow(
      recordsPerSecond: rate * (1 + 0.04 * seed.signed(1)), swing: swing, wave: Wave(seed: seed),
      backlog: backlog)
  }
}
