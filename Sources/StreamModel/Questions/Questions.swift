/// Every type of question. Tests hold each list of systems and endpoints against this one.
package enum Questions {
  package static let all: [any Question.Type] = [
    CapabilitiesQuestion.self,
    CheckpointConfigurationQuestion.self,
    CheckpointQuestion.self,
    CheckpointSubtasksQuestion.self,
    CheckpointsQuestion.self,
    ControllerConfigurationQuestion.self,
    ControllerEnvironmentQuestion.self,
    ControllerQuestion.self,
    ExceptionsQuestion.self,
    FailureQuestion.self,
    JobConfigurationQuestion.self,
    JobMetricsQuestion.self,
    JobQuestion.self,
    JobsQuestion.self,
    LoadQuestion.self,
    LogFilesQuestion.self,
    LogTextQuestion.self,
    OverviewQuestion.self,
    SubtaskWatermarksQuestion.self,
    SubtasksQuestion.self,
    TaskManagerQuestion.self,
    TaskManagersQuestion.self,
    ThreadDumpQuestion.self,
    WatermarksQuestion.self,
  ]
}
