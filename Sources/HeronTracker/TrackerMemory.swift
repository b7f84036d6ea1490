import StreamModel
import Synchronization

/// Which of the two trackers answered: they give the same things in other forms.
enum TrackerGeneration: Hashable, Sendable {
  /// Up to 0.20.4: every answer lies in an envelope.
  case legacy
  /// 0.20.5 on: the bare thing.
  case modern

  /// In the place of a version, which trackers do not tell, or not always.
  var name: String {
    switch self {
    case .legacy: "legacy tracker"
    case .modern: "modern tracker"
    }
  }
}

/// What the client knows of the tracker and its topologies from the answers so far.
final class TrackerMemory: Sendable {
  private struct State {
    var generation: TrackerGeneration?
    var plans: [JobID: TopologyPlan] = [:]
    /// Those whose plans were asked for with the list.
    var learned: Set<JobID> = []
    /// When a plan was asked for to list containers.
    var planAskedAt: [JobID: Timestamp] = [:]
    /// States as they were told last, with when.
    var states: (all: [ExecutionState], at: Timestamp)?
    /// Roles that states did not tell, and the list did.
    var roles: [TopologyName: String] = [:]
    /// Components whose past was asked for.
    var remembered: Set<Subject> = []
  }

  private let state = Mutex(State())

  /// More plans are not kept: each has some 100 bytes an instance.
  private static let mostPlans = 500

  /// True once a tracker answered, so that silence means that it is busy.
  var hasAnswered: Bool { state.withLock { $0.generation != nil } }

  /// That of the last answer: behind one address there may be both.
  var generation: TrackerGeneration? { state.withLock { $0.generation } }

  func note(_ generation: TrackerGeneration) { state.withLock { $0.generation = generation } }

  /// The plan of a topology as it was told last; nil before.
  func plan(of job: JobID) -> TopologyPlan? { state.withLock { $0.plans[job] } }

  func keep(_ plan: TopologyPlan, of job: JobID) {
    state.withLock { state in
      if state.plans.count >= Self.mostPlans, state.plans[job] == nil { state.plans = [:] }
      state.plans[job] = plan
    }
  }

  /// States of the topologies in scope that are not older; nil where they were not told since.
  func states(since moment: Timestamp) -> [ExecutionState]? {
    state.withLock { state in
      state.states.flatMap { $0.at.milliseconds >= moment.milliseconds ? $0.all : nil }
    }
  }

  func keep(_ states: [ExecutionState], at now: Timestamp) {
    state.withLock { $0.states = (states, now) }
  }

  /// Those whose plans are to be asked for now, so many at most: never told ones first, then the oldest. They count as asked.
  func plansDue(
    of jobs: [JobID], before moment: Timestamp, atMost count: Int, at now: Timestamp
  ) -> [JobID] {
    state.withLock { state in
      let asked = jobs.map { ($0, state.planAskedAt[$0]?.milliseconds ?? .min) }
      let due = asked.filter { $0.1 <= moment.milliseconds }.sorted { $0.1 < $1.1 }
        .prefix(count).map(\.0)
      for job in due { state.planAskedAt[job] = now }
      return due
    }
  }

  /// The role of a topology whose state does not tell it; nil where it was not asked for.
  func role(of topology: TopologyName) -> String? { state.withLock { $0.roles[topology] } }

  func keep(role: String, of topology: TopologyName) {
    state.withLock { $0.roles[topology] = role }
  }

  /// True the first time: what fails is not asked for again and again.
  func beginLearning(_ job: JobID) -> Bool {
    state.withLock { $0.plans[job] == nil && $0.learned.insert(job).inserted }
  }

  /// True the first time that somebody looks at a component: then its past is asked for too.
  func beginRemembering(_ vertex: VertexID, of job: JobID) -> Bool {
    state.withLock { $0.remembered.insert(.vertex(job, vertex)).inserted }
  }

  /// Has the past of a component asked for again, as it could not be had.
  func forgetPast(of vertex: VertexID, in job: JobID) {
    state.withLock { _ = $0.remembered.remove(.vertex(job, vertex)) }
  }

  /// Forgets topologies that are not listed any more.
  func forget(notIn jobs: [JobSummary]) {
    let listed = Set(jobs.map(\.id))
    state.withLock { state in
      state.plans = state.plans.filter { listed.contains($0.key) }
      state.learned.formIntersection(listed)
      state.planAskedAt = state.planAskedAt.filter { listed.contains($0.key) }
      state.roles = state.roles.filter { listed.contains($0.key.id) }
      state.remembered = state.remembered.filter { $0.job.map(listed.contains) ?? false }
    }
  }
}
