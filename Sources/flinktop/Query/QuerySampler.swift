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
  var samplesByTarget: [QueryPlan.Target: [RecordedSeries.Sample]] = [:]
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
    of plan: QueryPlan
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
    for target in Set(plan.targetsBySelector.values.joined()) {
      guard let value = values[target.source]?[target.id] else { continue }
      samplesByTarget[target, default: []].append(RecordedSeries.Sample(at: time, value: value))
    }
  }
}

/// Asks for the metrics of an expression.
struct QuerySampler: Sendable {
  private static let requestsInFlight = 4
  /// After a start nobody has asked for metrics yet, and there are none.
  private static let listingTries = 3

  var connection: ClusterConnection

  /// Which metrics each has. `isEnough` says whether what there was before they were collected will do.
  func listed(
    _ sources: [MetricSource], isEnough: ([MetricSource: Set<String>]) -> Bool
  ) async throws(Failure) -> [MetricSource: Set<String>] {
    var idsBySource: [MetricSource: Set<String>] = [:]
    for attempt in 0..<Self.listingTries {
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

  /// Samples a plan; `start` is when metrics were first asked for. Cancelled, it is done with those there are.
  func samples(
    of plan: QueryPlan, by schedule: QuerySchedule, since start: ContinuousClock.Instant,
    at time: Timestamp
  ) async -> QuerySamples {
    let clock = ContinuousClock()
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
          _ = await all([first])
          try await clock.sleep(until: due + QuerySchedule.collecting)
        } catch {
          return samples
        }
      }
      let results = await all(questions)
      guard !Task.isCancelled else { return samples }
      samples.take(results.map { ($0.question.source, $0.result) }, at: index, of: plan)
    }
    return samples
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
