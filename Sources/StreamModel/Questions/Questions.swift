/// Every type of question. Tests hold each list of systems and endpoints against this one.
package enum Questions {
  package static let all: [any Question.Type] = [
    AccumulatorsQuestion.self,
    ApplicationConfigurationQuestion.self,
    ApplicationFailuresQuestion.self,
    ApplicationQuestion.self,
    ApplicationsQuestion.self,
    AttemptQuestion.self,
    CapabilitiesQuestion.self,
    CheckpointConfigurationQuestion.self,
    CheckpointDeclineQuestion.self, ControllerErrorsQuestion.self,
    CheckpointQuestion.self,
    CheckpointSubtasksQuestion.self,
    CheckpointsQuestion.self,
    ControllerConfigurationQuestion.self,
    ControllerEnvironmentQuestion.self,
    ControllerQuestion.self,
    DataSetsQuestion.self,
    ExceptionsQuestion.self,
    ExecutionResultQuestion.self,
    FailureQuestion.self,
    FlameGraphQuestion.self,
    JarsQuestion.self,
    JobConfigurationQuestion.self,
    JobMetricsQuestion.self,
    JobPlanQuestion.self,
    JobQuestion.self,
    JobStatusQuestion.self,
    JobsQuestion.self,
    LoadQuestion.self,
    LogFilesQuestion.self,
    LogTextQuestion.self,
    MetricIDsQuestion.self,
    MetricQueryQuestion.self,
    MetricValuesQuestion.self,
    OverviewQuestion.self,
    ProcessToolQuestion.self,
    ProfilePageQuestion.self,
    ProfilesQuestion.self,
    RecoveryTraceQuestion.self,
    RescaleOverviewQuestion.self,
    RescaleQuestion.self,
    RescaleSettingsQuestion.self,
    RescaleSummaryQuestion.self,
    RescalesQuestion.self,
    ResourceRequirementsQuestion.self,
    SubtaskAccumulatorsQuestion.self,
    SubtaskQuestion.self,
    SubtaskTimesQuestion.self,
    SubtaskWatermarksQuestion.self,
    SubtasksQuestion.self,
    TaskManagerQuestion.self,
    TaskManagersQuestion.self,
    ThreadDumpQuestion.self,
    VertexWorkersQuestion.self,
    WatermarksQuestion.self,
  ]

  /// Why a system that answers some kinds does not answer the others: `reason`, and what is asked for.
  package static func refusals(
    besides answered: Set<QuestionKind>, reason: String
  ) -> [QuestionKind: String] {
    let kinds = Set(all.map { $0.kind }).subtracting(answered)
    return Dictionary(
      uniqueKeysWithValues: kinds.map { kind in
        (kind, "\(reason): \(kind.name.replacing("-", with: " "))")
      })
  }
}
