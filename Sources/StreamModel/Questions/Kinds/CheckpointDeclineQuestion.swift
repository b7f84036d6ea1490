/// Why the newest checkpoint of a job that a task declined was: for a verdict on checkpoints that go on failing.
package struct CheckpointDeclineQuestion: Question {
  /// Nil where the log does not tell, or is too long to be read without being asked to.
  package typealias Answer = CheckpointDecline?
  package static let kind = QuestionKind.checkpointDecline
  /// A log that is longer is not read, as the server sends it all, and its end is kept: Flink begins a new one at 100 MB.
  package static let longestLog = ByteCount(bytes: 128 << 20)

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }

  package func take(
    _ answer: CheckpointDecline?, into model: inout ClusterModel, at time: AnswerTime
  ) {
    // What an earlier one was declined for may have scrolled out of the log, and holds.
    guard let answer else { return }
    model.jobsByID[job]?.checkpointDecline = Observed(answer, receivedAt: time.now)
  }
}

extension QuestionKind {
  package static let checkpointDecline = QuestionKind(
    "checkpoint-decline", cadence: .whenChanged, absence: .ofTheThing, isLong: true,
    hasRates: false, isLookedInto: true)
}

extension Question where Self == CheckpointDeclineQuestion {
  package static func checkpointDecline(_ job: JobID) -> CheckpointDeclineQuestion {
    CheckpointDeclineQuestion(job)
  }
}
