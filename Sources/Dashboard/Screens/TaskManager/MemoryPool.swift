import StreamModel
import TerminalUI

/// A part of a TaskManager's memory: how large it was made, and what is in use of it.
struct MemoryPool {
  var name: String
  /// As it was dealt out when the process started (`memoryConfiguration`).
  var size: ByteCount?
  /// What it may grow to, where the JVM tells: a little less than its size.
  var limit: ByteCount?
  /// Nil where it is not measured.
  var used: ByteCount?
  /// What it is made of, and what else is known of it.
  var note = ""
  /// It is reserved as a whole, so that being full says nothing bad.
  var isReserved = false

  var bound: ByteCount? { limit ?? size }

  var share: Double? {
    guard let used, let bound, bound.bytes > 0 else { return nil }
    return Double(used.bytes) / Double(bound.bytes)
  }

  var isFull: Bool { !isReserved && (share ?? 0) >= 0.9 }

  /// `1.8 GiB of 2.0 GiB, 92%`; the size alone where no use is measured.
  var text: String {
    guard let used else { return Self.text(bound) }
    let percent = share.map { ", \(Format.percent($0))" } ?? ""
    return "\(Self.text(used)) of \(Self.text(bound))\(percent)"
  }

  static func text(_ count: ByteCount?) -> String {
    count.map { Format.bytes(Double($0.bytes)) } ?? "-"
  }

  /// The parts in which Flink deals out the memory of the process, the heap first.
  static func all(
    of memory: TaskManager.MemoryConfiguration, _ metrics: TaskManagerMetrics?
  ) -> [MemoryPool] {
    func sum(_ parts: ByteCount?...) -> ByteCount? {
      let known = parts.compactMap { $0?.bytes }
      guard !known.isEmpty else { return nil }
      return ByteCount(
        bytes: known.reduce(0) { sum, part in
          let (next, overflow) = sum.addingReportingOverflow(part)
          return overflow ? .max : next
        })
    }
    var buffers = ""
    if let all = metrics?.networkSegments, let free = metrics?.availableNetworkSegments {
      buffers = "\(free) of \(all) buffers free"
    }
    let direct = metrics?.direct.used.map { "\(text($0)) direct, with the network's" }
    let nonHeap = metrics?.nonHeap.used.map { "\(text($0)) with code and the like" }
    return [
      MemoryPool(
        name: "heap", size: sum(memory.frameworkHeap, memory.taskHeap),
        limit: metrics?.heap.limit, used: metrics?.heap.used,
        note: note(("framework", memory.frameworkHeap), ("tasks", memory.taskHeap))),
      MemoryPool(
        name: "managed", size: memory.managed, limit: metrics?.managed.limit,
        used: metrics?.managed.used, isReserved: true),
      MemoryPool(
        name: "network", size: memory.network, limit: metrics?.network.limit,
        used: metrics?.network.used, note: buffers),
      MemoryPool(
        name: "off-heap", size: sum(memory.frameworkOffHeap, memory.taskOffHeap),
        note: direct
          ?? note(
            ("framework", memory.frameworkOffHeap), ("tasks", memory.taskOffHeap))),
      MemoryPool(
        name: "metaspace", size: memory.metaspace, limit: metrics?.metaspace.limit,
        used: metrics?.metaspace.used, note: nonHeap ?? ""),
      MemoryPool(name: "overhead", size: memory.overhead),
    ]
  }

  private static func note(_ parts: (String, ByteCount?)...) -> String {
    parts.compactMap { name, size in size.map { "\(name) \(text($0))" } }
      .joined(separator: " + ")
  }
}
