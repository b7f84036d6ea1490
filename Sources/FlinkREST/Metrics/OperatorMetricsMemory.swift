import StreamModel
import Synchronization

/// Which operator metrics the vertices have that were looked up. Bounded, and forgets jobs that are gone.
final class OperatorMetricsMemory: Sendable {
  private struct Job {
    var metrics: [VertexID: OperatorMetrics] = [:]
    /// Questions until a list that lacked a metric is fetched again, as tasks register theirs while starting.
    var patience: [VertexID: Int] = [:]
  }

  private struct State {
    var jobs: [JobID: Job] = [:]
    /// The one first looked up first.
    var order: [JobID] = []
  }

  /// More jobs than a screen shows; of each only sources are looked up, in some 0.2 kB.
  static let maxJobs = 200
  /// Questions about a vertex come once in a metric step.
  static let questionsBetweenLookups = 12

  private let state = Mutex(State())

  /// The operator metrics of `vertex`, or nil where its list is to be fetched.
  func metrics(of vertex: VertexID, in job: JobID) -> OperatorMetrics? {
    state.withLock { state in
      guard let metrics = state.jobs[job]?.metrics[vertex] else { return nil }
      if let patience = state.jobs[job]?.patience[vertex] {
        guard patience > 0 else { return nil }
        state.jobs[job]?.patience[vertex] = patience - 1
      }
      return metrics
    }
  }

  /// Keeps what was found in the list of `vertex`.
  func keep(_ metrics: OperatorMetrics, of vertex: VertexID, in job: JobID) {
    let isComplete = metrics.outputWatermark != nil && metrics.recordsOut != nil
    state.withLock { state in
      if state.jobs[job] == nil {
        if state.order.count >= Self.maxJobs { state.jobs[state.order.removeFirst()] = nil }
        state.order.append(job)
      }
      state.jobs[job, default: Job()].metrics[vertex] = metrics
      state.jobs[job]?.patience[vertex] = isComplete ? nil : Self.questionsBetweenLookups
    }
  }

  /// Forgets the jobs that the cluster no longer lists.
  func forget(notIn jobs: [JobSummary]) {
    state.withLock { state in
      if state.jobs.isEmpty { return }
      let listed = Set(jobs.lazy.map(\.id))
      state.order.removeAll { !listed.contains($0) }
      state.jobs = state.jobs.filter { listed.contains($0.key) }
    }
  }
}
