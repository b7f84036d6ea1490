/// A job of the simulated cluster as Heron runs it: its vertices are components, its subtasks instances.
///
/// What it did follows from the plan of its load. Tuples flow in stretches, which end where an instance fails or somebody
/// acts on it; between them nothing flows.
struct SimulatedTopology: Sendable {
  let jobID: String
  let cluster: String
  let role: String
  let environ: String
  let name: String
  let user: String
  let submittedAt: SimulatedTime
  let components: [TopologyComponent]
  /// By component, and by subtask within it.
  var instances: [TopologyInstance]
  /// Hosts of its containers, that of the first one first.
  var hosts: [String]
  /// The plan with the parallelism of now.
  var plan: JobPlan
  /// False while it is deactivated.
  var isActive: Bool
  /// The earliest first.
  var stretches: [TopologyStretch]
  /// When tuples will flow again where they do not; nil while they do, and while it is deactivated.
  var nextStartAt: SimulatedTime?
  /// What its manager remembers begins here: of the time before, nothing is told. In the future while there is none.
  var managerStartedAt: SimulatedTime
  /// How often its packing was changed.
  var updates = 0

  /// Managers keep so much of minutes.
  static let kept = Duration.hours(3)
  /// Older stretches are forgotten.
  private static let mostStretches = 400

  var id: String { "\(name)-\(plan.seed.derived("topology").hexadecimal(digits: 8))" }

  /// `Running` or `Paused`: what was killed is not there any more.
  var status: String { isActive ? "Running" : "Paused" }

  func hasManager(at now: SimulatedTime) -> Bool { now >= managerStartedAt }

  func instances(of component: Int) -> [TopologyInstance] {
    instances.filter { $0.component == component }
  }

  func instances(in container: Int) -> [TopologyInstance] {
    instances.filter { $0.container == container }
  }

  /// From 1 on.
  var containers: ClosedRange<Int> { 1...max(1, hosts.count) }

  func host(of container: Int) -> String {
    hosts.isEmpty ? "" : hosts[(container - 1) % hosts.count]
  }

  // MARK: Time

  /// Lets happen what is due: an instance fails, tuples flow again.
  mutating func advance(to now: SimulatedTime) {
    while true {
      if let start = nextStartAt {
        guard start <= now else { return }
        begin(at: start, afterPause: true)
      } else if let failure = nextFailure {
        guard failure.at <= now else { return }
        fail(failure.fate, at: failure.at)
      } else {
        return
      }
    }
  }

  private var nextFailure: (at: SimulatedTime, fate: RunFate)? {
    guard isActive, let last = stretches.last, last.ending == nil,
      let fate = plan.fate(ofRun: last.run.number)
    else { return nil }
    return (last.run.tasksRunningAt.adding(milliseconds: fate.runsFor), fate)
  }

  private mutating func fail(_ fate: RunFate, at moment: SimulatedTime) {
    let number = stretches.last?.run.number ?? 0
    let subtask = plan.failedSubtask(of: fate.cause, inRun: number)
    end(at: moment, .failed(fate.cause, subtask: subtask))
    let start = moment.adding(milliseconds: fate.pause)
    nextStartAt = start
    for index in instances.indices
    where instances[index].component == fate.cause.vertex && instances[index].subtask == subtask {
      instances[index].starts.append(start)
    }
  }

  /// Ends the flow of tuples where there is one.
  mutating func end(at moment: SimulatedTime, _ ending: TopologyStretch.Ending) {
    nextStartAt = nil
    guard let last = stretches.indices.last, stretches[last].ending == nil else { return }
    stretches[last].ending = ending
    stretches[last].run.endedAt = max(moment, stretches[last].run.tasksRunningAt)
    if case .deactivated = ending { stretches[last].run.isDrained = true }
  }

  /// Begins a stretch. Where instances were away before, what waited is read first.
  mutating func begin(at moment: SimulatedTime, afterPause: Bool) {
    nextStartAt = nil
    let before = stretches.last?.run
    var run = JobRun(number: (before?.number ?? -1) + 1, startedAt: moment)
    if afterPause {
      run.catchUp = max(0, (run.tasksRunningAt - (before?.endedAt ?? moment)).inSeconds)
    } else {
      run.tasksRunningAt = moment
    }
    stretches.append(TopologyStretch(plan: plan, run: run))
    if stretches.count > Self.mostStretches { stretches.removeFirst() }
  }
}
