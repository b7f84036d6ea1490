/// One checkpoint, vertex by vertex.
package struct CheckpointQuestion: Question {
  package typealias Answer = CheckpointDetail
  package static let kind = QuestionKind.checkpoint

  package var job: JobID
  package var checkpoint: CheckpointID

  package init(_ job: JobID, _ checkpoint: CheckpointID) {
    self.job = job
    self.checkpoint = checkpoint
  }

  package var subject: Subject { .checkpoint(job, checkpoint) }

  package func size(of answer: CheckpointDetail) -> Int {
    answer.vertices.count * MemoryLayout<CheckpointDetail.VertexPart>.stride
  }

  package func take(_ answer: CheckpointDetail, into model: inout ClusterModel, at time: AnswerTime)
  {
    model.jobsByID[job]?.take(answer, of: checkpoint, at: time.now)
  }
}

extension QuestionKind {
  package static let checkpoint = QuestionKind(
    "checkpoint", cadence: .repeated(open: .seconds(3)), absence: .ofTheThing, isRefreshable: true,
    isStanding: true, isLookedInto: true)
}

extension Question where Self == CheckpointQuestion {
  package static func checkpoint(_ job: JobID, _ checkpoint: CheckpointID) -> CheckpointQuestion {
    CheckpointQuestion(job, checkpoint)
  }
}
