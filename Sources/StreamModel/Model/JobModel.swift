/// A share together with the vertex it belongs to.
package struct VertexShare: Hashable, Sendable {
  package var vertex: VertexID
  package var ratio: Ratio

  package init(vertex: VertexID, ratio: Ratio) {
    self.vertex = vertex
    self.ratio = ratio
  }
}

/// Everything known of one job.
package struct JobModel: Sendable, Identifiable {
  /// One vertex's subtasks in one checkpoint.
  package struct CheckpointPart: Hashable, Sendable {
    package var checkpoint: CheckpointID
    package var vertex: VertexID

    package init(checkpoint: CheckpointID, vertex: VertexID) {
      self.checkpoint = checkpoint
      self.vertex = vertex
    }
  }

  package var summary: Observed<JobSummary>
  package var detail: Observed<JobDetail>?
  package var metrics: Observed<JobMetrics>?
  /// The last failure; the inner nil means asked, and never failed.
  package var failure: Observed<JobFailure?>?
  package var checkpoints: CheckpointLog?
  package var checkpointConfiguration: Observed<CheckpointConfiguration>?
  package var checkpointDetails: [CheckpointID: Observed<CheckpointDetail>] = [:]
  package var checkpointSubtasks: [CheckpointPart: Observed<[SubtaskCheckpoint]>] = [:]
  package var vertices: [VertexID: VertexModel] = [:]

  /// Records per second out of the sources, and into the sinks. A vertex that is source and sink in one counts
  /// in neither, unless its operators say.
  package var recordsIn: Observed<Rate>?
  package var recordsOut: Observed<Rate>?
  /// The vertex with the highest busy share, and the one with the highest backpressured share.
  package var busiest: Observed<VertexShare>?
  package var mostBackpressured: Observed<VertexShare>?
  /// The largest watermark lag over the vertices that were asked (sinks at least).
  package var watermarkLag: Observed<Duration>?
  /// When a restart was noticed (a rise of `numRestarts`, or the state RESTARTING entered), oldest first;
  /// bounded, for the rate of restarts.
  package var restartTimes: [Timestamp] = []
  /// When this run first saw the job in its present state; earlier where the server says so.
  package var stateSince: Timestamp?

  package var recordsInSeries = Series()
  package var recordsOutSeries = Series()
  /// Highest busy share of a vertex, 0 to 1.
  package var busySeries = Series()
  /// Highest backpressured share of a vertex, 0 to 1.
  package var backpressuredSeries = Series()
  /// Watermark lag in seconds.
  package var lagSeries = Series()

  package init(_ summary: JobSummary, receivedAt: Timestamp) {
    self.summary = Observed(summary, receivedAt: receivedAt)
  }

  package var id: JobID { summary.value.id }
  package var name: String { summary.value.name }
  package var state: JobState { summary.value.state }

  /// The vertex of that id in the last structure.
  package func vertex(_ id: VertexID) -> Vertex? {
    detail?.value.vertices.first { $0.id == id }
  }
}
