/// What is set of the cluster, as the process that knows all jobs runs with it.
package struct ControllerConfigurationQuestion: Question {
  package typealias Answer = [Setting]
  package static let kind = QuestionKind.controllerConfiguration

  package init() {}

  package var subject: Subject { .cluster }

  package func size(of answer: [Setting]) -> Int {
    answer.reduce(0) {
      $0 + MemoryLayout<Setting>.stride + $1.key.utf8.count + $1.value.utf8.count
    }
  }
}

extension QuestionKind {
  package static let controllerConfiguration = QuestionKind(
    "controller-configuration", cadence: .whenChanged, absence: .ofTheThing, isRefreshable: true)
}

extension Question where Self == ControllerConfigurationQuestion {
  package static var controllerConfiguration: ControllerConfigurationQuestion {
    ControllerConfigurationQuestion()
  }
}
