import StreamModel
import TerminalUI

extension DashboardState {
  /// Opens the dialog of an action for the current job, or for all marked ones; says why not where it cannot.
  mutating func begin(_ kind: ActionKind) -> [Effect] {
    if let reason = disabledReason(kind) {
      say(reason, .warning)
      return []
    }
    let targets = actionTargets
    guard !targets.isEmpty else {
      say("Select a job first.")
      return []
    }
    // A dialog names all its targets, so there are no more than it has lines for.
    let most = max(1, size.rows - 16)
    guard targets.count <= most else {
      say("Too many at once: this terminal has room to name \(most) jobs.", .warning)
      return []
    }
    for target in targets {
      if let busy = targetRefusal(kind, target) {
        say(busy, .warning)
        return []
      }
    }
    overlay = .dialog(
      ActionDialog(
        kind: kind, targets: targets.map { ActionDialog.Target(id: $0.id, name: $0.shownName) },
        canChooseFormat: cluster.capabilities.canChooseSavepointFormat,
        advice: advice(kind, for: targets)))
    return [.setPaste(true)]
  }

  /// Why an acting key does nothing here at all; nil where it works.
  package func disabledReason(_ kind: ActionKind) -> String? {
    if settings.isReadOnly {
      return "Read-only: \(kind.title.lowercased()) is switched off (--read-only)."
    }
    return cluster.capabilities.refusal(of: kind.plainOperation)
  }

  private var actionTargets: [JobModel] {
    if screen == .jobs, !jobs.marked.isEmpty {
      return cluster.jobs.filter { jobs.marked.contains($0.id) }
    }
    return currentJob.map { [$0] } ?? []
  }

  /// Why one job cannot be the target now.
  private func targetRefusal(_ kind: ActionKind, _ target: JobModel) -> String? {
    if case .refused(let reason) = admission(kind, target) { return "\(target.name): \(reason)" }
    if cluster.vanishedAt(target.id) != nil {
      return "\(target.name) is not on the cluster any more."
    }
    return target.state.refusal(of: kind.plainOperation, for: target.name)
  }

  /// What the operations under way for a job say to another.
  private func admission(_ kind: ActionKind, _ target: JobModel) -> OperationAdmission {
    OperationAdmission(kind.plainOperation, of: target.id, among: operations)
  }

  /// What is known about cost and danger, one line each.
  private func advice(_ kind: ActionKind, for targets: [JobModel]) -> [String] {
    var lines: [String] = []
    for target in targets {
      if case .allowedWith(let warning) = admission(kind, target) { lines.append(warning) }
    }
    if kind == .cancel {
      for target in targets.prefix(1) where targets.count == 1 {
        guard let last = target.lastCompletedCheckpoint else {
          lines.append(
            target.checkpoints == nil && target.isCheckpointingEnabled != false
              ? "Its checkpoints are not known yet."
              : "There is no completed checkpoint: its state would be lost.")
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
    guard kind.takesSavepoint, targets.count == 1, let target = targets.first else { return lines }
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

  /// The JobManager's clock, as far as it is known.
  var serverNow: Timestamp { now.advanced(by: cluster.clockOffset) }

  mutating func handleInDialog(_ dialog: ActionDialog, _ key: Key) -> [Effect] {
    var dialog = dialog
    switch dialog.handle(key) {
    case .stays:
      overlay = .dialog(dialog)
      return []
    case .leaves:
      overlay = nil
      return [.setPaste(false)]
    case .confirmed:
      overlay = nil
      jobs.marked = []
      let requests = dialog.targets.map {
        dialog.operation(for: $0, id: settings.makeOperationID())
      }
      return [.setPaste(false)] + requests.map { Effect.perform($0) }
    }
  }

  var selectedOperation: Operation? {
    operations.first { $0.id == operationsScreen.selected } ?? operations.first
  }
}
