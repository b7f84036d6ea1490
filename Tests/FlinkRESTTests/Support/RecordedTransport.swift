import Foundation
import HTTPTransport
import StreamModel
import Synchronization
import Testing

@testable import ServerAnswers

/// Serves the answers that a real cluster gave, by method and path, and notes what was asked.
///
/// A request that has several recorded answers gets them in their order, and the last one from then on. A
/// request that was never recorded is an error of the test.
final class RecordedTransport: HTTPTransport {
  /// `Recordings/<version>/index.json`.
  private struct Index: Decodable {
    struct Answer: Decodable {
      var status: Int
      var file: String
      var body: String?
    }

    var jobs: [String: String]
    var requests: [String: [Answer]]
  }

  private struct State {
    var asked: [HTTPRequest] = []
    var served: [String: Int] = [:]
  }

  private let folder: URL
  private let index: Index
  private let state = Mutex(State())

  init(version: String) throws {
    let recordings = Bundle.module.url(forResource: "Recordings", withExtension: nil)
    folder = try #require(recordings).appending(path: version)
    index = try JSONDecoder().decode(
      Index.self, from: Data(contentsOf: folder.appending(path: "index.json")))
  }

  /// The id that the job called `name` had on the recorded cluster.
  func job(_ name: String) throws -> JobID { JobID(try #require(index.jobs[name])) }

  /// The recorded body of `file`.
  func body(_ file: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: file)))
  }

  /// The body that was sent for the answer in `file`.
  func sentBody(_ file: String) throws -> [UInt8] {
    let answers = index.requests.values.joined()
    return Array(try #require(answers.first { $0.file == file }?.body).utf8)
  }

  /// All recorded bodies with status 2xx, with the requests that they answer.
  func bodies() throws -> [(request: String, body: [UInt8])] {
    try index.requests.sorted { $0.key < $1.key }.flatMap { request, answers in
      try answers.filter { $0.status < 300 }.map { (request, try body($0.file)) }
    }
  }

  /// What was asked so far: `GET /config`.
  var asked: [HTTPRequest] { state.withLock { $0.asked } }
  let address = "http://recorded:8081"
  var requestsSent: Int { asked.count }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let key = "\(request.method.rawValue) \(request.path)"
    guard let answers = index.requests[key], !answers.isEmpty else {
      Issue.record("not recorded: \(key)")
      throw .failed("not recorded: \(key)", wasSent: false)
    }
    let turn = state.withLock { state in
      state.asked.append(request)
      let turn = state.served[key, default: 0]
      state.served[key] = turn + 1
      return min(turn, answers.count - 1)
    }
    guard let body = try? body(answers[turn].file) else {
      throw .failed("no file \(answers[turn].file)", wasSent: false)
    }
    return HTTPResponse(
      status: answers[turn].status, contentType: "application/json; charset=UTF-8", location: nil,
      body: body, answerTime: .milliseconds(3))
  }
}
