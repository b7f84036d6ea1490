/// A TaskManager as the list of them tells it (`/taskmanagers`).
package struct TaskManager: Hashable, Sendable {
  package var id: TaskManagerID
  /// Its address for the JobManager, `pekko.tcp://flink@10.42.1.11:38047/user/rpc/taskmanager_0`.
  package var path: String?
  /// Where other TaskManagers get records from it; with the host this is the location of its subtasks.
  package var dataPort: Int?
  /// On the JobManager's clock, good to the interval of heartbeats (10 s by default). The member is called
  /// `timeSinceLastHeartbeat`, and is a moment in all versions.
  package var lastHeartbeatAt: Timestamp?
  /// 0 for a moment after it registered.
  package var slots: Int
  package var freeSlots: Int
  /// Tasks on it; 2.x on.
  package var assignedTasks: Int?
  /// True where it takes no new tasks (`blocked`, 1.16 on, only sent where true).
  package var isBlocked: Bool
  /// What its slots have to give, and what of that is in no slot.
  package var resources: Resources?
  package var freeResources: Resources?
  package var hardware: Hardware
  package var memory: MemoryConfiguration
  /// Where it is a container of a topology: then it has no slots.
  package var container: TopologyContainer?

  package init(
    id: TaskManagerID, path: String? = nil, dataPort: Int? = nil, lastHeartbeatAt: Timestamp? = nil,
    slots: Int, freeSlots: Int, assignedTasks: Int? = nil, isBlocked: Bool = false,
    resources: Resources? = nil, freeResources: Resources? = nil, hardware: Hardware = Hardware(),
    memory: MemoryConfiguration = MemoryConfiguration()
  ) {
    self.id = id
    self.path = path
    self.dataPort = dataPort
    self.lastHeartbeatAt = lastHeartbeatAt
    self.slots = slots
    self.freeSlots = freeSlots
    self.assignedTasks = assignedTasks
    self.isBlocked = isBlocked
    self.resources = resources
    self.freeResources = freeResources
    self.hardware = hardware
    self.memory = memory
  }

  /// The host in its path: `10.42.1.11`, in brackets where it is an IPv6 address.
  package var host: String? {
    guard let path, let at = path.firstIndex(of: "@") else { return nil }
    let address = path[path.index(after: at)...].prefix { $0 != "/" }
    let host = address.lastIndex(of: ":").map { address[..<$0] } ?? address
    return host.isEmpty ? nil : String(host)
  }
}

extension TaskManager {
  /// `totalResource`, `freeResource`: cores and memory. On the wire memory is in MiB here.
  package struct Resources: Hashable, Sendable {
    package var cores: Double?
    package var taskHeap: ByteCount?
    package var taskOffHeap: ByteCount?
    package var managed: ByteCount?
    package var network: ByteCount?

    package init(
      cores: Double? = nil, taskHeap: ByteCount? = nil, taskOffHeap: ByteCount? = nil,
      managed: ByteCount? = nil, network: ByteCount? = nil
    ) {
      self.cores = cores
      self.taskHeap = taskHeap
      self.taskOffHeap = taskOffHeap
      self.managed = managed
      self.network = network
    }
  }

  /// The machine, or the container as far as the JVM sees its bounds.
  package struct Hardware: Hashable, Sendable {
    package var cores: Int?
    package var physicalMemory: ByteCount?
    /// What the JVM's heap may grow to, whatever it is called (`freeMemory`).
    package var heapLimit: ByteCount?
    package var managedMemory: ByteCount?

    package init(
      cores: Int? = nil, physicalMemory: ByteCount? = nil, heapLimit: ByteCount? = nil,
      managedMemory: ByteCount? = nil
    ) {
      self.cores = cores
      self.physicalMemory = physicalMemory
      self.heapLimit = heapLimit
      self.managedMemory = managedMemory
    }
  }

  /// How its memory was dealt out when it started (`taskmanager.memory.*`); nil where a part was not decided.
  package struct MemoryConfiguration: Hashable, Sendable {
    package var frameworkHeap: ByteCount?
    package var taskHeap: ByteCount?
    package var frameworkOffHeap: ByteCount?
    package var taskOffHeap: ByteCount?
    package var network: ByteCount?
    package var managed: ByteCount?
    package var metaspace: ByteCount?
    package var overhead: ByteCount?
    package var totalFlink: ByteCount?
    package var totalProcess: ByteCount?

    package init() {}
  }
}
