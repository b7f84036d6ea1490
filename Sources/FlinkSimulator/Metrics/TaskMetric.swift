/// The metrics of a task, by their ids in Flink.
enum TaskMetric: String, CaseIterable, Sendable {
  case numRecordsIn, numRecordsInPerSecond, numRecordsOut, numRecordsOutPerSecond
  case numBytesIn, numBytesInPerSecond, numBytesOut, numBytesOutPerSecond
  case numBuffersOut, numBuffersOutPerSecond
  case numBytesInLocal, numBytesInLocalPerSecond, numBytesInRemote, numBytesInRemotePerSecond
  case numBuffersInLocal, numBuffersInLocalPerSecond
  case numBuffersInRemote, numBuffersInRemotePerSecond
  case busyTimeMsPerSecond, backPressuredTimeMsPerSecond, idleTimeMsPerSecond, isBackPressured
  case softBackPressuredTimeMsPerSecond, hardBackPressuredTimeMsPerSecond
  case maxSoftBackPressureTimeMs, maxHardBackPressureTimeMs
  case accumulateBusyTimeMs, accumulateIdleTimeMs, accumulateBackPressuredTimeMs
  case checkpointStartDelayNanos, checkpointAlignmentTime
  case currentInputWatermark
  case mailboxQueueSize, mailboxMailsPerSecond
  case mailboxLatencyMsMean = "mailboxLatencyMs_mean"
  case mailboxLatencyMsMaximum = "mailboxLatencyMs_max"
  case mailboxLatencyMsP99 = "mailboxLatencyMs_p99"
  case initializationTime, numFiredTimers, numFiredTimersPerSecond, changelogBusyTimeMsPerSecond
  case inputPoolUsage = "Shuffle.Netty.Input.Buffers.inPoolUsage"
  case inputQueueLength = "Shuffle.Netty.Input.Buffers.inputQueueLength"
  case inputExclusiveUsage = "Shuffle.Netty.Input.Buffers.inputExclusiveBuffersUsage"
  case inputFloatingUsage = "Shuffle.Netty.Input.Buffers.inputFloatingBuffersUsage"
  case outputPoolUsage = "Shuffle.Netty.Output.Buffers.outPoolUsage"
  case outputQueueLength = "Shuffle.Netty.Output.Buffers.outputQueueLength"
  case inputPoolUsageAlias = "buffers.inPoolUsage"
  case outputPoolUsageAlias = "buffers.outPoolUsage"

  /// Which of them a vertex has in a version.
  func exists(of vertex: VertexPlan, in dialect: Dialect) -> Bool {
    switch self {
    case .currentInputWatermark, .checkpointAlignmentTime: !vertex.isSource
    case .softBackPressuredTimeMsPerSecond, .hardBackPressuredTimeMsPerSecond,
      .maxSoftBackPressureTimeMs, .maxHardBackPressureTimeMs, .accumulateBusyTimeMs,
      .accumulateIdleTimeMs, .accumulateBackPressuredTimeMs, .mailboxQueueSize,
      .mailboxMailsPerSecond, .mailboxLatencyMsMean, .mailboxLatencyMsMaximum,
      .mailboxLatencyMsP99, .initializationTime, .numFiredTimers, .numFiredTimersPerSecond,
      .changelogBusyTimeMsPerSecond:
      dialect.hasMailboxMetrics
    case .inputPoolUsageAlias, .outputPoolUsageAlias: dialect.hasBufferAliases
    default: true
    }
  }
}

/// The metrics of one operator of a chain, as they follow its name and a dot.
enum OperatorMetric: String, CaseIterable, Sendable {
  case numRecordsIn, numRecordsInPerSecond, numRecordsOut, numRecordsOutPerSecond
  case currentInputWatermark, currentOutputWatermark
  case numLateRecordsDropped
  case pendingRecords, currentEmitEventTimeLag, sourceIdleTime, numRecordsInErrors

  private var isOfSources: Bool {
    switch self {
    case .pendingRecords, .currentEmitEventTimeLag, .sourceIdleTime, .numRecordsInErrors: true
    default: false
    }
  }

  func exists(of vertex: VertexPlan, operator index: Int) -> Bool {
    // A source of files does not say what is left.
    if self == .pendingRecords, vertex.activity != nil { return false }
    if isOfSources { return vertex.isSource && index == 0 }
    if self == .currentInputWatermark { return !(vertex.isSource && index == 0) }
    if self == .numLateRecordsDropped {
      return !vertex.isSource && index == 0 && vertex.stateBytes > 0
    }
    return true
  }
}

/// Any metric of a vertex.
enum VertexMetric: Hashable, Sendable {
  case task(TaskMetric)
  case `operator`(Int, OperatorMetric)

  /// Reads an id; nil of one that the vertex does not have.
  init?(_ id: some StringProtocol, of vertex: VertexPlan, in dialect: Dialect) {
    if let metric = Self.tasks[String(id)] {
      guard metric.exists(of: vertex, in: dialect) else { return nil }
      self = .task(metric)
      return
    }
    for (index, part) in vertex.operators.enumerated()
    where id.hasPrefix(part.metricName + ".") {
      let name = id.dropFirst(part.metricName.count + 1)
      guard let metric = OperatorMetric(rawValue: String(name)),
        metric.exists(of: vertex, operator: index)
      else { continue }
      self = .operator(index, metric)
      return
    }
    return nil
  }

  static func ids(of vertex: VertexPlan, in dialect: Dialect) -> [String] {
    let tasks = TaskMetric.allCases.filter { $0.exists(of: vertex, in: dialect) }.map(\.rawValue)
    let operators = vertex.operators.enumerated().flatMap { index, part in
      OperatorMetric.allCases.filter { $0.exists(of: vertex, operator: index) }
        .map { "\(part.metricName).\($0.rawValue)" }
    }
    return tasks + operators
  }

  private static let tasks = Dictionary(
    uniqueKeysWithValues: TaskMetric.allCases.map { ($0.rawValue, $0) })
}
