extension JobModel {
  /// What is wrong with this job now, by every built rule. Pure: the same model and time give the same words.
  package func verdict(at now: Timestamp) -> Verdict {
    Verdict(findings: [], summary: "Nothing is known yet.", isComplete: false)
  }
}
