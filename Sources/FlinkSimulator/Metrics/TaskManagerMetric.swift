/// The metrics of a TaskManager that flinktop asks for, of some forty that a real one has.
enum TaskManagerMetric: String, CaseIterable {
  case cpuLoad = "Status.JVM.CPU.Load"
  case heapUsed = "Status.JVM.Memory.Heap.Used"
  case managedUsed = "Status.Flink.Memory.Managed.Used"
  case managedTotal = "Status.Flink.Memory.Managed.Total"

  func value(
    of manager: SimulatedTaskManager, usedSlots: Double, at time: SimulatedTime
  ) -> MetricValue {
    typealias Memory = SimulatedTaskManager.Memory
    return switch self {
    case .cpuLoad: .real(0.08 + 0.6 * manager.heapUse(at: time))
    case .heapUsed: .integer(Int64(Double(Memory.heap) * manager.heapUse(at: time)))
    // State backends take all of the share of their slot.
    case .managedUsed: .integer(Int64(Double(Memory.managed) * usedSlots / Double(manager.slots)))
    case .managedTotal: .integer(Memory.managed)
    }
  }
}
