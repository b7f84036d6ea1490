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

  /// Of a source, some subtasks may be all that is told.
  package var covered: AnyQuestion? {
    site?.isSource == false ? AnyQuestion(.watermarks(job, vertex)) : nil
  }

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
    if informed(by: model).covered != nil, let all = answer.ofVertex {
      WatermarksQuestion(job, vertex).take(all, into: &model, at: time)
    }
    model.jobsByID[job]?.take(
      answer, of: vertex, heldAt: time.age.measuredAt(time.now), at: time.now)
    var answer = answer
    switch model.fetchInstant(of: time) {
    case .at(let instant): (answer.heldAt, answer.isExact) = (instant, true)
    case .notAfter(let instant): (answer.heldAt, answer.isOfUnknownFetch) = (instant, true)
    case .unknown: answer.heldAt = time.age.measuredAt(time.now)
    }
    // As with the lag of a vertex: better than nothing or what is old, and not than what is exact.
    if !answer.isExact, let former = model.answers[self], former.value.isExact,
      time.now.since(former.receivedAt) <= VertexModel.freshFor
    {
      return
    }
    model.answers.keep(answer, to: self, at: time.now)
  }
}

extension QuestionKind {
  package static let subtaskWatermarks = QuestionKind(
    "subtask-watermarks", cadence: .repeated(open: .metricStep), isMetricBacked: true,
    absence: .ofTheThing, isLookedInto: true)
}

extension Question where Self == SubtaskWatermarksQuestion {
  package static func subtaskWatermarks(
    _ job: JobID, _ vertex: VertexID
  ) -> SubtaskWatermarksQuestion { SubtaskWatermarksQuestion(job, vertex) }
}
