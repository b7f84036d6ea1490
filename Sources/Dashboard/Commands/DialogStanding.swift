import StreamModel
import TerminalUI

/// How an open dialog stands by now, at the cluster that it was opened for.
extension DashboardState {
  /// The place of a dialog's cluster.
  func place(of dialog: ActionDialog) -> Int {
    context.place(of: dialog.cluster.id) ?? context.shown
  }

  /// Which targets of a dialog it can be done to now, and the reasons why not to the others.
  func standing(of dialog: ActionDialog) -> (targets: [ActionDialog.Target], reasons: [String]) {
    context.showing(place(of: dialog)).standingHere(of: dialog)
  }

  /// What is known about cost and danger of a dialog's action as things stand now, one line each.
  func advice(for dialog: ActionDialog) -> [String] {
    let there = context.showing(place(of: dialog))
    let jobs = standing(of: dialog).targets.compactMap { there.cluster.job($0.id) }
    return hiddenMarksAdvice(jobs, of: dialog) + there.advice(dialog.kind, for: jobs)
  }

  /// Says that marked jobs are targets although the list does not show them.
  private func hiddenMarksAdvice(_ targets: [JobModel], of dialog: ActionDialog) -> [String] {
    let place = place(of: dialog)
    let marks = ways[place].top.targets(in: context.showing(place)).hidden
    let hidden = targets.count { marks.contains($0.id) }
    guard hidden > 0 else { return [] }
    return targets.count == 1
      ? ["It is marked, but the list does not show it now (filter or tab)."]
      : ["The list does not show \(hidden) of them now (filter or tab)."]
  }
}
