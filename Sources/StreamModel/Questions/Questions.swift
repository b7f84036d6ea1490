/// Every type of question. Tests hold each list of systems and endpoints against this one.
package enum Questions {
  package static let all: [any Question.Type] = [
    CapabilitiesQuestion.self,
    CheckpointConfigurationQuestion.self,
    CheckpointQuestion.self,
    CheckpointSubtasksQuestion.self,
    CheckpointsQuestion.self,
    ExceptionsQuestion.self,
    ExecutionResultQuestion.self,
    FailureQuestion.self,
    JarsQuestion.self,
    JobMetricsQuestion.self,
    JobPlanQuestion.self,
    JobQuestion.self,
    JobsQuestion.self,
    LoadQuestion.self,
    LogFilesQuestion.self,
    LogTextQuestion.self,
    OverviewQuestion.self,
    ResourceRequirementsQuestion.self,
    SubtaskWatermarksQuestion.self,
    SubtasksQuestion.self,
    TaskManagerQuestion.self,
    TaskManagersQuestion.self,
    WatermarksQuestion.self,
  ]
}
