/// Structure and counters of one job.
package struct JobQuestion: Question {
  package typealias Answer = JobDetail
  package static let kind = QuestionKind.job

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }

  package func size(of answer: JobDetail) -> Int {
    answer.vertices.count * MemoryLayout<Vertex>.stride
  }

  package func take(_ answer: JobDetail, into model: inout ClusterModel, at time: AnswerTime) {
    if let serverNow = answer.serverNow { model.compareClocks(serverNow, of: job, at: time.now) }
    model.jobsByID[job]?.take(answer, age: time.age, at: time.now)
  }
}

extension QuestionKind {
  /// The execution graph is cached for 3 s at the server, and its counters step once in 10 s.
  package static let job = QuestionKind(
    "job", cadence: .repeated(open: .seconds(3), row: .seconds(10), hidden: .seconds(52)),
    isMetricBacked: true, isRefreshable: true, isStanding: true)
}

extension Question where Self == JobQuestion {
  package static func job(_ job: JobID) -> JobQuestion { JobQuestion(job) }
}
