extension [Finding] {
  /// The same with the causes as severe as what comes of them, without what only repeats them, the worst first; of those that
  /// matter as much, the earlier stays the first.
  var causesFirst: [Finding] {
    var findings = withoutEffectsOfHangs
    findings.raiseCauses()
    return findings.enumerated().sorted { left, right in
      left.element.severity == right.element.severity
        ? left.offset < right.offset : left.element.severity > right.element.severity
    }.map(\.element)
  }

  /// That a vertex which hangs is busy and holds up those above it is said with it.
  private var withoutEffectsOfHangs: [Finding] {
    let stuck = Set(filter { $0.rule == .hang }.flatMap(\.vertices))
    guard !stuck.isEmpty else { return self }
    return filter { finding in
      (finding.rule != .bottleneck && finding.rule != .backpressure)
        || stuck.isDisjoint(with: finding.vertices)
    }
  }

  /// What holds others up is as bad as a lag that grows and checkpoints whose barriers wait, so that it stands before them;
  /// what hangs sends no barrier on at all. Garbage collection that makes a vertex slow is as bad as that.
  private mutating func raiseCauses() {
    let effects = filter(\.isEffect).map(\.severity).max() ?? .well
    let waiting = filter { $0.rule == .lag || $0.rule == .checkpoints }.map(\.severity).max()
    for index in indices {
      switch self[index].rule {
      case .bottleneck: self[index].severity = Swift.max(self[index].severity, effects)
      case .hang:
        self[index].severity = Swift.max(self[index].severity, effects, waiting ?? .well)
      default: break
      }
    }
    let slowed = filter { $0.rule == .bottleneck && $0.isEffect }.map(\.severity).max() ?? .well
    for index in indices where self[index].rule == .garbage {
      self[index].severity = Swift.max(self[index].severity, slowed)
    }
  }
}
