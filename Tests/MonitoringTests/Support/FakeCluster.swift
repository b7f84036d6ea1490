import StreamModel

/// A cluster as a value: what it answers is a function of its jobs and of the time.
struct FakeCluster {
  struct Job {
    var name: String
    var state: JobState = .running
    var vertices = 4
    /// Subtasks of a vertex, where one is asked about them.
    var parallelism = 4
    /// The first vertex waits for the second for most of the time, and both have `parallelism` subtasks.
    var isHeldUp = false
    /// Vertices that have finished while the job goes on, from the sources.
    var finishedVertices = 0
    var restarts = 0
    var endTime: Timestamp?
    var failure: JobFailure?
    /// What the result says of why it ended.
    var result: JobFailure?
    /// Savepoints and checkpoints, newest first.
    var checkpoints: [Checkpoint] = []
    var checkpointStatus: CheckpointStatus = .completed(path: nil, isDiscarded: false)
  }

  var jobs: [JobID: Job] = [:]
  var order: [JobID] = []
  var taskManagers = ["a", "b"].map {
    TaskManager(id: TaskManagerID($0), slots: 8, freeSlots: 2)
  }
  var version = "2.3.0"
  var hasAccumulatedTimes = true
  /// Watermarks and loads are empty while set.
  var hasNoMetrics = false

  /// `count` jobs that run, of `vertices` vertices each.
  static func running(_ count: Int, vertices: Int = 4) -> FakeCluster {
    var cluster = FakeCluster()
    for number in 0..<count {
      cluster.add(.numbered(number), Job(name: "job \(number)", vertices: vertices))
    }
    return cluster
  }

  mutating func add(_ id: JobID, _ job: Job) {
    jobs[id] = job
    order.append(id)
  }

  mutating func remove(_ id: JobID) {
    jobs[id] = nil
    order.removeAll { $0 == id }
  }

  func answer(_ question: AnyQuestion, at now: Timestamp) -> Result<any AnyReply, SourceError> {
    if let id = question.job, jobs[id] == nil { return .failure(.notFound("Job not found")) }
    let job = question.job.flatMap { jobs[$0] } ?? Job(name: "")
    func reply<Q: Question>(
      _ question: Q, _ answer: Q.Answer
    ) -> Result<any AnyReply, SourceError> { .success(Reply(answer, to: question)) }
    switch question.base {
    case let question as CapabilitiesQuestion: return reply(question, capabilities)
    case let question as OverviewQuestion: return reply(question, overview)
    case let question as JobsQuestion: return reply(question, order.compactMap { summary($0) })
    case let question as JobQuestion:
      return reply(question, detail(of: job, id: question.job, at: now))
    case let question as JobMetricsQuestion:
      return reply(question, hasNoMetrics ? nil : JobMetrics(restarts: job.restarts))
    case let question as FailureQuestion: return reply(question, job.failure)
    case let question as ExecutionResultQuestion: return reply(question, job.result)
    case let question as CheckpointsQuestion: return reply(question, .listing(job.checkpoints))
    case let question as CheckpointConfigurationQuestion:
      return reply(question, .every(.seconds(60)))
    case let question as CheckpointQuestion:
      let checkpoint = Checkpoint.numbered(
        question.checkpoint.number, status: job.checkpointStatus)
      return reply(question, CheckpointDetail(checkpoint: checkpoint, vertices: []))
    case let question as CheckpointSubtasksQuestion: return reply(question, [])
    case let question as LoadQuestion: return reply(question, hasNoMetrics ? nil : .busy(500))
    case let question as WatermarksQuestion: return reply(question, nil)
    case let question as SubtasksQuestion:
      return reply(question, VertexSubtasks(subtasks(of: job, at: now)))
    case let question as SubtaskWatermarksQuestion:
      return reply(
        question,
        SubtaskWatermarks(
          Dictionary(
            uniqueKeysWithValues: (0..<job.parallelism).map {
              ($0, .at(Timestamp(milliseconds: 0)))
            })))
    case let question as ExceptionsQuestion:
      return reply(question, JobExceptions(entries: [], isTruncated: false))
    case let question as SubtaskTimesQuestion: return reply(question, [])
    case let question as SubtaskQuestion:
      return reply(question, VertexSubtasks(subtasks(of: job, at: now).prefix(1).map(\.self)))
    case let question as AttemptQuestion:
      return subtasks(of: job, at: now).first.map { reply(question, $0) }
        ?? .failure(.notFound("No such attempt"))
    case let question as AccumulatorsQuestion: return reply(question, [])
    case let question as RescalesQuestion: return reply(question, [])
    case let question as SubtaskAccumulatorsQuestion: return reply(question, [])
    case let question as ApplicationsQuestion: return reply(question, [])
    case let question as ApplicationQuestion:
      return reply(
        question,
        ApplicationDetail(id: question.id, name: "", state: .running, times: [], jobs: []))
    case let question as ApplicationFailuresQuestion: return reply(question, [])
    case let question as ApplicationConfigurationQuestion: return reply(question, [])
    case let question as RescaleOverviewQuestion:
      return reply(question, RescaleOverview(counts: .none))
    case let question as RescaleSummaryQuestion:
      return reply(question, RescaleSummary(counts: .none))
    case let question as RescaleSettingsQuestion: return reply(question, RescaleSettings())
    case let question as TaskManagersQuestion: return reply(question, taskManagers)
    case let question as TaskManagerQuestion: return detail(of: question, at: now)
    case let question as MetricIDsQuestion: return reply(question, ["a", "b", "c"])
    case let question as MetricValuesQuestion:
      return reply(
        question, question.asked.map { MetricReading($0, .single(text: "1", number: 1)) })
    case let question as VertexWorkersQuestion:
      return reply(question, VertexWorkers([]))
    case let question as JobPlanQuestion:
      return reply(question, JobPlan(name: job.name, type: nil, nodes: []))
    case let question as ProfilesQuestion: return reply(question, [])
    case let question as NotesQuestion: return reply(question, ["noted"])
    default: return .failure(.unsupported(question.kind.name))
    }
  }

