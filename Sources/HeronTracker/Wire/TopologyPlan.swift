import ServerAnswers
import StreamModel

/// What a topology consists of, and where its parts run: the logical and the physical plan, as `/topologies/info` has both.
struct TopologyPlan: Hashable, Sendable {
  /// A spout or a bolt.
  struct Component: Hashable, Sendable {
    var name: String
    var isSpout: Bool
    /// Names of the streams that it emits.
    var outputs: [String]
    var inputs: [Input]

    /// Names of the streams that come in, each once.
    var inputStreams: [String] { Set(inputs.map(\.stream)).sorted() }
  }

  /// A stream that a bolt reads.
  struct Input: Hashable, Sendable {
    var component: String
    var stream: String
    /// `SHUFFLE`, `FIELDS`, `ALL`, `LOWEST`, `NONE`, `DIRECT`, `CUSTOM`.
    var grouping: String?
  }

  /// One process that runs a component.
  struct Instance: Hashable, Sendable {
    /// `container_1_sentence_1`.
    var id: String
    var component: String
    /// Unlike that of any other of the topology; nil where the id does not tell.
    var task: Int?
    var container: Int?
    var host: String?
  }

  /// Spouts before bolts.
  var components: [Component]
  /// By component and task.
  var instances: [Instance]
  /// By their numbers.
  var containers: [PlannedContainer]

  func component(_ id: VertexID) -> Component? { components.first { $0.name == id.text } }

  /// In the order of their tasks: their places are the numbers of subtasks.
  func instances(of component: VertexID) -> [Instance] {
    instances.filter { $0.component == component.text }
  }

  /// What the id of each instance is in the model.
  func subtasks(of job: JobID) -> [String: Subject] {
    var counts: [String: Int] = [:]
    return instances.reduce(into: [:]) { subtasks, instance in
      let index = counts[instance.component, default: 0]
      counts[instance.component] = index + 1
      subtasks[instance.id] = .subtask(job, VertexID(instance.component), index)
    }
  }
}

extension TopologyPlan {
  /// Reads `logical_plan` and `physical_plan` of `/topologies/info`. A topology that was just submitted has empty ones.
  init(info: JSONNode) throws(JSONError) {
    let logical = try info.required("logical_plan", "logical plan")
    components = Self.components(logical)
    instances = Self.instances(info["physical_plan"])
    containers = PlannedContainer.all(
      physical: info["physical_plan"], packing: info["packing_plan"])
  }

  /// Reads a logical plan. Both generations name outputs and inputs alike.
  static func components(_ logical: JSONNode) -> [Component] {
    func read(_ list: JSONNode?, isSpout: Bool) -> [Component] {
      guard let list else { return [] }
      let components = list.members.compactMap { key, value in
        key.string.map { name in
          Component(
            name: name, isSpout: isSpout,
            outputs: value["outputs"]?.elements.compactMap { $0.text("stream_name") } ?? [],
            inputs: value["inputs"]?.elements.compactMap(Input.init) ?? [])
        }
      }
      return components.sorted { $0.name < $1.name }
    }
    return read(logical["spouts"], isSpout: true) + read(logical["bolts"], isSpout: false)
  }

  /// Reads a physical plan: a legacy tracker writes `stmgrId`, a modern one `stmgr_id`.
  static func instances(_ physical: JSONNode?) -> [Instance] {
    guard let physical, let list = physical["instances"] else { return [] }
    var hosts: [String: String] = [:]
    if let managers = physical["stmgrs"] {
      for (key, manager) in managers.members {
        if let id = key.string, let host = manager.text("host") { hosts[id] = host }
      }
    }
    let instances = list.members.compactMap { key, value -> Instance? in
      guard let id = key.string, let component = value.text("name") else { return nil }
      let manager = value.text("stmgr_id") ?? value.text("stmgrId")
      let place = InstancePlace(id)
      return Instance(
        id: id, component: component, task: place.task, container: place.container,
        host: manager.flatMap { hosts[$0] })
    }
    return instances.sorted {
      ($0.component, $0.task ?? .max, $0.id) < ($1.component, $1.task ?? .max, $1.id)
    }
  }
}

extension TopologyPlan.Input {
  fileprivate init?(_ input: JSONNode) {
    guard let component = input.text("component_name"), let stream = input.text("stream_name")
    else { return nil }
    self.init(component: component, stream: stream, grouping: input.text("grouping"))
  }
}

/// What the id of an instance tells: `container_<n>_<component>_<task>`. The component's name may hold `_` as well.
struct InstancePlace: Hashable, Sendable {
  var container: Int?
  var task: Int?

  init(_ id: String) {
    let parts = id.split(separator: "_")
    guard parts.count >= 4, parts[0] == "container" else { return }
    container = Int(parts[1])
    task = parts.last.flatMap { Int($0) }
  }
}
