/// Restarts of a job, and how long it has run.
package struct JobMetricsQuestion: Question {
  /// Nil where the system has no metrics for the job now (restarting, ended, first request after a pause).
  package typealias Answer = JobMetrics?
  package static let kind = QuestionKind.jobMetrics

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }

  package func isEmpty(_ answer: JobMetrics?) -> Bool { answer == nil }

  package func take(_ answer: JobMetrics?, into model: inout ClusterModel, at time: AnswerTime) {
    guard let answer else { return }
    if time.age == .current { model.noteFetch(uptime: answer.uptime, of: job, at: time.now) }
    let fetchedAt = model.fetchInstant(of: time)
    model.jobsByID[job]?.take(answer, age: time.age, fetchedAt: fetchedAt, at: time.now)
  }
}

extension QuestionKind {
  /// Seldom for what is not shown: restarts are told by the state and by checkpoints as well.
  package static let jobMetrics = QuestionKind(
    "job-metrics",
    cadence: .repeated(open: .metricStep, row: .seconds(15), hidden: .seconds(180)),
    isMetricBacked: true, isStanding: true)
}

extension Question where Self == JobMetricsQuestion {
  package static func jobMetrics(_ job: JobID) -> JobMetricsQuestion { JobMetricsQuestion(job) }
}
