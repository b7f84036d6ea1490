import Dashboard
import FlinkREST
import MetricExpressions
import StreamModel

/// When metrics are asked for.
struct QuerySchedule: Sendable {
  /// Flink collects its metrics each 10 s (`metrics.fetcher.update-interval`), and only when asked: sooner asked they
  /// would be the same again.
  static let shortestStep: Duration = .seconds(11)
  /// How long the JobManager takes to collect them, once asked; 0.3 s was measured.
  static let collecting: Duration = .milliseconds(700)

  var step: Duration
  var count: Int

  /// From the first to the last.
  var length: Duration { step * (count - 1) }
}

/// What was gathered for an expression.
struct QuerySamples: Sendable {
  /// When the first was, in seconds since 1970, and how many lie between two.
  let start: Int64
  let step: Int64
  var samplesByTarget: [ExpressionPlan.Target: [RecordedSeries.Sample]] = [:]
  /// How long some job had been running when the figures of a step were collected, by when that step was.
  private(set) var uptimes: [Int64: Duration] = [:]
  /// How many there are, with those that could not be had.
  private(set) var count = 0
  private(set) var failed = 0
  /// The last reason why one could not be had.
  private(set) var error: SourceError?

  init(start: Int64, step: Int64) {
    self.start = start
    self.step = step
  }

  /// Takes in what was asked at a step, counted from 0.
  mutating func take(
    _ results: [(MetricSource, Result<[MetricReading], SourceError>)], at index: Int,
    of plan: ExpressionPlan, uptime: Duration? = nil
  ) {
    count = index + 1
    var values: [MetricSource: [String: Double]] = [:]
    for (source, result) in results {
      switch result {
      case .success(let readings):
        for reading in readings {
          // Of a single thing any summary is the figure itself.
          values[source, default: [:]][reading.id] = MetricSummary.sum.value(of: reading.figure)
        }
      case .failure(let error): self.error = error
      }
    }
    if results.contains(where: { if case .failure = $0.1 { true } else { false } }) { failed += 1 }
    let time = start + Int64(index) * step
    uptimes[time] = uptime
    for target in Set(plan.targetsBySelector.values.joined()) {
      guard let value = values[target.source]?[target.id] else { continue }
      samplesByTarget[target, default: []].append(RecordedSeries.Sample(at: time, value: value))
    }
  }
}

extension QuerySamples {
  /// Takes in what was kept: of each step the last value, counted from `start` on.
  mutating func takePast(
    _ results: [(MetricSource, Result<[MetricReading], SourceError>)], steps: Int,
    of plan: ExpressionPlan
  ) {
    count = steps
    var past: [ExpressionPlan.Target: [Series.Sample]] = [:]
    for (source, result) in results {
      switch result {
      case .success(let readings):
        for reading in readings {
          past[ExpressionPlan.Target(source: source, id: reading.id, instance: "")] = reading.past
        }
      case .failure(let error):
        self.error = error
        failed = steps
      }
    }
    for target in Set(plan.targetsBySelector.values.joined()) {
      let key = ExpressionPlan.Target(source: target.source, id: target.id, instance: "")
      var values: [Int64: Double] = [:]
      for sample in past[key] ?? [] {
        let index = (sample.at.milliseconds / 1000 - start + step) / step
        // A step holds what was told up to its moment.
        if (0..<Int64(steps)).contains(index) { values[start + index * step] = sample.value }
      }
      samplesByTarget[target] = values.sorted { $0.key < $1.key }
        .map { RecordedSeries.Sample(at: $0.key, value: $0.value) }
    }
  }

  /// What lies between two collections, by the job whose `uptime` tells; what was planned where none tells. Nil where both
  /// times the figures of one collection were there.
  func seconds(from earlier: Int64, to later: Int64) -> Double? {
    let planned = Double(later - earlier)
    guard let before = uptimes[earlier], let after = uptimes[later] else { return planned }
    let seconds = (after - before).inSeconds
    if seconds == 0 { return nil }
    // That job began anew.
    return seconds > 0 && seconds < 3 * planned ? seconds : planned
  }
}

/// Asks for the metrics of an expression.
struct QuerySampler: Sendable {
  private static let requestsInFlight = 4
  /// So often it is asked what may be there a moment later: after a start nobody has asked for metrics yet, and there are none.
  private static let mostTries = 3

  var connection: ClusterConnection

  /// Which metrics each has. `isEnough` says whether what there was before they were collected will do.
  func listed(
    _ sources: [MetricSource], isEnough: ([MetricSource: Set<String>]) -> Bool
  ) async throws(Failure) -> [MetricSource: Set<String>] {
    var idsBySource: [MetricSource: Set<String>] = [:]
    for attempt in 0..<Self.mostTries {
      let results = await all(sources.map { .metricIDs($0) })
      for (question, result) in results {
        do {
          idsBySource[question.source, default: []].formUnion(try result.get())
        } catch {
          throw Failure(asking: error, in: connection.traits)
        }
      }
      // The first question has them collected, and is answered with what there was before.
      if attempt == 0, !sources.isEmpty { try? await Task.sleep(for: QuerySchedule.collecting) }
      if isEnough(idsBySource) { break }
      let isEmpty = idsBySource.values.contains(where: \.isEmpty)
      guard attempt == 0 || isEmpty else { break }
      if attempt > 0 { try? await Task.sleep(for: .seconds(1)) }
    }
    return idsBySource
  }

