/// What a topology is made of and where it runs.
extension SimulatedHeron {
  /// Nil for other routes.
  func planAnswer(
    _ what: String, _ request: SimulatedRequest, at now: SimulatedTime
  ) throws(TrackerFailure) -> SimulatedResponse? {
    let known = [
      "info", "logicalplan", "physicalplan", "packingplan", "executionstate", "schedulerlocation",
      "metadata", "config", "runtimestate",
    ]
    guard known.contains(what) else { return nil }
    try request.check(TrackerParameter.topology)
    let topology = try topology(request)
    let writer = HeronPlanWriter(topology: topology, generation: generation, now: now)
    if what == "runtimestate" { try checkRuntime(topology, at: now) }
    return generation.answer { json in
      json.object { json in
        switch what {
        case "info": writeInfo(writer, to: &json)
        case "logicalplan": writer.logicalPlan(to: &json, isAlone: true)
        case "physicalplan": writer.physicalPlan(to: &json)
        case "packingplan": writer.packingPlan(to: &json)
        case "executionstate": write(stateOf: topology, at: now, to: &json)
        case "schedulerlocation": writer.schedulerLocation(to: &json)
        case "metadata": write(metadataOf: topology, to: &json)
        case "config": writer.config(to: &json, hasNumbers: generation == .modern)
        default: writer.runtimeState(to: &json, isAlone: true)
        }
      }
    }
  }

  /// What managers say of themselves only the legacy tracker can pass on.
  private func checkRuntime(
    _ topology: SimulatedTopology, at now: SimulatedTime
  ) throws(TrackerFailure) {
    let hasManager = topology.hasManager(at: now)
    switch generation {
    case .legacy where !hasManager:
      throw .said("'NoneType' object has no attribute 'items'")
    case .legacy: return
    case .modern:
      throw .said(
        hasManager ? "unhashable type: 'RepeatedScalarFieldContainer'" : "TManager not set yet")
    }
  }

  private func writeInfo(_ writer: HeronPlanWriter, to json: inout JSONWriter) {
    let topology = writer.topology
    json.member("name", topology.name)
    json.member("id", topology.id)
    json.object("logical_plan") { writer.logicalPlan(to: &$0, isAlone: false) }
    json.object("physical_plan") { writer.physicalPlan(to: &$0) }
    json.object("packing_plan") { writer.packingPlan(to: &$0) }
    json.object("execution_state") { write(stateOf: topology, at: writer.now, to: &$0) }
    json.object("tmanager_location") { writer.managerLocation(to: &$0) }
    json.object("scheduler_location") { writer.schedulerLocation(to: &$0) }
    json.object("metadata") { write(metadataOf: topology, to: &$0) }
    json.object("runtime_state") { writer.runtimeState(to: &$0, isAlone: false) }
  }
}
