import FlinkSimulator
import Testing

/// A simulated Heron to ask questions of in a test, bare or without its envelope.
struct Tracker {
  var heron: SimulatedHeron
  var cluster: SimulatedCluster

  init(_ generation: HeronGeneration = .modern, seed: UInt64 = 3) {
    var configuration = SimulationConfiguration.demo(seed: seed)
    configuration.hasLazyMetrics = false
    cluster = SimulatedCluster(configuration: configuration, startedAt: Cluster.start)
    heron = SimulatedHeron(generation, over: cluster)
  }

  mutating func pass(_ duration: Duration) { cluster.advance(to: cluster.now + duration) }

  mutating func get(_ path: String) throws -> JSONValue {
    let response = heron.respond(path: path, in: &cluster)
    let value = try JSONValue(parsing: response.body)
    return value["executiontime"] == .null ? value : value["result"]
  }

  /// What the API server answers.
  mutating func act(
    _ path: String, form: String = "", method: String = "POST"
  ) -> (status: Int, text: String) {
    let response = heron.respond(
      method: method, path: "/api/v1/topologies/\(path)", body: Array(form.utf8), in: &cluster)
    return (response.status, response.text)
  }

  /// `demo/ops/prod/orders`, as the API server wants it.
  mutating func place(_ name: String) throws -> String {
    for (cluster, roles) in try get("/topologies").members {
      for (role, environs) in roles.members {
        for (environ, names) in environs.members where names.elements.contains(.string(name)) {
          return "\(cluster)/\(role)/\(environ)/\(name)"
        }
      }
    }
    throw MissingTopology(name: name)
  }

  /// Asks about a topology; `%` stands for its parameters.
  mutating func ask(_ name: String, _ what: String, _ rest: String = "") throws -> JSONValue {
    let parts = try place(name).split(separator: "/")
    return try get(
      "/topologies/\(what)?cluster=\(parts[0])&environ=\(parts[2])&topology=\(name)\(rest)")
  }

  /// A metric by instance and bucket over the last three hours.
  mutating func minutes(
    _ metric: String, of component: String, in name: String
  ) throws -> [String: [Int64: Double]] {
    let now = cluster.now.epochMilliseconds / 1000
    let answer = try ask(
      name, "metricstimeline",
      "&component=\(component)&metricname=\(metric)&starttime=\(now - 10_800)&endtime=\(now)")
    return answer["timeline"][metric].members.mapValues { values in
      Dictionary(
        uniqueKeysWithValues: values.members.compactMap { second, value in
          guard let second = Int64(second), let value = value.text.flatMap(Double.init) else {
            return nil
          }
          return (second, value)
        })
    }
  }
}

struct MissingTopology: Error { var name: String }
