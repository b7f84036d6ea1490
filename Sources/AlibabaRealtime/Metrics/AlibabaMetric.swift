import StreamModel

/// A metric of a job, as the documents of `GetInstanceMetric` list it. Units are those of the documents; where they give
/// none, none is told.
struct AlibabaMetric: Hashable, Sendable {
  /// How what several tasks tell becomes one figure.
  enum Aggregator: String, Hashable, Sendable {
    case max, avg
  }

  /// Without `blink.<project>.<job>.`.
  var name: String
  var note: MetricNote
  /// Of what is to be small the worst counts.
  var aggregator: Aggregator

  private init(
    _ name: String, _ title: String, _ unit: MetricNote.Unit, _ aggregator: Aggregator = .max
  ) {
    self.name = name
    note = MetricNote(title: title, unit: unit)
    self.aggregator = aggregator
  }

  /// What of a job's own metrics a chart names itself by.
  static let notes: [String: MetricNote] = Dictionary(
    all.map { ($0.name, $0.note) }, uniquingKeysWith: { first, _ in first })

  private static let sweep = "Status.JVM.GarbageCollector.ConcurrentMarkSweep"

  static let all: [AlibabaMetric] = [
    // How far the job is behind.
    AlibabaMetric("delay", "business delay", .milliseconds),
    AlibabaMetric("fetched_delay", "data retention before it is fetched", .milliseconds),
    AlibabaMetric("no_data_delay", "gap between data", .milliseconds),
    AlibabaMetric("watermarkLatency", "latency of the watermark", .milliseconds),
    AlibabaMetric("input.tt.readLatency", "latency of reading from TT", .milliseconds),
    AlibabaMetric("partitionLatency.mean", "latency of a partition, mean", .nanoseconds),
    // What goes through it.
    AlibabaMetric("tps.rate", "records of the source", .perSecond, .avg),
    AlibabaMetric("sink.outTps.rate", "records of the sink", .perSecond, .avg),
    AlibabaMetric("parserTps.rate", "records of the source's parser", .perSecond, .avg),
    AlibabaMetric("inBps.rate", "bytes of the source", .bytesPerSecond, .avg),
    AlibabaMetric("parserSkipCount", "dirty data that was skipped", .count),
    AlibabaMetric("numRecordsInPerSecond.rate", "records into a task", .perSecond, .avg),
    AlibabaMetric("numRecordsOutPerSecond.rate", "records out of a task", .perSecond, .avg),
    AlibabaMetric("lateRecordsDroppedRate", "late records dropped", .perSecond, .avg),
    AlibabaMetric("numLateRecordsDropped", "late records dropped, in all", .count),
    AlibabaMetric("task_failover.rate", "rate of failures of tasks", .unknown),
    // Checkpoints and state.
    AlibabaMetric("lastCheckpointDuration", "duration of the last checkpoint", .milliseconds),
    AlibabaMetric("lastCheckpointSize", "size of the last checkpoint", .bytes),
    AlibabaMetric("checkpointAlignmentTime", "alignment of a checkpoint", .nanoseconds),
    AlibabaMetric("checkpoints", "number of checkpoints", .count),
    AlibabaMetric("state.state_size", "size of the state", .bytes),
    AlibabaMetric("state.state_newsize", "size of new state", .bytes),
    AlibabaMetric("rocksdb_get.mean", "a get of RocksDB, mean", .nanoseconds),
    AlibabaMetric("rocksdb_put.mean", "a put of RocksDB, mean", .nanoseconds),
    AlibabaMetric("rocksdb_seek.mean", "a seek of RocksDB, mean", .nanoseconds),
    // Spelled as the documents spell it.
    AlibabaMetric("niagara_seek.meam", "a seek of Niagara, mean", .nanoseconds),
    // Where tasks spend their time.
    AlibabaMetric("buffers.inPoolUsage", "use of the input queue", .share),
    AlibabaMetric("buffers.outPoolUsage", "use of the output queue", .share),
    AlibabaMetric("taskLatency.sum", "time in the task", .nanosecondsPerSecond),
    AlibabaMetric("taskLatency.histogram.mean", "time in the task, mean", .nanoseconds),
    AlibabaMetric("waitOutput.sum", "waiting to write", .nanosecondsPerSecond),
    AlibabaMetric("waitOutput.histogram.mean", "waiting to write, mean", .nanoseconds),
    AlibabaMetric("waitInput.histogram.mean", "waiting for input, mean", .nanoseconds),
    // Its processes.
    AlibabaMetric("\(sweep).Time", "time of garbage collections (CMS)", .milliseconds),
    AlibabaMetric("\(sweep).Count", "garbage collections (CMS)", .count),
    AlibabaMetric("Status.JVM.Memory.Process.rss", "memory of a process", .kilobytes),
    AlibabaMetric("Status.JVM.CPU.Usage", "use of the processor", .unknown),
    AlibabaMetric("Status.JVM.Memory.Heap.Used", "heap in use", .bytes),
    AlibabaMetric("Status.JVM.Memory.NonHeap.Used", "memory outside the heap", .bytes),
    AlibabaMetric("Status.JVM.Threads.Count", "threads", .count),
  ]
}
