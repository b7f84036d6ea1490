/// The graph of a job.
package struct JobPlanQuestion: Question {
  package typealias Answer = JobPlan
  package static let kind = QuestionKind.jobPlan

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }

  package func size(of answer: JobPlan) -> Int {
    answer.nodes.reduce(0) { $0 + MemoryLayout<PlanNode>.stride + $1.name.utf8.count }
  }
}

extension QuestionKind {
  package static let jobPlan = QuestionKind(
    "job-plan", cadence: .whenChanged, absence: .ofTheThing)
}

extension Question where Self == JobPlanQuestion {
  package static func jobPlan(_ job: JobID) -> JobPlanQuestion { JobPlanQuestion(job) }
}
