/// Every job that there is.
package struct JobsQuestion: Question {
  package typealias Answer = [JobSummary]
  package static let kind = QuestionKind.jobs

  package init() {}

  package var subject: Subject { .cluster }

  package func take(_ answer: [JobSummary], into model: inout ClusterModel, at time: AnswerTime) {
    model.take(answer, at: time.now)
  }
}

extension QuestionKind {
  package static let jobs = QuestionKind(
    "jobs", cadence: .eachTick, isRefreshable: true, isStanding: true)
}

extension Question where Self == JobsQuestion {
  package static var jobs: JobsQuestion { JobsQuestion() }
}
