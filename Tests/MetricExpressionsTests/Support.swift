import Foundation
import Testing

@testable import MetricExpressions

/// Series as a test gives them: component, metric, instance.
struct GivenSeries: SeriesSource {
  /// By component and metric, as Heron's stand-in had them; instances in their order.
  var recorded: [String: [String: [RecordedSeries]]]

  func series(_ selector: SeriesSelector, in window: SeriesWindow) -> [RecordedSeries] {
    let all = recorded[selector.component]?[selector.metric] ?? []
    return selector.instance.map { wanted in all.filter { $0.instance == wanted } } ?? all
  }

  /// Of component `c`: values of whole minutes from 0 on, nil for a gap.
  init(_ metrics: [String: [String: [Double?]]]) {
    recorded = [
      "c": metrics.mapValues { instances in
        instances.sorted { $0.key < $1.key }.map { instance, values in
          RecordedSeries(
            instance: instance,
            samples: values.enumerated().compactMap { index, value in
              value.map { RecordedSeries.Sample(at: Int64(index) * 60, value: $0) }
            })
        }
      }
    ]
  }

  init(recorded: [String: [String: [RecordedSeries]]]) { self.recorded = recorded }
}

extension MetricExpression {
  /// What a text comes to, from minute 0 to another, as values of each minute.
  static func values(
    _ text: String, from source: GivenSeries, minutes: ClosedRange<Int64> = 0...3
  ) throws -> [String: [Double?]] {
    let answer = try answer(text, from: source, minutes: minutes)
    return Dictionary(
      uniqueKeysWithValues: answer.series.map { series in
        (series.instance ?? "", minutes.map { series.values[$0 * 60] })
      })
  }

  static func answer(
    _ text: String, from source: GivenSeries, minutes: ClosedRange<Int64> = 0...3
  ) throws -> SeriesAnswer {
    let window = try #require(
      SeriesWindow(start: minutes.lowerBound * 60, end: minutes.upperBound * 60))
    return try MetricExpression(parsing: text).answer(over: window, from: source)
  }
}
