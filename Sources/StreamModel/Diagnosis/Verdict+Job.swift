extension JobModel {
  /// What is wrong with this job now, by every built rule. Pure: the same model and time give the same words.
  ///
  /// `timeOfDay` renders a moment on our clock (`13:58:40`); without it sentences say ages (`for 12m 05s`). A job
  /// that ended is judged by its state alone, one that does not run by state, restarts and slots.
  package func verdict(
    at now: Timestamp, thresholds: DiagnosisThresholds = .standard,
    timeOfDay: ((Timestamp) -> String)? = nil
  ) -> Verdict {
    verdict(context: DiagnosisContext(at: now, thresholds: thresholds, timeOfDay: timeOfDay))
  }

  /// The same, judged as `context` says.
  package func verdict(context: DiagnosisContext) -> Verdict {
    var findings = StateRule.findings(in: self, context: context)
    if !state.isTerminal {
      findings += RestartsRule.findings(in: self, context: context)
      findings += FailuresRule.findings(in: self, context: context)
      findings += SlotsRule.findings(in: self, context: context)
    }
    if isProcessing, context.hasSettled(self) {
      findings += GarbageRule.findings(in: self, context: context)
      findings += BottleneckRule.findings(in: self, context: context)
      findings += HoldUpRule.findings(in: self, context: context)
      findings += BackpressureRule.findings(in: self, context: context)
      findings += LagRule.findings(in: self, context: context)
      findings += WatermarkRule.findings(in: self, context: context)
      findings += CheckpointsRule.findings(in: self, context: context)
      findings += LateRecordsRule.findings(in: self, context: context)
      findings += StateGrowthRule.findings(in: self, context: context)
    }
    if isProcessing { findings = HangRule.put(before: findings, in: self, context: context) }
    Self.raise(&findings)
    let unknown = KnowledgeGaps(of: self, context: context)
    let ranked = findings.enumerated().sorted { left, right in
      left.element.severity == right.element.severity
        ? left.offset < right.offset : left.element.severity > right.element.severity
    }
    return Verdict(
      findings: ranked.map(\.element), summary: unknown.summary(of: self, context: context),
      isComplete: unknown.isEmpty, notJudged: unknown.names, gapsClose: unknown.comesWithTime,
      isFirstSight: unknown.awaitsCounters)
  }

  /// What holds others up is as bad as what comes of it, so that it stands before a lag that grows and checkpoints that fail.
  private static func raise(_ findings: inout [Finding]) {
    let worst = findings.filter(\.isEffect).map(\.severity).max() ?? .well
    guard let index = findings.firstIndex(where: { $0.rule == .bottleneck || $0.rule == .hang })
    else { return }
    findings[index].severity = max(findings[index].severity, worst)
  }
}
