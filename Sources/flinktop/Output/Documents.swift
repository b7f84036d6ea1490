import Dashboard
import StreamModel

/// The JSON documents of `flinktop/1`: keys in camelCase, times in epoch milliseconds, durations in
/// milliseconds, sizes in bytes, shares from 0 to 1, unknown is null.
struct Documents {
  var cluster: ClusterModel
  var takenAt: Timestamp
  /// False where the cluster was asked for one thing only, which tells of no connection.
  var isOfSnapshot = true

  /// `--once` and `jobs`.
  func jobs() -> JSONValue {
    document([("jobs", .array(cluster.worstFirst(at: takenAt).map { job($0.job) }))])
  }

  /// `job JOB`.
  func job(_ id: JobID) -> JSONValue {
    let model = cluster.job(id)
    let vertices = model?.detail?.value.vertices.map { vertex in
      self.vertex(vertex, model?.vertices[vertex.id], model?.totals(of: vertex))
    }
    return document([
      ("job", .optional(model, job)),
      ("verdict", .optional(model) { verdict(cluster.verdict(of: $0, at: takenAt), of: $0) }),
      ("vertices", .optional(vertices) { .array($0) }),
    ])
  }

  /// `checkpoints JOB`.
  func checkpoints(_ id: JobID) -> JSONValue {
    let model = cluster.job(id)
    let log = model?.checkpoints
    let statistics = log?.latest.value
    return document([
      ("job", .optional(model, job)),
      ("isCheckpointing", .optional(model?.isCheckpointingEnabled) { .bool($0) }),
      ("counts", .optional(statistics?.counts, counts)),
      (
        "summary",
        .optional(statistics) { statistics in
          .object([
            ("durationMs", .optional(statistics.duration, distribution)),
            ("stateSizeBytes", .optional(statistics.stateSize, distribution)),
            ("checkpointedSizeBytes", .optional(statistics.checkpointedSize, distribution)),
          ])
        }
      ),
      (
        "restored",
        .optional(statistics?.restored) { restored in
          .object([
            ("id", .integer(restored.id.number)), ("at", time(restored.at)),
            ("isSavepoint", .bool(restored.isSavepoint)),
            ("path", .optional(restored.path) { .string($0) }),
          ])
        }
      ),
      ("checkpoints", .optional(log) { .array($0.history.map { checkpoint($0, of: model) }) }),
    ])
  }

  /// A document with what all have in common first.
  func document(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(
      [("schema", .string("flinktop/1")), ("takenAt", time(takenAt)), ("cluster", header)] + members
    )
  }

  private var header: JSONValue {
    let overview = cluster.overview?.value
    func count(_ value: Int?) -> JSONValue { .optional(value) { .integer(Int64($0)) } }
    let connection: [(String, JSONValue)] = [
      ("connection", .string(cluster.connection.word)),
      ("answeredAt", .optional(cluster.lastAnswerAt, time)),
    ]
    let identity: [(String, JSONValue)] = [
      ("name", .string(cluster.identity.name)), ("endpoint", .string(cluster.identity.endpoint)),
      ("source", .string(cluster.identity.source)),
    ]
    return .object(
      identity + (isOfSnapshot ? connection : []) + [
        ("version", .optional(cluster.capabilities.version ?? overview?.version) { .string($0) }),
        (
          "isHistoryServer",
          cluster.capabilities.version == nil ? .null : .bool(cluster.capabilities.isHistoryServer)
        ),
        ("taskManagers", count(overview?.taskManagers)),
        ("slotsTotal", count(overview?.slotsTotal)),
        ("slotsAvailable", count(overview?.slotsAvailable)),
        ("jobsRunning", count(overview?.jobsRunning)),
        ("jobsFinished", count(overview?.jobsFinished)),
        ("jobsCancelled", count(overview?.jobsCancelled)),
        ("jobsFailed", count(overview?.jobsFailed)),
      ])
  }

  private func job(_ model: JobModel) -> JSONValue {
    let summary = model.summary.value
    let last = model.checkpoints?.latest.value.latestCompleted
    return .object([
      ("id", .string(summary.id.text)), ("name", .string(summary.name)),
      ("state", .string(summary.state.name)), ("startTime", .optional(summary.startTime, time)),
      ("endTime", .optional(summary.endTime, time)),
      ("durationMs", .optional(summary.duration, duration)),
      ("tasks", summary.tasks.isTold ? tasks(summary.tasks) : .null),
      ("restarts", .optional(model.restartCount) { .integer(Int64($0)) }),
      ("recordsInPerSecond", rate(model.recordsIn)),
      ("recordsOutPerSecond", rate(model.recordsOut)),
      ("recordsInTotal", total(model.recordsInTotal)),
      ("recordsOutTotal", total(model.recordsOutTotal)),
      ("busiest", .optional(model.busiest?.value) { share($0, in: model, hasLevel: false) }),
      (
        "backpressure",
        .optional(model.mostBackpressured?.value) { share($0, in: model, hasLevel: true) }
      ),
      ("watermarkLagMs", .optional(model.watermarkLag?.value, duration)),
      ("watermarkLagIsAtMost", .optional(model.watermarkLag) { _ in .bool(!model.isLagExact) }),
      ("isCheckpointing", .optional(model.isCheckpointingEnabled) { .bool($0) }),
      ("lastCheckpoint", .optional(last) { checkpoint($0, of: model) }),
    ])
  }

