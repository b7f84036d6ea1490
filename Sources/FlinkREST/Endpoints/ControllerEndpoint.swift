import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobmanager/metrics`.
  static let controller = Endpoint<ControllerQuestion>(
    asks: ["/jobmanager/metrics?get"], refuses: { $0.isHistoryServer ? noJobManager : nil }
  ) { (_, client) async throws(SourceError) in
    try await client.read(.jobManagerMetrics, as: ControllerDetail.init(metrics:))
  }

  static let noJobManager = "a history server has no JobManager"
}

extension Route {
  /// 1 kB. The plain route leaves unknown ids out.
  static let jobManagerMetrics = Route(
    path: "/jobmanager/metrics", query: "?get=" + ControllerDetail.ids.joined(separator: ","),
    sizeLimit: 1 << 20)
}

extension ControllerDetail {
  /// The collectors of the JVMs there are, as Flink writes their names. From 1.20 on their sum is told as well.
  static let collectors = [
    "All", "Copy", "MarkSweepCompact", "G1_Young_Generation", "G1_Old_Generation",
    "G1_Concurrent_GC", "PS_Scavenge", "PS_MarkSweep", "ParNew", "ConcurrentMarkSweep",
    "ZGC_Pauses", "ZGC_Cycles", "ZGC_Minor_Pauses", "ZGC_Minor_Cycles", "ZGC_Major_Pauses",
    "ZGC_Major_Cycles", "Shenandoah_Pauses", "Shenandoah_Cycles",
  ]

  /// The ids to ask for.
  static let ids =
    ["CPU.Load", "Threads.Count", "Memory.Direct.MemoryUsed"].map { "Status.JVM." + $0 }
    + ["Heap", "NonHeap", "Metaspace"].flatMap { part in
      ["Used", "Committed", "Max"].map { "Status.JVM.Memory.\(part).\($0)" }
    }
    + collectors.flatMap { name in
      ["Count", "Time"].map { "Status.JVM.GarbageCollector.\(name).\($0)" }
    }

  /// Reads `/jobmanager/metrics?get=...`; empty before the first fetch.
  init(metrics: JSONNode) throws(JSONError) {
    let values = try TaskManagerMetrics.values(metrics: metrics)
    func memory(_ part: String) -> TaskManagerMetrics.Memory {
      func bytes(_ name: String) -> ByteCount? {
        values["Status.JVM.Memory.\(part).\(name)"]?.bytes("value")
      }
      return TaskManagerMetrics.Memory(
        used: bytes("Used"), committed: bytes("Committed"), limit: bytes("Max"))
    }
    var told = TaskManagerMetrics()
    told.heap = memory("Heap")
    told.nonHeap = memory("NonHeap")
    told.metaspace = memory("Metaspace")
    told.direct.used = values["Status.JVM.Memory.Direct.MemoryUsed"]?.bytes("value")
    told.threads = values["Status.JVM.Threads.Count"]?.count("value")
    // Negative where the JVM can't tell.
    told.cpuLoad = values["Status.JVM.CPU.Load"]?.figure("value").flatMap {
      $0 < 0 ? nil : Ratio($0)
    }
    told.collectors = Self.collectors.compactMap { name in
      let time = values["Status.JVM.GarbageCollector.\(name).Time"]
      return time.map {
        TaskManagerMetrics.Collector(
          name: name,
          collections: values["Status.JVM.GarbageCollector.\(name).Count"]?.total("value"),
          time: $0.milliseconds("value"))
      }
    }
    self.init(told)
  }
}
