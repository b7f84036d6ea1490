/// What has flowed through a vertex by a moment: everything in closed form, nothing stepped.
///
/// A vertex has done at time `t` what its sources had read `delay` before. Delays grow along every
/// edge, so what a vertex has read never exceeds what its inputs have written.
struct Flow {
  let plan: JobPlan
  let run: JobRun

  /// The moment up to which a vertex has processed what the sources read, in seconds.
  private func sourceTime(of vertex: VertexPlan, at time: Double) -> Double {
    if let end = run.endedAt?.seconds, time >= end {
      return run.isDrained ? end : end - vertex.delay
    }
    return time - vertex.delay
  }

  /// Nominal seconds of work that a vertex has done once the sources stand at `sourceTime`.
  private func work(of vertex: VertexPlan, upTo sourceTime: Double) -> Double {
    let start = run.tasksRunningAt.seconds
    guard sourceTime > start else { return 0 }
    if let activity = vertex.activity {
      return min(max(sourceTime - start - activity.from, 0), activity.duration)
    }
    let flowed = vertex.inflows.reduce(0) { sum, inflow in
      sum + inflow.weight * plan.inflows[inflow.index].work(from: start, to: sourceTime)
    }
    return flowed + run.catchUp * min(1, (sourceTime - start) / JobRun.catchUpTime)
  }

  func work(of vertex: VertexPlan, at time: Double) -> Double {
    work(of: vertex, upTo: sourceTime(of: vertex, at: time))
  }

  /// `write-records`: 0 for a sink, as only what crosses the network counts.
  func recordsWritten(by vertex: VertexPlan, at time: Double) -> Int64 {
    vertex.outputs == 0 ? 0 : Int64(recordsEmitted(by: vertex, at: time))
  }

  /// What the last operator of the chain emits, counted for a sink as well.
  func recordsEmitted(by vertex: VertexPlan, at time: Double) -> Double {
    work(of: vertex, at: time) * vertex.recordsOutPerWork
  }

  /// `read-records`: 0 for a source.
  func recordsRead(by vertex: VertexPlan, at time: Double) -> Int64 {
    vertex.inputs.reduce(0) { $0 + Int64(recordsRead(by: vertex, from: $1, at: time)) }
  }

  func bytesWritten(by vertex: VertexPlan, at time: Double) -> Int64 {
    recordsWritten(by: vertex, at: time) * vertex.bytesPerRecord * Int64(vertex.outputs)
  }

  func bytesRead(by vertex: VertexPlan, at time: Double) -> Int64 {
    vertex.inputs.reduce(0) { sum, input in
      sum + Int64(recordsRead(by: vertex, from: input, at: time))
        * plan.vertices[input.from].bytesPerRecord
    }
  }

  /// What a vertex has read of one of those before it.
  func recordsRead(by vertex: VertexPlan, from input: EdgePlan, at time: Double) -> Double {
    let upstream = plan.vertices[input.from]
    guard let activity = vertex.activity, let before = upstream.activity else {
      return work(of: upstream, upTo: sourceTime(of: vertex, at: time)) * upstream.recordsOutPerWork
    }
    // A batch vertex reads the whole of what its inputs left behind, at its own pace.
    let progress = work(of: vertex, at: time) / max(activity.duration, .leastNonzeroMagnitude)
    return upstream.recordsOutPerWork * before.duration * min(1, progress)
  }

  // MARK: Time

  /// Milliseconds that a subtask has been busy, backpressured and idle by a moment.
  struct TimeSpent {
    var busy: Int64
    var backpressured: Int64
    var idle: Int64
  }

  func timeSpent(by vertex: VertexPlan, subtask: Int, at time: Double) -> TimeSpent {
    timeSpent(
      by: vertex, subtask: subtask, elapsed: activeTime(of: vertex, at: time),
      work: work(of: vertex, at: time))
  }

  /// The sum over all subtasks, without making any of them.
  func timeSpent(by vertex: VertexPlan, at time: Double) -> TimeSpent {
    let elapsed = activeTime(of: vertex, at: time)
    let work = work(of: vertex, at: time)
    var sum = TimeSpent(busy: 0, backpressured: 0, idle: 0)
    for subtask in 0..<vertex.parallelism {
      let own = timeSpent(by: vertex, subtask: subtask, elapsed: elapsed, work: work)
      sum.busy += own.busy
      sum.backpressured += own.backpressured
      sum.idle += own.idle
    }
    return sum
  }

  private func timeSpent(
    by vertex: VertexPlan, subtask: Int, elapsed: Double, work: Double
  ) -> TimeSpent {
    let load = vertex.loads[subtask]
    let busy = Int64(1000 * (load.busyFixed * elapsed + load.busyPerWork * work))
    let backpressured = Int64(
      1000 * (load.backpressuredFixed * elapsed + load.backpressuredPerWork * work))
    return TimeSpent(
      busy: busy, backpressured: backpressured,
      idle: max(0, Int64(1000 * elapsed) - busy - backpressured))
  }

  private func activeTime(of vertex: VertexPlan, at time: Double) -> Double {
    let elapsed = run.elapsed(at: time)
    guard let activity = vertex.activity else { return elapsed }
    return min(max(elapsed - activity.from, 0), activity.duration)
  }

  // MARK: Event time

  /// Records that wait before a source.
  func pendingRecords(of vertex: VertexPlan, at time: Double) -> Double {
    vertex.inflows.reduce(0) { sum, inflow in
      let flow = plan.inflows[inflow.index]
      return sum
        + (flow.backlog.seconds(at: time) + run.remainingCatchUp(at: time)) * flow.recordsPerSecond
    }
  }

  /// The watermark a subtask has received (a source: emits), in epoch milliseconds; nil before the first one.
  func watermark(of vertex: VertexPlan, subtask: Int, at time: Double) -> Int64? {
    guard let watermark = vertex.watermark, run.elapsed(at: time) > 1.5 else { return nil }
    let time = watermark.moment(of: subtask, at: time)
    let behind = vertex.inflows.reduce(0) { lag, inflow in
      max(lag, plan.inflows[inflow.index].backlog.seconds(at: sourceTime(of: vertex, at: time)))
    }
    let hot = vertex.hotSubtasks.contains(subtask) ? watermark.hotLag : 0
    let spread = watermark.spread * plan.seed.derived(vertex.depth).unit(subtask)
    let eventTime =
      sourceTime(of: vertex, at: time) - behind - run.remainingCatchUp(at: time) - watermark.lag
      - hot - spread
    return Int64(eventTime * 1000)
  }
}
