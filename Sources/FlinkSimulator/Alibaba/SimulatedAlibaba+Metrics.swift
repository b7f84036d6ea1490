import FoundationEssentials

extension SimulatedAlibaba {
  /// The form field `metricJson`.
  private struct Question: Decodable {
    struct Query: Decodable {
      var metric: String
      var granularity: String
      var aggregator: String
    }

    var start: Int64
    var end: Int64
    var queries: [Query]
  }

  /// More points than this, and the service takes too long.
  private static let mostPoints = 10_000

  func metricAnswer(
    _ request: FoasRequest, _ index: Int, _ cluster: SimulatedCluster
  ) throws(FoasRefusal) -> [UInt8] {
    guard let text = request.field("metricJson"),
      let question = try? JSONDecoder().decode(Question.self, from: Data(text.utf8)),
      question.start < question.end, request.query.contains(where: { $0.name == "instanceId" })
    else { throw FoasRefusal(400, "InvalidParameter", "metricJson is not valid.") }
    let job = cluster.jobs[index]
    guard job.state == .running || job.state == .restarting else {
      throw FoasRefusal(
        400, "InstanceNotRunning", "The instance is not running: \(job.state.rawValue).")
    }
    var writer = JSONWriter(capacity: 16_384)
    var flaw: FoasRefusal?
    writer.object { answer in
      answer.member("RequestId", "SIMULATED")
      answer.array("Metrics") { list in
        for query in question.queries where flaw == nil {
          guard let step = Self.seconds(query.granularity),
            (question.end - question.start) / 1000 / step <= Self.mostPoints
          else {
            flaw = FoasRefusal(400, "InvalidParameter", "The granularity is not valid.")
            return
          }
          list.object { metric in
            metric.member("MetricName", query.metric)
            metric.object("Dps") { points in
              let end = min(question.end, cluster.now.epochMilliseconds) / 1000 / step * step
              var second = (question.start / 1000 + step - 1) / step * step
              while second <= end {
                let value = FoasMetric.value(of: query.metric, in: job, at: Double(second))
                if let value {
                  points.member(named: "\(second)", text: FoasMetric.text(value))
                }
                second += step
              }
            }
            metric.object("Tags") { _ in }
          }
        }
      }
    }
    if let flaw { throw flaw }
    return writer.bytes
  }

  /// `20s`.
  private static func seconds(_ text: String) -> Int64? {
    guard text.hasSuffix("s"), let seconds = Int64(text.dropLast()), (1...86_400).contains(seconds)
    else { return nil }
    return seconds
  }
}

/// What a metric of a simulated job stood at: what flows is that of the job, the rest swings around something usual.
enum FoasMetric {
  /// As the documents show figures: `4.929E+8`.
  static func text(_ value: Double) -> String {
    let text = JavaNumber.text(value)
    guard let mark = text.firstIndex(of: "E"), text[text.index(after: mark)] != "-" else {
      return text
    }
    return text[...mark] + "+" + text[text.index(after: mark)...]
  }

  /// Nil before the job began, and for a metric that is none.
  static func value(of fullName: String, in job: SimulatedJob, at second: Double) -> Double? {
    guard second > job.run.tasksRunningAt.seconds else { return nil }
    let flow = Flow(plan: job.plan, run: job.run)
    let behind = job.plan.inflows.reduce(0) { max($0, $1.backlog.seconds(at: second)) }
    func rate(_ vertices: [VertexPlan]) -> Double {
      vertices.reduce(0) { sum, vertex in
        sum + flow.recordsEmitted(by: vertex, at: second)
          - flow.recordsEmitted(by: vertex, at: second - 1)
      }
    }
    let sources = job.plan.vertices.filter(\.isSource)
    let sinks = job.plan.vertices.filter { $0.outputs == 0 }
    for (name, value) in usual where fullName.hasSuffix("." + name) {
      let wave = Wave(seed: job.plan.seed.derived(name)).value(at: second)
      return value * (1 + 0.3 * wave)
    }
    func isMetric(_ name: String) -> Bool { fullName.hasSuffix("." + name) }
    if isMetric("fetched_delay") { return behind * 1000 }
    if isMetric("no_data_delay") { return 0 }
    if isMetric("delay") || isMetric("watermarkLatency") { return (behind + 1.5) * 1000 }
    if isMetric("tps.rate") || isMetric("parserTps.rate") { return rate(sources) }
    if isMetric("sink.outTps.rate") { return rate(sinks) }
    if isMetric("inBps.rate") {
      return sources.reduce(0) { $0 + rate([$1]) * Double($1.bytesPerRecord) }
    }
    if isMetric("numRecordsInPerSecond.rate") || isMetric("numRecordsOutPerSecond.rate") {
      return rate(job.plan.vertices) / Double(max(1, job.plan.vertices.count))
    }
    if isMetric("state.state_size") || isMetric("lastCheckpointSize") {
      return job.plan.vertices.reduce(0) { $0 + Double($1.stateBytes) }
    }
    return nil
  }

  private static let usual: [(String, Double)] = [
    ("partitionLatency.mean", 4e6), ("parserSkipCount", 3), ("lateRecordsDroppedRate", 0.4),
    ("task_failover.rate", 0.01), ("lastCheckpointDuration", 2400),
    ("checkpointAlignmentTime", 3.2e8), ("state.state_newsize", 4.9e7), ("rocksdb_get.mean", 8200),
    ("rocksdb_put.mean", 5100), ("rocksdb_seek.mean", 21_000), ("buffers.inPoolUsage", 0.4),
    ("buffers.outPoolUsage", 0.2), ("taskLatency.sum", 4.1e8), ("waitOutput.sum", 9e7),
    ("taskLatency.histogram.mean", 52_000), ("waitOutput.histogram.mean", 7100),
    ("waitInput.histogram.mean", 310_000), ("Status.JVM.Memory.Process.rss", 2_900_000),
    ("Status.JVM.CPU.Usage", 0.6), ("Status.JVM.Memory.Heap.Used", 4.929e8),
    ("Status.JVM.Memory.NonHeap.Used", 1.1e8), ("Status.JVM.Threads.Count", 140),
  ]
}
