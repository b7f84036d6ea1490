import HTTPTransport
import MetricExpressions
import ServerAnswers
import StreamModel
import Testing

@testable import HeronTracker

@Suite("Expressions that a tracker works out")
struct MetricQueryTests {
  private static let topology = TopologyName(
    cluster: "lab-east", role: "lab", environ: "devel", name: "wordcount-lab")

  private func client(_ tracker: any HTTPTransport) -> HeronClient {
    HeronClient(transport: tracker) { Timestamp(milliseconds: 1_700_000_040_000) }
  }

  private func job(_ client: HeronClient) async throws -> JobID {
    let jobs = try await client.answer(JobsQuestion())
    return try #require(jobs.first { $0.name == "wordcount-lab" }).id
  }

  /// Those that were answered well, of the topology that is whole.
  private static let calls = TrackerRecording.all.filter { call in
    ["/topologies/metrics/query", "/topologies/metricsquery"].contains(call.path)
      && call.response.status == 200 && call.values("topology") == ["wordcount-lab"]
      && call.values("starttime") == ["1699999440"]
  }

  @Test("are sent as they are, and their series are those that were recorded", arguments: calls)
  func recorded(_ call: RecordedCall) async throws {
    let text = try #require(call.values("query").first)
    let expression = try MetricExpression(parsing: text)
    let client = client(QueryTracker(call))
    let question = MetricQueryQuestion(
      try await job(client), expression.description, span: .seconds(600))
    let names = Set(expression.selections.map(\.selector.component))
    guard names.isSubset(of: ["sentence", "split", "count", "__stmgr__"]) else {
      await #expect(throws: SourceError.self) { try await client.answer(question) }
      return
    }
    let instances = Set(expression.selections.compactMap(\.selector.instance))
    guard !instances.contains("container_9_x_9") else {
      await #expect(throws: SourceError.self) { try await client.answer(question) }
      return
    }
    let answer = try await client.answer(question)
    let root = try JSONDocument(call.response.body).root
    let recorded = try #require((root["result"] ?? root)["timeline"])
    var told: [String: [Int64: Double]] = [:]
    for series in recorded.elements {
      let data = try #require(series["data"])
      told[series["instance"]?.string ?? ""] = Dictionary(
        uniqueKeysWithValues: data.members.compactMap { key, value in
          guard let second = key.string.flatMap(Int64.init), let number = value.double else {
            return nil
          }
          return (second, number)
        })
    }
    let read = Dictionary(
      uniqueKeysWithValues: answer.map { series in
        (
          series.instance ?? "",
          Dictionary(
            uniqueKeysWithValues: series.samples.map { ($0.at.milliseconds / 1000, $0.value) })
        )
      })
    #expect(read == told)
    #expect(answer.allSatisfy { $0.samples == $0.samples.sorted { $0.at < $1.at } })
  }

  @Test("there are many of both generations")
  func count() {
    #expect(Self.calls.count { $0.generation == .legacy } > 50)
    #expect(Self.calls.count { $0.generation == .modern } > 40)
  }

  @Test(
    "a number is an instance, back pressure is told by stream managers, and what is not there is said",
    arguments: [
      ("TS(sentence, 1, x)", "TS(sentence, container_2_sentence_2, x)"),
      (
        "TS(split, 0, __time_spent_back_pressure_by_compid)",
        "TS(__stmgr__, *, __time_spent_back_pressure_by_compid/container_1_split_3)"
      ), ("TS(nobody, *, x)", "no component 'nobody'"),
      ("TS(sentence, 2, x)", "2 instances, from 0 on, and no 2"),
      ("TS(sentence, container_9_x_9, x)", "no instance 'container_9_x_9'"),
      ("TS(split, *, __time_spent_back_pressure_by_compid)", "name it instead of *"),
      ("TS(sentence", "column 12: expected ')'"),
    ])
  func names(text: String, expected: String) async throws {
    let recorded = RecordedTracker(.modern)
    let job = try await job(client(recorded))
    do throws(SourceError) {
      _ = try await client(recorded).answer(
        MetricQueryQuestion(job, text, span: .seconds(600)))
      Issue.record("it was answered")
    } catch {
      let asked = recorded.asked.last { $0.contains("query=") }.map { target in
        RecordedCall(
          generation: .modern, target: target,
          response: HTTPResponse(
            status: 200, contentType: nil, location: nil, body: [], answerTime: .zero)
        ).values("query").joined()
      }
      let said = error.description(in: .heron)
      #expect(asked == expected || said.contains(expected), "\(said) \(asked ?? "")")
      #expect(expected.hasPrefix("TS") == (asked != nil))
    }
  }
}

/// The recorded tracker, with one answer to the query that it was recorded for, whatever it is called and its window.
private final class QueryTracker: HTTPTransport {
  private let call: RecordedCall
  private let others: RecordedTracker

  init(_ call: RecordedCall) {
    self.call = call
    others = RecordedTracker(call.generation)
  }

  var requestsSent: Int { others.requestsSent }
  var address: String { others.address }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    guard request.path.contains("query=") else { return try await others.send(request) }
    let wanted = RecordedCall(
      generation: call.generation, target: request.path, response: call.response)
    // Written anew: `-1.0` for `-1`, and without what means nothing.
    func read(_ call: RecordedCall) -> MetricExpression? {
      call.values("query").first.flatMap { try? MetricExpression(parsing: $0) }
    }
    #expect(read(wanted) != nil && read(wanted) == read(call))
    return call.response
  }
}
