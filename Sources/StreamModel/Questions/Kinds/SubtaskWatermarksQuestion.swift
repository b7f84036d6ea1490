/// The watermarks of a vertex, each subtask's own; of a source, those it emits.
package struct SubtaskWatermarksQuestion: Question {
  package typealias Answer = SubtaskWatermarks
  package static let kind = QuestionKind.subtaskWatermarks

  package var job: JobID
  package var vertex: VertexID
  /// Where the vertex stands, and how many subtasks it has; nil where that is not known.
  package var site: VertexSite?
  package var parallelism: Int?

  package init(
    _ job: JobID, _ vertex: VertexID, site: VertexSite? = nil, parallelism: Int? = nil
  ) {
    self.job = job
    self.vertex = vertex
    self.site = site
    self.parallelism = parallelism
  }

  package var subject: Subject { .vertex(job, vertex) }

  package func informed(by model: ClusterModel) -> Self {
    let known = model.jobsByID[job]?.detail?.value.vertices.first { $0.id == vertex }
    return Self(
      job, vertex, site: model.site(of: vertex, in: job), parallelism: known?.parallelism)
  }

  package func isEmpty(_ answer: SubtaskWatermarks) -> Bool { answer.bySubtask.isEmpty }

  package func size(of answer: SubtaskWatermarks) -> Int {
    MemoryLayout<SubtaskWatermarks>.size + answer.bySubtask.count * 32
  }

  package func take(
    _ answer: SubtaskWatermarks, into model: inout ClusterModel, at time: AnswerTime
  ) {
    var answer = answer
    answer.heldAt =
      switch model.fetchInstant(of: time) {
      case .at(let instant), .notAfter(let instant): instant
      case .unknown: time.age.measuredAt(time.now)
      }
    model.answers.keep(answer, to: self, at: time.now)
  }
}

extension QuestionKind {
  package static let subtaskWatermarks = QuestionKind(
    "subtask-watermarks", cadence: .repeated(open: .metricStep), isMetricBacked: true,
    absence: .ofTheThing)
}

extension Question where Self == SubtaskWatermarksQuestion {
  package static func subtaskWatermarks(
    _ job: JobID, _ vertex: VertexID
  ) -> SubtaskWatermarksQuestion { SubtaskWatermarksQuestion(job, vertex) }
}
