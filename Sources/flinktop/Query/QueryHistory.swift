import Dashboard
import MetricExpressions
import StreamModel

/// What an expression came to, of a system that has a history and works it out itself.
struct QueryHistory {
  /// Unless more or less is asked for.
  private static let usual: Duration = .seconds(15 * 60)

  var connection: ClusterConnection
  var span: Duration

  init(connection: ClusterConnection, span: Duration?) {
    self.connection = connection
    self.span = span ?? Self.usual
  }

  /// The series by the minute, and the minutes that were asked for.
  func answer(
    to expression: MetricExpression, _ named: [ExpressionPlanner.Named]
  ) async throws(Failure) -> (SeriesAnswer, SeriesWindow) {
    let question: MetricQueryQuestion
    do {
      question = try MetricQueryQuestion(expression, named, span: span)
    } catch {
      throw Failure(error)
    }
    let queried: [QueriedSeries]
    do {
      queried = try await connection.client.answer(question)
    } catch {
      throw Failure(asking: error, in: connection.traits)
    }
    let end = SystemClock.now.milliseconds / 1000
    guard let window = SeriesWindow(start: end - span.components.seconds, end: end) else {
      throw Failure(.wrongUsage, "--from is too long.")
    }
    let series = queried.map { queried in
      MetricSeries(
        instance: queried.instance,
        values: Dictionary(
          queried.samples.map { (window.floor($0.at.milliseconds / 1000), $0.value) },
          uniquingKeysWith: { _, last in last }))
    }
    return (SeriesAnswer(series: series), window)
  }
}
