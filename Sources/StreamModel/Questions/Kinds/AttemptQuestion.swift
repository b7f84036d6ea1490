/// An attempt of a subtask that is over. The system keeps the last 16, unless configured otherwise.
package struct AttemptQuestion: Question {
  package typealias Answer = Subtask
  package static let kind = QuestionKind.attempt

  package var job: JobID
  package var vertex: VertexID
  package var subtask: Int
  package var attempt: Int

  package init(_ job: JobID, _ vertex: VertexID, _ subtask: Int, attempt: Int) {
    self.job = job
    self.vertex = vertex
    self.subtask = subtask
    self.attempt = attempt
  }

  package var subject: Subject { .subtask(job, vertex, subtask) }
  package var detail: String { "#\(attempt)" }

  package func size(of answer: Subtask) -> Int {
    MemoryLayout<Subtask>.stride
      + answer.stateDurations.count * MemoryLayout<Subtask.StateDuration>.stride
  }
}

extension QuestionKind {
  /// One request of 0.6 kB, once: what is over changes no more.
  package static let attempt = QuestionKind(
    "attempt", cadence: .whenChanged, absence: .ofTheThing, isRefreshable: true)
}

extension Question where Self == AttemptQuestion {
  package static func attempt(
    _ job: JobID, _ vertex: VertexID, _ subtask: Int, attempt: Int
  ) -> AttemptQuestion { AttemptQuestion(job, vertex, subtask, attempt: attempt) }
}
