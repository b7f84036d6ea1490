/// What the visible screen needs: the only thing that polling is told about the screen.
package struct Demand: Hashable, Sendable {
  /// Jobs whose row is on the screen, top first; each is asked about in turn within the budget.
  package var visibleJobs: [JobID]
  /// The job whose own screen is open (Job, Checkpoints), or nil.
  package var openJob: JobID?
  /// Vertices of the open job that are on the screen and want their own load and watermarks.
  package var visibleVertices: [VertexID]
  /// One checkpoint that is open, and the vertex of it whose subtasks are shown.
  package var openCheckpoint: CheckpointID?
  package var openCheckpointVertex: VertexID?
  /// What the screen asks for besides, in order of worth.
  package var questions: [AnyQuestion]
  /// A snapshot waits for two steps of the metrics, where a question has rates behind it.
  package var measuresRates: Bool
  /// A snapshot looks at the jobs again until all that the rules go by is known of them, or its time is up.
  package var judges: Bool
  /// The cluster is not shown: the job list and the overview will do, with what operations wait for.
  package var isGlance: Bool
  /// Nothing is asked while paused, save the outcomes of operations.
  package var isPaused: Bool

  package init(
    visibleJobs: [JobID] = [], openJob: JobID? = nil, visibleVertices: [VertexID] = [],
    openCheckpoint: CheckpointID? = nil, openCheckpointVertex: VertexID? = nil,
    questions: [AnyQuestion] = [], measuresRates: Bool = true, judges: Bool = false,
    isGlance: Bool = false, isPaused: Bool = false
  ) {
    self.visibleJobs = visibleJobs
    self.openJob = openJob
    self.visibleVertices = visibleVertices
    self.openCheckpoint = openCheckpoint
    self.openCheckpointVertex = openCheckpointVertex
    self.questions = questions
    self.measuresRates = measuresRates
    self.judges = judges
    self.isGlance = isGlance
    self.isPaused = isPaused
  }
}
