/// What the log of the process that knows all jobs tells of their starts and restarts.
package struct RecoveryTraceQuestion: Question {
  package typealias Answer = RecoveryTrace
  package static let kind = QuestionKind.recoveryTrace
  /// Bytes at the end of the log that are looked through: some 8,000 spans without children.
  package static let usualTail = 8 << 20

  package var edition: Int

  /// `edition` is any number that is another one once the log has grown.
  package init(edition: Int = 0) { self.edition = edition }

  package var subject: Subject { .cluster }

  package func size(of answer: RecoveryTrace) -> Int {
    let checkpoints = answer.checkpoints.values.reduce(0) {
      $0 + $1.count * MemoryLayout<Checkpoint>.stride
    }
    return answer.jobs.values.reduce(256 + checkpoints) { size, job in
      job.recoveries.reduce(size + 128) {
        $0 + MemoryLayout<Recovery>.stride + $1.parts.count * MemoryLayout<Recovery.Part>.stride
          + $1.places.count * MemoryLayout<Recovery.Place>.stride
      }
    }
  }

  /// The checkpoints go where the others are.
  package func take(_ answer: RecoveryTrace, into model: inout ClusterModel, at time: AnswerTime) {
    for (job, checkpoints) in answer.checkpoints { model.add(remembered: checkpoints, of: job) }
    var answer = answer
    answer.checkpoints = [:]
    model.answers.keep(answer, to: self, at: time.now)
  }
}

extension QuestionKind {
  /// The server knows no ranges: the whole log goes over the wire each time, and nothing but its end is kept.
  package static let recoveryTrace = QuestionKind(
    "recoveries", cadence: .whenChanged, absence: .ofTheThing, isRefreshable: true,
    isLong: true, hasRates: false)
}

extension Question where Self == RecoveryTraceQuestion {
  package static func recoveryTrace(edition: Int = 0) -> RecoveryTraceQuestion {
    RecoveryTraceQuestion(edition: edition)
  }
}
