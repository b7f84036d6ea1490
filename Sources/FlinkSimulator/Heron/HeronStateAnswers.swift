/// `/clusters`, `/machines`, `/topologies` and the states of topologies.
extension SimulatedHeron {
  func clustersAnswer() -> SimulatedResponse {
    generation.answer { json in
      json.array { json in
        for cluster in Set(topologies.map(\.cluster)).union(["demo"]).sorted() {
          json.element(cluster)
        }
      }
    }
  }

  /// Those that a list asks for. A modern tracker overlooks the role.
  private func chosen(_ request: SimulatedRequest) -> [SimulatedTopology] {
    func isIn(_ name: String, _ value: String) -> Bool {
      let wanted = request.values(name)
      return wanted.isEmpty || wanted.contains(value)
    }
    return topologies.filter { topology in
      isIn("cluster", topology.cluster) && isIn("environ", topology.environ)
        && (generation == .modern || isIn("role", topology.role))
    }
  }

  func topologiesAnswer(_ request: SimulatedRequest) -> SimulatedResponse {
    let chosen = chosen(request)
    return generation.answer { json in
      json.object { json in
        json.grouped(chosen, by: \.cluster) { json, inCluster in
          json.grouped(inCluster, by: \.role) { json, ofRole in
            for environ in Set(ofRole.map(\.environ)).sorted() {
              json.array(named: environ) { json in
                for topology in ofRole where topology.environ == environ {
                  json.element(topology.name)
                }
              }
            }
          }
        }
      }
    }
  }

  func statesAnswer(_ request: SimulatedRequest, at now: SimulatedTime) -> SimulatedResponse {
    let chosen = chosen(request)
    return generation.answer { json in
      json.object { json in
        json.grouped(chosen, by: \.cluster) { json, inCluster in
          json.grouped(inCluster, by: \.environ) { json, topologies in
            for topology in topologies {
              json.object(named: topology.name) { write(stateOf: topology, at: now, to: &$0) }
            }
          }
        }
      }
    }
  }

  /// One entry a stream manager. The modern tracker fails at it.
  func machinesAnswer(_ request: SimulatedRequest) throws(TrackerFailure) -> SimulatedResponse {
    let names = request.values("topology")
    guard generation == .legacy else {
      guard
        names.isEmpty || request.parameter("cluster") != nil && request.parameter("environ") != nil
      else {
        throw .said(
          "If topology names are provided then cluster and environ names must be provided")
      }
      throw .said("Tracker.filtered_topologies() missing 1 required positional argument: 'roles'")
    }
    let chosen = chosen(request).filter { names.isEmpty || names.contains($0.name) }
    return generation.answer { json in
      json.object { json in
        json.grouped(chosen, by: \.cluster) { json, inCluster in
          json.grouped(inCluster, by: \.environ) { json, topologies in
            for topology in topologies {
              json.array(named: topology.name) { json in
                for host in topology.hosts { json.element(host) }
              }
            }
          }
        }
      }
    }
  }

  // MARK: Parts of a topology

  func write(stateOf topology: SimulatedTopology, at now: SimulatedTime, to json: inout JSONWriter)
  {
    write(metadataOf: topology, to: &json)
    json.member("has_physical_plan", true)
    json.member("has_packing_plan", true)
    json.member("has_tmanager_location", topology.hasManager(at: now))
    json.member("has_scheduler_location", true)
    json.member("status", topology.status)
  }

  func write(metadataOf topology: SimulatedTopology, to json: inout JSONWriter) {
    json.member("cluster", topology.cluster)
    json.member("environ", topology.environ)
    json.member("role", topology.role)
    json.member("jobname", topology.name)
    json.member("submission_time", topology.submittedAt.epochMilliseconds / 1000)
    json.member("submission_user", topology.user)
    json.member("release_username", "demo")
    json.member("release_tag", "v\(generation.release)")
    json.member("release_version", generation.release)
    if generation == .modern { json.member("instances", topology.instances.count) }
    json.array("extra_links") { json in
      json.object { json in
        json.member("name", "Dashboard")
        json.member("formatter", "http://dashboards.demo/${CLUSTER}/${ENVIRON}/${TOPOLOGY}")
        json.member(
          "url", "http://dashboards.demo/\(topology.cluster)/\(topology.environ)/\(topology.name)")
      }
    }
  }
}

extension JSONWriter {
  /// An object for each value of a property, in order.
  fileprivate mutating func grouped(
    _ topologies: [SimulatedTopology], by property: KeyPath<SimulatedTopology, String>,
    _ content: (inout JSONWriter, [SimulatedTopology]) -> Void
  ) {
    for value in Set(topologies.map { $0[keyPath: property] }).sorted() {
      object(named: value) { json in
        content(&json, topologies.filter { $0[keyPath: property] == value })
      }
    }
  }
}
