import StreamModel
import TerminalUI

/// Actions on jobs: which keys act, the dialogs they open, and what confirms them.
extension DashboardState {
  /// Says which keys act here and now, or why none does: htop's F9 is no key that acts by itself.
  mutating func sayActions() {
    let keys = KeyMap.acting.compactMap { binding -> String? in
      let isAction =
        ActionKind(rawValue: binding.name) != nil
        || TopologyControl.Kind(rawValue: binding.name) != nil
      guard isAction, binding.isOn(visits.top.sign), binding.isThere(self),
        binding.refusal(self) == nil
      else { return nil }
      return "\(binding.keys[0].label) \(binding.footer ?? binding.name)"
    }
    if let name = currentJob?.shownName, !keys.isEmpty {
      let targets = visits.top.targets(in: context).areMarked ? "the marked jobs" : name
      say("Keys that act on \(targets): \(keys.joined(separator: ", ")). Each asks first.")
    } else if let reason = disabledReason(.cancel) {
      say(reason, .warning)
    } else if let job = currentJob, let reason = targetRefusal(.cancel, job) {
      say(reason, .warning)
    } else {
      say("Select a job first: 1 shows the jobs.")
    }
  }

  /// Why the key of an action would not open its dialog now, in a sentence; nil where it would.
  func refusal(of kind: ActionKind) -> String? {
    if let reason = disabledReason(kind) { return reason }
    return refusal(of: asked(kind, on: visits.top.targets(in: context).jobs))
  }

  /// Why it can be done to none of the jobs.
  private func refusal(of asked: (targets: [JobModel], leftOut: [String])) -> String? {
    guard asked.targets.isEmpty else { return nil }
    return switch asked.leftOut.count {
    case 0: "Select a job first."
    case 1: asked.leftOut[0]
    default:
      "None of the \(asked.leftOut.count) marked jobs: " + asked.leftOut.joined(separator: " ")
    }
  }

  /// The jobs that a key is about: those that it can be done to, and for the others a sentence why not.
  private func asked(
    _ kind: ActionKind, on jobs: [JobID]
  ) -> (targets: [JobModel], leftOut: [String]) {
    var targets: [JobModel] = []
    var leftOut: [String] = []
    for job in jobs.compactMap({ cluster.job($0) }) {
      if let reason = targetRefusal(kind, job) {
        leftOut.append(reason)
      } else {
        targets.append(job)
      }
    }
    return (targets, leftOut)
  }

  /// Opens the dialog of an action for `jobs`, else for the current job or the marked ones: for those of them that it can
  /// be done to.
  mutating func begin(_ kind: ActionKind, on jobs: [JobID]? = nil) -> [Effect] {
    let current = visits.top.targets(in: context)
    let asked = asked(kind, on: jobs ?? current.jobs)
    if let reason = refusal(of: asked) {
      say(reason, .warning)
      return []
    }
    let (targets, leftOut) = asked
    // A dialog names all its targets, so there are no more than it has lines for.
    let most = ActionDialog.namesShown(rows: size.rows)
    guard targets.count <= most else {
      say(
        "Too many at once: this terminal has room to name \(most) jobs. Mark fewer, or enlarge it.",
        .warning)
      return []
    }
    dialogsOpened += 1
    var dialog = ActionDialog(
      number: dialogsOpened, cluster: cluster.identity, kind: kind,
      targets: targets.map { ActionDialog.Target(id: $0.id, name: $0.shownName) },
      leftOut: leftOut, canChooseFormat: cluster.capabilities.canChooseSavepointFormat,
      traits: cluster.traits)
    dialog.areMarked = jobs == nil && current.areMarked
    overlay = .dialog(dialog)
    return [.awaitReading(dialog: dialogsOpened)]
  }

  /// The screen is shown anew, at once or when there is room: an open dialog has to be read again.
  mutating func screenWasHidden() -> [Effect] {
    if case .form(var form) = overlay {
      dialogsOpened += 1
      form.hide(number: dialogsOpened)
      overlay = .form(form)
      return isLargeEnough ? [.awaitReading(dialog: dialogsOpened)] : []
    }
    guard case .dialog(var dialog) = overlay else { return [] }
    dialogsOpened += 1
    dialog.hide(number: dialogsOpened)
    overlay = .dialog(dialog)
    return isLargeEnough ? [.awaitReading(dialog: dialogsOpened)] : []
  }

  /// The dialog of this number could be read, if it is still open.
  mutating func dialogWasReadable(_ number: Int) {
    if case .form(var form) = overlay, form.number == number {
      form.isReadable = true
      form.hint = nil
      overlay = .form(form)
    }
    guard case .dialog(var dialog) = overlay, dialog.number == number else { return }
    dialog.isReadable = true
    dialog.hint = nil
    overlay = .dialog(dialog)
  }

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
      let place = place(of: dialog)
      if dialog.areMarked { ways[place].top.inList(.unmark) }
      let requests = targets.map { dialog.operation(for: $0, id: settings.makeOperationID()) }
      if requests.count > 1 { context.clusters[place].operationGroups.append(requests.map(\.id)) }
      return requests.map { Effect.perform($0) }
    }
    return []
  }
}
