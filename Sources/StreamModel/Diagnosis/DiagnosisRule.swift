/// A rule of the diagnosis: what it says, what it goes by, which jobs it judges, and how it finds it. Its limits are those of
/// `DiagnosisThresholds`, its sentence and advice those of its findings.
package struct DiagnosisRule: Sendable {
  /// Which jobs a rule judges.
  package enum Scope: Hashable, Sendable {
    /// Every one: its state speaks for itself.
    case all
    /// Those that have not ended.
    case alive
    /// Those whose tasks run.
    case processing
    /// Those that have run for long enough that their figures tell (`DiagnosisThresholds.settlingTime`).
    case settled
  }

  /// What its findings are called. Several rules may share a name.
  package var name: Finding.Rule
  /// What it finds, as the README's table has it.
  package var says: String
  /// What that is read from, in the words of the README's table.
  package var source: String
  /// The questions whose answers it goes by.
  package var needs: [QuestionKind]
  package var scope: Scope
  /// Pure: the same model, limits and time give the same findings, those of equal severity in the order that they are told in.
  var find: @Sendable (JobModel, DiagnosisContext) -> [Finding]

  init(
    _ name: Finding.Rule, says: String, source: String, needs: [QuestionKind], scope: Scope,
    find: @escaping @Sendable (JobModel, DiagnosisContext) -> [Finding]
  ) {
    self.name = name
    self.says = says
    self.source = source
    self.needs = needs
    self.scope = scope
    self.find = find
  }

  func judges(_ job: JobModel, context: DiagnosisContext) -> Bool {
    switch scope {
    case .all: true
    case .alive: !job.state.isTerminal
    case .processing: job.isProcessing
    case .settled: job.isProcessing && context.hasSettled(job)
    }
  }
}

/// The rules there are.
package enum DiagnosisRules {
  /// In the order of causes: of two findings that matter as much, that of the earlier rule is told first.
  package static let all: [DiagnosisRule] = [
    HangRule.rule, StateRule.rule, RestartsRule.rule, FailuresRule.rule, SlotsRule.rule,
    StartRule.rule, GarbageRule.rule, BottleneckRule.rule, HoldUpRule.rule, BackpressureRule.rule,
    LagRule.rule, WatermarkRule.rule, CheckpointsRule.rule, MemoryRule.rule, LateRecordsRule.rule,
    StateGrowthRule.rule,
  ]

  /// Those that judge the cluster itself.
  package static let ofCluster: [ClusterRule] = [ControllerRule.rule]
}

/// A rule that judges what is no job's.
package struct ClusterRule: Sendable {
  package var name: Finding.Rule
  /// As of `DiagnosisRule`.
  package var says: String
  package var source: String
  package var needs: [QuestionKind]
  var find: @Sendable (ClusterModel, DiagnosisContext) -> [Finding]

  init(
    _ name: Finding.Rule, says: String, source: String, needs: [QuestionKind],
    find: @escaping @Sendable (ClusterModel, DiagnosisContext) -> [Finding]
  ) {
    self.name = name
    self.says = says
    self.source = source
    self.needs = needs
    self.find = find
  }
}
