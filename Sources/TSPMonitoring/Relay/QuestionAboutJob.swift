import StreamModel

/// A question that Flink answers once it is asked by Flink's id of the job.
protocol QuestionAboutJob: Question {
  var job: JobID { get set }
}

extension AttemptQuestion: QuestionAboutJob {}
extension CheckpointConfigurationQuestion: QuestionAboutJob {}
extension CheckpointQuestion: QuestionAboutJob {}
extension CheckpointSubtasksQuestion: QuestionAboutJob {}
extension CheckpointsQuestion: QuestionAboutJob {}
extension ExceptionsQuestion: QuestionAboutJob {}
extension ExecutionResultQuestion: QuestionAboutJob {}
extension FailureQuestion: QuestionAboutJob {}
extension FlameGraphQuestion: QuestionAboutJob {}
extension JobConfigurationQuestion: QuestionAboutJob {}
extension JobMetricsQuestion: QuestionAboutJob {}
extension JobPlanQuestion: QuestionAboutJob {}
extension LoadQuestion: QuestionAboutJob {}
extension RescaleOverviewQuestion: QuestionAboutJob {}
extension RescaleQuestion: QuestionAboutJob {}
extension RescaleSettingsQuestion: QuestionAboutJob {}
extension RescaleSummaryQuestion: QuestionAboutJob {}
extension RescalesQuestion: QuestionAboutJob {}
extension ResourceRequirementsQuestion: QuestionAboutJob {}
extension SubtaskAccumulatorsQuestion: QuestionAboutJob {}
extension SubtaskQuestion: QuestionAboutJob {}
extension SubtaskTimesQuestion: QuestionAboutJob {}
extension SubtaskWatermarksQuestion: QuestionAboutJob {}
extension SubtasksQuestion: QuestionAboutJob {}
extension VertexWorkersQuestion: QuestionAboutJob {}
extension WatermarksQuestion: QuestionAboutJob {}

extension FlinkBehind {
  /// All of them.
  static let aboutJobs: [any QuestionAboutJob.Type] = [
    AttemptQuestion.self,
    CheckpointConfigurationQuestion.self,
    CheckpointQuestion.self,
    CheckpointSubtasksQuestion.self,
    CheckpointsQuestion.self,
    ExceptionsQuestion.self,
    ExecutionResultQuestion.self,
    FailureQuestion.self,
    FlameGraphQuestion.self,
    JobConfigurationQuestion.self,
    JobMetricsQuestion.self,
    JobPlanQuestion.self,
    LoadQuestion.self,
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
    VertexWorkersQuestion.self,
    WatermarksQuestion.self,
  ]
}
