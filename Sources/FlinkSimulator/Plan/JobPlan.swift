/// The immutable part of a job. Shared by every copy of the job's state, hence a class.
final class JobPlan: Sendable {
  let id: String
  let name: String
  let type: JobType
  let seed: Seed
  let startedAt: SimulatedTime
  let inflows: [Inflow]
  /// Topological, from the sources on.
  let vertices: [VertexPlan]
  /// Nil for a batch job: it takes none.
  let checkpoints: CheckpointPlan?
  let story: JobStory
  let restartStrategy: String
  /// The first of its slots, counted over all jobs that were ever given any.
  let firstSlot: Int

  let subtasks: Int
  /// Slots it holds while it runs: all its vertices share them.
  let slots: Int
  let deepest: Int
  let hasBottleneck: Bool
  /// The vertex with most state.
  let heaviestVertex: Int

  init(
    id: String, name: String, type: JobType, seed: Seed, startedAt: SimulatedTime,
    graph: JobGraph, checkpoints: CheckpointPlan?, story: JobStory, firstSlot: Int
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.seed = seed
    self.startedAt = startedAt
    self.inflows = graph.inflows
    self.vertices = graph.vertices
    self.checkpoints = checkpoints
    self.story = story
    self.firstSlot = firstSlot
    restartStrategy =
      if case .failed = story {
        "Restart deactivated."
      } else {
        "Restart with fixed delay (PT5S). #2147483647 restart attempts."
      }
    subtasks = graph.vertices.reduce(0) { $0 + $1.parallelism }
    slots = graph.vertices.reduce(0) { max($0, $1.parallelism) }
    deepest = graph.vertices.reduce(0) { max($0, $1.depth) }
    hasBottleneck = graph.vertices.contains { !$0.hotSubtasks.isEmpty }
    heaviestVertex =
      graph.vertices.indices.max {
        graph.vertices[$0].stateBytes < graph.vertices[$1].stateBytes
      } ?? 0
  }

  func vertexIndex(of id: some StringProtocol) -> Int? {
    vertices.firstIndex { $0.id == id }
  }
}

enum JobType: String, Sendable {
  case streaming = "STREAMING"
  case batch = "BATCH"
}

/// What becomes of a job when nobody interferes.
enum JobStory: Sendable {
  case steady
  /// Fails again and again, most often of the first cause.
  case restarting(
    every: ClosedRange<Duration>, pause: ClosedRange<Duration>, causes: [FailureCause])
  /// Comes to its end after this time.
  case finishing(after: Duration)
  /// Did once, for good.
  case failed(after: Duration, cause: FailureCause)
  case canceled(after: Duration)
}

/// Why a task of a job failed.
struct FailureCause: Sendable {
  /// Index of the vertex.
  var vertex: Int
  var exception: String
  var message: String
  /// The frames of user code, most recent first.
  var frames: [String]
  /// `{run}` stands for the number of the run that it ended.
  var rootCause: String?
  var rootFrame: String?
}
