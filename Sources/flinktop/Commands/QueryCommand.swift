import ArgumentParser
import Dashboard
import MetricExpressions
import Monitoring
import NcursesScreen
import StreamModel
import TerminalUI

/// `flinktop query EXPRESSION`.
struct QueryCommand: AsyncParsableCommand {
  /// Values that are gathered at most: some 100 MB of them.
  private static let mostValues = 1_000_000

  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Works out an expression over metrics, such as SUM(TS(orders, *, numRecordsOut)).",
    discussion: """
      TS(COMPONENT, INSTANCE, METRIC) is the metric of a job, a vertex (JOB/VERTEX, or VERTEX), jobmanager, a TaskManager or \
      taskmanagers; INSTANCE is a subtask from 0 on, or * for all. Of these are made SUM(x, ...), MAX(x, ...), \
      PERCENTILE(share, x, ...), DIVIDE(x, y), MULTIPLY(x, y), SUBTRACT(x, y), RATE(x) per minute, and DEFAULT(number, x), \
      which fills gaps. It is the language of Heron's tracker, with its quirks.

      Flink keeps no history of metrics: they are asked for once, with RATE twice, and with --from for as long as that says. \
      Heron's tracker has three hours of them by the minute, and works the expression out itself, over one topology; without \
      --from that is the last quarter of an hour.
      """)

  @Argument(help: "Such as 'RATE(SUM(TS(orders/Source, *, numRecordsOut)))'.")
  var expression: String
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How long to gather, as -15m: Flink can't tell of before. A day at most. Heron: how much of the past.",
      valueName: "time"))
  var from: String?
  @Option(
    help: ArgumentHelp(
      "How far apart they are asked for, 15s unless given; at least 11s, as Flink collects them each 10s.",
      valueName: "step"))
  var step: String?
  @Option(help: "text, json or csv.")
  var format = QueryFormat.text
  @OptionGroup var width: WidthOptions
  @OptionGroup var limit: SnapshotLimit
  @OptionGroup(title: "Cluster") var cluster: ClusterOptions

  func run() async throws {
    let expression: MetricExpression
    do {
      expression = try MetricExpression(parsing: self.expression)
    } catch {
      throw Failure(.wrongUsage, "The expression can't be read: \(error).")
    }
    let schedule = try schedule(of: expression)
    let connection = try await cluster.connection(forceReadOnly: true)
    defer { connection.close() }
    if step != nil, connection.traits.answersQueries {
      throw Failure(.wrongUsage, "--step: \(connection.traits.shortName) tells whole minutes.")
    }
    let charset = TerminalLocale.isUnicode ? Charset.unicode : .ascii
    let snapshot = SnapshotReport(
      connection: connection, interval: try cluster.pollingInterval(),
      limit: try limit.duration(), width: width.width)
    let selections = expression.selections
    let taken = try await snapshot.taken { cluster in
      Demand(questions: Self.questions(of: selections, in: cluster), measuresRates: false)
    }
    try snapshot.checkWholeness(taken)
    let named = try Self.named(selections, in: taken.cluster)
    if connection.traits.answersQueries {
      let history = QueryHistory(connection: connection, span: try length())
      let (answer, window) = try await history.answer(to: expression, named)
      Console.output(
        QueryReport(
          expression: expression, answer: answer, window: window, cluster: taken.cluster,
          takenAt: SystemClock.now, charset: charset, width: width.width
        ).text(as: format))
      return
    }
    let planner = ExpressionPlanner(cluster: taken.cluster, named: named)

    let (start, time) = (ContinuousClock.now, SystemClock.now)
    let sampler = QuerySampler(connection: connection)
    let listed = try await sampler.listed(planner.listings) { (try? planner.plan($0)) != nil }
    let plan: ExpressionPlan
    do {
      plan = try planner.plan(listed)
    } catch {
      throw Failure(error)
    }
    guard plan.count * schedule.count <= Self.mostValues else {
      throw Failure(
        .wrongUsage,
        "That would be \(plan.count) series of \(schedule.count) values; a longer --step or a "
          + "shorter --from makes less.")
    }
    let isKept = connection.traits.keepsMetrics
    if schedule.count > 1, plan.count > 0, !isKept { Self.announce(schedule, of: plan) }
    // A single value is what it is, whenever it was collected.
    let dating = schedule.count > 1 && !isKept ? await sampler.datingJob(of: taken.cluster) : nil
    let outcome = await Interruption.outcome {
      await sampler.samples(of: plan, by: schedule, since: start, at: time, dating: dating)
    }
    guard let samples = outcome.value else {
      throw Failure(.interrupted(signal: outcome.signal ?? 2))
    }
    try write(
      expression, samples, plan, taken.cluster, charset, signal: outcome.signal,
      in: connection.traits)
  }

  /// One value, and those before it that a RATE needs; with `--from` one each step.
  private func schedule(of expression: MetricExpression) throws(Failure) -> QuerySchedule {
    let given = self.step ?? "15s"
    let step = try ClusterOptions.duration(given, option: "--step")
    guard step >= QuerySchedule.shortestStep else {
      throw Failure(
        .wrongUsage, "--step \(given) is too short: at least 11s, as metrics come each 10s.")
    }
    let whole = Duration.seconds(step.components.seconds)
    let values = 1 + (try length().map { Int($0 / whole) } ?? 0)
    return QuerySchedule(step: whole, count: values + expression.lookback)
  }

  /// What `--from` says.
  private func length() throws(Failure) -> Duration? {
    guard let from else { return nil }
    let text = from.hasPrefix("-") ? String(from.dropFirst()) : from
    guard let length = DurationText.parse(text), length > .zero else {
      throw Failure(
        .wrongUsage, "--from wants how long to gather, such as -15m, not '\(from.cutForSentence)'.")
    }
    return length
  }

  private static func announce(_ schedule: QuerySchedule, of plan: ExpressionPlan) {
    let length = Format.interval(schedule.length + QuerySchedule.collecting * 2)
    Console.note(
      "No history of metrics is kept: asking \(schedule.count) times, "
        + "\(Format.interval(schedule.step)) apart, which takes some \(length).")
  }

  // MARK: Names

  private typealias Selections = [(selector: SeriesSelector, column: Int)]

  @Sendable private static func questions(
    of selections: Selections, in cluster: ClusterModel
  ) -> [AnyQuestion] {
    let names = ExpressionNames(cluster: cluster)
    var questions: [AnyQuestion] = []
    for (selector, column) in selections {
      switch names.outcome(of: selector.component, column: column) {
      case .awaited(let missing): questions += missing
      case .found(.job(let job)): questions.append(AnyQuestion(.job(job)))
      case .found, .failed: break
      }
    }
    return questions
  }

  private static func named(
    _ selections: Selections, in cluster: ClusterModel
  ) throws(Failure) -> [ExpressionPlanner.Named] {
    let names = ExpressionNames(cluster: cluster)
    var named: [ExpressionPlanner.Named] = []
    for (selector, column) in selections {
      switch names.outcome(of: selector.component, column: column) {
      case .found(let component):
        named.append(
          ExpressionPlanner.Named(selector: selector, column: column, component: component))
      case .failed(let fault): throw Failure(fault)
      case .awaited:
        throw Failure(
          .clusterUnreachable,
          "It is not known what '\(selector.component.cutForSentence)' (column \(column)) is: the "
            + "cluster did not answer.")
      }
    }
    return named
  }

  // MARK: Output

  private func write(
    _ expression: MetricExpression, _ samples: QuerySamples, _ plan: ExpressionPlan,
    _ cluster: ClusterModel, _ charset: Charset, signal: Int32?, in traits: SystemTraits
  ) throws {
    let first = samples.start + Int64(expression.lookback) * samples.step
    let last = samples.start + Int64(samples.count - 1) * samples.step
    let window = SeriesWindow(
      start: first, end: last, step: samples.step, phase: samples.start % samples.step)
    guard let window, !window.moments.isEmpty else {
      throw Failure(signal.map { .interrupted(signal: $0) } ?? .clusterUnreachable)
    }
    if let error = samples.error, samples.failed == samples.count {
      throw Failure(asking: error, in: traits)
    }
    let answer = expression.answer(over: window, from: GatheredSeries(plan: plan, samples: samples))
    for unmatched in answer.unmatched { Console.note(unmatched.sentence) }
    Console.output(
      QueryReport(
        expression: expression, answer: answer, window: window, cluster: cluster,
        takenAt: SystemClock.now, charset: charset, width: width.width
      ).text(as: format))
    if let signal { throw Failure(.interrupted(signal: signal)) }
    guard let error = samples.error else { return }
    throw Failure(
      .clusterUnreachable,
      "This is not all: \(samples.failed) of \(samples.count) times something could not be asked. "
        + error.description(in: traits).asSentence)
  }
}

/// What was gathered, as an expression asks for it.
struct GatheredSeries: SeriesSource {
  var plan: ExpressionPlan
  var samples: QuerySamples

  func series(_ selector: SeriesSelector, in window: SeriesWindow) -> [RecordedSeries] {
    (plan.targetsBySelector[selector] ?? []).map {
      RecordedSeries(instance: $0.instance, samples: samples.samplesByTarget[$0] ?? [])
    }
  }

  func seconds(from earlier: Int64, to later: Int64) -> Double? {
    samples.seconds(from: earlier, to: later)
  }
}

extension Failure {
  /// What an expression names is not there, or can't be told.
  init(_ fault: ExpressionFault) {
    let status: ExitStatus =
      switch fault.kind {
      case .notFound: .notFound
      case .unclear: .wrongUsage
      case .unknown: .operationFailed
      }
    self.init(status, fault.text)
  }
}
