import StreamModel
import TerminalUI

extension DashboardState {
  /// Goes somewhere, if that is there.
  mutating func go(to place: Place) {
    isListStale = true
    guard let type = Screens.named(place.screen), visits.go(type, place.subject, in: context)
    else { return say("There is no such place.", .warning) }
  }

  /// Why a screen can't be shown: the cluster does not tell what it lives on.
  func refusal(of screen: any Screen.Type) -> String? {
    screen.sign.needs.lazy.compactMap { cluster.capabilities.refusals[$0] }.first
  }

  /// Shows a screen by its digit or word: one that is about a job shows the one under the cursor, or the nearest one
  /// came through.
  mutating func show(_ screen: any Screen.Type) {
    switch screen.sign.topic {
    case .cluster: go(to: Place(screen, .cluster))
    case .job:
      guard let job = visits.nearestJob(in: context) else { return say("Select a job first.") }
      visits.top.hold()
      go(to: Place(screen, .job(job)))
    }
  }

  /// One step back: out of what the screen has open, else to the screen one came from.
  mutating func back() {
    isListStale = true
    if let notice, notice.severity >= .warning { self.notice = nil }
    if isOutcomeClearedByBack {
      let settled = operations.filter(\.state.isSettled).map(\.id)
      context.watched.dismissedOperations.formUnion(settled)
    } else if !visits.top.back(in: context) {
      _ = visits.leave(in: context)
    }
  }
}
