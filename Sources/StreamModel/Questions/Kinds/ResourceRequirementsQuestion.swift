/// Between what bounds each vertex of a job may run in parallel, where its scheduler can rescale it.
package struct ResourceRequirementsQuestion: Question {
  package typealias Answer = [VertexID: ParallelismBounds]
  package static let kind = QuestionKind.resourceRequirements

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }
}

extension QuestionKind {
  package static let resourceRequirements = QuestionKind(
    "resource-requirements", cadence: .repeated(open: .seconds(3)), absence: .ofTheThing,
    isRefreshable: true)
}

extension Question where Self == ResourceRequirementsQuestion {
  package static func resourceRequirements(_ job: JobID) -> ResourceRequirementsQuestion {
    ResourceRequirementsQuestion(job)
  }
}
