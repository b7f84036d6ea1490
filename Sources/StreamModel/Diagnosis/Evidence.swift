/// What a finding speaks of: where its figures can be read.
package enum Evidence: Hashable, Sendable {
  /// What failed in the job, with the whole traces.
  case failures
  /// The subtasks of a vertex.
  case vertex(VertexID)
  /// One of them, from 0.
  case subtask(VertexID, Int)
  /// All vertices of the job: it is not told of which the figures are.
  case vertices
  case checkpoint(CheckpointID)
  case checkpoints
  /// The processes that give slots.
  case workers
  /// The process that knows all jobs.
  case controller
}
