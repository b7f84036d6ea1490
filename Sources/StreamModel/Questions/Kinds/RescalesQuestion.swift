/// The rescales of a job that the system remembers, newest first.
package struct RescalesQuestion: Question {
  package typealias Answer = [RescaleRecord]
  package static let kind = QuestionKind.rescales

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }
}

/// One rescale, vertex by vertex.
package struct RescaleQuestion: Question {
  package typealias Answer = RescaleDetail
  package static let kind = QuestionKind.rescale

  package var job: JobID
  package var id: String
  /// It has ended: then it is another than before.
  package var isOver: Bool

  package init(_ job: JobID, _ id: String, isOver: Bool) {
    self.job = job
    self.id = id
    self.isOver = isOver
  }

  package var subject: Subject { .job(job) }
  package var detail: String { id }
  package var edition: Int { isOver ? 1 : 0 }

  package func size(of answer: RescaleDetail) -> Int {
    answer.vertices.reduce(512) {
      $0 + MemoryLayout<RescaleDetail.VertexPart>.stride + $1.name.utf8.count
    }
  }
}

extension QuestionKind {
  /// One request; 0.4 kB a rescale.
  package static let rescales = QuestionKind(
    "rescales", cadence: .repeated(open: .seconds(10)), absence: .ofTheThing, isRefreshable: true)
  /// One request of 3 kB for five vertices, once.
  package static let rescale = QuestionKind(
    "rescale", cadence: .whenChanged, absence: .ofTheThing, isRefreshable: true)
}

extension Question where Self == RescalesQuestion {
  package static func rescales(_ job: JobID) -> RescalesQuestion { RescalesQuestion(job) }
}