  private func tasks(_ tasks: TaskCounts) -> JSONValue {
    guard tasks.isTold else { return .null }
    // The server lists every state it knows, so that 0 is a fact here.
    let others = tasks.byState.keys.filter { !TaskState.known.contains($0) }
    let states = (TaskState.known + others.sorted { $0.name < $1.name }).map { state in
      (state.name.lowercased(), JSONValue.integer(Int64(tasks[state])))
    }
    return .object([("total", .integer(Int64(tasks.total)))] + states)
  }

  private func share(_ share: VertexShare, in model: JobModel, hasLevel: Bool) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("vertex", .string(model.vertex(share.vertex)?.name ?? share.vertex.text)),
      ("ratio", .number(share.ratio.value)),
    ]
    if hasLevel { members.append(("level", .string(BackpressureLevel(share.ratio).rawValue))) }
    return .object(members)
  }

  private func vertex(
    _ vertex: Vertex, _ model: VertexModel?, _ totals: RecordTotals?
  ) -> JSONValue {
    let pressure = model?.pressure?.value
    let watermark: Timestamp? =
      if case .at(let time)? = model?.watermarks?.value.lowest { time } else { nil }
    return .object([
      ("id", .string(vertex.id.text)), ("name", .string(vertex.name)),
      ("parallelism", .optional(vertex.parallelism) { .integer(Int64($0)) }),
      ("state", .string(vertex.state.name)),
      ("busyRatio", .optional(pressure?.busy) { .number($0.value) }),
      ("backpressuredRatio", .optional(pressure?.backpressured) { .number($0.value) }),
      ("idleRatio", .optional(pressure?.idle) { .number($0.value) }),
      ("recordsInPerSecond", rate(model?.recordsIn)),
      ("recordsOutPerSecond", rate(model?.recordsOut)),
      ("recordsInTotal", total(totals?.recordsIn)), ("recordsOutTotal", total(totals?.recordsOut)),
      ("bytesInPerSecond", rate(model?.bytesIn)),
      ("bytesOutPerSecond", rate(model?.bytesOut)), ("watermark", .optional(watermark, time)),
      ("watermarkLagMs", .optional(model?.watermarkLag?.value, duration)),
      (
        "watermarkLagIsAtMost",
        .optional(model?.watermarkLag) { _ in .bool(model?.isLagExact == false) }
      ),
      ("inputs", .array(vertex.inputs.map { .string($0.from.text) })),
    ])
  }

  private func checkpoint(_ checkpoint: Checkpoint, of model: JobModel?) -> JSONValue {
    let status: String
    var cause: String?
    switch checkpoint.status {
    case .inProgress: status = "IN_PROGRESS"
    case .completed: status = "COMPLETED"
    case .failed(let reason):
      status = "FAILED"
      cause = reason
    case .other(let name): status = name
    }
    return .object([
      ("id", .integer(checkpoint.id.number)), ("status", .string(status)),
      ("triggeredAt", time(checkpoint.triggeredAt)),
      ("durationMs", .optional(model?.duration(of: checkpoint, at: takenAt), duration)),
      ("sizeBytes", .optional(checkpoint.stateSize) { .integer($0.bytes) }),
      (
        "isSavepoint",
        checkpoint.isOfSpan && checkpoint.type == nil ? .null : .bool(checkpoint.isSavepoint)
      ),
      // Nothing can be restored from one that was discarded.
      ("path", .optional(checkpoint.restorePath) { .string($0) }),
      ("discarded", checkpoint.isOfSpan ? .null : .bool(checkpoint.isDiscarded)),
      ("source", .string(checkpoint.isOfSpan ? "span" : "rest")),
      ("cause", .optional(cause) { .string($0) }),
    ])
  }

  private func counts(_ counts: CheckpointStatistics.Counts) -> JSONValue {
    .object([
      ("total", .integer(Int64(counts.total))), ("completed", .integer(Int64(counts.completed))),
      ("failed", .integer(Int64(counts.failed))),
      ("inProgress", .integer(Int64(counts.inProgress))),
      ("restored", .integer(Int64(counts.restored))),
    ])
  }

  private func distribution(_ distribution: Distribution) -> JSONValue {
    .object([
      ("min", .number(distribution.min)), ("average", .number(distribution.average)),
      ("max", .number(distribution.max)), ("p50", .optional(distribution.p50) { .number($0) }),
      ("p90", .optional(distribution.p90) { .number($0) }),
      ("p95", .optional(distribution.p95) { .number($0) }),
      ("p99", .optional(distribution.p99) { .number($0) }),
      ("p999", .optional(distribution.p999) { .number($0) }),
    ])
  }

  private func time(_ time: Timestamp) -> JSONValue { .integer(time.milliseconds) }

  private func duration(_ duration: Duration) -> JSONValue { .integer(duration.wholeMilliseconds) }

  private func total(_ records: Int64?) -> JSONValue { .optional(records) { .integer($0) } }

  private func rate(_ rate: Observed<Rate>?) -> JSONValue {
    // Thousandths: the rest is the noise of a division.
    .optional(rate) { .number(($0.value.perSecond * 1000).rounded() / 1000) }
  }
}

extension Connection {
  /// `live`, `degraded`, `stale`, `unreachable` or `connecting`, as in the header of the dashboard.
  fileprivate var word: String {
    switch self {
    case .connecting: "connecting"
    case .live: "live"
    case .degraded: "degraded"
    case .stale: "stale"
    case .unreachable: "unreachable"
    }
  }
}
