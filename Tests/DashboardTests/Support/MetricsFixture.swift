import StreamModel

/// Metrics of `fraud score` over ten minutes, with a gap in one and a restart in another.
enum MetricsFixture {
  static let source = MetricSource.vertex(OrdersFixture.job, OrdersFixture.vertexID(2))

  static let followed = [
    "busyTimeMsPerSecond", "currentInputWatermark", "mailboxLatencyMs_p99", "numBytesInPerSecond",
    "numRecordsIn", "Shuffle.Netty.Input.Buffers.inPoolUsage",
  ]

  static let ids =
    (followed + [
      "numRecordsInPerSecond", "numRecordsOut", "idleTimeMsPerSecond", "isBackPressured",
      "fraud_score.numLateRecordsDropped", "user.with blank", "user.quote\"d per%cent",
      "user.\u{1B}[31mred", "user.com,ma",
      "Shuffle.Netty.Output.Buffers.outPoolUsage", "checkpointStartDelayNanos",
    ] + (0..<40).map { "user.keyGroup_\($0).stateSizeBytes" }).sorted()

  private static func figure(_ id: String, _ step: Int, _ at: Timestamp) -> MetricFigure {
    let wave = Double((step * 7) % 11)
    let value: Double =
      switch id {
      case "busyTimeMsPerSecond": min(1000, 600 + 12 * Double(step) + wave)
      case "currentInputWatermark": Double(at.milliseconds) - 2000 * Double(step + 1)
      case "mailboxLatencyMs_p99": 4 + wave * wave
      case "numBytesInPerSecond": 1_400_000 + 90_000 * wave
      case "numRecordsIn": Double((step < 40 ? 500_000 : 0) + 8_000 * step) * 10
      default: 0.3 + wave / 20
      }
    return .spread(
      SubtaskAggregate(
        min: value / 2, max: value, average: value * 0.7, sum: value * 2.8, skewPercent: nil))
  }

  /// What expressions over the subtasks of `fraud score` are made from.
  static let ofSubtasks = MetricSource.subtasks(OrdersFixture.job, OrdersFixture.vertexID(2))

  /// Each subtask takes in as many records a second as ten times its number and 10 more; the last of them pauses for
  /// two minutes.
  private static func fillSubtasks(_ cluster: inout ClusterModel, _ step: Int, _ time: Timestamp) {
    let ids = (0..<4).map { "\($0).numRecordsIn" }
    let readings = ids.enumerated().compactMap { index, id -> MetricReading? in
      guard index < 3 || !(20...32).contains(step) else { return nil }
      let value = Double((index + 1) * 100 * step)
      return MetricReading(id, .single(text: "\(value)", number: value))
    }
    cluster.apply(
      readings, to: .metricValues(ofSubtasks, ids), metrics: .asOf(time), at: time)
  }

  /// As it was, and no other figure of the model the less.
  static func fill(_ cluster: inout ClusterModel) {
    cluster.apply(ids, to: .metricIDs(source), at: Fixture.now)
    cluster.apply(
      ["numRestarts", "uptime", "lastCheckpointSize"], to: .metricIDs(.job(OrdersFixture.job)),
      at: Fixture.now)
    cluster.apply(
      ["Status.JVM.CPU.Load", "taskSlotsTotal"], to: .metricIDs(.controller), at: Fixture.now)
    cluster.apply(
      ["Status.JVM.CPU.Load", "Status.JVM.Memory.Heap.Used"],
      to: .metricIDs(.worker(WorkersFixture.id(1))), at: Fixture.now)
    for step in 0...60 {
      let time = Fixture.now.advanced(by: .seconds(10 * step - 600))
      fillSubtasks(&cluster, step, time)
      let readings = followed.filter { $0 != "mailboxLatencyMs_p99" || !(20...35).contains(step) }
        .map { MetricReading($0, figure($0, step, time)) }
      cluster.apply(
        readings, to: .metricValues(source, followed), metrics: .asOf(time), at: time)
    }
  }
}
