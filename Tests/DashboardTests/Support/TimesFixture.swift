import StreamModel

/// When `orders`, the subtasks of its `fraud score` and their attempts were in which state, what it adds up, is set to and
/// how it was rescaled.
enum TimesFixture {
  static let vertex = OrdersFixture.vertexID(2)

  private static func ago(_ seconds: Double) -> Timestamp {
    Fixture.now.advanced(by: .milliseconds(-Int(seconds * 1000)))
  }

  static let states: [JobState: Timestamp] = [
    .initializing: ago(10_800), .created: ago(10_799.5), .running: ago(10_799),
  ]

  /// The last one runs for the second time.
  static let subtaskTimes = (0..<4).map { index in
    let start = index == 3 ? 1500.0 : 10_798
    return SubtaskTimes(
      index: index, host: "10.42.1.1\(index / 2 + 1):38047",
      states: StateTimes([
        .init(.created, ago(start)), .init(.scheduled, ago(start - 0.1)),
        .init(.deploying, ago(start - 2)), .init(.initializing, ago(start - 5)),
        .init(.running, ago(start - 200)),
      ]))
  }

  static func subtask(_ attempt: Int, _ state: TaskState, from: Double, to: Double?) -> Subtask {
    let duration = Duration.milliseconds(Int((from - (to ?? 0)) * 1000))
    return Subtask(
      index: 3, state: state, attempt: attempt, host: "10.42.1.12:38047",
      taskManager: WorkersFixture.id(2), startTime: ago(from), endTime: to.map(ago),
      duration: duration,
      stateDurations: [
        .init(.created, .milliseconds(100)), .init(.scheduled, .milliseconds(1900)),
        .init(.deploying, .seconds(3)), .init(.initializing, .seconds(195)),
        .init(.running, duration - .seconds(198)),
      ],
      counters: VertexCounters(
        recordsIn: 1_200_000, recordsOut: 900_000, bytesIn: ByteCount(bytes: 9_000_000),
        bytesOut: ByteCount(bytes: 7_000_000), busyTime: .seconds(9), backpressuredTime: .zero,
        idleTime: .seconds(90)))
  }

  static let accumulators = [
    Accumulator(name: "orders-scored", type: "LongCounter", value: "5364128"),
    Accumulator(
      name: "amounts", type: "Histogram", value: "{1=40, 2=812, 5=77, 10=3, 100=1}"),
    Accumulator(name: "rate", type: "AverageAccumulator", value: nil),
  ]

  static let configuration = JobConfiguration(
    executionMode: nil,
    restartStrategy: "Restart with fixed delay (10000 ms). #3 restart attempts.",
    parallelism: 4, reusesObjects: false,
    userSettings: [
      Setting(key: "input.topic", value: "orders-v2"),
      Setting(key: "sink.password", value: "hunter2"),
      Setting(key: "sink.url", value: "jdbc:postgresql://ledger:pw@db-3/ledger"),
    ])

  static let rescales = [
    RescaleRecord(
      id: "b", cause: "UPDATE_REQUIREMENT", outcome: nil, reason: nil, attempt: 1,
      startTime: ago(20), endTime: nil),
    RescaleRecord(
      id: "a", cause: "INITIAL_SCHEDULE", outcome: "COMPLETED", reason: "SUCCEEDED", attempt: 1,
      startTime: ago(10_799), endTime: ago(10_797.5)),
  ]

  static let bySubtask = (0..<4).map { index in
    SubtaskAccumulators(
      subtask: index, attempt: index == 3 ? 1 : 0, host: "10.42.1.1\(index / 2 + 1):38047",
      accumulators: [
        Accumulator(name: "orders-scored", type: "LongCounter", value: "\(1_341_032 - index * 7)")
      ])
  }

  static let rescaleCounts = RescaleCounts(completed: 2, failed: 1, ignored: 0, inProgress: 1)

  static let rescaleTimes = Distribution(
    min: 912, average: 1756, max: 2293, p50: 2065, p90: 2293, p95: 2293, p99: 2293, p999: 2293)

  private static func fillRescales(_ cluster: inout ClusterModel, job: JobID) {
    let now = Fixture.now
    let failed = RescaleRecord(
      id: "c", cause: "UPDATE_REQUIREMENT", outcome: "FAILED",
      reason: "RESOURCE_REQUIREMENTS_UPDATED", attempt: 1, startTime: ago(5000),
      endTime: ago(4990))
    cluster.apply(
      RescaleOverview(counts: rescaleCounts, completed: rescales[1], failed: failed),
      to: .rescaleOverview(job), at: now)
    cluster.apply(
      RescaleSummary(counts: rescaleCounts, all: rescaleTimes, completed: rescaleTimes),
      to: .rescaleSummary(job), at: now)
    cluster.apply(
      RescaleSettings(
        historySize: 10, cooldown: .seconds(30), stabilization: .seconds(60),
        longestDelay: .seconds(90), failedCheckpoints: 2), to: .rescaleSettings(job), at: now)
  }

  static func fill(_ cluster: inout ClusterModel, job: JobID) {
    let now = Fixture.now
    cluster.apply(subtaskTimes, to: .subtaskTimes(job, vertex), at: now)
    cluster.apply(
      VertexSubtasks([subtask(1, .running, from: 1498, to: nil)]), to: .subtask(job, vertex, 3),
      metrics: .current, at: now)
    cluster.apply(
      subtask(0, .failed, from: 10_796, to: 1510), to: .attempt(job, vertex, 3, attempt: 0), at: now
    )
    cluster.apply(accumulators, to: .accumulators(.job(job)), at: now)
    cluster.apply(
      Array(accumulators.prefix(2)),
      to: .accumulators(.attempt(job, vertex, subtask: 3, attempt: 1)), at: now)
    cluster.apply(configuration, to: .jobConfiguration(job), at: now)
    cluster.apply(bySubtask, to: .subtaskAccumulators(job, vertex), at: now)
    ApplicationsFixture.fill(&cluster, job: job)
    fillRescales(&cluster, job: job)
    cluster.apply(rescales, to: .rescales(job), at: now)
    cluster.apply(
      RescaleDetail(
        record: rescales[0],
        vertices: [
          .init(
            vertex: vertex, name: "fraud score", before: 4, after: nil, desired: 8, sufficient: 1)
        ],
        phases: [
          .init(name: "Executing", duration: .seconds(2)), .init(name: "Restarting", duration: nil),
        ]), to: RescaleQuestion(job, "b", isOver: false), at: now)
  }
}
