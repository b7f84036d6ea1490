/// What the subtasks of a checkpoint, or of one vertex of it, have acknowledged.
struct Acknowledgements: Sendable {
  var subtasks = 0
  var acknowledged = 0
  /// Nil while there is none.
  var latest: SimulatedTime?
  var checkpointedSize: Int64 = 0
  var stateSize: Int64 = 0
  var processedData: Int64 = 0
  var persistedData: Int64 = 0

  mutating func add(_ other: Acknowledgements) {
    subtasks += other.subtasks
    acknowledged += other.acknowledged
    latest = [latest, other.latest].compactMap { $0 }.max()
    checkpointedSize += other.checkpointedSize
    stateSize += other.stateSize
    processedData += other.processedData
    persistedData += other.persistedData
  }
}

extension CheckpointRecord {
  func acknowledgements(in plan: JobPlan, by time: SimulatedTime) -> Acknowledgements {
    if case .completed = status { return complete(in: plan) }
    var sum = Acknowledgements()
    for vertex in plan.vertices.indices {
      sum.add(acknowledgements(in: plan, vertex: vertex, by: time))
    }
    return sum
  }

  func acknowledgements(in plan: JobPlan, vertex index: Int, by time: SimulatedTime)
    -> Acknowledgements
  {
    let vertex = plan.vertices[index]
    let stateSize = stateSize(of: vertex)
    let checkpointedSize = checkpointedSize(of: vertex)
    let processedData = processedData(of: vertex, at: index)
    let persistedData = persistedData(of: vertex, at: index)
    var sum = Acknowledgements(subtasks: vertex.parallelism)
    for subtask in 0..<vertex.parallelism {
      guard let timing = acknowledged(in: plan, vertex: index, subtask: subtask, by: time) else {
        continue
      }
      let at = triggeredAt.adding(milliseconds: timing.total)
      sum.acknowledged += 1
      sum.latest = max(sum.latest ?? at, at)
      sum.stateSize += vertex.shares.part(of: stateSize, for: subtask)
      sum.checkpointedSize += vertex.shares.part(of: checkpointedSize, for: subtask)
      sum.processedData += vertex.shares.part(of: processedData, for: subtask)
      sum.persistedData += vertex.shares.part(of: persistedData, for: subtask)
    }
    return sum
  }

  /// Of a completed one, without looking at its subtasks: all of them acknowledged.
  private func complete(in plan: JobPlan) -> Acknowledgements {
    var sum = Acknowledgements(
      subtasks: plan.subtasks, acknowledged: plan.subtasks, latest: endedAt)
    for (index, vertex) in plan.vertices.enumerated() {
      sum.stateSize += stateSize(of: vertex)
      sum.checkpointedSize += checkpointedSize(of: vertex)
      sum.processedData += processedData(of: vertex, at: index)
      sum.persistedData += persistedData(of: vertex, at: index)
    }
    return sum
  }
}
