/// Writes the plans of a topology as its tracker does.
struct HeronPlanWriter {
  let topology: SimulatedTopology
  let generation: HeronGeneration
  let now: SimulatedTime

  private var isLegacy: Bool { generation == .legacy }

  private func indices(spouts: Bool) -> [Int] {
    topology.components.indices.filter { topology.components[$0].isSpout == spouts }
  }

  // MARK: Logical

  /// Alone it has the same members in both generations; the legacy `/info` has others.
  func logicalPlan(to json: inout JSONWriter, isAlone: Bool) {
    let isNested = isLegacy && !isAlone
    if !isNested { json.member("stages", topology.plan.deepest) }
    json.object("spouts") { json in
      for index in indices(spouts: true) {
        let component = topology.components[index]
        json.object(named: component.name) { json in
          json.object("config") { config(ofComponent: index, to: &$0) }
          if isNested {
            json.member("type", "kafka")
            json.member("source", "topic-\(component.name)")
          } else {
            json.member("spout_type", "kafka")
            json.member("spout_source", "topic-\(component.name)")
          }
          if isNested || !isLegacy { json.member("version", "1") }
          outputs(of: component, to: &json)
          json.array("extra_links") { _ in }
        }
      }
    }
    json.object("bolts") { json in
      for index in indices(spouts: false) {
        let component = topology.components[index]
        json.object(named: component.name) { json in
          json.object("config") { config(ofComponent: index, to: &$0) }
          outputs(of: component, to: &json)
          inputs(of: component, to: &json)
          guard !isNested else { return }
          json.array("inputComponents") { json in
            for input in component.inputs { json.element(topology.components[input.from].name) }
          }
        }
      }
    }
  }

  private func outputs(of component: TopologyComponent, to json: inout JSONWriter) {
    json.array("outputs") { json in
      if let stream = component.output { json.object { $0.member("stream_name", stream) } }
    }
  }

  private func inputs(of component: TopologyComponent, to json: inout JSONWriter) {
    json.array("inputs") { json in
      for input in component.inputs {
        json.object { json in
          json.member("stream_name", input.stream)
          json.member("component_name", topology.components[input.from].name)
          json.member("grouping", input.grouping)
        }
      }
    }
  }

  private func config(ofComponent index: Int, to json: inout JSONWriter) {
    let component = topology.components[index]
    json.member(
      "topology.component.parallelism", "\(topology.plan.vertices[index].parallelism)")
    guard component.isSpout else { return }
    json.member("spout.type", "kafka")
    json.member("spout.source", "topic-\(component.name)")
    json.member("spout.version", "1")
  }

  // MARK: Physical

  func physicalPlan(to json: inout JSONWriter) {
    json.object("instances") { json in
      for instance in topology.instances {
        let id = instance.id(in: topology)
        json.object(named: id) { json in
          json.member("id", id)
          json.member("name", topology.components[instance.component].name)
          let manager = "stmgr-\(instance.container)"
          json.member(isLegacy ? "stmgrId" : "stmgr_id", manager)
          json.member("logfile", "\(shell(of: instance.container))/file/log-files/\(id).log.0")
        }
      }
    }
    json.object("instance_groups") { json in
      for container in topology.containers {
        json.array(named: "container_\(container)") { ids(in: container, to: &$0) }
      }
    }
    json.object("stmgrs") { json in
      for container in topology.containers {
        json.object(named: "stmgr-\(container)") { streamManager(container, to: &$0) }
      }
    }
    json.object("spouts") { idsByComponent(indices(spouts: true), to: &$0) }
    json.object("bolts") { idsByComponent(indices(spouts: false), to: &$0) }
    json.object("config") { config(to: &$0, hasNumbers: false) }
    json.object("components") { json in
      for (index, component) in topology.components.enumerated() {
        json.object(named: component.name) { json in
          json.object("config") { config(ofComponent: index, to: &$0) }
        }
      }
    }
  }

