/// What is known of a job beyond its row in the list: the answers, what follows from them, and their history.
struct JobReadings: Sendable {
  var detail: Observed<JobDetail>? {
    didSet { places = detail?.value.places ?? [:] }
  }
  /// Where each vertex stands in the graph of `detail`; worked out once, as most figures of a row go by it.
  private(set) var places: [VertexID: VertexPlace] = [:]
  var metrics: Observed<JobMetrics>?
  var failure: Observed<JobFailure?>?
  var checkpointDecline: Observed<CheckpointDecline>?
  /// What failed in its vertices, of a system whose vertices fail and go on (`failsInPlace`).
  var failures: Observed<[VertexFailures]>?
  /// Why it ended, by its result.
  var result: Observed<JobFailure?>?
  var checkpoints: CheckpointLog?
  /// What it was started from, of another job: a restart has it restored from its own checkpoints, and then the cluster
  /// tells of that alone.
  var startedFrom: CheckpointStatistics.Restored?
  /// What the job could be restored from as the JobManager before this one told it last, until this one tells.
  var restoreBefore: Observed<Checkpoint>?
  var checkpointConfiguration: Observed<CheckpointConfiguration>?
  /// The server said that this job has no checkpointing (404 on its checkpoints).
  var isWithoutCheckpointing = false
  var checkpointDetails: [CheckpointID: Observed<CheckpointDetail>] = [:]
  var checkpointSubtasks: [JobModel.CheckpointPart: Observed<[SubtaskCheckpoint]>] = [:]
  var vertices: [VertexID: VertexModel] = [:]

  var recordsIn: Observed<Rate>?
  var recordsOut: Observed<Rate>?
  var busiest: Observed<VertexShare>?
  var mostBackpressured: Observed<VertexShare>?
  var watermarkLag: Observed<Duration>?
  var isLagExact = true

  var recordsOutSeries = Series()
  var busySeries = Series()
  var backpressuredSeries = Series()
  var lagSeries = Series()

  var meter = CounterMeter<VertexID>()
  /// Since when this run has been watched: what a rule needs time for was not seen before.
  var observedSince: Timestamp?
  /// Since when the TaskManagers have sent nothing new; nil while they do.
  var frozenSince: Timestamp?
  var restarts = RestartLog()
  /// By vertex, as the last run had it.
  var parallelism: [VertexID: Int] = [:]
  /// The last change of it that was seen, and when.
  var parallelismChange: Observed<ParallelismChange>?

  /// Gives up the figures of the vertices and all series, which are most of a job's memory.
  mutating func forgetSamples() {
    detail = nil
    vertices = [:]
    recordsOutSeries = Series()
    busySeries = Series()
    backpressuredSeries = Series()
    lagSeries = Series()
    meter.reset()
  }
}