  var capabilities: Capabilities {
    Capabilities(
      version: version, canTriggerCheckpoint: true, canChooseSavepointFormat: true,
      acceptsTriggerID: true, hasAccumulatedTimes: hasAccumulatedTimes, allowsCancel: true)
  }

  /// One whose heap is another, and whose collector has worked 100 ms more, each 10 s.
  private func detail(
    of question: TaskManagerQuestion, at now: Timestamp
  ) -> Result<any AnyReply, SourceError> {
    guard let manager = taskManagers.first(where: { $0.id == question.id }) else {
      return .failure(.notFound("No TaskExecutor registered"))
    }
    let fetches = now.milliseconds / 10_000
    var metrics = TaskManagerMetrics()
    metrics.heap.used = ByteCount(bytes: fetches)
    metrics.collectors = [
      TaskManagerMetrics.Collector(
        name: "Copy", collections: fetches, time: .milliseconds(fetches * 100))
    ]
    return .success(Reply(TaskManagerDetail(taskManager: manager, metrics: metrics), to: question))
  }

  var overview: ClusterOverview {
    func count(_ state: JobState) -> Int { jobs.values.count { $0.state == state } }
    return ClusterOverview(
      taskManagers: 2, slotsTotal: 16, slotsAvailable: 4, jobsRunning: count(.running),
      jobsFinished: count(.finished), jobsCancelled: count(.canceled), jobsFailed: count(.failed),
      version: version)
  }

  func summary(_ id: JobID) -> JobSummary? {
    jobs[id].map { job in
      JobSummary(
        id: id, name: job.name, state: job.state, startTime: Timestamp(milliseconds: 0),
        endTime: job.endTime, duration: .seconds(60), lastModification: Timestamp(milliseconds: 0),
        tasks: TaskCounts(byState: [.running: job.vertices]))
    }
  }

  /// Those of any vertex. Counters step once in 10 s.
  private func subtasks(of job: Job, at now: Timestamp) -> [Subtask] {
    let seconds = now.milliseconds / 10_000 * 10
    return (0..<job.parallelism).map { index in
      Subtask(
        index: index, state: .running, startTime: Timestamp(milliseconds: 0),
        counters: VertexCounters(
          recordsIn: seconds * 100, recordsOut: seconds * 100, bytesIn: nil, bytesOut: nil,
          busyTime: .seconds(seconds), backpressuredTime: .zero, idleTime: .zero))
    }
  }

