extension JobModel {
  /// What is wrong with this job now, by every rule. Pure: the same model and time give the same words.
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
    let findings = DiagnosisRules.all.filter { $0.judges(self, context: context) }
      .flatMap { $0.find(self, context) }
    let unknown = KnowledgeGaps(of: self, context: context)
    return Verdict(
      findings: findings.causesFirst, summary: unknown.summary(of: self, context: context),
      isComplete: unknown.isEmpty, notJudged: unknown.names, gapsClose: unknown.comesWithTime,
      isFirstSight: unknown.awaitsCounters)
  }
}
