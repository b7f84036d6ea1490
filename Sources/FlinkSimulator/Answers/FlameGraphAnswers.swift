extension SimulatedCluster {
  /// Seconds that sampling takes.
  private static let sampling = 3.0
  /// Samples of a subtask.
  private static let samples = 100

  /// `/jobs/:id/vertices/:vid/flamegraph`
  mutating func flameGraphAnswer(
    _ id: String, _ vertexID: String, _ request: SimulatedRequest
  ) throws(Refusal) -> [UInt8] {
    let type = request.parameter("type") ?? "full"
    guard ["full", "on_cpu", "off_cpu"].contains(type) else {
      throw Refusal.unreadable(parameter: "type", of: .query, value: type)
    }
    let only = request.parameter("subtaskindex").flatMap { Int($0) }
    var json = JSONWriter(capacity: 4000)
    guard let reader = metricReader(job: id, vertex: vertexID) else {
      json.object { $0.member("endTimestamp", Int64(-1)) }
      return json.bytes
    }
    let askedAt = flameGraphsAskedAt["\(id) \(vertexID)"]
    if askedAt == nil { flameGraphsAskedAt["\(id) \(vertexID)"] = reader.time }
    guard let askedAt, reader.time - askedAt >= Self.sampling else {
      json.object { $0.member("endTimestamp", Int64(-3)) }
      return json.bytes
    }
    // Of one subtask from 1.17 on; before, the number is overlooked.
    let subtasks = (0..<reader.vertex.parallelism).filter { subtask in
      only.map { !dialect.isAtLeast(1, 17) || $0 == subtask } ?? true
    }
    var root = SampledPlace("root")
    for subtask in subtasks {
      let load = reader.load(ofSubtask: subtask)
      let busy = Int(load.busy) * Self.samples / 1000
      let blocked = Int(load.backpressured) * Self.samples / 1000
      let name = reader.vertex.name.filter { $0.isLetter }
      if type != "off_cpu" {
        root.add(Self.work(name) + ["java.util.HashMap.getNode:569"], busy / 3)
        root.add(Self.work(name), busy - busy / 3)
      }
      if type != "on_cpu" {
        root.add(Self.blocked, blocked)
        root.add(Self.idle, max(0, Self.samples - busy - blocked))
      }
    }
    json.object { json in
      json.member("endTimestamp", Int64(reader.time * 1000))
      json.object("data") { root.write(to: &$0) }
    }
    return json.bytes
  }

  private static let run = [
    "java.lang.Thread.run:840", "org.apache.flink.runtime.taskmanager.Task.run:575",
    "org.apache.flink.runtime.taskmanager.Task.doRun:763",
    "org.apache.flink.streaming.runtime.tasks.StreamTask.invoke:917",
    "org.apache.flink.streaming.runtime.tasks.StreamTask.runMailboxLoop:963",
    "org.apache.flink.streaming.runtime.tasks.mailbox.MailboxProcessor.runMailboxLoop:231",
  ]

  private static func work(_ name: String) -> [String] {
    run + [
      "org.apache.flink.streaming.runtime.tasks.StreamTask.processInput:638",
      "org.apache.flink.streaming.runtime.io.StreamOneInputProcessor.processInput:65",
      "com.example.pipeline.\(name).process:88", "com.example.pipeline.\(name).score:131",
    ]
  }

  private static let idle =
    run + [
      "org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailboxImpl.take:149",
      "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.awaitNanos:1674",
      "jdk.internal.misc.Unsafe.park:-2",
    ]

  private static let blocked =
    run + [
      "org.apache.flink.runtime.io.network.buffer.LocalBufferPool.requestMemorySegmentBlocking:385",
      "java.util.concurrent.CompletableFuture.get:2072", "jdk.internal.misc.Unsafe.park:-2",
    ]
}

/// A place in sampled stacks.
struct SampledPlace {
  var name: String
  var samples = 0
  var children: [SampledPlace] = []

  init(_ name: String) { self.name = name }

  mutating func add(_ stack: some Collection<String>, _ count: Int) {
    guard count > 0 else { return }
    samples += count
    guard let first = stack.first else { return }
    let index = children.firstIndex { $0.name == first } ?? children.count
    if index == children.count { children.append(SampledPlace(first)) }
    children[index].add(stack.dropFirst(), count)
  }

  func write(to json: inout JSONWriter) {
    json.member("name", name)
    json.member("value", samples)
    json.array("children") { json in
      for child in children { json.object { child.write(to: &$0) } }
    }
  }
}
