/// `/jobs/:id`: the structure of a job and the cumulative counters of its vertices.
package struct JobDetail: Hashable, Sendable {
  package var id: JobID
  package var name: String
  /// Up to 3 s behind `JobSummary.state`; that one is to be believed.
  package var state: JobState
  /// The JobManager's clock when it answered (`now`): what ages of its timestamps are computed with.
  package var serverNow: Timestamp?
  /// "STREAMING" or "BATCH" (`job-type`, 1.20 on; `plan.type`); nil where the version does not say.
  package var type: String?
  /// When each job state was last entered; states never entered are left out (0 on the wire).
  package var stateEnteredAt: [JobState: Timestamp]
  /// In the server's order, which is topological from the sources on.
  package var vertices: [Vertex]
  /// False where the system does not tell which vertex feeds which: then the first one counts as the source and the last
  /// as the sink.
  package var areEdgesTold = true

  package init(
    id: JobID, name: String, state: JobState, serverNow: Timestamp?, type: String?,
    stateEnteredAt: [JobState: Timestamp], vertices: [Vertex]
  ) {
    self.id = id
    self.name = name
    self.state = state
    self.serverNow = serverNow
    self.type = type
    self.stateEnteredAt = stateEnteredAt
    self.vertices = vertices
  }
}

/// A node of the job graph: one or more chained operators.
package struct Vertex: Hashable, Sendable {
  package var id: VertexID
  /// The chain as Flink prints it: `Source: orders -> decode -> event time`.
  package var name: String {
    didSet { shortName = Self.shortName(of: name) }
  }
  /// The chain's first operator with a name that says something; made once, as it is asked for often.
  package private(set) var shortName: String
  /// Nil where it is not decided yet (-1 on the wire): the adaptive batch scheduler decides when the inputs are there.
  package var parallelism: Int?
  package var maxParallelism: Int?
  package var state: TaskState
  /// When the first of its subtasks was deployed.
  package var startTime: Timestamp?
  /// When the last of its subtasks ended; nil while one goes on.
  package var endTime: Timestamp?
  /// Subtasks by state.
  package var tasks: TaskCounts
  /// Edges into this vertex, from the plan.
  package var inputs: [Edge]
  package var counters: VertexCounters
  /// Vertices of one group share slots, so that they need as many as the most parallel of them (`slotSharingGroupId`, 1.20
  /// on); nil where that is not told.
  package var slotSharingGroup: String?

  package init(
    id: VertexID, name: String, parallelism: Int?, maxParallelism: Int?, state: TaskState,
    startTime: Timestamp?, endTime: Timestamp? = nil, tasks: TaskCounts, inputs: [Edge],
    counters: VertexCounters
  ) {
    self.id = id
    self.name = name
    self.shortName = Self.shortName(of: name)
    self.parallelism = parallelism
    self.maxParallelism = maxParallelism
    self.state = state
    self.startTime = startTime
    self.endTime = endTime
    self.tasks = tasks
    self.inputs = inputs
    self.counters = counters
  }

  /// False where no task of it runs, so that there are no metrics. As of the graph cache: up to 3 s late.
  package var hasMetrics: Bool {
    switch state {
    case .created, .scheduled, .finished, .canceled, .failed: false
    case .deploying, .initializing, .running, .canceling, .reconciling, .other: true
    }
  }

  /// True where nothing flows in: its read counters say nothing (network records only).
  package var isSource: Bool { inputs.isEmpty }
}

extension JobDetail {
  /// True for a job that is known to work through input that ends: its vertices run one after the other.
  package var isBatch: Bool { type == "BATCH" }
}

/// An edge of the job graph, seen from its downstream end.
package struct Edge: Hashable, Sendable {
  package var from: VertexID
  /// `HASH`, `FORWARD`, `REBALANCE`, `BROADCAST` ...; nil where the plan does not say.
  package var shipStrategy: String?

  package init(from: VertexID, shipStrategy: String?) {
    self.from = from
    self.shipStrategy = shipStrategy
  }
}

/// Cumulative figures of a vertex, summed over its subtasks since the last (re)start.
///
/// Metric backed: they step once in 10 s and restart at 0 with the job. Network records only, so a
/// source reads 0 and a sink writes 0. A `false` completeness flag on the wire makes the figure nil.
package struct VertexCounters: Hashable, Sendable {
  package var recordsIn: Int64?
  package var recordsOut: Int64?
  package var bytesIn: ByteCount?
  package var bytesOut: ByteCount?
  /// Accumulated over all subtasks (1.16 on; nil before, and where busy time is "NaN").
  package var busyTime: Duration?
  package var backpressuredTime: Duration?
  package var idleTime: Duration?

  package init(
    recordsIn: Int64?, recordsOut: Int64?, bytesIn: ByteCount?, bytesOut: ByteCount?,
    busyTime: Duration?, backpressuredTime: Duration?, idleTime: Duration?
  ) {
    self.recordsIn = recordsIn
    self.recordsOut = recordsOut
    self.bytesIn = bytesIn
    self.bytesOut = bytesOut
    self.busyTime = busyTime
    self.backpressuredTime = backpressuredTime
    self.idleTime = idleTime
  }
}

/// A job's own metrics (`/jobs/:id/metrics?get=numRestarts,...`).
package struct JobMetrics: Hashable, Sendable {
  /// `numRestarts`, else 1.x's `fullRestarts`; nil while a job is restarting or has ended.
  package var restarts: Int?
  /// `uptime`: how long the job had been RUNNING when the JobManager last fetched metrics, which dates that fetch;
  /// nil while it does not run.
  package var uptime: Duration?

  package init(restarts: Int?, uptime: Duration? = nil) {
    self.restarts = restarts
    self.uptime = uptime
  }
}

/// The last failure of a job (`/jobs/:id/exceptions?maxExceptions=1`, first entry).
package struct JobFailure: Hashable, Sendable {
  /// The one useful line: the last `Caused by:` of the trace, or its first line.
  package var cause: String
  package var at: Timestamp?
  /// `call gateway (1/2)`, where a task failed rather than the job.
  package var task: String?
  /// Host and port, however the version calls it (`location`, `endpoint`).
  package var location: String?
  /// The trace says that a snapshot for a checkpoint failed.
  package var isInSnapshot = false

  package init(cause: String, at: Timestamp?, task: String?, location: String?) {
    self.cause = cause
    self.at = at
    self.task = task
    self.location = location
  }
}
