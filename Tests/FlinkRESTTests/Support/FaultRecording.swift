import Foundation
import HTTPTransport
import StreamModel
import Synchronization
import Testing

@testable import SpanReceiver

/// What a real cluster answered over time while a fault was switched on in one of its jobs, as `Tests/Lab/faults --record`
/// noted it: a request gets the newest answer of its moment.
final class FaultRecording: HTTPTransport {
  private struct Answer {
    var at: Int64
    var status: Int
    var body: [UInt8]
  }

  private struct State {
    var now: Int64 = 0
    var sent = 0
    var unknown: Set<String> = []
  }

  /// An answer is of use for what is asked so much before it came: the recorder and the test do not ask in step.
  private static let earliest: Int64 = 15_000

  /// The job that the fault was switched on in.
  let job: JobID
  /// Of the first answer, by the cluster's clock and in milliseconds of the epoch.
  let start: Int64
  /// Of the last answer.
  let end: Int64
  /// When the fault was switched on.
  let fault: Int64
  private let answers: [String: [Answer]]
  /// Values of metrics by path, then by id: each answer has those that one request named.
  private let metrics: [String: [String: [(at: Int64, value: [UInt8])]]]
  private let state = Mutex(State())

  /// `Recordings/faults/<name>.jsonl.gz`.
  convenience init(_ name: String) async throws {
    let recordings = Bundle.module.url(forResource: "Recordings", withExtension: nil)
    let file = try #require(recordings).appending(path: "faults/\(name).jsonl.gz")
    try await self.init(file: file)
  }

  init(file: URL) async throws {
    let text = try [UInt8](Data(contentsOf: file)).inflated(limit: 256 << 20)
    var answers: [String: [Answer]] = [:]
    var metrics: [String: [String: [(at: Int64, value: [UInt8])]]] = [:]
    var fault: (at: Int64, job: String)?
    var times: [Int64] = []
    for line in text.split(separator: UInt8(ascii: "\n")) {
      // Tests that wait have the same threads.
      await Task.yield()
      let entry = try #require(
        try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
      let at = try #require(entry["at"] as? NSNumber).int64Value
      if let job = entry["job"] as? String {
        fault = (at, job)
        continue
      }
      guard let path = entry["path"] as? String, let body = entry["body"] as? String else {
        continue
      }
      times.append(at)
      answers[Self.key(path), default: []].append(
        Answer(at: at, status: entry["status"] as? Int ?? 200, body: Array(body.utf8)))
      guard let query = path.range(of: "?get="),
        let values = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [[String: Any]]
      else { continue }
      for value in values {
        guard let id = value["id"] as? String else { continue }
        metrics[String(path[..<query.lowerBound]), default: [:]][id, default: []]
          .append((at, [UInt8](try JSONSerialization.data(withJSONObject: value))))
      }
    }
    let known = try #require(fault)
    (job, self.fault) = (JobID(known.job), known.at)
    (start, end) = (try #require(times.min()), try #require(times.max()))
    self.answers = answers.mapValues { $0.sorted { $0.at < $1.at } }
    self.metrics = metrics.mapValues { $0.mapValues { $0.sorted { $0.at < $1.at } } }
  }

  let address = "http://recorded:8081"
  var requestsSent: Int { state.withLock { $0.sent } }
  /// Paths that were asked for and never recorded.
  var unknown: Set<String> { state.withLock { $0.unknown } }

  /// Lets the cluster's time pass.
  func advance(to now: Int64) { state.withLock { $0.now = now } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let now = state.withLock { state in
      state.sent += 1
      return state.now
    }
    let answer =
      newest(answers[Self.key(request.path)] ?? [], at: now, \.at)
      ?? measured(request.path, at: now)
    if answer == nil { state.withLock { _ = $0.unknown.insert(request.path) } }
    return HTTPResponse(
      status: answer?.status ?? 404, contentType: "application/json; charset=UTF-8", location: nil,
      body: answer?.body ?? Array(#"{"errors":["not recorded"]}"#.utf8),
      answerTime: .milliseconds(3))
  }

  /// However many failures are asked for, the newest comes first.
  private static func key(_ path: String) -> String {
    path.firstRange(of: "?maxExceptions=").map { String(path[..<$0.lowerBound]) } ?? path
  }

  /// The newest of a moment, or the first after it.
  private func newest<Element>(
    _ elements: [Element], at now: Int64, _ time: KeyPath<Element, Int64>
  ) -> Element? {
    if let last = elements.last(where: { $0[keyPath: time] <= now }) { return last }
    guard let first = elements.first, first[keyPath: time] <= now + Self.earliest else {
      return nil
    }
    return first
  }

  /// Values of metrics that were asked for in other company; of those that never were there are none, as Flink has it.
  private func measured(_ path: String, at now: Int64) -> Answer? {
    guard let query = path.range(of: "?get=") else { return nil }
    let known = metrics[String(path[..<query.lowerBound])] ?? [:]
    let ids = path[query.upperBound...].prefix { $0 != "&" }.split(separator: ",")
    let values = ids.compactMap { id in
      newest(known[id.removingPercentEncoding ?? String(id)] ?? [], at: now, \.at)?.value
    }
    let list = values.joined(separator: [UInt8(ascii: ",")])
    return Answer(
      at: now, status: 200, body: [UInt8(ascii: "[")] + list + [UInt8(ascii: "]")])
  }
}
