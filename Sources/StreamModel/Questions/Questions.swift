/// Every type of question. Tests hold each list of systems and endpoints against this one.
package enum Questions {
  package static let all: [any Question.Type] = [
    CapabilitiesQuestion.self,
    CheckpointConfigurationQuestion.self,
    CheckpointQuestion.self,
    CheckpointSubtasksQuestion.self,
    CheckpointsQuestion.self,
    ExceptionsQuestion.self,
    FailureQuestion.self,
    JobMetricsQuestion.self,
    JobQuestion.self,
    JobsQuestion.self,
    LoadQuestion.self,
    LogFilesQuestion.self,
    LogTextQuestion.self,
    MetricIDsQuestion.self,
    MetricValuesQuestion.self,
    OverviewQuestion.self,
    SubtaskWatermarksQuestion.self,
    SubtasksQuestion.self,
    TaskManagerQuestion.self,
    TaskManagersQuestion.self,
    WatermarksQuestion.self,
  ]
}
