/// Busy, backpressured and idle time and rates over the subtasks of a vertex.
package struct LoadQuestion: Question {
  /// Nil where the metrics were not there (yet): ask again.
  package typealias Answer = VertexLoad?
  package static let kind = QuestionKind.load

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

  package func isEmpty(_ answer: VertexLoad?) -> Bool { answer == nil }

  package func take(_ answer: VertexLoad?, into model: inout ClusterModel, at time: AnswerTime) {
    model.jobsByID[job]?.take(answer, of: vertex, age: time.age, at: time.now)
  }
}

extension QuestionKind {
  /// Of a row, the worst subtask of the busiest vertex, where accumulated times tell which one that is.
  package static let load = QuestionKind(
    "load", cadence: .repeated(open: .metricStep, row: .seconds(20), hidden: .seconds(52)),
    isMetricBacked: true, isStanding: true)
}

extension Question where Self == LoadQuestion {
  package static func load(_ job: JobID, _ vertex: VertexID) -> LoadQuestion {
    LoadQuestion(job, vertex)
  }
}
