/// What the system can show and do: its version and features.
package struct CapabilitiesQuestion: Question {
  package typealias Answer = Capabilities
  package static let kind = QuestionKind.capabilities

  package init() {}

  package var subject: Subject { .cluster }

  package func take(_ answer: Capabilities, into model: inout ClusterModel, at time: AnswerTime) {
    let traits = model.traits
    model.capabilities = answer
    model.capabilities.traits = traits
  }
}

extension QuestionKind {
  package static let capabilities = QuestionKind(
    "capabilities", cadence: .whenChanged, isStanding: true)
}

extension Question where Self == CapabilitiesQuestion {
  package static var capabilities: CapabilitiesQuestion { CapabilitiesQuestion() }
}
