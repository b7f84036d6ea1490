import Locking
import StreamModel

@testable import TSPMonitoring

/// When the answers came.
let tspNow = Timestamp(milliseconds: 1_700_000_060_000)

/// A clock that a test sets.
final class TestClock: Sendable {
  private let time = Locked(tspNow)
  var now: Timestamp { time.withLock { $0 } }
  func advance(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }
}

/// A job's uuid, and bodies about it in the forms that generations have.
enum Bodies {
  static let uuid = "8dd36cd6-4f7b"
  static let id = JobID(uuid)

  static let status = """
    {"jid":"aa01","name":"8dd36cd6-4f7b","state":"RUNNING","start-time":1700000000000,"duration":60000,\
    "vertices":[{"id":"v0","name":"Source: rows","metrics":{"read-records":0,"write-records":500}},\
    {"id":"v1","name":"patterns","metrics":{"read-records":490,"write-records":12,"currentEventTs":1700000050000}},\
    {"id":"v2","name":"Sink: rows","metrics":{"read-records":12,"write-records":0}}]}
    """

  static func status(_ state: String, jid: String = "aa01") -> String {
    #"{"jid":"\#(jid)","name":"\#(uuid)","state":"\#(state)","start-time":1700000000000,"duration":60000,"vertices":[]}"#
  }

  static func wrapped(_ body: String) -> String { #"{"response":\#(body),"messages":[]}"# }

  static func overview(_ jobs: [(jid: String, name: String)]) -> String {
    let list = jobs.map { #"{"jid":"\#($0.jid)","name":"\#($0.name)"}"# }.joined(separator: ",")
    return #"{"jobs":[\#(list)]}"#
  }

  static let version =
    #"{"response":{"tsp":"0.16.1","scala":"2.12.7","flink":"1.9.1"},"messages":[]}"#
  static let version19 = #"{"response":{"tsp":"19.7.2","scala":"2.12.7"},"messages":[]}"#

  static func client(_ tsp: ScriptedTSP, flink: FlinkBehind? = nil, clock: TestClock = TestClock())
    -> TSPClient
  {
    TSPClient(transport: tsp, flink: flink) { clock.now }
  }
}
