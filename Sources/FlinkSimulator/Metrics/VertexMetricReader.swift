/// Computes the metrics of one vertex as they were when the JobManager last fetched them.
struct VertexMetricReader {
  let job: SimulatedJob
  let index: Int
  /// In seconds.
  let time: Double
  let dialect: Dialect

  var vertex: VertexPlan { job.plan.vertices[index] }
  private var flow: Flow { Flow(plan: job.plan, run: job.run) }

  /// What a metric is for each subtask; whatever they have in common is computed once.
  typealias Evaluator = (_ subtask: Int) -> MetricValue

  func evaluator(for metric: VertexMetric) -> Evaluator {
    switch metric {
    case .task(let metric): evaluator(for: metric)
    case .operator(let index, let metric): evaluator(for: metric, operator: index)
    }
  }

  // MARK: Counters and rates

  /// The span over which Flink averages a rate.
  private static let rateSpan = 60.0

  private func counter(_ count: (Flow, VertexPlan, Double) -> Int64) -> Evaluator {
    let vertex = vertex
    let total = count(flow, vertex, time)
    return { .integer(vertex.shares.part(of: total, for: $0)) }
  }

  private func rate(_ count: (Flow, VertexPlan, Double) -> Int64, per unit: Double = 1) -> Evaluator
  {
    let vertex = vertex
    let change = count(flow, vertex, time) - count(flow, vertex, time - Self.rateSpan)
    let perSecond = Double(change) / Self.rateSpan / unit
    return { .real((perSecond * vertex.shares.share(of: $0) * 1000).rounded() / 1000) }
  }

  private static func recordsRead(_ flow: Flow, _ vertex: VertexPlan, _ time: Double) -> Int64 {
    flow.recordsRead(by: vertex, at: time)
  }

  private static func recordsWritten(_ flow: Flow, _ vertex: VertexPlan, _ time: Double) -> Int64 {
    flow.recordsWritten(by: vertex, at: time)
  }

  private static func recordsEmitted(_ flow: Flow, _ vertex: VertexPlan, _ time: Double) -> Int64 {
    Int64(flow.recordsEmitted(by: vertex, at: time))
  }

  private static func bytesRead(_ flow: Flow, _ vertex: VertexPlan, _ time: Double) -> Int64 {
    flow.bytesRead(by: vertex, at: time)
  }

  private static func bytesWritten(_ flow: Flow, _ vertex: VertexPlan, _ time: Double) -> Int64 {
    flow.bytesWritten(by: vertex, at: time)
  }

  /// A quarter of what is read comes from the same TaskManager.
  private static func bytesLocal(_ flow: Flow, _ vertex: VertexPlan, _ time: Double) -> Int64 {
    bytesRead(flow, vertex, time) / 4
  }

  private static func bytesRemote(_ flow: Flow, _ vertex: VertexPlan, _ time: Double) -> Int64 {
    bytesRead(flow, vertex, time) - bytesLocal(flow, vertex, time)
  }

  private static let bufferSize = 32_768.0

  private func buffers(_ count: @escaping (Flow, VertexPlan, Double) -> Int64) -> Evaluator {
    counter { Int64(Double(count($0, $1, $2)) / Self.bufferSize) }
  }

  // MARK: Time

  /// Milliseconds a second over the last ten seconds; together they make up the second.
  func load(ofSubtask subtask: Int) -> Flow.TimeSpent {
    let flow = flow
    let span = 10.0
    let now = flow.timeSpent(by: vertex, subtask: subtask, at: time)
    let before = flow.timeSpent(by: vertex, subtask: subtask, at: time - span)
    let busy = Int64((Double(now.busy - before.busy) / span).rounded())
    let backpressured = Int64((Double(now.backpressured - before.backpressured) / span).rounded())
    let all =
      Double(
        now.busy + now.backpressured + now.idle - before.busy - before.backpressured - before.idle)
      / span
    return Flow.TimeSpent(
      busy: busy, backpressured: backpressured,
      idle: max(0, Int64(all.rounded()) - busy - backpressured))
  }

  /// `Long.MIN_VALUE` while there is none.
  func watermark(ofSubtask subtask: Int) -> Int64 {
    flow.watermark(of: vertex, subtask: subtask, at: time) ?? .min
  }

  private var lastCheckpoint: CheckpointRecord? { job.journal.latestCompleted }

  private func checkpointTiming(_ subtask: Int) -> SubtaskTiming? {
    lastCheckpoint?.timing(in: job.plan, vertex: index, subtask: subtask)
  }

  // MARK: By metric

