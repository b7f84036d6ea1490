import StreamModel
import TerminalUI

extension DashboardState {
  /// Says which keys act here and now, or why none does: htop's F9 is no key that acts by itself.
  mutating func sayActions() {
    let kinds = ActionKind.allCases.filter { canAct($0) }
    if let name = currentJob?.shownName, !kinds.isEmpty {
      let keys = KeyMap.bindings.compactMap { binding -> String? in
        guard case .act(let kind) = binding.command, kinds.contains(kind) else { return nil }
        return "\(binding.keys[0].label) \(binding.footer ?? kind.rawValue)"
      }
      let targets = screen == .jobs && !jobs.table.marked.isEmpty ? "the marked jobs" : name
      say("Keys that act on \(targets): \(keys.joined(separator: ", ")). Each asks first.")
    } else if let reason = disabledReason(.cancel) {
      say(reason, .warning)
    } else if let job = currentJob, let reason = targetRefusal(.cancel, job) {
      say(reason, .warning)
    } else {
      say("Select a job first: 1 shows the jobs.")
    }
  }

  /// Opens the dialog of an action for the current job, or for those of the marked ones that it can be done to;
  /// says why not where it can be done to none.
  mutating func begin(_ kind: ActionKind) -> [Effect] {
    if let reason = disabledReason(kind) {
      say(reason, .warning)
      return []
    }
    let asked = actionTargets
    var targets: [JobModel] = []
    var leftOut: [String] = []
    for job in asked {
      if let reason = targetRefusal(kind, job) {
        leftOut.append(reason)
      } else {
        targets.append(job)
      }
    }
    guard !targets.isEmpty else {
      switch leftOut.count {
      case 0: say("Select a job first.")
      case 1: say(leftOut[0], .warning)
      default:
        say("None of the \(leftOut.count) marked jobs: " + leftOut.joined(separator: " "), .warning)
      }
      return []
    }
    // A dialog names all its targets, so there are no more than it has lines for.
    let most = ActionDialog.namesShown(rows: size.rows)
    guard targets.count <= most else {
      say(
        "Too many at once: this terminal has room to name \(most) jobs. Mark fewer, or enlarge it.",
        .warning)
      return []
    }
    dialogsOpened += 1
    overlay = .dialog(
      ActionDialog(
        number: dialogsOpened, kind: kind,
        targets: targets.map { ActionDialog.Target(id: $0.id, name: $0.shownName) },
        leftOut: leftOut, canChooseFormat: cluster.capabilities.canChooseSavepointFormat))
    return [.awaitReading(dialog: dialogsOpened)]
  }

  /// The screen is shown anew, at once or when there is room: an open dialog has to be read again.
  mutating func screenWasHidden() -> [Effect] {
    guard case .dialog(var dialog) = overlay else { return [] }
    dialogsOpened += 1
    dialog.hide(number: dialogsOpened)
    overlay = .dialog(dialog)
    return isLargeEnough ? [.awaitReading(dialog: dialogsOpened)] : []
  }

  /// The dialog of this number could be read, if it is still open.
  mutating func dialogWasReadable(_ number: Int) {
    guard case .dialog(var dialog) = overlay, dialog.number == number else { return }
    dialog.isReadable = true
    dialog.hint = nil
    overlay = .dialog(dialog)
  }

  /// Which targets of a dialog it can be done to now, and the reasons why not to the others: jobs end while it is open.
  func standing(of dialog: ActionDialog) -> (targets: [ActionDialog.Target], reasons: [String]) {
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

  /// What is known about cost and danger of a dialog's action as things stand now, one line each.
  func advice(for dialog: ActionDialog) -> [String] {
    let jobs = standing(of: dialog).targets.compactMap { cluster.job($0.id) }
    return hiddenMarksAdvice(jobs) + advice(dialog.kind, for: jobs)
  }

  /// Says that marked jobs are targets although the list does not show them.
  private func hiddenMarksAdvice(_ targets: [JobModel]) -> [String] {
    guard screen == .jobs else { return [] }
    let hidden = targets.count { hiddenMarks.contains($0.id) }
    guard hidden > 0 else { return [] }
    return targets.count == 1
      ? ["It is marked, but the list does not show it now (filter or tab)."]
      : ["The list does not show \(hidden) of them now (filter or tab)."]
  }

  /// Marked jobs that the filter or the tab hides.
  var hiddenMarks: Set<JobID> {
    jobs.table.marked.isEmpty ? [] : jobs.table.marked.subtracting(jobs.table.order)
  }

  /// True where the key of an action would open its dialog.
  func canAct(_ kind: ActionKind) -> Bool {
    disabledReason(kind) == nil && actionTargets.contains { targetRefusal(kind, $0) == nil }
  }

  /// Why an acting key does nothing here at all; nil where it works.
  package func disabledReason(_ kind: ActionKind) -> String? {
    if settings.isReadOnly {
      return "Read-only: \(kind.title.lowercased()) is switched off (--read-only)."
    }
    return cluster.capabilities.refusal(of: kind.plainOperation)
  }

  private var actionTargets: [JobModel] {
    if screen == .jobs, !jobs.table.marked.isEmpty {
      return cluster.jobs.filter { jobs.table.marked.contains($0.id) }
    }
    return currentJob.map { [$0] } ?? []
  }

  /// Why one job cannot be the target now, in a sentence that names it.
  private func targetRefusal(_ kind: ActionKind, _ target: JobModel) -> String? {
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
  private func advice(_ kind: ActionKind, for targets: [JobModel]) -> [String] {
    var lines: [String] = []
    for target in targets {
      if case .allowedWith(let warning) = admission(kind, target) {
        lines.append(targets.count == 1 ? warning : "\(target.shownName): \(warning)")
      }
    }
    if kind == .cancel, targets.count > 1 { return lines + stateAtStake(targets) }
    if kind == .cancel {
      for target in targets.prefix(1) {
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
    let isKnown = { (job: JobModel) in job.checkpoints != nil || job.isCheckpointingEnabled == false
    }
    return line(without.filter(isKnown), "would lose their state, without a completed checkpoint")
      + line(without.filter { !isKnown($0) }, "have checkpoints that are not known yet")
      + (without.count < targets.count ? ["A cancel may delete checkpoints of the others."] : [])
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

  /// As of when it is told how long ago something was, on the JobManager's clock as far as that is known.
  var serverKnownAt: Timestamp { knownAt.advanced(by: cluster.clockOffset) }

  /// Takes a key for an open dialog.
  mutating func handleInDialog(_ dialog: ActionDialog, _ key: Key, isAlone: Bool) -> [Effect] {
    var dialog = dialog
    switch dialog.handle(key, isAlone: isAlone) {
    case .stays:
      overlay = .dialog(dialog)
    case .leaves:
      overlay = nil
    case .confirmed:
      let targets = standing(of: dialog).targets
      guard !targets.isEmpty, dialogLayout(dialog).isWhole else {
        // The dialog says why in its own lines.
        dialog.hint = "Nothing was done."
        overlay = .dialog(dialog)
        return []
      }
      overlay = nil
      jobs.table.marked = []
      let requests = targets.map { dialog.operation(for: $0, id: settings.makeOperationID()) }
      if requests.count > 1 { operationGroups.append(requests.map(\.id)) }
      return requests.map { Effect.perform($0) }
    }
    return []
  }

  var selectedOperation: Operation? {
    operations.first { $0.id == operationsScreen.table.cursor }
  }
}
