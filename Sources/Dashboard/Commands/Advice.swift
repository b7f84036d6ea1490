import StreamModel
import TerminalUI

/// What there is to say of an action before it is confirmed: which jobs it can be done to, what it costs, what it may
/// lose.
extension ContextReader {
  /// Why an acting key does nothing here at all; nil where it works.
  func disabledReason(_ kind: ActionKind) -> String? {
    if settings.isReadOnly {
      return "Read-only: \(kind.title.lowercased()) is switched off (--read-only)."
    }
    return cluster.capabilities.refusal(of: kind.plainOperation)
  }

  /// Why one job cannot be the target now, in a sentence that names it.
  func targetRefusal(_ kind: ActionKind, _ target: JobModel) -> String? {
    let name = target.shownName
    if case .refused(let reason) = admission(kind, target) { return "\(name): \(reason)" }
    if cluster.vanishedAt(target.id) != nil { return "\(name) is not on the cluster any more." }
    return target.state.refusal(of: kind.plainOperation, for: name)
  }

  /// What the operations under way for a job say to another.
  private func admission(_ kind: ActionKind, _ target: JobModel) -> OperationAdmission {
    OperationAdmission(kind.plainOperation, of: target.id, among: operations)
  }

  /// What is known about cost and danger, one line each.
  func advice(_ kind: ActionKind, for targets: [JobModel]) -> [String] {
    var lines: [String] = []
    for target in targets {
      if case .allowedWith(let warning) = admission(kind, target) {
        lines.append(targets.count == 1 ? warning : "\(target.shownName): \(warning)")
      }
    }
    // Its own words say what a kill leaves.
    if kind == .cancel, cluster.traits.hasTopologies { return lines }
    if kind == .cancel, let reason = cluster.capabilities.refusals[.checkpoints] {
      return lines + ["Its checkpoints can't be told (\(reason)): what would be left is not known."]
    }
    if kind == .cancel, targets.count > 1 { return lines + stateAtStake(targets) }
    if kind == .cancel {
      for target in targets.prefix(1) {
        guard let last = target.lastCompletedCheckpoint else {
          lines.append(
            restoreBeforeText(target).map { "No checkpoint is known yet; \($0)" }
              ?? (target.checkpoints == nil && target.isCheckpointingEnabled != false
                ? "Its checkpoints are not known yet."
                : "There is no completed checkpoint: its state would be lost."))
          continue
        }
        let age = target.lastCompletedCheckpointAge(at: now) ?? .zero
        let kept = target.checkpointConfiguration?.value.externalizedDeletesOnCancellation == false
        lines.append(
          "Last checkpoint \(last.id.number), \(Format.age(age)) ago"
            + (kept ? ", is kept." : "; a cancel may delete it."))
      }
      return lines
    }
    if kind.takesSavepoint, targets.count > 1 { return lines + costs(targets) }
    guard kind.takesSavepoint, let target = targets.first else { return lines }
    if let last = target.checkpoints?.latest.value.latestSavepoint?.duration {
      lines.append("The last savepoint took \(Format.duration(last)).")
    } else if let last = target.checkpoints?.latest.value.latestCompleted?.duration {
      lines.append("The last checkpoint took \(Format.duration(last)).")
    }
    if let pressure = target.mostBackpressured?.value.ratio,
      BackpressureLevel(pressure) == .high
    {
      lines.append("Backpressure is high: expect it to take longer.")
    }
    if target.state != .running {
      lines.append("The job is \(target.state.name): it will likely fail.")
    }
    return lines
  }

  /// What a cancel of several jobs may lose.
  private func stateAtStake(_ targets: [JobModel]) -> [String] {
    func line(_ jobs: [JobModel], _ what: String) -> [String] {
      jobs.isEmpty
        ? []
        : [
          "\(jobs.count) of \(targets.count) \(what): \(jobs.map(\.shownName).joined(separator: ", "))."
        ]
    }
    let without = targets.filter { $0.lastCompletedCheckpoint == nil }
    let isKnown = { (job: JobModel) in
      job.restoreBefore == nil && job.checkpoints != nil || job.isCheckpointingEnabled == false
    }
    return line(without.filter(isKnown), "would lose their state, without a completed checkpoint")
      + line(without.filter { !isKnown($0) }, "have checkpoints that are not known yet")
      + (without.isEmpty
        ? ["A cancel may delete their checkpoints."]
        : without.count < targets.count ? ["A cancel may delete the checkpoints of the rest."] : [])
  }

  /// What is known about savepoints of several jobs.
  private func costs(_ targets: [JobModel]) -> [String] {
    targets.compactMap { job in
      if job.state != .running {
        return "\(job.shownName) is \(job.state.name): it will likely fail."
      }
      guard let pressure = job.mostBackpressured?.value.ratio, BackpressureLevel(pressure) == .high
      else { return nil }
      return "\(job.shownName): backpressure is high, expect it to take longer."
    }
  }

  /// Which targets of a dialog it can be done to now, and the reasons why not to the others: jobs end while it is open.
  func standingHere(of dialog: ActionDialog) -> (targets: [ActionDialog.Target], reasons: [String])
  {
    if let reason = disabledReason(dialog.kind) { return ([], [reason]) }
    var targets: [ActionDialog.Target] = []
    var reasons: [String] = []
    for target in dialog.targets {
      if let job = cluster.job(target.id) {
        if let reason = targetRefusal(dialog.kind, job) {
          reasons.append(reason)
        } else {
          targets.append(target)
        }
      } else {
        reasons.append("\(target.name) is not on the cluster any more.")
      }
    }
    return (targets, reasons)
  }
}