  private func evaluator(for metric: TaskMetric) -> Evaluator {
    let vertex = vertex
    switch metric {
    case .numRecordsIn: return counter(Self.recordsRead)
    case .numRecordsInPerSecond: return rate(Self.recordsRead)
    case .numRecordsOut: return counter(Self.recordsWritten)
    case .numRecordsOutPerSecond: return rate(Self.recordsWritten)
    case .numBytesIn: return counter(Self.bytesRead)
    case .numBytesInPerSecond: return rate(Self.bytesRead)
    case .numBytesOut: return counter(Self.bytesWritten)
    case .numBytesOutPerSecond: return rate(Self.bytesWritten)
    case .numBuffersOut: return buffers(Self.bytesWritten)
    case .numBuffersOutPerSecond: return rate(Self.bytesWritten, per: Self.bufferSize)
    case .numBytesInLocal: return counter(Self.bytesLocal)
    case .numBytesInLocalPerSecond: return rate(Self.bytesLocal)
    case .numBytesInRemote: return counter(Self.bytesRemote)
    case .numBytesInRemotePerSecond: return rate(Self.bytesRemote)
    case .numBuffersInLocal: return buffers(Self.bytesLocal)
    case .numBuffersInLocalPerSecond: return rate(Self.bytesLocal, per: Self.bufferSize)
    case .numBuffersInRemote: return buffers(Self.bytesRemote)
    case .numBuffersInRemotePerSecond: return rate(Self.bytesRemote, per: Self.bufferSize)
    case .busyTimeMsPerSecond: return { .real(Double(load(ofSubtask: $0).busy)) }
    case .backPressuredTimeMsPerSecond, .softBackPressuredTimeMsPerSecond:
      return { .integer(load(ofSubtask: $0).backpressured) }
    case .idleTimeMsPerSecond: return { .integer(load(ofSubtask: $0).idle) }
    case .isBackPressured:
      return { .text(load(ofSubtask: $0).backpressured > 500 ? "true" : "false") }
    case .hardBackPressuredTimeMsPerSecond, .maxHardBackPressureTimeMs,
      .changelogBusyTimeMsPerSecond, .mailboxQueueSize, .numFiredTimers:
      return { _ in .integer(0) }
    case .maxSoftBackPressureTimeMs:
      return { .integer(load(ofSubtask: $0).backpressured / 5) }
    case .accumulateBusyTimeMs:
      return { .real(Double(flow.timeSpent(by: vertex, subtask: $0, at: time).busy)) }
    case .accumulateIdleTimeMs:
      return { .integer(flow.timeSpent(by: vertex, subtask: $0, at: time).idle) }
    case .accumulateBackPressuredTimeMs:
      return { .integer(flow.timeSpent(by: vertex, subtask: $0, at: time).backpressured) }
    case .checkpointStartDelayNanos:
      return { .integer((checkpointTiming($0)?.startDelay ?? 0) * 1_000_000) }
    case .checkpointAlignmentTime:
      return { .integer((checkpointTiming($0)?.alignment ?? 0) * 1_000_000) }
    case .currentInputWatermark: return { .integer(watermark(ofSubtask: $0)) }
    case .mailboxMailsPerSecond, .mailboxLatencyMsMean, .mailboxLatencyMsP99:
      return { .real((10 * job.plan.seed.derived(index).unit($0)).rounded() / 10) }
    case .mailboxLatencyMsMaximum: return { .integer(Int64($0 % 7)) }
    case .initializationTime:
      return { .integer(900 + Int64($0) * Deployment.stagger / Int64(vertex.parallelism)) }
    case .numFiredTimersPerSecond: return { _ in .real(0) }
    case .inputPoolUsage, .inputPoolUsageAlias, .inputExclusiveUsage, .inputFloatingUsage:
      return { .real(vertex.hotSubtasks.contains($0) ? 0.9375 : 0) }
    case .inputQueueLength: return { .integer(vertex.hotSubtasks.contains($0) ? 32 : 0) }
    case .outputPoolUsage, .outputPoolUsageAlias:
      return { .real(load(ofSubtask: $0).backpressured > 500 ? 0.9375 : 0.125) }
    case .outputQueueLength:
      return { .integer(load(ofSubtask: $0).backpressured > 500 ? 14 : 1) }
    }
  }

  private func evaluator(for metric: OperatorMetric, operator index: Int) -> Evaluator {
    let vertex = vertex
    let isFirst = index == 0
    switch metric {
    case .numRecordsIn:
      return counter(vertex.isSource && !isFirst ? Self.recordsEmitted : Self.recordsRead)
    case .numRecordsInPerSecond:
      return rate(vertex.isSource && !isFirst ? Self.recordsEmitted : Self.recordsRead)
    case .numRecordsOut: return counter(Self.recordsEmitted)
    case .numRecordsOutPerSecond: return rate(Self.recordsEmitted)
    case .currentInputWatermark, .currentOutputWatermark:
      // Watermarks are made by the last operator of a source's chain.
      let isLast = index == vertex.operators.count - 1
      guard !vertex.isSource || (metric == .currentOutputWatermark && isLast) else {
        return { _ in .integer(.min) }
      }
      return { .integer(watermark(ofSubtask: $0)) }
    case .sourceIdleTime, .numRecordsInErrors: return { _ in .integer(0) }
    case .numLateRecordsDropped:
      let dropped = Int64(Double(flow.recordsRead(by: vertex, at: time)) * vertex.lateShare)
      return { .integer(vertex.shares.part(of: dropped, for: $0)) }
    case .pendingRecords:
      let pending = Int64(flow.pendingRecords(of: vertex, at: time))
      return { .integer(vertex.shares.part(of: pending, for: $0)) }
    case .currentEmitEventTimeLag:
      return {
        let watermark = watermark(ofSubtask: $0)
        return .integer(watermark == .min ? -1 : Int64(time * 1000) - watermark)
      }
    }
  }
}

extension SimulatedCluster {
  /// Nil where there are no metrics: none fetched yet, no such job or vertex, or its tasks were not running
  /// then.
  mutating func metricReader(job id: String, vertex: String) -> VertexMetricReader? {
    guard let snapshot = currentMetrics(), let index = jobIndex(id) else { return nil }
    let job = snapshot.jobs[index]
    guard let vertex = job.plan.vertexIndex(of: vertex), job.isFullyRunning(at: snapshot.at),
      job.taskState(vertex: vertex, subtask: 0, at: snapshot.at) == .running
    else { return nil }
    return VertexMetricReader(
      job: job, index: vertex, time: snapshot.at.seconds, dialect: dialect)
  }
}