  /// A chain of vertices, the second of which is the busiest. Counters step once in 10 s.
  private func detail(of job: Job, id: JobID, at now: Timestamp) -> JobDetail {
    let seconds = now.milliseconds / 10_000 * 10
    let vertices = (0..<job.vertices).map { number in
      let busy: Int64 = number == 1 ? 900 : 100
      let held: Int64 = job.isHeldUp && number == 0 ? 800 : 0
      let tasks = job.isHeldUp && number < 2 ? Int64(job.parallelism) : 1
      func time(_ share: Int64) -> Duration? {
        hasAccumulatedTimes ? .milliseconds(seconds * share * tasks) : nil
      }
      let counters = VertexCounters(
        recordsIn: seconds * 100, recordsOut: seconds * 100, bytesIn: nil, bytesOut: nil,
        busyTime: time(busy), backpressuredTime: time(held), idleTime: time(1000 - busy - held))
      return Vertex(
        id: .numbered(number), name: "vertex \(number)", parallelism: Int(tasks),
        maxParallelism: nil,
        state: number < job.finishedVertices ? .finished : .running,
        startTime: Timestamp(milliseconds: 0),
        tasks: TaskCounts(byState: [.running: Int(tasks)]),
        inputs: number == 0 ? [] : [Edge(from: .numbered(number - 1), shipStrategy: "HASH")],
        counters: counters)
    }
    return JobDetail(
      id: id, name: job.name, state: job.state, serverNow: now, type: nil, stateEnteredAt: [:],
      vertices: vertices)
  }
}

extension JobID {
  static func numbered(_ number: Int) -> JobID { JobID("job-\(number)") }
}

extension VertexID {
  static func numbered(_ number: Int) -> VertexID { VertexID("vertex-\(number)") }
}

extension Checkpoint {
  static func numbered(
    _ number: Int64, status: CheckpointStatus, isSavepoint: Bool = false,
    triggeredAt: Timestamp = Timestamp(milliseconds: 0)
  ) -> Checkpoint {
    Checkpoint(
      id: CheckpointID(number), status: status, isSavepoint: isSavepoint, savepointFormat: nil,
      type: nil, triggeredAt: triggeredAt, lastAcknowledgedAt: nil, duration: nil, stateSize: nil,
      checkpointedSize: nil, processedData: nil, persistedData: nil, subtasks: 1,
      acknowledgedSubtasks: 1)
  }
}

extension CheckpointStatistics {
  static func listing(_ history: [Checkpoint]) -> CheckpointStatistics {
    CheckpointStatistics(
      counts: Counts(total: history.count, inProgress: 0, completed: 0, failed: 0, restored: 0),
      duration: nil, checkpointedSize: nil, stateSize: nil, processedData: nil, persistedData: nil,
      latestCompleted: nil, latestFailed: nil,
      latestSavepoint: history.first { $0.isSavepoint }, restored: nil, history: history)
  }
}

extension CheckpointConfiguration {
  static func every(_ interval: Duration) -> CheckpointConfiguration {
    CheckpointConfiguration(
      mode: nil, interval: interval, timeout: nil, minPause: nil, maxConcurrent: nil,
      isUnaligned: nil, tolerableFailures: nil, stateBackend: nil,
      storage: nil, externalizedDeletesOnCancellation: nil, isChangelogEnabled: nil)
  }
}

extension VertexLoad {
  static func busy(_ milliseconds: Double) -> VertexLoad {
    let busy = SubtaskAggregate(
      min: milliseconds, max: milliseconds, average: milliseconds, sum: milliseconds,
      skewPercent: nil)
    return VertexLoad(
      busy: busy, backpressured: nil, idle: nil, recordsIn: nil, recordsOut: nil, bytesIn: nil,
      bytesOut: nil)
  }
}

extension ClusterIdentity {
  static let test = ClusterIdentity(name: "test", endpoint: "http://test:8081", source: "flink")
}

extension SourceError {
  static let refused = SourceError.unreachable(reason: "Connection refused by test:8081")
}

extension RescaleCounts {
  fileprivate static let none = RescaleCounts(completed: 0, failed: 0, ignored: 0, inProgress: 0)
}
