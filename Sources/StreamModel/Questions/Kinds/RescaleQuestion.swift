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
  /// One request of 3 kB for five vertices, once.
  package static let rescale = QuestionKind(
    "rescale", cadence: .whenChanged, absence: .ofTheThing, isRefreshable: true)
}
