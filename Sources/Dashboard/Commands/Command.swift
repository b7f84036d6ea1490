package import StreamModel
package import TerminalUI

/// What a key asks for. The reducer is the only one to carry it out.
package enum Command: Hashable, Sendable {
  case up, down, left, right, pageUp, pageDown, first, last
  case open, back, quit, quitNow
  case nextTab, previousTab, zoom
  case filter, sortLeft, sortRight, chooseSort, reverse, mark
  case act(ActionKind)
  /// Says which keys act.
  case actions
  case commandLine, help
  case pause, refresh, slower, faster, nextTheme, mouse, redraw, saveScreen, copy
  case show(ScreenKind)

  /// True for what moves the cursor of the jobs or is about the job under it, which then stays under it.
  var holdsCursor: Bool {
    switch self {
    case .up, .down, .pageUp, .pageDown, .first, .last, .open, .mark, .act, .actions, .copy: true
    default: false
    }
  }
}

/// The five things that flinktop can do to a job.
package enum ActionKind: String, CaseIterable, Hashable, Sendable {
  case savepoint, stop, drain, cancel, checkpoint

  package var title: String {
    switch self {
    case .savepoint: "Savepoint"
    case .stop: "Stop with savepoint"
    case .drain: "Drain and stop"
    case .cancel: "Cancel"
    case .checkpoint: "Checkpoint"
    }
  }

  /// The word that must be typed, for what cannot be undone.
  package var confirmationWord: String? {
    switch self {
    case .cancel: "cancel"
    case .drain: "drain"
    case .savepoint, .stop, .checkpoint: nil
    }
  }

  /// True where a savepoint is taken, so that directory and format can be chosen.
  package var takesSavepoint: Bool { self != .cancel && self != .checkpoint }

  /// The operation it stands for.
  func operation(into directory: String?, format: SavepointFormat?) -> OperationKind {
    switch self {
    case .savepoint: .savepoint(targetDirectory: directory, format: format)
    case .stop: .stop(drain: false, targetDirectory: directory, format: format)
    case .drain: .stop(drain: true, targetDirectory: directory, format: format)
    case .cancel: .cancel
    case .checkpoint: .checkpoint
    }
  }

  /// The same with the cluster's defaults: what rules are asked about.
  var plainOperation: OperationKind { operation(into: nil, format: nil) }
}

/// What the reducer wants done outside: performed by the program, never by a view.
package enum Effect: Hashable, Sendable {
  case quit
  /// The terminal is given back, then the process ends by the signal it got.
  case quitBySignal(Int32)
  case refresh
  case setInterval(Duration)
  case perform(OperationRequest)
  case useTheme(String)
  /// The terminal has told what its background is like.
  case useBackground(TerminalBackground)
  case copy(String)
  case saveScreen
  case setMouse(Bool)
  /// Says with `Input.dialogReadable` when the dialog of this number could be read.
  case awaitReading(dialog: Int)
  case redraw
}

/// What happened outside.
package enum Input: Sendable {
  case event(Event)
  /// A new model from the monitor.
  case snapshot(ClusterModel, [Operation])
  /// A second has passed.
  case tick
  /// The dialog of this number has stood on the screen for `ActionDialog.readingTime`.
  case dialogReadable(Int)
  /// An effect's result, to be said.
  case notice(String, Severity)
}
