/// What instances failed of.
extension SimulatedHeron {
  /// Nil for other routes.
  func exceptionAnswer(
    _ what: String, _ request: SimulatedRequest, at now: SimulatedTime
  ) throws(TrackerFailure) -> SimulatedResponse? {
    guard what == "exceptions" || what == "exceptionsummary" else { return nil }
    try request.check(TrackerParameter.topology + [.init("component")])
    let topology = try topology(request)
    guard topology.hasManager(at: now) else {
      guard generation == .legacy else { throw .said("TManager not set yet") }
      return generation.answer(Array("null".utf8))
    }
    let component = request.parameter("component")
    guard let index = topology.components.firstIndex(where: { $0.name == component }) else {
      guard generation == .legacy else { throw .said("Unknown component") }
      return generation.answer { $0.object { $0.member("message", "Unknown component") } }
    }
    let all = topology.exceptions(of: index, at: now)
    guard what == "exceptions" else { return try summary(of: all) }
    let named = Set(request.values("instance"))
    return generation.answer { json in
      json.array { json in
        for exception in all {
          let id = exception.instance.id(in: topology)
          guard named.isEmpty || named.contains(id) else { continue }
          json.object { json in
            json.member("hostname", topology.host(of: exception.instance.container))
            json.member("instance_id", id)
            json.member(generation == .legacy ? "stack_trace" : "stacktrace", exception.trace)
            json.member("lasttime", "\(exception.last.epochMilliseconds / 1000)")
            json.member("firsttime", "\(exception.first.epochMilliseconds / 1000)")
            json.member("count", "\(exception.count)")
            json.member("logging", "")
          }
        }
      }
    }
  }

  /// By class, whichever instance met it. The modern tracker fails where there is anything to tell.
  private func summary(of all: [TopologyException]) throws(TrackerFailure) -> SimulatedResponse {
    guard generation == .legacy || all.isEmpty else {
      throw .said(
        "2 validation errors for ExceptionSummaryItem\nlasttime\n  field required "
          + "(type=value_error.missing)\nfirsttime\n  field required (type=value_error.missing)")
    }
    return generation.answer { json in
      json.array { json in
        for name in Set(all.map(\.className)).sorted() {
          let same = all.filter { $0.className == name }
          let last = same.map(\.last).max() ?? same[0].last
          let first = same.map(\.first).min() ?? same[0].first
          json.object { json in
            json.member("class_name", name)
            json.member("lasttime", "\(last.epochMilliseconds / 1000)")
            json.member("firsttime", "\(first.epochMilliseconds / 1000)")
            json.member("count", "\(same.reduce(0) { $0 + $1.count })")
          }
        }
      }
    }
  }
}
