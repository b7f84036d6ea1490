import Foundation
import HTTPTransport
import Locking
import ServerAnswers
import Testing

@testable import HeronTracker

/// One recorded call of a real tracker, with its answer.
struct RecordedCall: CustomTestStringConvertible, Sendable {
  var generation: TrackerGeneration
  /// `/topologies/states?environ=devel`.
  var target: String
  var response: HTTPResponse

  var testDescription: String { "\(generation.name): \(target)" }
  var path: String { String(target.prefix { $0 != "?" }) }

  /// The values of a parameter, decoded.
  func values(_ parameter: String) -> [String] {
    guard let query = target.split(separator: "?", maxSplits: 1).dropFirst().first else {
      return []
    }
    return query.split(separator: "&").compactMap { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == parameter else { return nil }
      return HeronRoute.decoded(parts[1].replacing("+", with: " "))
    }
  }
}

/// Every call that was recorded of the two trackers.
enum TrackerRecording {
  static let legacy = calls(of: .legacy)
  static let modern = calls(of: .modern)
  static let all = legacy + modern

  static func calls(_ generation: TrackerGeneration) -> [RecordedCall] {
    generation == .legacy ? legacy : modern
  }

  private static func calls(of generation: TrackerGeneration) -> [RecordedCall] {
    let folder = generation == .legacy ? "legacy" : "modern"
    guard
      let index = Bundle.module.url(
        forResource: "index", withExtension: "json", subdirectory: "Recordings/\(folder)"),
      let data = try? Data(contentsOf: index), let root = try? JSONDocument(Array(data)).root
    else { return [] }
    return root.members.compactMap { key, call in
      guard let name = key.string, name.hasPrefix("GET "), let file = call["file"]?.string,
        let status = call["status"]?.int64,
        let body = try? Data(
          contentsOf: index.deletingLastPathComponent().appendingPathComponent(file))
      else { return nil }
      return RecordedCall(
        generation: generation, target: String(name.dropFirst(4)),
        response: HTTPResponse(
          status: Int(status), contentType: call["type"]?.string,
          location: call["location"]?.string, body: Array(body), answerTime: .milliseconds(3)))
    }
  }
}

/// A tracker made of recorded answers. A window in time counts as the one that was recorded.
final class RecordedTracker: HTTPTransport {
  /// Of each request which tracker takes it, as a load balancer decides.
  private let choose: @Sendable (Int) -> TrackerGeneration
  private let targets = Locked<[String]>([])

  init(_ choose: @escaping @Sendable (Int) -> TrackerGeneration) { self.choose = choose }

  convenience init(_ generation: TrackerGeneration) { self.init { _ in generation } }

  /// What was asked so far.
  var asked: [String] { targets.withLock { $0 } }
  var requestsSent: Int { asked.count }
  let address = "http://tracker.lab:8888"

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let number = targets.withLock { targets in
      targets.append(request.path)
      return targets.count - 1
    }
    let generation = choose(number)
    let wanted = RecordedCall(generation: generation, target: request.path, response: Self.none)
    for call in TrackerRecording.calls(generation) where call.answers(wanted) {
      return call.response
    }
    return Self.none
  }

  private static let none = HTTPResponse(
    status: 404, contentType: "text/plain", location: nil, body: Array("not recorded".utf8),
    answerTime: .zero)
}

extension RecordedCall {
  private static let names = [
    "cluster", "environ", "topology", "component", "metricname", "container", "path", "offset",
    "length", "interval", "instance",
  ]

  /// Blanks mean nothing in a query.
  private var queries: [String] { values("query").map { $0.filter { $0 != " " } } }

  /// True where it is the same question, whatever the window and the order of what is asked for.
  func answers(_ wanted: RecordedCall) -> Bool {
    path == wanted.path
      && Self.names.allSatisfy { values($0).sorted() == wanted.values($0).sorted() }
      && queries == wanted.queries
  }
}
