extension SimulatedCluster {
  /// `/taskmanagers`
  func taskManagersAnswer() -> [UInt8] {
    let managers = registeredTaskManagers
    var json = JSONWriter(capacity: 1000 * managers.count + 32)
    json.object { json in
      json.array("taskmanagers") { json in
        for index in managers.indices {
          json.object { writeCommon(managers[index], index, to: &$0) }
        }
      }
    }
    return json.bytes
  }

  /// `/taskmanagers/:id`
  func taskManagerAnswer(_ id: String) throws(Refusal) -> [UInt8] {
    let managers = registeredTaskManagers
    guard let index = managers.firstIndex(where: { $0.id == id }) else {
      throw Refusal.serverError(
        "org.apache.flink.runtime.resourcemanager.exceptions.UnknownTaskExecutorException: "
          + "No TaskExecutor registered under \(id).", frames: StackTraces.rpc)
    }
    var json = JSONWriter(capacity: 8000)
    json.object { json in
      writeCommon(managers[index], index, to: &json)
      json.array("allocatedSlots") { writeSlots(of: managers[index], index, to: &$0) }
      json.object("metrics") { writeMetrics(of: managers[index], to: &$0) }
    }
    return json.bytes
  }

  private func writeCommon(
    _ manager: SimulatedTaskManager, _ index: Int, to json: inout JSONWriter
  ) {
    let free = freeSlots(of: manager, index)
    json.member("id", manager.id)
    json.member(
      "path", "\(dialect.rpcScheme)://flink@\(manager.host):\(manager.port)/user/rpc/taskmanager_0")
    json.member("dataPort", manager.dataPort)
    json.member("jmxPort", -1)
    // A moment, whatever its name says.
    let beat = now.rounded(downTo: .seconds(10)).epochMilliseconds
    json.member(
      "timeSinceLastHeartbeat", min(now.epochMilliseconds, beat + Int64(manager.seed.value % 900)))
    json.member("slotsNumber", manager.slots)
    json.member("freeSlots", free)
    if dialect.hasAssignedTasks { json.member("assignedTasks", assignedTasks(on: index)) }
    json.object("totalResource") { writeResource(1, to: &$0) }
    json.object("freeResource") { writeResource(Double(free) / Double(manager.slots), to: &$0) }
    json.object("hardware") { json in
      json.member("cpuCores", 4)
      json.member("physicalMemory", 16_624_234_496)
      json.member("freeMemory", Memory.heap)
      json.member("managedMemory", Memory.managed)
    }
    json.object("memoryConfiguration") { json in
      json.member("frameworkHeap", 134_217_728)
      json.member("taskHeap", Memory.heap - 134_217_728)
      json.member("frameworkOffHeap", 134_217_728)
      json.member("taskOffHeap", 0)
      json.member("networkMemory", Memory.network)
      json.member("managedMemory", Memory.managed)
      json.member("jvmMetaspace", 268_435_456)
      json.member("jvmOverhead", 429_496_729)
      json.member("totalFlinkMemory", Memory.heap + 134_217_728 + Memory.network + Memory.managed)
      json.member(
        "totalProcessMemory",
        Memory.heap + 134_217_728 + Memory.network + Memory.managed + 268_435_456 + 429_496_729)
    }
  }

  func freeSlots(of manager: SimulatedTaskManager, _ index: Int) -> Int {
    let used = jobs.reduce(0) { sum, job in
      job.holdsSlots ? sum + job.slots(onTaskManager: index, among: taskManagers.count) : sum
    }
    return max(0, manager.slots - used)
  }

  private typealias Memory = SimulatedTaskManager.Memory

  /// In MiB, unlike everything else here.
  private func writeResource(_ share: Double, to json: inout JSONWriter) {
    json.member("cpuCores", 4 * share)
    json.member("taskHeapMemory", Int64(1408 * share))
    json.member("taskOffHeapMemory", 0)
    json.member("managedMemory", Int64(1331 * share))
    json.member("networkMemory", Int64(332 * share))
    json.object("extendedResources") { _ in }
  }

  private func assignedTasks(on index: Int) -> Int {
    jobs.reduce(0) { sum, job in
      guard job.holdsSlots else { return sum }
      return sum
        + slots(of: job, on: index).reduce(0) { $0 + tasks(of: job, inSlot: $1) }
    }
  }

  /// The slots of a job that lie on one TaskManager.
  private func slots(of job: SimulatedJob, on index: Int) -> [Int] {
    (0..<job.plan.slots).filter {
      job.taskManagerIndex(ofSubtask: $0, among: taskManagers.count) == index
    }
  }

  private func tasks(of job: SimulatedJob, inSlot slot: Int) -> Int {
    job.plan.vertices.reduce(0) { $0 + ($1.parallelism > slot ? 1 : 0) }
  }

  private func writeSlots(
    of manager: SimulatedTaskManager, _ index: Int, to json: inout JSONWriter
  ) {
    for job in jobs where job.holdsSlots {
      for slot in slots(of: job, on: index) {
        json.object { json in
          json.member("jobId", job.plan.id)
          json.object("resource") { writeResource(1 / Double(manager.slots), to: &$0) }
          if dialect.hasAssignedTasks {
            json.member("assignedTasks", tasks(of: job, inSlot: slot))
          }
        }
      }
    }
  }

  private func writeMetrics(of manager: SimulatedTaskManager, to json: inout JSONWriter) {
    let time = now.rounded(downTo: configuration.metricsInterval)
    let load = manager.heapUse(at: time)
    let segments = Memory.network / 32_768
    let used = Int64(Double(segments) * 0.4 * load)
    json.member("heapUsed", Int64(Double(Memory.heap) * load))
    json.member("heapCommitted", Memory.heap)
    json.member("heapMax", Memory.heap)
    json.member("nonHeapUsed", 118_000_000 + Int64(4_000_000 * load))
    json.member("nonHeapCommitted", 126_000_000)
    json.member("nonHeapMax", 780_140_544)
    json.member("directCount", 11_204)
    json.member("directUsed", Memory.network + 9_540_681)
    json.member("directMax", Memory.network + 9_540_680)
    json.member("mappedCount", 0)
    json.member("mappedUsed", 0)
    json.member("mappedMax", 0)
    if !dialect.isAtLeast(2, 0) {
      json.member("memorySegmentsAvailable", segments - used)
      json.member("memorySegmentsTotal", segments)
    }
    json.member("nettyShuffleMemorySegmentsAvailable", segments - used)
    json.member("nettyShuffleMemorySegmentsUsed", used)
    json.member("nettyShuffleMemorySegmentsTotal", segments)
    json.member("nettyShuffleMemoryAvailable", (segments - used) * 32_768)
    json.member("nettyShuffleMemoryUsed", used * 32_768)
    json.member("nettyShuffleMemoryTotal", segments * 32_768)
    let spent = manager.garbageMilliseconds(at: time)
    let young = spent / 19
    let old = young / 400
    json.array("garbageCollectors") { json in
      let collectors = [
        ("G1_Young_Generation", young, spent - old * 40), ("G1_Old_Generation", old, old * 40),
      ]
      // From 1.20 their sum as well.
      let sum = dialect.isAtLeast(1, 20) ? [("All", young + old, spent)] : []
      for (name, count, spent) in sum + collectors {
        json.object { json in
          json.member("name", name)
          json.member("count", count)
          json.member("time", spent)
        }
      }
    }
  }
}
