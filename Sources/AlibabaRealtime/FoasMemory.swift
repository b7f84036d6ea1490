import StreamModel
import Synchronization

/// What the client knows from the answers so far, so that it need not ask for it with each list.
final class FoasMemory: Sendable {
  private struct State {
    var hasAnswered = false
    var jobs: (list: [FoasJob], at: Timestamp)?
    /// By job: the instance that was told of last, with its times.
    var instances: [String: FoasInstance] = [:]
    var instancesAskedAt: Timestamp?
    /// By job, as it was told last.
    var runs: [String: FoasRun] = [:]
  }

  private let state = Mutex(State())

  /// True once something answered, so that silence means that it is busy.
  var hasAnswered: Bool { state.withLock { $0.hasAnswered } }

  func noteAnswer() { state.withLock { $0.hasAnswered = true } }

  /// The jobs as they were listed, where that is not older than `age`.
  func jobs(within age: Duration, of now: Timestamp) -> [FoasJob]? {
    state.withLock { state in
      guard let jobs = state.jobs, now.since(jobs.at) < age, now >= jobs.at else { return nil }
      return jobs.list
    }
  }

  func keep(_ jobs: [FoasJob], at now: Timestamp) {
    state.withLock { state in
      state.jobs = (jobs, now)
      let names = Set(jobs.map(\.name))
      state.instances = state.instances.filter { names.contains($0.key) }
      state.runs = state.runs.filter { names.contains($0.key) }
    }
  }

  func job(_ name: String) -> FoasJob? {
    state.withLock { $0.jobs?.list.first { $0.name == name } }
  }

  func keep(_ runs: [FoasRun]) {
    state.withLock { state in for run in runs { state.runs[run.job] = run } }
  }

  func run(of job: String) -> FoasRun? { state.withLock { $0.runs[job] } }

  /// The times of the instance that a run is of; nil where they were not told.
  func instance(of run: FoasRun) -> FoasInstance? {
    state.withLock { state in
      state.instances[run.job].flatMap { $0.id == run.id ? $0 : nil }
    }
  }

  func keep(_ instances: [FoasInstance]) {
    state.withLock { state in
      // The newest of each job counts, whatever the order of the list.
      for instance in instances where (state.instances[instance.job]?.id ?? -1) <= instance.id {
        state.instances[instance.job] = instance
      }
    }
  }

  /// True where instances were not asked for within `age`; notes that they are asked for now.
  func beginAskingForInstances(within age: Duration, at now: Timestamp) -> Bool {
    state.withLock { state in
      if let asked = state.instancesAskedAt, now.since(asked) < age, now >= asked { return false }
      state.instancesAskedAt = now
      return true
    }
  }
}
