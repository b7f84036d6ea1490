/// A checkpoint by the subtasks of one vertex.
struct SubtaskCheckpoints {
  struct Acknowledged {
    var at: SimulatedTime
    var timing: SubtaskTiming
    var stateSize: Int64
    var checkpointedSize: Int64
    var processedData: Int64
    var persistedData: Int64
    var isUnaligned: Bool
  }

  /// By index; nil where there is no acknowledgement.
  let all: [Acknowledged?]

  init(record: CheckpointRecord, plan: JobPlan, vertex index: Int, by time: SimulatedTime) {
    let vertex = plan.vertices[index]
    let shares = vertex.shares
    let stateSize = record.stateSize(of: vertex)
    let checkpointedSize = record.checkpointedSize(of: vertex)
    let processedData = record.processedData(of: vertex, at: index)
    let persistedData = record.persistedData(of: vertex, at: index)
    all = (0..<vertex.parallelism).map { subtask in
      record.acknowledged(in: plan, vertex: index, subtask: subtask, by: time).map { timing in
        Acknowledged(
          at: record.triggeredAt.adding(milliseconds: timing.total), timing: timing,
          stateSize: shares.part(of: stateSize, for: subtask),
          checkpointedSize: shares.part(of: checkpointedSize, for: subtask),
          processedData: shares.part(of: processedData, for: subtask),
          persistedData: shares.part(of: persistedData, for: subtask),
          isUnaligned: record.isUnaligned)
      }
    }
  }
}
