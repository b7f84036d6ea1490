import StreamModel
import Testing

@testable import Dashboard

@Suite("Units of metrics")
struct MetricUnitTests {
  @Test(
    "are guessed from names, and not said where nothing tells",
    arguments: [
      ("numRecordsInPerSecond", .perSecond), ("numBytesInPerSecond", .bytesPerSecond),
      ("numBytesOut", .bytes), ("numRecordsIn", .count),
      ("busyTimeMsPerSecond", .millisecondsPerSecond),
      ("mailboxLatencyMs_p99", .milliseconds), ("checkpointStartDelayNanos", .nanoseconds),
      ("currentInputWatermark", .moment), ("Source__x.currentEmitEventTimeLag", .milliseconds),
      ("Status.JVM.CPU.Load", .ratio), ("Status.JVM.CPU.Time", .nanoseconds),
      ("Status.JVM.Memory.Heap.Used", .bytes), ("Status.JVM.Memory.Direct.Count", .count),
      ("Status.JVM.GarbageCollector.G1.Time", .milliseconds),
      ("Status.Shuffle.Netty.UsedMemory", .bytes), ("Status.JVM.Threads.Count", .count),
      ("Shuffle.Netty.Input.Buffers.inPoolUsage", .ratio), ("lastCheckpointSize", .bytes),
      ("lastCheckpointDuration", .milliseconds), ("uptime", .milliseconds), ("numRestarts", .count),
      ("user.temperature", .unknown), ("", .unknown),
      ("Status.Shuffle.Netty.RequestedMemoryUsage", .count),
    ] as [(String, MetricUnit)])
  func guessed(id: String, unit: MetricUnit) {
    #expect(MetricUnit(id) == unit)
  }

  @Test("-1 of a lag in event time is no lag, before the first record")
  func unknownLag() {
    let id = "0.Source__orders.currentEmitEventTimeLag"
    #expect(!MetricUnit(id).isKnown(-1, of: id))
    #expect(MetricUnit(id).isKnown(-2, of: id) && MetricUnit(id).isKnown(0, of: id))
  }

  @Test(
    "counters are those that only grow",
    arguments: [
      ("numRecordsIn", true), ("x.numLateRecordsDropped", true), ("numRecordsInPerSecond", false),
      ("Status.JVM.GarbageCollector.All.Count", true), ("Status.JVM.Threads.Count", false),
      ("numRegisteredTaskManagers", false), ("numRunningJobs", false), ("number", false),
      ("numberOfCompletedCheckpoints", true), ("numberOfInProgressCheckpoints", false),
      ("accumulateBusyTimeMs", true), ("Status.JVM.CPU.Time", true), ("uptime", false),
    ])
  func counters(id: String, isCounter: Bool) {
    #expect(MetricUnit.isCounter(id) == isCounter)
  }

  @Test("figures carry their unit, and what says that there is none is not known")
  func texts() {
    #expect(MetricUnit.bytesPerSecond.text(2048, clock: .utc) == "2.0 KiB/s")
    #expect(MetricUnit.nanoseconds.text(1500, clock: .utc) == "1.5us")
    #expect(MetricUnit.nanoseconds.text(2.5e9, clock: .utc) == "2.5s")
    #expect(MetricUnit.ratio.text(0.034, clock: .utc) == "3.4%")
    #expect(MetricUnit.moment.text(Double(Fixture.now.milliseconds), clock: .utc) == "14:02:31")
    #expect(!MetricUnit.moment.isKnown(-9.223372036854776e18, of: "currentInputWatermark"))
    #expect(!MetricUnit.bytes.isKnown(-1, of: "lastCheckpointSize"))
    #expect(MetricUnit.unknown.isKnown(-1, of: "user.temperature"))
  }
}
