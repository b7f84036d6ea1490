import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/rescales/details/:uuid`.
  static let rescale = Endpoint<RescaleQuestion>(
    asks: ["/jobs/:job/rescales/details/:rescale"], since: FlinkRelease(2, 3),
    route: { Route(path: Route.path($0.job) + "/rescales/details/" + Route.encoded($0.id)) },
    read: RescaleDetail.init(details:))
}

extension RescaleDetail {
  fileprivate init(details: JSONNode) throws(JSONError) {
    var parts: [VertexPart] = []
    for (key, vertex) in try details.required("vertices", "vertices").members {
      guard let id = key.string else { continue }
      parts.append(
        VertexPart(
          vertex: VertexID(id), name: vertex.text("jobVertexName") ?? id,
          before: vertex.count("preRescaleParallelism"),
          after: vertex.count("postRescaleParallelism"),
          desired: vertex.count("desiredParallelism"),
          sufficient: vertex.count("sufficientParallelism")))
    }
    var phases: [Phase] = []
    if let states = details["schedulerStates"]?.elements {
      for state in states {
        guard let name = state.text("state") else { continue }
        phases.append(Phase(name: name, duration: state.milliseconds("durationInMillis")))
      }
    }
    self.init(
      record: try RescaleRecord(details), vertices: parts.sorted { $0.name < $1.name },
      phases: phases)
  }
}
