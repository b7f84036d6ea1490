/// A job of the simulated cluster: what of it changes.
///
/// It moves from event to event (a checkpoint is triggered or ends, the job fails, is restarted, ends), each at a
/// moment of its own, so how far one `advance` reaches makes no difference. Between events everything
/// is a function of the time.
struct SimulatedJob: Sendable {
  enum Transition: Sendable {
    case fail(FailureCause)
    case redeploy
    case finish
    case endCanceled
    case endFailed(FailureCause)
  }

  let plan: JobPlan
  var state: JobState
  /// When each state was last entered.
  var enteredAt: [JobState: SimulatedTime]
  var lastModified: SimulatedTime
  var endedAt: SimulatedTime?
  var run: JobRun
  var restarts: Int64 = 0
  /// Newest first.
  var failures: [TaskFailure] = []
  var journal = CheckpointJournal()
  var operations: [JobOperation] = []
  /// Paths of the savepoints that were asked for and made.
  var savepoints: Set<String> = []

  /// What will happen to it unless something else does before.
  var transition: (at: SimulatedTime, what: Transition)?
  var nextCheckpointAt = SimulatedTime.never
  private(set) var nextEventAt = SimulatedTime.never

  /// A job as the JobManager accepts it.
  init(plan: JobPlan) {
    self.plan = plan
    let created = plan.startedAt.adding(milliseconds: 130)
    let running = plan.startedAt.adding(milliseconds: 210)
    state = .running
    enteredAt = [.initializing: plan.startedAt, .created: created, .running: running]
    run = JobRun(number: 0, startedAt: running)
    lastModified = run.tasksRunningAt
    scheduleRun()
    planNextEvent()
  }

  mutating func advance(to time: SimulatedTime) {
    while nextEventAt <= time {
      handleEvents(at: nextEventAt)
      planNextEvent()
    }
  }

  /// Makes sure that what was changed from outside is taken into account.
  mutating func reschedule() { planNextEvent() }

  private mutating func planNextEvent() {
    nextEventAt = min(
      transition?.at ?? .never, state == .running ? nextCheckpointAt : .never, journal.nextEnd)
  }

  private mutating func handleEvents(at time: SimulatedTime) {
    for record in journal.end(dueBy: time) { settleOperations(of: record, at: time) }
    if let due = transition, due.at <= time {
      transition = nil
      perform(due.what, at: due.at)
    }
    if state == .running, nextCheckpointAt <= time { triggerPeriodicCheckpoint(at: time) }
  }

  mutating func enter(_ state: JobState, at time: SimulatedTime) {
    self.state = state
    enteredAt[state] = time
    lastModified = time
    if state.isTerminal { endedAt = time }
  }
}
