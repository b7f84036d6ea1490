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
  /// How often a snapshot looks at the jobs for a verdict on them.
  package var looks: Looks
  /// The cluster is not shown: the job list and the overview will do, with what operations wait for.
  package var isGlance: Bool
  /// Nothing is asked while paused, save the outcomes of operations.
  package var isPaused: Bool

  package init(
    visibleJobs: [JobID] = [], openJob: JobID? = nil, visibleVertices: [VertexID] = [],
    openCheckpoint: CheckpointID? = nil, openCheckpointVertex: VertexID? = nil,
    questions: [AnyQuestion] = [], measuresRates: Bool = true, looks: Looks = .once,
    isGlance: Bool = false, isPaused: Bool = false
  ) {
    self.visibleJobs = visibleJobs
    self.openJob = openJob
    self.visibleVertices = visibleVertices
    self.openCheckpoint = openCheckpoint
    self.openCheckpointVertex = openCheckpointVertex
    self.questions = questions
    self.measuresRates = measuresRates
    self.looks = looks
    self.isGlance = isGlance
    self.isPaused = isPaused
  }

  /// How often a snapshot looks: differences of counters tell more than averages of a minute, and take two looks, a step of
  /// the metrics apart.
  package enum Looks: Hashable, Sendable {
    case once
    /// Twice where the first look found something, or not all that it would need to call a job well.
    case twiceInDoubt
    /// Until all that the rules go by is known, or its time is up.
    case untilJudged
  }
}
