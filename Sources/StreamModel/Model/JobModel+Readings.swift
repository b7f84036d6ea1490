extension JobModel {
  /// True where its structure is known.
  package var isLookedInto: Bool { readings.value.detail != nil }

  package var detail: Observed<JobDetail>? {
    get { readings.value.detail }
    set { readings.value.detail = newValue }
  }

  package var metrics: Observed<JobMetrics>? {
    get { readings.value.metrics }
    set { readings.value.metrics = newValue }
  }

  /// Why the newest checkpoint that a task declined was, where a verdict asked.
  var checkpointDecline: Observed<CheckpointDecline>? {
    get { readings.value.checkpointDecline }
    set { readings.value.checkpointDecline = newValue }
  }

  /// The last failure; the inner nil means asked, and never failed.
  package var failure: Observed<JobFailure?>? {
    get { readings.value.failure }
    set { readings.value.failure = newValue }
  }

  /// What failed in its vertices, of a system whose vertices fail and go on; nil where that was not asked.
  package var failures: Observed<[VertexFailures]>? {
    get { readings.value.failures }
    set { readings.value.failures = newValue }
  }

  package var checkpoints: CheckpointLog? {
    get { readings.value.checkpoints }
    set { readings.value.checkpoints = newValue }
  }

  package var checkpointConfiguration: Observed<CheckpointConfiguration>? {
    get { readings.value.checkpointConfiguration }
    set { readings.value.checkpointConfiguration = newValue }
  }

  package var checkpointDetails: [CheckpointID: Observed<CheckpointDetail>] {
    get { readings.value.checkpointDetails }
    set { readings.value.checkpointDetails = newValue }
  }

  package var checkpointSubtasks: [CheckpointPart: Observed<[SubtaskCheckpoint]>] {
    get { readings.value.checkpointSubtasks }
    set { readings.value.checkpointSubtasks = newValue }
  }

  package var vertices: [VertexID: VertexModel] {
    get { readings.value.vertices }
    set { readings.value.vertices = newValue }
  }

  /// Records per second out of the sources. A vertex that is source and sink in one counts where its own meter
  /// says more than 0 (it knows network records only), else it is left out.
  package var recordsIn: Observed<Rate>? {
    get { readings.value.recordsIn }
    set { readings.value.recordsIn = newValue }
  }

  /// Records per second into the sinks; nil for a job of one vertex, where nobody counts them.
  package var recordsOut: Observed<Rate>? {
    get { readings.value.recordsOut }
    set { readings.value.recordsOut = newValue }
  }

  /// The vertex with the highest busy share.
  package var busiest: Observed<VertexShare>? {
    get { readings.value.busiest }
    set { readings.value.busiest = newValue }
  }

  /// The vertex with the highest backpressured share.
  package var mostBackpressured: Observed<VertexShare>? {
    get { readings.value.mostBackpressured }
    set { readings.value.mostBackpressured = newValue }
  }

  /// The largest watermark lag over the vertices that were asked (sinks at least).
  package var watermarkLag: Observed<Duration>? {
    get { readings.value.watermarkLag }
    set { readings.value.watermarkLag = newValue }
  }

  /// False where that may be too large by a step of the metrics, as with other clients that have them fetched.
  package var isLagExact: Bool { readings.value.isLagExact }

  /// When a restart was noticed, oldest first; bounded, for the rate of restarts. One restart counts once,
  /// whether the state RESTARTING, `numRestarts` or the count of restores told of it.
  package var restartTimes: [Timestamp] {
    get { readings.value.restarts.times }
    set { readings.value.restarts = RestartLog(times: newValue) }
  }

  /// How often the job restarted in all: `numRestarts`, which is up to 10 s old, with what was seen since. Nil where
  /// the server has not told.
  package var restartCount: Int? {
    metrics?.value.restarts == nil ? nil : readings.value.restarts.total
  }

  package var recordsOutSeries: Series {
    get { readings.value.recordsOutSeries }
    set { readings.value.recordsOutSeries = newValue }
  }

  /// Highest busy share of a vertex, 0 to 1.
  package var busySeries: Series {
    get { readings.value.busySeries }
    set { readings.value.busySeries = newValue }
  }

  /// Highest backpressured share of a vertex, 0 to 1.
  package var backpressuredSeries: Series {
    get { readings.value.backpressuredSeries }
    set { readings.value.backpressuredSeries = newValue }
  }

  /// Watermark lag in seconds.
  package var lagSeries: Series {
    get { readings.value.lagSeries }
    set { readings.value.lagSeries = newValue }
  }
}
