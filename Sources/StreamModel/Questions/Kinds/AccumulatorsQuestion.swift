/// The accumulators of a job, of a vertex, or of one attempt of a subtask.
package struct AccumulatorsQuestion: Question {
  package typealias Answer = [Accumulator]
  package static let kind = QuestionKind.accumulators

  package var owner: AccumulatorOwner
  /// As Java serialised them too, which may be long; of a job alone.
  package var isSerialized: Bool

  package init(_ owner: AccumulatorOwner, isSerialized: Bool = false) {
    self.owner = owner
    self.isSerialized = isSerialized
  }

  package var subject: Subject {
    switch owner {
    case .job(let job): .job(job)
    case .vertex(let job, let vertex): .vertex(job, vertex)
    case .attempt(let job, let vertex, let subtask, _): .subtask(job, vertex, subtask)
    }
  }

  package var detail: String {
    switch owner {
    case .attempt(_, _, _, let attempt): "#\(attempt)"
    case .job, .vertex: isSerialized ? "serialized" : ""
    }
  }

  package func size(of answer: [Accumulator]) -> Int { answer.reduce(0) { $0 + $1.size } }
}

extension QuestionKind {
  /// One request. What tasks have added up comes with their heartbeats, 10 s apart.
  package static let accumulators = QuestionKind(
    "accumulators", cadence: .repeated(open: .seconds(10)), absence: .ofTheThing,
    isRefreshable: true)
}

extension Question where Self == AccumulatorsQuestion {
  package static func accumulators(
    _ owner: AccumulatorOwner, isSerialized: Bool = false
  ) -> AccumulatorsQuestion { AccumulatorsQuestion(owner, isSerialized: isSerialized) }
}
