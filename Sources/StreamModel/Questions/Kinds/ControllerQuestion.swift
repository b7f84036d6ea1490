/// The JVM of the process that knows all jobs.
package struct ControllerQuestion: Question {
  package typealias Answer = ControllerDetail
  package static let kind = QuestionKind.controller

  package init() {}

  package var subject: Subject { .cluster }

  package func isEmpty(_ answer: ControllerDetail) -> Bool { answer.metrics.heap.used == nil }

  package func size(of answer: ControllerDetail) -> Int {
    MemoryLayout<ControllerDetail>.size + answer.garbage.size
      + answer.heapSeries.samples.count * MemoryLayout<Series.Sample>.stride
  }

  package func take(
    _ answer: ControllerDetail, into model: inout ClusterModel, at time: AnswerTime
  ) {
    var answer = answer
    if let former = model.answers[self]?.value {
      (answer.garbage, answer.heapSeries) = (former.garbage, former.heapSeries)
    }
    answer.garbage.take(answer.metrics, age: time.age, at: time.now)
    if time.age != .unknown {
      let used = answer.metrics.heap.used.map { Double($0.bytes) }
      answer.heapSeries.append(used, at: time.age.measuredAt(time.now))
    }
    model.answers.keep(answer, to: self, at: time.now)
  }
}

extension QuestionKind {
  package static let controller = QuestionKind(
    "controller", cadence: .repeated(open: .metricStep), isMetricBacked: true,
    absence: .ofTheThing)
}

extension Question where Self == ControllerQuestion {
  package static var controller: ControllerQuestion { ControllerQuestion() }
}