  /// The running job that has `uptime` for the longest: it dates collections.
  func datingJob(of cluster: ClusterModel) async -> JobID? {
    let running = cluster.jobs.filter { $0.state == .running }.sorted {
      ($0.aliveSince ?? .init(milliseconds: .max)) < ($1.aliveSince ?? .init(milliseconds: .max))
    }
    for job in running.prefix(Self.mostTries) where await uptime(of: job.id) != nil {
      return job.id
    }
    return nil
  }

  /// How long a job had been running when metrics were collected; nil where that can't be told.
  private func uptime(of job: JobID?) async -> Duration? {
    guard let job,
      case .success(let readings)? = await all([.metricValues(.job(job), ["uptime"])])
        .first?.result, let figure = readings.first?.figure,
      let milliseconds = MetricSummary.sum.value(of: figure), milliseconds > 0, milliseconds < 9e15
    else { return nil }
    return .milliseconds(Int64(milliseconds))
  }

  /// Samples a plan; `start` is when metrics were first asked for, and `dating` the job that dates them. Cancelled, it is
  /// done with those there are.
  func samples(
    of plan: ExpressionPlan, by schedule: QuerySchedule, since start: ContinuousClock.Instant,
    at time: Timestamp, dating: JobID?
  ) async -> QuerySamples {
    let clock = ContinuousClock()
    if connection.traits.keepsMetrics, schedule.count > 1 {
      return await kept(of: plan, by: schedule, until: time)
    }
    let questions = plan.questions
    var samples = QuerySamples(
      start: time.milliseconds / 1000, step: Int64(schedule.step.inSeconds))
    for index in 0..<schedule.count {
      let due = start + schedule.step * index
      // What took longer than a step leaves a gap.
      guard index == 0 || clock.now < due + schedule.step / 2 else { continue }
      if index > 0, let first = questions.first {
        do {
          try await clock.sleep(until: due)
          // Asked for the sake of asking.
          if let dating { _ = await uptime(of: dating) } else { _ = await all([first]) }
          try await clock.sleep(until: due + QuerySchedule.collecting)
        } catch {
          return samples
        }
      }
      let (results, uptime) = await ofOneCollection(questions, dating: dating)
      guard !Task.isCancelled else { return samples }
      samples.take(
        results.map { ($0.question.source, $0.result) }, at: index, of: plan, uptime: uptime)
    }
    return samples
  }

  /// What a system kept, asked for once.
  private func kept(
    of plan: ExpressionPlan, by schedule: QuerySchedule, until time: Timestamp
  ) async -> QuerySamples {
    let step = Int64(schedule.step.inSeconds)
    let last = time.milliseconds / 1000 / step * step
    var samples = QuerySamples(start: last - Int64(schedule.count - 1) * step, step: step)
    let past = MetricPast(span: schedule.step * (schedule.count + 1), step: schedule.step)
    let results = await all(plan.questions(past: past))
    samples.takePast(
      results.map { ($0.question.source, $0.result) }, steps: schedule.count, of: plan)
    return samples
  }

  /// The answers, asked for again where others had metrics collected meanwhile.
  private func ofOneCollection(
    _ questions: [MetricValuesQuestion], dating: JobID?
  ) async -> (
    results: [(question: MetricValuesQuestion, result: Result<[MetricReading], SourceError>)],
    uptime: Duration?
  ) {
    var before = await uptime(of: dating)
    var tries = 0
    while true {
      let results = await all(questions)
      tries += 1
      // Where metrics are collected all the time, no two answers are of one collection.
      guard let last = before, tries <= Self.mostTries else { return (results, nil) }
      before = await uptime(of: dating)
      if before == last || Task.isCancelled { return (results, before) }
    }
  }

  /// The answers to all of them, in their order.
  private func all<Q: Question>(
    _ questions: [Q]
  ) async -> [(question: Q, result: Result<Q.Answer, SourceError>)] {
    let client = connection.client
    return await withTaskGroup(of: (Int, Result<Q.Answer, SourceError>).self) { group in
      var results: [Int: Result<Q.Answer, SourceError>] = [:]
      var rest = Array(questions.enumerated())[...]
      func send(_ next: (offset: Int, element: Q)) {
        group.addTask {
          do throws(SourceError) {
            return (next.offset, .success(try await client.answer(next.element)))
          } catch {
            return (next.offset, .failure(error))
          }
        }
      }
      for _ in 0..<Self.requestsInFlight { rest.popFirst().map(send) }
      for await (index, result) in group {
        results[index] = result
        rest.popFirst().map(send)
      }
      return questions.enumerated().compactMap { index, question in
        results[index].map { (question, $0) }
      }
    }
  }
}

extension Failure {
  /// What a question that failed means for a command that can do nothing without.
  init(asking error: SourceError, in traits: SystemTraits) {
    let status: ExitStatus =
      switch error {
      case .notFound: .notFound
      case .unsupported, .unusable, .conflict, .readOnly: .operationFailed
      default: .clusterUnreachable
      }
    self.init(status, error.description(in: traits).asSentence)
  }
}
