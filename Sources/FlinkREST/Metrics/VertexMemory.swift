import StreamModel
import Synchronization

/// What the client keeps of the jobs it was asked about: how their vertices hang together, and which operator
/// metrics those have. Bounded, and forgets jobs that are gone.
final class VertexMemory: Sendable {
  /// Where a vertex stands in its job.
  struct Place: Hashable {
    var name: String
    var isSource: Bool
    var hasDownstream: Bool
  }

  private struct Job {
    var places: [VertexID: Place] = [:]
    var operatorMetrics: [VertexID: OperatorMetrics] = [:]
    /// Questions until a list that lacked a metric is fetched again, as tasks register theirs while starting.
    var patience: [VertexID: Int] = [:]
  }

  private struct State {
    var jobs: [JobID: Job] = [:]
    /// Least recently learned first.
    var order: [JobID] = []
  }

  /// More jobs than a screen shows; 50 vertices each are some 10 kB a job.
  static let maxJobs = 200
  /// Questions about a vertex come each 10 s.
  static let questionsBetweenLookups = 12

  private let state = Mutex(State())

  /// Learns the structure of `job`.
  func learn(_ job: JobDetail) {
    let feeding = Set(job.vertices.lazy.flatMap { $0.inputs.lazy.map(\.from) })
    var places: [VertexID: Place] = [:]
    for vertex in job.vertices {
      places[vertex.id] = Place(
        name: vertex.name, isSource: vertex.isSource, hasDownstream: feeding.contains(vertex.id))
    }
    state.withLock { state in
      if state.jobs[job.id] == nil {
        if state.order.count >= Self.maxJobs { state.jobs[state.order.removeFirst()] = nil }
        state.order.append(job.id)
      }
      state.jobs[job.id, default: Job()].places = places
    }
  }

  /// Where `vertex` stands, or nil where `job` was not asked about, or did not have it then.
  func place(of vertex: VertexID, in job: JobID) -> Place? {
    state.withLock { $0.jobs[job]?.places[vertex] }
  }

  /// The operator metrics of `vertex`, or nil where its list is to be fetched.
  func operatorMetrics(of vertex: VertexID, in job: JobID) -> OperatorMetrics? {
    state.withLock { state in
      guard let metrics = state.jobs[job]?.operatorMetrics[vertex] else { return nil }
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
      state.jobs[job]?.operatorMetrics[vertex] = metrics
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

  /// Forgets `job`.
  func forget(_ job: JobID) {
    state.withLock { state in
      state.jobs[job] = nil
      state.order.removeAll { $0 == job }
    }
  }
}
