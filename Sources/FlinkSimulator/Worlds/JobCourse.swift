/// What is wrong with a job of the world of courses, from a known moment on, or nothing.
package enum JobCourse: String, CaseIterable, Hashable, Sendable {
  case hotKey = "hot-key"
  case slowSubtask = "slow-subtask"
  case slowMiddle = "slow-middle"
  case hang
  case sourceBound = "source-bound"
  case stalledSource = "stalled-source"
  case lateRecords = "late-records"
  case restartLoop = "restart-loop"
  case failingCheckpoints = "failing-checkpoints"
  case steady
  case busy80 = "busy-80"
  case noEventTime = "no-event-time"
  case batch

  /// Nothing is wrong with it.
  package var isHealthy: Bool {
    switch self {
    case .steady, .busy80, .noEventTime, .batch: true
    default: false
    }
  }

  /// How long after the start of the simulation event time stands still where it does; all else is so from the start.
  package static let onset: Duration = .seconds(20)
}

extension WorldBuilder {
  /// orders -> parse -> enrich -> jdbc orders, in four subtasks each, for an hour.
  mutating func add(_ course: JobCourse) {
    var sketches = sketches
    var watermarkLag: Double? = 1
    var story = JobStory.steady
    var checkpoints: CheckpointPlan? = CheckpointPlan(
      interval: .seconds(10), tolerableFailures: 1_000_000, duration: .milliseconds(200))
    switch course {
    case .hotKey: hold(&sketches, by: .hot(subtasks: [2], shareFactor: 8))
    case .slowSubtask: hold(&sketches, by: .slow(subtasks: [1], others: 0.15))
    case .slowMiddle: hold(&sketches, by: .slow(subtasks: [0, 1, 2, 3], others: 0))
    case .hang: hold(&sketches, by: .stuck(subtasks: [3]))
    case .sourceBound:
      sketches[0].load = .slow(subtasks: [0, 1, 2, 3], others: 0)
      sketches[0].inflow?.backlog = .growing(base: 1, slope: 0.4, since: now.seconds)
    case .stalledSource:
      sketches[0].stalled = ([2], (now + JobCourse.onset).seconds)
    case .lateRecords: sketches[2].lateShare = 0.2
    case .restartLoop:
      story = .restarting(
        every: .seconds(14)...(.seconds(20)), pause: .seconds(2)...(.seconds(3)),
        causes: [
          FailureCause(
            vertex: 2, exception: "java.lang.NullPointerException",
            message: "customer of order is null", frames: ["com.example.Enrich.map(Enrich.java:31)"]
          )
        ])
    case .failingCheckpoints: checkpoints?.trouble = .declining(vertex: 2, succeeding: 1_000_000)
    case .steady: break
    case .busy80: sketches[2].load = .working(busy: 0.8)
    case .noEventTime: watermarkLag = nil
    case .batch: checkpoints = nil
    }
    add(
      course.rawValue, age: .hours(1), type: course == .batch ? .batch : .streaming,
      graph: JobGraph(
        sketches, watermarkLag: course == .batch ? nil : watermarkLag,
        seed: seed.derived(course.rawValue)),
      checkpoints: checkpoints, story: story)
  }

  private var sketches: [VertexSketch] {
    [
      VertexSketch(
        operators: ["Source: orders"], parallelism: 4, inflow: inflow(400),
        load: .working(busy: 0.1), stateBytes: 4_000),
      VertexSketch(
        operators: ["parse"], parallelism: 4, inputs: [.rebalance(0)],
        load: .working(busy: 0.2)),
      VertexSketch(
        operators: ["enrich"], parallelism: 4, inputs: [.hash(1)], load: .working(busy: 0.4),
        stateBytes: 2_000_000),
      VertexSketch(
        operators: ["jdbc orders: Writer"], parallelism: 4, inputs: [.rebalance(2)],
        load: .working(busy: 0.2)),
    ]
  }

  /// Lets `enrich` hold up those above it.
  private func hold(_ sketches: inout [VertexSketch], by load: LoadPattern) {
    sketches[0].load = .backpressured(by: 0.8, busy: 0.05)
    sketches[1].load = .backpressured(by: 0.9, busy: 0.05)
    sketches[2].load = load
  }
}
