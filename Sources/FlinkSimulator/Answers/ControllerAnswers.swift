extension SimulatedCluster {
  /// `/jobmanager/metrics`: a heap that fills and is emptied, and a collector that works a little.
  mutating func controllerMetricsAnswer(_ request: SimulatedRequest) -> [UInt8] {
    guard let snapshot = currentMetrics() else { return Self.list([]) }
    let seconds =
      snapshot.at.milliseconds(since: taskManagers.first?.startedAt ?? snapshot.at) / 1000
    let heap: Int64 = 1_073_741_824
    var values: [String: MetricValue] = [
      "CPU.Load": .real(0.04), "Threads.Count": .integer(87),
      "Memory.Heap.Used": .integer(heap / 4 + seconds * 1_048_576 % (heap / 4)),
      "Memory.Heap.Committed": .integer(heap), "Memory.Heap.Max": .integer(heap),
      "Memory.NonHeap.Used": .integer(82_912_648),
      "Memory.NonHeap.Committed": .integer(84_803_584),
      "Memory.NonHeap.Max": .integer(536_870_912),
      "Memory.Metaspace.Used": .integer(60_152_608),
      "Memory.Metaspace.Committed": .integer(61_276_160),
      "Memory.Metaspace.Max": .integer(268_435_456),
      "Memory.Direct.MemoryUsed": .integer(10_703_238),
      "GarbageCollector.G1_Young_Generation.Count": .integer(seconds / 40),
      "GarbageCollector.G1_Young_Generation.Time": .integer(seconds * 6),
      "GarbageCollector.G1_Old_Generation.Count": .integer(0),
      "GarbageCollector.G1_Old_Generation.Time": .integer(0),
    ]
    if dialect.isAtLeast(1, 20) {
      values["GarbageCollector.All.Count"] = .integer(seconds / 40)
      values["GarbageCollector.All.Time"] = .integer(seconds * 6)
    }
    let prefix = "Status.JVM."
    guard let wanted = request.list("get") else {
      let ids = Set(values.keys.map { prefix + $0 } + ProcessMetric.ofController.map(\.rawValue))
      return Self.list(ids.sorted())
    }
    return Self.values(wanted) { id in
      let own = id.hasPrefix(prefix) ? values[String(id.dropFirst(prefix.count))] : nil
      return own ?? controllerMetric(id)
    }
  }

  /// `/jobmanager/environment`, 1.16 on.
  static let environmentAnswer = Array(
    """
    {"jvm":{"version":"OpenJDK 64-Bit Server VM - Eclipse Adoptium - 17/17.0.15+6","arch":"amd64",\
    "options":["-Xmx1024m","-XX:MaxMetaspaceSize=256m","-Dlog.file=/opt/flink/log/flink-jobmanager.log",\
    "-Djavax.net.ssl.trustStorePassword=opensesame"]},\
    "classpath":["/opt/flink/lib/flink-dist-2.3.0.jar","/opt/flink/lib/log4j-core-2.25.3.jar"]}
    """.utf8)
}
