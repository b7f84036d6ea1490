import Foundation
import Testing

@testable import MetricExpressions

/// What two generations of Heron's tracker answered to 96 queries, one after another over the same series.
///
/// `series.json` has what the tracker read: emit counts and process latencies as its timelines gave them, the rest worked
/// back from answers (such as acks from emits and their difference). So some of the answers follow from what was read off
/// them; what others say of the same series does not.
@Suite("Queries that trackers answered")
struct RecordedQueriesTests {
  private struct Answer: Decodable {
    struct Series: Decodable, Equatable {
      var instance: String?
      var data: [String: Double]
    }

    var series: [Series]?
    var error: String?
  }

  private struct Query: Decodable {
    var query: String
    var start: Int64
    var end: Int64
    var both: Answer?
    var legacy: Answer?
    var modern: Answer?

    /// What the modern tracker says goes where they differ: the other fails there.
    var answer: Answer? { both ?? modern }
  }

  private static func file<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    let folder = try #require(Bundle.module.url(forResource: "Recordings", withExtension: nil))
    return try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: name)))
  }

  private static func source() throws -> GivenSeries {
    let file = try file(
      "series.json", as: [String: [String: [String: [String: TrackerNumber]]]].self)
    return GivenSeries(
      recorded: file.mapValues { metrics in
        metrics.mapValues { instances in
          instances.sorted { $0.key < $1.key }.map { instance, data in
            let samples = data.compactMap { time, number in
              Int64(time).map { RecordedSeries.Sample(at: $0, value: number.value) }
            }
            return RecordedSeries(
              instance: instance, samples: samples.sorted { $0.at < $1.at })
          }
        }
      })
  }

  @Test("come to the same numbers here, and what is no query there is none here")
  func all() throws {
    let source = try Self.source()
    var (answered, refused) = (0, 0)
    for query in try Self.file("queries.json", as: [Query].self) {
      let answer = try #require(query.answer, "\(query.query)")
      guard let recorded = answer.series else {
        let error = try #require(answer.error)
        #expect(throws: ExpressionError.self, "\(query.query) is \(error)") {
          try MetricExpression(parsing: query.query)
        }
        refused += 1
        continue
      }
      let window = try #require(SeriesWindow(start: query.start, end: query.end))
      let expression = try MetricExpression(parsing: query.query)
      let ours = expression.answer(over: window, from: source).series.map { series in
        Answer.Series(
          instance: series.instance,
          data: Dictionary(
            uniqueKeysWithValues: series.values.map { ("\($0.key)", $0.value) }))
      }
      func ordered(_ series: [Answer.Series]) -> [Answer.Series] {
        series.sorted { ($0.instance ?? "") < ($1.instance ?? "") }
      }
      #expect(ordered(ours) == ordered(recorded), "\(query.query)")
      // Its own text means the same.
      #expect(try MetricExpression(parsing: expression.description) == expression)
      answered += 1
    }
    #expect(answered == 80 && refused == 16)
  }
}

/// `"600.000000"`, `"nan"` or a number.
private struct TrackerNumber: Decodable {
  var value: Double

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      value = try #require(Double(text))
    } else {
      value = try container.decode(Double.self)
    }
  }
}
