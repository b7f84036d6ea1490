import StreamModel

/// Questions as tests name them in lists and comparisons.
extension AnyQuestion {
  static let capabilities = AnyQuestion(CapabilitiesQuestion())
  static let overview = AnyQuestion(OverviewQuestion())
  static let jobs = AnyQuestion(JobsQuestion())
  static func job(_ job: JobID) -> AnyQuestion { AnyQuestion(JobQuestion(job)) }
  static func jobMetrics(_ job: JobID) -> AnyQuestion { AnyQuestion(JobMetricsQuestion(job)) }
  static func failure(_ job: JobID) -> AnyQuestion { AnyQuestion(FailureQuestion(job)) }
  static func checkpoints(_ job: JobID) -> AnyQuestion { AnyQuestion(CheckpointsQuestion(job)) }
  static func checkpoint(_ job: JobID, _ id: CheckpointID) -> AnyQuestion {
    AnyQuestion(CheckpointQuestion(job, id))
  }
  static func checkpointSubtasks(
    _ job: JobID, _ id: CheckpointID, _ vertex: VertexID
  ) -> AnyQuestion {
    AnyQuestion(CheckpointSubtasksQuestion(job, id, vertex))
  }
  static func load(_ job: JobID, _ vertex: VertexID) -> AnyQuestion {
    AnyQuestion(LoadQuestion(job, vertex))
  }
  static func watermarks(_ job: JobID, _ vertex: VertexID) -> AnyQuestion {
    AnyQuestion(WatermarksQuestion(job, vertex))
  }

  /// An answer to it; a failure where it is a question of another type.
  func reply<Q: Question>(
    to type: Q.Type, _ answer: Q.Answer
  ) -> Result<any AnyReply, SourceError> {
    guard let question = base as? Q else { return .failure(.unsupported("\(self)")) }
    return .success(Reply(answer, to: question))
  }
}

/// A question that feeds no figure, as a screen may have one of its own.
struct NotesQuestion: Question {
  static let kind = QuestionKind(
    "notes", cadence: .repeated(open: .seconds(5)), absence: .ofTheThing)

  typealias Answer = [String]

  var subject: Subject
  var detail = ""

  func size(of answer: [String]) -> Int { answer.reduce(0) { $0 + $1.utf8.count } }
}
