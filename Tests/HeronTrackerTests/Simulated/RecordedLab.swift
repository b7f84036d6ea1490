import FlinkSimulator
import ServerAnswers
import StreamModel
import Testing

@testable import HeronTracker

/// A simulated Heron at the moment of the recordings, asked what the recorded trackers were asked: with names of its own in the
/// place of those of the recorded topology.
struct RecordedLab {
  private var heron: SimulatedHeron
  private var cluster: SimulatedCluster
  /// What stands for what; the longest first.
  private let names: [(recorded: String, own: String)]

  init(_ generation: TrackerGeneration, now: Int64 = labNow.milliseconds) throws {
    cluster = SimulatedCluster(
      configuration: .demo(seed: 3), startedAt: SimulatedTime(epochMilliseconds: now))
    heron = SimulatedHeron(generation == .legacy ? .legacy : .modern, over: cluster)
    let states = heron.respond(path: "/topologies/states", in: &cluster)
    var root = try JSONDocument(states.body).root
    if generation == .legacy { root = try #require(root["result"]) }
    let state = try #require(
      ExecutionState.all(states: root).first { $0.topology.name == "flaky-enrich" })
    let topology = state.topology
    let info = heron.respond(
      path: "/topologies/info?cluster=\(topology.cluster)&environ=\(topology.environ)&topology="
        + topology.name, in: &cluster)
    var infoRoot = try JSONDocument(info.body).root
    if generation == .legacy { infoRoot = try #require(infoRoot["result"]) }
    let plan = try TopologyPlan(info: infoRoot)
    let stand = [
      "sentence": "profile-events", "split": "profiles", "count": "call-profile-service",
    ]
    var names = [
      ("wordcount-lab", topology.name), ("lab-east", topology.cluster),
      ("=devel", "=" + topology.environ),
      ("=ops", "=" + topology.role),
    ]
    for id in [
      "container_1_sentence_1", "container_2_sentence_2", "container_2_count_6",
      "container_1_count_7", "container_1_split_3",
    ] {
      let parts = id.split(separator: "_")
      let own = plan.instances(of: VertexID(try #require(stand[String(parts[2])])))
      names.append((id, try #require(own.first { "\($0.container ?? 0)" == parts[1] }).id))
    }
    // As a parameter and in an expression; the same letters in names of metrics are others.
    for (recorded, own) in stand {
      names += [
        ("component=" + recorded, "component=" + own), ("%28\(recorded)%2C", "%28\(own)%2C"),
      ]
    }
    self.names = names.sorted { $0.0.count > $1.0.count }
  }

  /// The answer to a recorded request.
  mutating func respond(to target: String) -> SimulatedResponse {
    // Its logs are longer.
    var target = target.replacing("offset=99999", with: "offset=99999999")
    for (recorded, own) in names { target = target.replacing(recorded, with: own) }
    return heron.respond(path: target, in: &cluster)
  }

  /// A text of the simulated Heron in the words of the recordings.
  func recorded(_ text: String) -> String {
    var text = text
    for (recorded, own) in names where recorded.hasPrefix("=") {
      text = text.replacing(", \(own.dropFirst()),", with: ", \(recorded.dropFirst()),")
    }
    for (recorded, own) in names where recorded.contains("lab") || recorded.contains("_") {
      text = text.replacing(own, with: recorded)
    }
    return text
  }
}
