/// What one subtask did for a checkpoint, in milliseconds.
struct SubtaskTiming: Sendable {
  var startDelay: Int64
  var alignment: Int64
  var sync: Int64
  var asynchronous: Int64

  var total: Int64 { startDelay + alignment + sync + asynchronous }
}

extension CheckpointRecord {
  /// How a subtask's time divides up.
  ///
  /// Without pressure most of it is writing. With pressure it is waiting: barriers stand in the
  /// queue of the hot subtasks (start delay), and what comes after those waits for them (alignment).
  func timing(in plan: JobPlan, vertex index: Int, subtask: Int) -> SubtaskTiming {
    let vertex = plan.vertices[index]
    let noise = seed.derived(index).unit(subtask)
    let whole = Double(slowest)
    let isPressed = plan.hasBottleneck && !isUnaligned
    switch vertex.pressure {
    case .bottleneck where isPressed:
      let isSlowest = vertex.hotSubtasks.first == subtask
      let share =
        vertex.hotSubtasks.contains(subtask) ? (isSlowest ? 0.97 : 0.9 + 0.05 * noise) : 0.3
      let delay = Int64(whole * share * (isSlowest ? 1 : 0.97 + 0.03 * noise))
      return SubtaskTiming(
        startDelay: delay, alignment: 0, sync: Int64(4 + 9 * noise),
        asynchronous: isSlowest ? max(0, slowest - delay - Int64(4 + 9 * noise)) : Int64(60 * noise)
      )
    case .downstream where isPressed:
      let delay = Int64(whole * 0.3)
      return SubtaskTiming(
        startDelay: delay, alignment: Int64(whole * (0.985 + 0.01 * noise)) - delay,
        sync: Int64(2 * noise), asynchronous: Int64(9 * noise))
    case .upstream(let share) where isPressed:
      return quick(
        8 + 25 * noise + whole * share * (0.9 + 0.1 * noise), noise: noise, waiting: 0.95)
    case .unaffected where isPressed:
      return quick(15 + 40 * noise, noise: noise, waiting: 0.4)
    default:
      return unpressed(in: plan, vertex: vertex, index: index, subtask: subtask, noise: noise)
    }
  }

  private func unpressed(
    in plan: JobPlan, vertex: VertexPlan, index: Int, subtask: Int, noise: Double
  ) -> SubtaskTiming {
    let deepest = Double(max(1, plan.deepest))
    let position = Double(vertex.depth) / deepest
    var time = quick(
      Double(slowest) * (0.25 + 0.35 * position + 0.35 * noise), noise: noise,
      waiting: 0.1 + 0.25 * position)
    // What has most to write acknowledges last, and one subtask of it makes the whole's duration.
    if index == plan.heaviestVertex,
      subtask == seed.integer(in: 0...(vertex.parallelism - 1), 77)
    {
      time.asynchronous += slowest - time.total
    }
    return time
  }

  private func quick(_ total: Double, noise: Double, waiting: Double) -> SubtaskTiming {
    let delay = total * waiting * 0.7
    let alignment = total * waiting * 0.3
    let sync = (total - delay - alignment) * (0.05 + 0.1 * noise)
    return SubtaskTiming(
      startDelay: Int64(delay), alignment: Int64(alignment), sync: Int64(sync),
      asynchronous: Int64(total - delay - alignment - sync))
  }

  // MARK: Acknowledgements

  /// When a subtask acknowledged; nil if it has not by `time`, or never will.
  func acknowledged(in plan: JobPlan, vertex: Int, subtask: Int, by time: SimulatedTime)
    -> SubtaskTiming?
  {
    switch ending {
    case .neverStarts: return nil
    case .fails(_, _, let failed, let index) where failed == vertex && index == subtask: return nil
    case .fails, .expires, .completes: break
    }
    let timing = timing(in: plan, vertex: vertex, subtask: subtask)
    let end = min(time, endedAt ?? .never)
    return triggeredAt.adding(milliseconds: timing.total) <= end ? timing : nil
  }

  // MARK: Sizes

  func stateSize(of vertex: VertexPlan) -> Int64 {
    Int64(Double(vertex.stateBytes) * stateScale) + Int64(vertex.parallelism) * 265
  }

  func checkpointedSize(of vertex: VertexPlan) -> Int64 {
    Int64(Double(stateSize(of: vertex)) * writtenShare)
  }

  /// In-flight data that a vertex processed while the barriers were aligned.
  func processedData(of vertex: VertexPlan, at index: Int) -> Int64 {
    let waiting =
      if case .downstream = vertex.pressure { 0.6 } else { 0.02 * seed.unit(index) }
    return vertex.isSource ? 0 : Int64(Double(slowest) * waiting) * vertex.bytesPerRecord / 4
  }

  /// In-flight data that an unaligned checkpoint wrote down for a vertex.
  func persistedData(of vertex: VertexPlan, at index: Int) -> Int64 {
    guard isUnaligned, !vertex.isSource else { return 0 }
    return Int64(seed.unit(index) * 32_768) * Int64(vertex.parallelism)
  }
}
