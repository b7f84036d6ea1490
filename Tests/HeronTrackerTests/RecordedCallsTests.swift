import HTTPTransport
import ServerAnswers
import StreamModel
import Testing

@testable import HeronTracker

@Suite("Every recorded call of both trackers")
struct RecordedCallsTests {
  @Test("all of them are there")
  func count() {
    #expect(TrackerRecording.legacy.count == 217)
    #expect(TrackerRecording.modern.count > 200)
  }

  @Test(
    "a good answer gives what it carries, and its generation", arguments: TrackerRecording.all)
  func payload(_ call: RecordedCall) throws {
    let answer = TrackerAnswer(call.response, to: HeronRoute(call.path))
    guard call.response.status == 200, call.response.contentType?.hasPrefix("text/") != true,
      !call.path.hasSuffix("filedownload")
    else { return }
    // A legacy tracker says null where a topology has no manager.
    if String(decoding: call.response.body, as: UTF8.self).contains("\"result\": null") {
      #expect(throws: SourceError.self) { try answer.payload(from: "") }
      return
    }
    let payload = try answer.payload(from: "")
    #expect(payload.generation == call.generation)
    if let read = Self.readings[call.path] { try read(payload.node) }
  }

  /// What is read of an answer, by path.
  private static let readings: [String: @Sendable (JSONNode) throws -> Void] = [
    "/clusters": { try #expect(HeronClusters.names(clusters: $0) == ["lab-east"]) },
    "/topologies/states": { try #expect(!ExecutionState.all(states: $0).isEmpty) },
    "/topologies/executionstate": {
      try #expect(ExecutionState($0).submittedAt?.milliseconds == 1_699_910_040_000)
    },
    "/topologies/info": {
      let name = TopologyName(cluster: "c", role: "r", environ: "e", name: "n")
      let info = try TopologyInfo(info: $0, of: name)
      #expect(info.state.topology.cluster == "lab-east")
      #expect(info.plan.components.isEmpty == (info.state.topology.name == "starting-lab"))
    },
    "/topologies/config": { #expect(HeronSettings.all(config: $0).count == 3) },
    "/topologies/exceptions": { _ = try ExceptionRecord.all(exceptions: $0) },
    "/topologies/metrics": { _ = try MetricTotals(metrics: $0) },
    "/topologies/metricstimeline": { _ = try MinuteSeries(timeline: $0) },
    "/topologies/metrics/timeline": { _ = try MinuteSeries(timeline: $0) },
    "/topologies/containerfilestats": { try #expect(!ContainerFiles.files(stats: $0).isEmpty) },
    "/topologies/container/filestats": { try #expect(!ContainerFiles.files(stats: $0).isEmpty) },
    "/topologies/containerfiledata": { _ = try FilePart(data: $0) },
    "/topologies/container/filedata": { _ = try FilePart(data: $0) },
  ]

  @Test("an error is said in words, in one line", arguments: TrackerRecording.all)
  func failure(_ call: RecordedCall) {
    guard call.response.status != 200 else { return }
    let answer = TrackerAnswer(call.response, to: HeronRoute(call.path))
    do throws(SourceError) {
      _ = try answer.payload(from: "http://tracker.lab:8888")
      Issue.record("a failure was taken for an answer")
    } catch {
      let words = error.description(in: .heron)
      #expect(words.count > 20 && words.count < 500 && !words.contains("\n"))
      #expect(!words.contains("request failed") && !words.contains("no reason given"))
      #expect(!words.contains("and not as a tracker says it"))
    }
  }

  @Test(
    "what a tracker gets wrong is said as its own fault",
    arguments: [
      (
        TrackerGeneration.modern, "/topologies/runtimestate",
        "this tracker fails at it by a fault of its own"
      ), (.modern, "/machines", "this tracker fails at it by a fault of its own"),
      (
        .modern, "/topologies/metrics/timeline",
        "a value is not a number (NaN), and this tracker cannot send that"
      ), (.legacy, "/topologies/jstack", "the shell of the container fails at it"),
      (.legacy, "/topologies/info", "the tracker knows no such topology"),
      (.modern, "/topologies/info", "the tracker knows no such topology"),
      (.modern, "/topologies/exceptions", "the topology has no topology manager yet"),
      (.legacy, "/topologies/metrics", "the topology has no topology manager yet"),
      (.modern, "/topologies/metricsquery", "this tracker does not know GET"),
    ])
  func faults(_ generation: TrackerGeneration, _ path: String, _ words: String) {
    let said = TrackerRecording.calls(generation).filter { $0.path == path }.compactMap { call in
      do throws(SourceError) {
        _ = try TrackerAnswer(call.response, to: HeronRoute(path)).payload(from: "")
        return String?.none
      } catch { return error.description(in: .heron) }
    }
    #expect(said.contains { $0.contains(words) }, "\(said)")
  }
}
