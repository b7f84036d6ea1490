/// A metric of the JVM of the JobManager or of a TaskManager, by its id in Flink.
enum ProcessMetric: String, CaseIterable, Sendable {
  case cpuLoad = "Status.JVM.CPU.Load"
  case cpuTime = "Status.JVM.CPU.Time"
  case threads = "Status.JVM.Threads.Count"
  case classesLoaded = "Status.JVM.ClassLoader.ClassesLoaded"
  case heapUsed = "Status.JVM.Memory.Heap.Used"
  case heapCommitted = "Status.JVM.Memory.Heap.Committed"
  case heapMax = "Status.JVM.Memory.Heap.Max"
  case metaspaceUsed = "Status.JVM.Memory.Metaspace.Used"
  case directUsed = "Status.JVM.Memory.Direct.MemoryUsed"
  case youngCount = "Status.JVM.GarbageCollector.G1_Young_Generation.Count"
  case youngTime = "Status.JVM.GarbageCollector.G1_Young_Generation.Time"
  case managedUsed = "Status.Flink.Memory.Managed.Used"
  case managedTotal = "Status.Flink.Memory.Managed.Total"
  case shuffleUsed = "Status.Shuffle.Netty.UsedMemory"
  case shuffleTotal = "Status.Shuffle.Netty.TotalMemory"
  case slotsTotal = "taskSlotsTotal"
  case slotsAvailable = "taskSlotsAvailable"
  case taskManagers = "numRegisteredTaskManagers"
  case runningJobs = "numRunningJobs"

  /// True of what only the JobManager tells.
  private var isOfController: Bool {
    switch self {
    case .slotsTotal, .slotsAvailable, .taskManagers, .runningJobs: true
    default: false
    }
  }

  /// True of what only a TaskManager tells.
  private var isOfWorkers: Bool {
    switch self {
    case .managedUsed, .managedTotal, .shuffleUsed, .shuffleTotal: true
    default: false
    }
  }

  static let ofController = allCases.filter { !$0.isOfWorkers }
  static let ofWorkers = allCases.filter { !$0.isOfController }

  /// Of a TaskManager.
  func value(
    of manager: SimulatedTaskManager, usedSlots: Double, at time: SimulatedTime
  ) -> MetricValue {
    typealias Memory = SimulatedTaskManager.Memory
    let load = manager.heapUse(at: time)
    let garbage = manager.garbageMilliseconds(at: time)
    return switch self {
    case .cpuLoad: .real(0.08 + 0.6 * load)
    case .cpuTime: .integer(time.milliseconds(since: manager.startedAt) * 640_000)
    case .threads: .integer(96 + Int64(usedSlots) * 3)
    case .classesLoaded: .integer(14_213)
    case .heapUsed: .integer(Int64(Double(Memory.heap) * load))
    case .heapCommitted, .heapMax: .integer(Memory.heap)
    case .metaspaceUsed: .integer(98_304_512)
    case .directUsed: .integer(Memory.network + 9_540_681)
    case .youngCount: .integer(garbage / 19)
    case .youngTime: .integer(garbage)
    // State backends take all of the share of their slot.
    case .managedUsed: .integer(Int64(Double(Memory.managed) * usedSlots / Double(manager.slots)))
    case .managedTotal: .integer(Memory.managed)
    case .shuffleUsed: .integer(Int64(Double(Memory.network) * 0.4 * load))
    case .shuffleTotal: .integer(Memory.network)
    case .slotsTotal, .slotsAvailable, .taskManagers, .runningJobs: .integer(0)
    }
  }
}
