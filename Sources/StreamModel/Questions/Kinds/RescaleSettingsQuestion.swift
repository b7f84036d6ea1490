/// The settings that the rescales of a job follow.
package struct RescaleSettingsQuestion: Question {
  package typealias Answer = RescaleSettings
  package static let kind = QuestionKind.rescaleSettings

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }
}

extension QuestionKind {
  /// One request of 0.4 kB, once.
  package static let rescaleSettings = QuestionKind(
    "rescale-settings", cadence: .whenChanged, absence: .ofTheThing, isRefreshable: true)
}

extension Question where Self == RescaleSettingsQuestion {
  package static func rescaleSettings(_ job: JobID) -> RescaleSettingsQuestion {
    RescaleSettingsQuestion(job)
  }
}
