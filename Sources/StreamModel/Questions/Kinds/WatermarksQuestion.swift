/// Watermarks of a vertex; of a source, those it emits.
package struct WatermarksQuestion: Question {
  /// Nil where the vertex reports no watermarks: none has come, or it has none, however often it is asked.
  package typealias Answer = VertexWatermarks?
  package static let kind = QuestionKind.watermarks

  package var job: JobID
  package var vertex: VertexID
  /// Where the vertex stands; nil where that is not known.
  package var site: VertexSite?

  package init(_ job: JobID, _ vertex: VertexID, site: VertexSite? = nil) {
    self.job = job
    self.vertex = vertex
    self.site = site
  }

  package var subject: Subject { .vertex(job, vertex) }

  package func informed(by model: ClusterModel) -> Self {
    Self(job, vertex, site: model.site(of: vertex, in: job))
  }

  package func take(
    _ answer: VertexWatermarks?, into model: inout ClusterModel, at time: AnswerTime
  ) {
    let fetchedAt = model.fetchInstant(of: time)
    model.jobsByID[job]?.take(
      answer, of: vertex, age: time.age, fetchedAt: fetchedAt, at: time.now)
  }
}

extension QuestionKind {
  package static let watermarks = QuestionKind(
    "watermarks", cadence: .repeated(open: .metricStep, row: .seconds(15), hidden: .seconds(52)),
    isMetricBacked: true, isStanding: true)
}

extension Question where Self == WatermarksQuestion {
  package static func watermarks(_ job: JobID, _ vertex: VertexID) -> WatermarksQuestion {
    WatermarksQuestion(job, vertex)
  }
}
