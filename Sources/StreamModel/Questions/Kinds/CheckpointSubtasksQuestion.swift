/// The subtasks of one vertex in one checkpoint.
package struct CheckpointSubtasksQuestion: Question {
  package typealias Answer = [SubtaskCheckpoint]
  package static let kind = QuestionKind.checkpointSubtasks

  package var job: JobID
  package var checkpoint: CheckpointID
  package var vertex: VertexID

  package init(_ job: JobID, _ checkpoint: CheckpointID, _ vertex: VertexID) {
    self.job = job
    self.checkpoint = checkpoint
    self.vertex = vertex
  }

  package var subject: Subject { .checkpoint(job, checkpoint) }
  package var detail: String { vertex.text }

  package func take(
    _ answer: [SubtaskCheckpoint], into model: inout ClusterModel, at time: AnswerTime
  ) {
    let part = JobModel.CheckpointPart(checkpoint: checkpoint, vertex: vertex)
    model.jobsByID[job]?.take(answer, of: part, at: time.now)
  }
}

extension QuestionKind {
  package static let checkpointSubtasks = QuestionKind(
    "checkpoint-subtasks", cadence: .repeated(open: .seconds(3)), absence: .ofTheThing,
    isRefreshable: true, isStanding: true, isLookedInto: true)
}

extension Question where Self == CheckpointSubtasksQuestion {
  package static func checkpointSubtasks(
    _ job: JobID, _ checkpoint: CheckpointID, _ vertex: VertexID
  ) -> CheckpointSubtasksQuestion {
    CheckpointSubtasksQuestion(job, checkpoint, vertex)
  }
}
