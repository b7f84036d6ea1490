import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/taskmanagers`. A history server has none.
  static let taskManagers = Endpoint<TaskManagersQuestion>(
    asks: ["/taskmanagers"], refuses: { $0.isHistoryServer ? noTaskManagers : nil }
  ) { (_, client) async throws(SourceError) in
    try await client.read(.taskManagers, as: TaskManager.all(taskManagers:))
  }

  static let noTaskManagers = "a history server has no TaskManagers"
}

extension Route {
  /// 0.9 kB a TaskManager.
  static let taskManagers = Route(path: "/taskmanagers", sizeLimit: 16 << 20)
}

extension TaskManager {
  /// Reads all of `/taskmanagers`.
  static func all(taskManagers: JSONNode) throws(JSONError) -> [TaskManager] {
    try taskManagers.requiredList("taskmanagers") { entry throws(JSONError) in
      try TaskManager(entry)
    }
  }

  /// Reads one of the list, or what `/taskmanagers/:id` has of it as well.
  init(_ entry: JSONNode) throws(JSONError) {
    self.init(
      id: TaskManagerID(try entry.requiredString("id")),
      path: entry.text("path"),
      dataPort: entry.count("dataPort"),
      lastHeartbeatAt: entry.timestamp("timeSinceLastHeartbeat"),
      slots: try entry.requiredCount("slotsNumber"),
      freeSlots: try entry.requiredCount("freeSlots"),
      assignedTasks: entry.count("assignedTasks"),
      isBlocked: entry["blocked"]?.bool ?? false,
      resources: entry["totalResource"].map(Resources.init(resource:)),
      freeResources: entry["freeResource"].map(Resources.init(resource:)),
      hardware: Hardware(hardware: entry["hardware"]),
      memory: MemoryConfiguration(configuration: entry["memoryConfiguration"]))
  }
}

extension TaskManager.Resources {
  fileprivate init(resource: JSONNode) {
    func mebibytes(_ key: StaticString) -> ByteCount? {
      resource.total(key).flatMap { count in
        let (bytes, overflow) = count.multipliedReportingOverflow(by: 1 << 20)
        return overflow ? nil : ByteCount(bytes: bytes)
      }
    }
    self.init(
      cores: resource.figure("cpuCores"),
      taskHeap: mebibytes("taskHeapMemory"),
      taskOffHeap: mebibytes("taskOffHeapMemory"),
      managed: mebibytes("managedMemory"),
      network: mebibytes("networkMemory"))
  }
}

extension TaskManager.Hardware {
  fileprivate init(hardware: JSONNode?) {
    self.init(
      cores: hardware?.count("cpuCores"),
      physicalMemory: hardware?.bytes("physicalMemory"),
      heapLimit: hardware?.bytes("freeMemory"),
      managedMemory: hardware?.bytes("managedMemory"))
  }
}

extension TaskManager.MemoryConfiguration {
  fileprivate init(configuration: JSONNode?) {
    self.init()
    guard let configuration else { return }
    frameworkHeap = configuration.bytes("frameworkHeap")
    taskHeap = configuration.bytes("taskHeap")
    frameworkOffHeap = configuration.bytes("frameworkOffHeap")
    taskOffHeap = configuration.bytes("taskOffHeap")
    network = configuration.bytes("networkMemory")
    managed = configuration.bytes("managedMemory")
    metaspace = configuration.bytes("jvmMetaspace")
    overhead = configuration.bytes("jvmOverhead")
    totalFlink = configuration.bytes("totalFlinkMemory")
    totalProcess = configuration.bytes("totalProcessMemory")
  }
}