  private func streamManager(_ container: Int, to json: inout JSONWriter) {
    let shell = shell(of: container)
    json.member("id", "stmgr-\(container)")
    json.member("host", topology.host(of: container))
    json.member("port", 31_000 + container)
    json.member("shell_port", 32_000 + container)
    json.member("cwd", "/srv/heron/\(topology.name)/container_\(container)")
    json.member("pid", 7000 + container)
    json.member("joburl", "\(shell)/browse/")
    json.member("logfiles", "\(shell)/browse/log-files")
    json.array("instance_ids") { ids(in: container, to: &$0) }
  }

  private func shell(of container: Int) -> String {
    "http://\(topology.host(of: container)):\(32_000 + container)"
  }

  private func ids(in container: Int, to json: inout JSONWriter) {
    for instance in topology.instances(in: container) { json.element(instance.id(in: topology)) }
  }

  private func idsByComponent(_ indices: [Int], to json: inout JSONWriter) {
    for index in indices {
      json.array(named: topology.components[index].name) { json in
        for instance in topology.instances(of: index) { json.element(instance.id(in: topology)) }
      }
    }
  }

  /// A modern tracker makes numbers of texts that are digits.
  func config(to json: inout JSONWriter, hasNumbers: Bool) {
    let numbers: [(StaticString, Int)] = [
      ("topology.message.timeout.secs", 30), ("topology.stmgrs", topology.containers.count),
      ("topology.container.ram.requested", 4_294_967_296), ("topology.max.spout.pending", 1000),
    ]
    json.member("topology.name", topology.name)
    json.member("topology.reliability.mode", "ATLEAST_ONCE")
    json.member("topology.acking", "true")
    for (key, value) in numbers {
      if hasNumbers { json.member(key, value) } else { json.member(key, "\(value)") }
    }
  }

  // MARK: Packing

  private static let gigabyte: Int64 = 1 << 30

  func packingPlan(to json: inout JSONWriter) {
    json.member("id", topology.id)
    json.array("container_plans") { json in
      for container in topology.containers {
        let instances = topology.instances(in: container)
        json.object { json in
          json.member("id", container)
          json.array("instances") { json in
            for instance in instances {
              json.object { json in
                json.member("component_name", topology.components[instance.component].name)
                json.member("task_id", instance.task)
                json.member("component_index", instance.subtask)
                json.object("instance_resources") { Self.resources(1, to: &$0) }
              }
            }
          }
          json.object("required_resources") { Self.resources(instances.count + 1, to: &$0) }
          json.object("scheduled_resources") { json in
            Self.resources(instances.count + 2, isDiskRAM: !isLegacy, to: &json)
          }
        }
      }
    }
  }

  /// Of that many instances. A modern tracker tells the memory of what is scheduled for its disk.
  private static func resources(_ count: Int, isDiskRAM: Bool = false, to json: inout JSONWriter) {
    json.member("cpu", Double(count))
    json.member("ram", Int64(count) * gigabyte)
    json.member("disk", Int64(count) * (isDiskRAM ? gigabyte : 4 * gigabyte))
  }

  // MARK: Places

  func managerLocation(to json: inout JSONWriter) {
    let isThere = topology.hasManager(at: now)
    json.member("name", isThere ? topology.name : "")
    json.member("id", isThere ? topology.id : "")
    json.member("host", isThere ? topology.host(of: 1) : "")
    json.member("controller_port", isThere ? 30_001 : 0)
    json.member("server_port", isThere ? 30_002 : 0)
    if isLegacy { json.member("stats_port", isThere ? 30_003 : 0) } else { json.null("stats_port") }
  }

  func schedulerLocation(to json: inout JSONWriter) {
    json.member("name", topology.name)
    json.member("http_endpoint", "\(topology.host(of: 1)):30004")
    json.member("job_page_link", "http://\(topology.host(of: 1)):30004/jobs/\(topology.name)")
  }

  /// Alone it tells what managers say.
  func runtimeState(to json: inout JSONWriter, isAlone: Bool) {
    json.member("has_physical_plan", true)
    json.member("has_packing_plan", true)
    json.member("has_tmanager_location", topology.hasManager(at: now))
    json.member("has_scheduler_location", true)
    json.object("stmgrs") { json in
      guard isAlone else { return }
      for container in topology.containers {
        json.object(named: "stmgr-\(container)") { $0.member("is_registered", true) }
      }
    }
    if isAlone { json.member("topology_version", generation.release) }
  }
}
