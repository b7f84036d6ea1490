/// What the JVM of the process that knows all jobs was started with.
package struct ControllerEnvironmentQuestion: Question {
  package typealias Answer = ProcessEnvironment
  package static let kind = QuestionKind.controllerEnvironment

  package init() {}

  package var subject: Subject { .cluster }

  package func size(of answer: ProcessEnvironment) -> Int {
    (answer.options + answer.classPath).reduce(0) { $0 + 16 + $1.utf8.count }
  }
}

extension QuestionKind {
  package static let controllerEnvironment = QuestionKind(
    "controller-environment", cadence: .whenChanged, absence: .ofTheThing, isRefreshable: true)
}

extension Question where Self == ControllerEnvironmentQuestion {
  package static var controllerEnvironment: ControllerEnvironmentQuestion {
    ControllerEnvironmentQuestion()
  }
}
