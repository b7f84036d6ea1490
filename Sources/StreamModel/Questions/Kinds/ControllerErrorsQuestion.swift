/// The errors in the log of the process that knows all jobs: for a verdict on the cluster itself.
package struct ControllerErrorsQuestion: Question {
  /// Nil where its times can't be told (before 1.16), or it is too long to be read without being asked to.
  package typealias Answer = LogErrors?
  package static let kind = QuestionKind.controllerErrors
  /// A log that is longer is not read, as the server sends it all, each two minutes.
  package static let longestLog = ByteCount(bytes: 32 << 20)

  package init() {}

  package var subject: Subject { .cluster }

  package func size(of answer: LogErrors?) -> Int {
    (answer?.times.count ?? 0) * MemoryLayout<Timestamp>.stride + (answer?.newest.utf8.count ?? 0)
  }
}

extension QuestionKind {
  package static let controllerErrors = QuestionKind(
    "controller-errors", cadence: .repeated(open: .seconds(120)), absence: .ofTheThing,
    isLong: true, hasRates: false)
}

extension Question where Self == ControllerErrorsQuestion {
  package static var controllerErrors: ControllerErrorsQuestion { ControllerErrorsQuestion() }
}
