/// Slots, TaskManagers and how many jobs there are.
package struct OverviewQuestion: Question {
  package typealias Answer = ClusterOverview
  package static let kind = QuestionKind.overview

  package init() {}

  package var subject: Subject { .cluster }

  package func take(_ answer: ClusterOverview, into model: inout ClusterModel, at time: AnswerTime)
  {
    model.take(answer, at: time.now)
  }
}

extension QuestionKind {
  package static let overview = QuestionKind(
    "overview", cadence: .eachTick, isRefreshable: true, isStanding: true)
}

extension Question where Self == OverviewQuestion {
  package static var overview: OverviewQuestion { OverviewQuestion() }
}
