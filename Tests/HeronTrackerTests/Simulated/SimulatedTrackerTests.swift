import FlinkSimulator
import HTTPTransport
import ServerAnswers
import StreamModel
import Testing

@testable import HeronTracker

@Suite("A simulated tracker against the recorded ones")
struct SimulatedTrackerTests {
  /// The recorded calls that are about a topology which the simulated one stands for.
  private static func calls(_ generation: TrackerGeneration) -> [RecordedCall] {
    TrackerRecording.calls(generation).filter { call in
      let isOther = call.target.contains("starting-lab") || call.target.contains("clicks-lab")
      // Of what the recorded one had none of: a minute without figures, a component without exceptions.
      let isNone =
        call.path.contains("exception") && call.values("component") == ["split"]
        || call.path.hasSuffix("timeline") && call.values("component") == ["split"]
        // The signature of a component is a metric's there.
        || call.target.contains("rejects") || call.target.contains("st%28r%29eam")
      return !isOther && !isNone
    }
  }

  @Test("every recorded call ends as it did, and fails in the same words", arguments: generations)
  func outcomes(_ generation: TrackerGeneration) async throws {
    var lab = try RecordedLab(generation)
    let calls = Self.calls(generation)
    #expect(calls.count > 150)
    for call in calls {
      let own = lab.respond(to: call.target)
      #expect(own.status == call.response.status, "\(call.target): \(own.text.prefix(200))")
      guard call.response.status >= 400 else { continue }
      let said = String(decoding: call.response.body, as: UTF8.self)
      #expect(
        try lab.recorded(Self.failure(own.text)) == Self.failure(said), "\(call.target)")
      await Task.yield()
    }
  }

  /// What fails without how long that took.
  private static func failure(_ text: String) throws -> String {
    guard text.hasPrefix("{\"status\"") else { return text }
    return try #require(try JSONDocument(Array(text.utf8)).root["message"]?.string)
  }

  /// Routes with the recorded call that is looked at.
  static let routes = [
    "/topologies/states", "/topologies/info", "/topologies/logicalplan", "/topologies/physicalplan",
    "/topologies/packingplan", "/topologies/executionstate", "/topologies/schedulerlocation",
    "/topologies/metadata", "/topologies/config", "/topologies/runtimestate",
    "/topologies/metrics", "/topologies/metricstimeline", "/topologies/metrics/timeline",
    "/topologies/metrics/query", "/topologies/metricsquery", "/topologies/exceptions",
    "/topologies/exceptionsummary", "/topologies/pid", "/topologies/jstack", "/topologies/jmap",
    "/topologies/histo", "/topologies/containerfilestats", "/topologies/container/filestats",
    "/topologies/containerfiledata", "/topologies/container/filedata", "/machines", "/clusters",
  ]

  @Test("every answer has the members and types of the recorded one", arguments: generations)
  func shapes(_ generation: TrackerGeneration) async throws {
    var lab = try RecordedLab(generation)
    var compared: Set<String> = []
    for call in Self.calls(generation) where call.response.status == 200 {
      guard Self.routes.contains(call.path) else { continue }
      // What managers said of themselves is in there once it was asked for by itself.
      let recorded = try Self.shape(call.response.body, of: call.path).filter {
        !call.path.hasSuffix("info")
          || !$0.contains("/stmgrs/*/is_") && !$0.contains("topology_version")
            && $0 != "/runtime_state/stmgrs/* object"
      }
      let own = try Self.shape(lab.respond(to: call.target).body, of: call.path)
      // Of an empty map there is nothing to compare.
      guard recorded.count > 2 else { continue }
      #expect(own.subtracting(recorded).isEmpty, "\(call.target)")
      #expect(recorded.subtracting(own).isEmpty, "\(call.target)")
      compared.insert(call.path)
      await Task.yield()
    }
    #expect(compared.count == (generation == .legacy ? 19 : 20), "\(compared.sorted())")
  }

  private static func shape(_ body: [UInt8], of path: String) throws -> Set<String> {
    let isMap = path.hasSuffix("filestats") || path.hasSuffix("config")
    let shape = try AnswerShape.of(body, isMap: isMap)
    guard path.hasSuffix("states") || path == "/machines" else { return shape }
    // The first three levels are names.
    return Set(
      shape.map { line in
        let words = line.split(separator: " ")
        let parts = words[0].split(separator: "/").enumerated().map {
          $0.offset < 3 ? "*" : $0.element
        }
        return "/" + parts.joined(separator: "/") + " " + words[1]
      })
  }
}
